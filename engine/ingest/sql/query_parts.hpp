// What the SQL of a study is made of.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "ingest/sql/adoption_column.hpp"
#include "ingest/sql/number_column.hpp"
#include "ingest/sql/partial_periods.hpp"

namespace payoff {

struct QueryParts {
  const Columns& columns;
  const Rollout& rollout;
  const std::vector<MetricSource>& metrics;
  std::string period_sql{};          // SQL of the period; empty where there is no time
  TimeColumn time{};                 // how the time is written
  std::string period_sql_of_text{};  // the same where the time must be read as text
  std::string off_step_sql{};        // 1 for a date that the steps of the calendar do not lead to; empty = not asked
  AdoptionColumn adoption;           // its SQL is empty where there is no adopted_on
  int rollout_period = never;
  Grain grain = Grain::periods;
  NumberRules numbers{};
  std::string where{};  // SQL of the rows that count; empty = all
  bool keep_totals = false;
  const std::vector<Join>* joins = nullptr;  // (the lookups of the source); null = none
  std::string day_number_sql{};              // empty unless the sums are to show the days, and so what is partial
  PartialPeriods partial{};                  // left out
  std::vector<bool> zeros{};                 // (metrics) see counts_zero
  bool counts_zeros() const { return std::ranges::find(zeros, true) != zeros.end(); }
  // Several rows of a unit and period are one cell.
  bool collapses() const;
  bool keeps_valueless = false;  // rows without any metric are used: they show that their unit was assigned
  bool numbers_rows = true;      // where each is a unit; a database numbers them on one thread only
  bool events_denied = false;    // the study says that rows are none
  AdoptionColumn observed_from{}, observed_to{};  // their SQL is empty where there are none
  // Found out from the first answer:
  std::set<std::string>
      folded{};  // columns (u, c, s<i>) whose labels are one where they differ in case and blanks only
  std::vector<std::string> totals{};         // units that sum up others
  std::vector<std::string> missing_units{};  // units whose label means that there is none
  bool group_may_be_missing = false;         // there are others than those whose label means so
};

// The column or SQL of its values.
const std::string& value_of(const MetricSource& metric);

// The value is how many rows there are, or different labels: no number is read.
bool counts_rows(const MetricSource& metric);

// A mean of rows of which the study says what they are, or of durations: a sum over a number of rows.
bool is_mean_of_rows(const MetricSource& metric);

// For messages: where the study says an expression, else its place in the list of this name ("columns.segments").
std::string key_of(const std::vector<NamedExpression>& list, std::size_t i, std::string_view name);

}  // namespace payoff
