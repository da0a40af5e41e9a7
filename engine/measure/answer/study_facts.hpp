// Questions that every estimator asks of a panel: its clusters, cells, periods and dates of adoption.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "measure/answer/inference.hpp"
#include "payoff/measure.hpp"

namespace payoff {

// Clusters of the units in use, numbered 0, 1, ... in the order of the units.
struct ClusterIndex {
  std::vector<int> of_unit;  // (units) -1 = unit not in use
  std::size_t count = 0;
  bool declared = false;  // false: every unit is its own
};
std::string units_or_clusters(bool clusters_declared);  // what is counted, as it is said
ClusterIndex index_clusters(const Panel& panel, const std::vector<bool>& used);

// The cell holds a number of this metric that can be averaged.
inline bool has_value(const MetricColumn& column, std::size_t cell) {
  if (std::isnan(column.sum[cell])) return false;
  if (column.weight.empty() || column.weight[cell] > 0) return true;
  return is_ratio(column.metric) && column.weight[cell] == 0;  // a week without tickets is an observation
}

// What it is there: the mean of its rows, or of a ratio.
inline double value_of(const MetricColumn& column, std::size_t cell) {
  return column.sum[cell] / (column.weight.empty() ? 1.0 : column.weight[cell]);
}

// Where values stand in an ascending list: the first that is no less. Each is looked for behind the last one, since the
// cells of a unit follow each other.
class Position {
 public:
  explicit Position(const std::vector<int>& ascending) : ascending_(ascending) {}
  std::size_t of(int value) {
    if (next_ >= ascending_.size() || ascending_[next_] != value)
      next_ = static_cast<std::size_t>(std::ranges::lower_bound(ascending_, value) - ascending_.begin());
    return next_++;
  }

 private:
  const std::vector<int>& ascending_;
  std::size_t next_ = 0;
};

// Different values, ascending: few among many.
class Distinct {
 public:
  Distinct() = default;
  Distinct(const Distinct&) = delete;
  Distinct& operator=(const Distinct&) = delete;

  void add(int value) {
    const std::size_t at = position_.of(value);
    if (at < values_.size() && values_[at] == value) return;
    values_.insert(values_.begin() + static_cast<std::ptrdiff_t>(at), value);
  }
  std::vector<int> values() && { return std::move(values_); }

 private:
  std::vector<int> values_;
  Position position_{values_};
};

// Values of period_of in which this metric was seen, ascending.
std::vector<int> codes_seen(const Panel& panel, std::size_t metric);

// Calendar periods in which this metric was seen, ascending; empty when the data have no time.
std::vector<int> periods_seen(const Panel& panel, std::size_t metric);

// First adoption among the units in use (who had the tool in all periods may not be); as Adoption where none is dated.
int earliest_adoption(const Panel& panel, const std::vector<bool>& used);

std::vector<int> sorted_distinct(std::vector<int> values);

// The different periods in which treated units adopted, ascending.
std::vector<int> adoption_dates(const Panel& panel);

// "2025-03-03, 2025-03-10, ..."; at most five labels.
std::string list_periods(const Calendar& calendar, const std::vector<int>& periods);

}  // namespace payoff
