// What `payoff export` writes of a run: the rows of two tables, from its results.json.
#pragma once

#include <string>
#include <vector>

#include "payoff/report.hpp"

namespace payoff {

struct ExportTable {
  std::string name;
  std::vector<EffectsColumn> columns;  // the first is the study, by which rows are replaced
  std::string json_lines{};            // an object a row
};

// Without rows: payoff_studies, one for each study, and payoff_effects, those of effects.csv.
std::vector<ExportTable> export_tables();

// What tells a study from another of the same name: these columns of payoff_studies.
inline constexpr const char* told_apart_by[] = {"title", "question", "who", "tool", "metric"};

struct ExportedRun {
  std::string study;                    // its name in the tables
  std::vector<std::string> told_apart;  // as above
};

// Adds the rows of results.json to export_tables(). Throws as parse_results() does.
ExportedRun add_run(const std::string& text, const std::string& path, const std::string& study,
                    std::vector<ExportTable>& tables);

}  // namespace payoff
