// From what tables hold to a plan: who, when, with and without the tool, and what is measured.
#pragma once

#include <string>
#include <vector>

#include "ingest/survey.hpp"
#include "payoff/study.hpp"

namespace payoff {

// A study as far as the tables show it. What they do not show is a question, and nothing stands for it.
struct Plan {
  std::vector<std::string> files;  // the first has the rows
  std::vector<Join> joins;
  std::string where{};  // of the rows
  Columns columns;
  Rollout rollout;
  std::vector<MetricSource> metrics;
  std::vector<std::string> other_arms;  // labels of the group that are neither treated nor comparison
  std::vector<std::string> notes;       // what was guessed, and why
  std::vector<DraftQuestion> questions;
  std::vector<BillSource> bills;  // among the files
  std::string currency{};         // of these
  bool events = false;            // each row is one; the files do not say so
  bool many_events = false;       // few rows in each unit's period: a method that averages over all periods before
};

// Throws Error(data) where nothing can be measured at all.
Plan guess_plan(Survey& survey, const DraftAnswers& answers);

}  // namespace payoff
