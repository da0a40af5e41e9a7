// The SQL of what a unit of an experiment comes to over its periods, and what an arm does in each of them.
//
// Both are made of cells (see PanelQuery::unit_periods): u, p, n, repeated, code, bad, s<i> and s<i>_hi, v<k> and d<k>.
#pragma once

#include <algorithm>
#include <climits>
#include <string>
#include <vector>

#include "ingest/sql/query_parts.hpp"

namespace payoff {

// SQL of a number to its last bit; a number with a point may be a decimal of few digits.
std::string exactly(double number);

// A row of VALUES: where numbers of this stratum, label and arm are counted from.
std::string row_of_centre(std::size_t stratum, const std::string& label, bool treated,
                          const std::vector<double>& numbers);

// Other than 0, and so near to a multiple as measure/facts/record.hpp asks.
std::string is_multiple_sql(const std::string& number, double step);

// The periods of the data, in order, and the first with the tool.
struct PeriodsSeen {
  std::vector<int> all;
  int rollout = INT_MIN;

  std::size_t before() const { return static_cast<std::size_t>(std::ranges::lower_bound(all, rollout) - all.begin()); }
  bool has_past() const { return before() > 0; }
};

// A row for each unit, and for each reason of bad rows: n, repeated, code, bad, s<i> and s<i>_hi as in cells, and by metric
//     v<k>  mean of its periods from the rollout on, of a ratio the sum over them    d<k>  the sum of a ratio's denominators
//     cells<k>  of these periods with a value, and how many of them have one that is
//     nonzero<k>   step<s>_<k> a multiple of each of granularity_steps
//     before<k>, befored<k>, beforecells<k>, beforenonzero<k>, beforestep<s>_<k>  the same before it, where there is a past
// and of all periods first<k> and last<k> with a value, broken<k> and broken_d<k> of them that are no whole numbers, and of a
// ratio own<k> the mean of v / d of a period.
// Of what counts zeros (see QueryParts) a unit has a value in each period of the data from its first to its last.
// each_a_unit: as is known, and then nothing is grouped, and p is its period. Where zeros count, begins and ends are its ends.
std::string unit_rows(const std::string& cells, const QueryParts& parts, const Dialect& dialect, bool each_a_unit,
                      const PeriodsSeen& periods);

// How many units of each arm have their first and their last cell when: (arm, begins, ends, units).
std::string unit_spans(const std::string& cells);

// A row for each arm and period: (arm, period, cells), and by metric units<k> with a value, v<k> and d<k> the sums of theirs,
// w<k> and x<k> the largest.
std::string arm_periods(const std::string& cells, const QueryParts& parts, const Dialect& dialect);

}  // namespace payoff
