// The finished case study, and the forms in which it is written.
//
// A CaseStudy holds everything a report shows. Rendering computes nothing: what
// is not in the CaseStudy cannot be said.
//
// Example
//     for (const payoff::ReportFormat& format : payoff::report_formats())
//       for (const payoff::ReportFile& file : format.render(case_study)) write(file.name, file.bytes);
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "payoff/assertion.hpp"
#include "payoff/error.hpp"
#include "payoff/ingest.hpp"
#include "payoff/published.hpp"
#include "payoff/qualify.hpp"

namespace payoff {

// What the study tells beside its numbers; empty = not told.
struct Telling {
  std::string problem, rolled_out;  // sentences
  std::string quote, quote_by;
  std::string color;   // "#0b5394" of lines and labels
  std::string logo{};  // the bytes of a PNG, JPEG or SVG file
};

// Mean of the primary metric among those who began at different times, so many periods after they began; level scale. Every
// unit counts alike, as in the effects of staggered adoption.
struct EventMean {
  int event_time = 0;
  double mean = missing;
  std::size_t units = 0;  // observed there
};

// A report shows no effect on fewer people than these (rule G25), and an anonymous one no count of fewer: that is
// hidden_count, and tables and files say so in its place.
inline constexpr std::size_t least_units_shown = 5;
inline constexpr std::size_t hidden_count = SIZE_MAX;

struct CaseStudy {
  std::string title, question, who, tool;
  std::string language = "en";
  Telling telling;
  Disclosure disclosure;
  std::string study_json;                  // the study file as read, comments removed
  std::optional<std::string> unit_column;  // who is a unit, as Columns::unit; nothing = not known
  std::string unit_label;                  // what one is called: "support agent"; empty = as its column
  std::string version;                     // of payoff
  std::uint64_t seed = 1;
  std::vector<Input> inputs;
  std::vector<std::string> sql;
  Ledger ledger;
  Coding coding;
  Calendar calendar;
  int rollout_period = never;
  std::string method_reason;                    // why this method
  std::vector<Effect> effects;                  // primary first
  std::vector<std::vector<TrendPoint>> trends;  // one for each name in trend_metrics
  std::vector<Metric> trend_metrics;
  std::vector<EventMean> event_means;  // of the primary metric; where there are several dates
  std::optional<Appraisal> appraisal;
  std::string appraisal_reason;  // why there is no appraisal
  std::vector<Spend> spend;      // one for each bill
  std::vector<OutcomeCost> outcome_costs;
  PublishedComparison published;  // of the primary effect
  Verdict verdict;
  std::vector<Claim> claims;  // headline first
  Recommendation recommendation;
  bool anonymous = false;  // names are stand-ins, and small groups are hidden: run() has seen to it
};

// name: below the folder of the run, "tables/effects.csv". No bytes: nothing to show, and none is written.
struct ReportFile {
  std::string name, bytes;

  bool operator==(const ReportFile&) const = default;
};

struct ReportFormat {
  std::string_view name;       // "html"
  std::string_view file_name;  // of its first file: "evidence.html"
  std::string_view meaning;
  std::vector<ReportFile> (*render)(const CaseStudy&);
  bool only_if_asked = false;  // not among all that are written where a study names none
};
std::span<const ReportFormat> report_formats();

// The files of a format, by its name. Throws Error(usage) for a name of none.
std::vector<ReportFile> report_files(const CaseStudy& study, std::string_view format);

// The bytes of the first of them; none for a name of no format.
std::string rendered(const CaseStudy& study, std::string_view format);

// The JSON Schema (draft 7) of results.json: schemas/results-1.json.
std::string_view results_schema();

// rejected.csv: file, line, column, text, reason; cells that a spreadsheet could
// take for a formula are guarded with a leading apostrophe.
std::string rejected_csv(const Ledger& ledger);

// What a look at the data found, for programs: {"ledger", "readings", "coding", "method": {"name", "reason"}}.
std::string check_json(const Loaded& loaded, const MethodChoice& choice);

// A failure for programs, on one line: {"error": {"exit_code", "where", "place", "message"}}. exit_code: of the kind of
// the error, see error.hpp.
std::string error_json(int exit_code, const std::string& message, const Place& place);

// The judgement of a claim for programs, with the claim as it was understood; numbers are in its unit.
std::string judgement_json(const Assertion& assertion, const Judgement& judgement);

// The same for people, a few lines.
std::string judgement_text(const Assertion& assertion, const Judgement& judgement);

// effects.csv, for BI tools: one row for each effect over the whole follow-up and one for each period of it, of metrics and
// segments; guarded in the same way. The same rows as JSON, an object a line, texts as they are.
std::string effects_csv(const CaseStudy& study);
std::string effects_json_lines(const CaseStudy& study);

struct EffectsColumn {
  std::string_view name, type, meaning;  // "low", "DOUBLE" (SQL), "lower end of its interval"
};
std::vector<EffectsColumn> effects_columns();

}  // namespace payoff
