// What the arms of an experiment do in each period, where their units stay in the database.
#pragma once

#include <string>
#include <vector>

#include "ingest/event_notes.hpp"
#include "ingest/sql/moments_query.hpp"
#include "ingest/sql/unit_rows.hpp"

namespace payoff {

struct Largest {
  double value = 0, denominator = 1;  // the absolute value
};

struct ArmPeriods {
  std::vector<std::vector<TrendPoint>> trend;  // (metrics) as Panel::trend
  std::vector<Tenths> tenths;                  // (metrics) of the periods with a value
  std::vector<bool> has_past;                  // (metrics) with a value before the rollout
  std::vector<Largest> largest;                // (metrics) of their cells
  PeriodsSeen periods;
  ObservedCells observed{};
  std::vector<std::string> sql;
};

// Ascending.
std::vector<int> periods_of(const std::vector<TrendPoint>& trend);

// cells, each_a_unit: see PanelQuery::unit_periods().
ArmPeriods arm_periods_of(OpenSource& source, const std::string& cells, const QueryParts& parts, bool each_a_unit);

}  // namespace payoff
