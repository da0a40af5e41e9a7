#include "ingest/arm_periods.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include "ingest/cells.hpp"
#include "ingest/sql/unit_rows.hpp"

namespace payoff {
namespace {

std::vector<TrendPoint> trend_in(const ResultTable& arms, std::size_t metric) {
  const ResultColumn &units = arms["units" + std::to_string(metric)], &sum = arms[numbered('v', metric)];
  const std::string weight = numbered('d', metric);
  const bool ratio = has(arms, weight);
  std::vector<TrendPoint> points;
  for (std::size_t row = 0; row < arms.rows; ++row) {
    const auto seen = static_cast<std::size_t>(units.integers[row]);
    if (seen == 0) continue;
    const double divisor = ratio ? arms[weight].reals[row] : static_cast<double>(seen);
    points.push_back({.period = static_cast<int>(arms["period"].integers[row]),
                      .treated = arms["arm"].integers[row] == 1,
                      .mean = sum.reals[row] / divisor,
                      .units = seen});
  }
  return points;
}

Largest largest_in(const ResultTable& arms, std::size_t metric) {
  const std::string number = std::to_string(metric);
  Largest largest;
  for (std::size_t row = 0; row < arms.rows; ++row) {
    if (arms["units" + number].integers[row] == 0) continue;
    largest.value = std::max(largest.value, arms["w" + number].reals[row]);
    if (has(arms, "x" + number)) largest.denominator = std::max(largest.denominator, arms["x" + number].reals[row]);
  }
  return largest;
}

// Units under observation by arm and place among the periods, of those that begin and end so.
class Observers {
 public:
  Observers(const ResultTable& spans, const std::vector<int>& periods) {
    for (auto& arm : units_) arm.resize(periods.size() + 1);
    const auto place = [&](const char* column, std::size_t row) {
      const auto period = static_cast<int>(spans[column].integers[row]);
      return static_cast<std::size_t>(std::ranges::lower_bound(periods, period) - periods.begin());
    };
    for (std::size_t row = 0; row < spans.rows; ++row) {
      const auto units = spans["units"].integers[row];
      const std::size_t begins = place("begins", row), ends = place("ends", row);
      std::vector<std::int64_t>& arm = units_[spans["arm"].integers[row] == 1];
      arm[begins] += units;
      arm[ends + 1] -= units;
      cells_ += static_cast<std::size_t>(units) * (ends + 1 - begins);
    }
    for (auto& arm : units_) std::partial_sum(arm.begin(), arm.end(), arm.begin());
  }

  std::size_t of(bool treated, std::size_t place) const { return static_cast<std::size_t>(units_[treated][place]); }
  std::size_t cells() const { return cells_; }

 private:
  std::array<std::vector<std::int64_t>, 2> units_;
  std::size_t cells_ = 0;
};

// A point in each period in which somebody was under observation, who came to nothing where there is none.
std::vector<TrendPoint> with_empty_periods(const std::vector<TrendPoint>& trend, const Observers& observers,
                                           const std::vector<int>& periods) {
  std::vector<TrendPoint> all;
  auto next = trend.begin();
  for (const bool treated : {false, true})
    for (std::size_t i = 0; i < periods.size(); ++i) {
      TrendPoint point{periods[i], treated, 0, observers.of(treated, i)};
      if (next != trend.end() && next->treated == treated && next->period == periods[i]) {
        point.mean = next->mean * static_cast<double>(next->units) / static_cast<double>(point.units);
        ++next;
      }
      if (point.units > 0) all.push_back(point);
    }
  return all;
}

}  // namespace

std::vector<int> periods_of(const std::vector<TrendPoint>& trend) {
  std::set<int> seen;
  for (const TrendPoint& point : trend) seen.insert(point.period);
  return {seen.begin(), seen.end()};
}

ArmPeriods arm_periods_of(OpenSource& source, const std::string& cells, const QueryParts& parts, bool each_a_unit) {
  ArmPeriods found;
  found.sql.push_back(arm_periods(cells, parts, source.dialect()));
  const ResultTable arms = source.query(found.sql.back());
  std::set<int> periods;
  for (std::size_t row = 0; row < arms.rows; ++row) {
    periods.insert(static_cast<int>(arms["period"].integers[row]));
    found.observed.there += static_cast<std::size_t>(arms["cells"].integers[row]);
  }
  found.periods.all.assign(periods.begin(), periods.end());
  if (parts.rollout_period != never) found.periods.rollout = parts.rollout_period;
  for (std::size_t k = 0; k < parts.metrics.size(); ++k) {
    found.trend.push_back(trend_in(arms, k));
    found.largest.push_back(largest_in(arms, k));
  }
  if (asks_of_empty_periods(parts) && !each_a_unit) {
    found.sql.push_back(unit_spans(cells));
    const Observers observers(source.query(found.sql.back()), found.periods.all);
    found.observed.all = observers.cells();
    for (std::size_t k = 0; k < parts.metrics.size(); ++k)
      if (parts.zeros[k]) found.trend[k] = with_empty_periods(found.trend[k], observers, found.periods.all);
  }
  for (const std::vector<TrendPoint>& trend : found.trend) {
    found.tenths.push_back(tenths_of(periods_of(trend)));
    found.has_past.push_back(
        std::ranges::any_of(trend, [&](const TrendPoint& point) { return point.period < found.periods.rollout; }));
  }
  return found;
}

}  // namespace payoff
