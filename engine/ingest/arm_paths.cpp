#include "ingest/arm_paths.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "base/rounding.hpp"
#include "data/arm_differences.hpp"
#include "data/last_window.hpp"
#include "data/thirds.hpp"
#include "ingest/cells.hpp"
#include "ingest/sql/aggregate.hpp"
#include "ingest/strata.hpp"

namespace payoff {
namespace {

using ArmPeriod = std::pair<int, bool>;  // period, treated

// What is known of a metric before its units are asked, and what they answer.
struct MetricPath {
  const std::vector<TrendPoint>& trend;
  std::vector<int> periods;  // of the trend
  Largest largest;
  bool ratio;
  PathQuery::Terms terms{};
  std::map<ArmPeriod, PeriodMoments> moments{};
  std::map<ArmPeriod, double> weight{};  // sum of denominators
  std::optional<Thirds> thirds{};        // of the periods

  // Most that a unit's value in a period, of a ratio v / d, may differ from another of its kind.
  double bound_of_own() const {
    double most = 0;
    for (const TrendPoint& point : trend) most = std::max(most, std::abs(point.mean));
    return ratio ? far_ratio * most : 2 * largest.value;
  }
  // The same of v - (mean + what its past says) d.
  double bound() const { return largest.value + (1 + std::abs(terms.slope)) * bound_of_own() * largest.denominator; }
};

// What the past says, of both arms.
PathQuery::Terms terms_of(const MetricMoments& arms) {
  double squares = 0, products = 0, total = 0, units = 0;
  for (const ArmMoments* arm : {&arms.treated, &arms.comparison}) {
    if (!arm->past || arm->past->followed == 0) continue;
    const double followed = static_cast<double>(arm->past->followed);
    squares += arm->past->followed_squares;
    products += arm->past->followed_products;
    total += followed * arm->past->followed_before;
    units += followed;
  }
  const double mean = units > 0 ? total / units : 0;
  return {.slope = squares > 1e-24 * units * mean * mean ? products / squares : 0,  // else they are all the same
          .past_mean = mean};
}

// A row for each arm and period that any metric has, with what `centre` says of it.
template <typename CentreOf>
std::vector<PathQuery::Centres> centres_of(const std::vector<MetricPath>& metrics, const CentreOf& centre) {
  std::map<ArmPeriod, std::vector<PathQuery::Centre>> places;
  for (std::size_t k = 0; k < metrics.size(); ++k)
    for (const TrendPoint& point : metrics[k].trend) {
      std::vector<PathQuery::Centre>& of_metric = places[{point.period, point.treated}];
      of_metric.resize(metrics.size());
      of_metric[k] = centre(metrics[k], point);
    }
  std::vector<PathQuery::Centres> centres;
  for (const auto& [place, of_metric] : places) centres.push_back({place.first, place.second, of_metric});
  return centres;
}

// Scales of what is summed by period, and of the differences between means of units.
void add_scales(MetricPath& metric, double units) {
  metric.terms.scale = scale_of(metric.bound(), units);
  metric.terms.scale_d = scale_of(metric.largest.denominator, units);
  metric.terms.scale_own = scale_of(2 * metric.bound_of_own(), units);
}

// Units of an arm and period, about the centre.
Deviations deviations_at(const ResultTable& table, std::size_t row, std::size_t k, const MetricPath& metric,
                         double mean) {
  const PathQuery::Terms& terms = metric.terms;
  const std::string number = std::to_string(k);
  const auto real = [&](const char* column, double scale) { return table[column + number].reals[row] / scale; };
  const double n = static_cast<double>(table["n" + number].integers[row]), e = real("e", terms.scale);
  Deviations found{.mean = mean, .n = n, .d = n, .e = e, .ee = real("ee", terms.scale * terms.scale), .ed = e, .dd = n};
  if (!metric.ratio) return found;
  found.d = real("d", terms.scale_d);
  found.ed = real("ed", terms.scale * terms.scale_d);
  found.dd = real("dd", terms.scale_d * terms.scale_d);
  return found;
}

void read_periods(const OpenSource& source, const ResultTable& table, std::size_t k, MetricPath& metric) {
  const std::string number = std::to_string(k);
  std::map<ArmPeriod, TrendPoint> known;
  for (const TrendPoint& point : metric.trend) known[{point.period, point.treated}] = point;
  for (std::size_t row = 0; row < table.rows; ++row) {
    const ArmPeriod at{static_cast<int>(table["period"].integers[row]), table["arm"].integers[row] == 1};
    const auto units = table["n" + number].integers[row], seen = table["m" + number].integers[row];
    const TrendPoint& point = known[at];
    if (static_cast<std::size_t>(seen) != point.units)
      throw_changed(source, static_cast<double>(point.units), static_cast<double>(seen));
    PeriodMoments period{.period = at.first, .units = static_cast<std::size_t>(units), .own = NAN};
    if (seen > 0) period.own = table["o" + number].reals[row] / metric.terms.scale_own / static_cast<double>(seen);
    if (units > 0) {
      const Deviations found = deviations_at(table, row, k, metric, point.mean);
      ArmMoments arm;
      found.finish(arm);
      period.mean = arm.mean;
      period.squares = arm.squares;
      metric.weight[at] = found.d;
    }
    metric.moments[at] = period;
  }
  for (const TrendPoint& point : metric.trend)
    if (!metric.moments.contains({point.period, point.treated}))
      throw_changed(source, static_cast<double>(point.units), 0);
}

// About the means that were found, and by what a deviation adds to those of the thirds.
PathQuery::Centre centre_by_unit(const MetricPath& metric, const TrendPoint& point) {
  const auto weight = metric.weight.find({point.period, point.treated});
  if (weight == metric.weight.end()) return {};
  PathQuery::Centre centre{.mean = metric.moments.at({point.period, point.treated}).mean};
  if (!metric.thirds) return centre;
  const auto at =
      static_cast<std::size_t>(std::ranges::lower_bound(metric.periods, point.period) - metric.periods.begin());
  centre.first = metric.thirds->first[at] / weight->second;
  centre.last = metric.thirds->last[at] / weight->second;
  return centre;
}

// By which all that a unit adds to a third is multiplied.
double scale_by_unit(const MetricPath& metric, double units) {
  double most = 0;
  for (const auto& [at, weight] : metric.weight) most = std::max(most, metric.bound() / weight);
  return scale_of(most, units);
}

PathQuery::Window window_of(const MetricPath& metric, const Calendar& calendar, int rollout) {
  PathQuery::Window window{.begins = rollout};
  if (rollout == INT_MIN) return window;
  std::vector<int> before;
  for (const TrendPoint& point : metric.trend)
    if (point.treated && point.period < rollout) before.push_back(point.period - rollout);
  window.begins = rollout + last_window_begins(before, calendar);
  for (const bool treated : {false, true}) {
    double sum[2] = {}, count[2] = {};
    for (const TrendPoint& point : metric.trend) {
      if (point.treated != treated || point.period >= rollout) continue;
      sum[point.period >= window.begins] += point.mean;
      ++count[point.period >= window.begins];
    }
    if (count[0] + count[1] > 0) window.before[treated] = (sum[0] + sum[1]) / (count[0] + count[1]);
    if (count[0] > 0 && count[1] > 0) window.mean[treated] = sum[1] / count[1] - sum[0] / count[0];
  }
  return window;
}

// As many as the trend has.
void require_cells(const OpenSource& source, const ResultTable& table, std::size_t k,
                   const std::vector<TrendPoint>& trend) {
  std::int64_t cells[2] = {}, now[2] = {};
  for (const TrendPoint& point : trend) cells[point.treated] += static_cast<std::int64_t>(point.units);
  for (std::size_t row = 0; row < table.rows; ++row)
    now[table["arm"].integers[row] == 1] = table["cells" + std::to_string(k)].integers[row];
  for (const std::size_t arm : {0, 1})
    if (cells[arm] != now[arm]) throw_changed(source, static_cast<double>(cells[arm]), static_cast<double>(now[arm]));
}

void read_units(const ResultTable& table, std::size_t k, const PathQuery::Terms& terms, const PathQuery::Window& window,
                MetricMoments& arms) {
  const std::string number = std::to_string(k);
  const double scale = terms.scale_by_unit;
  for (std::size_t row = 0; row < table.rows; ++row) {
    const bool treated = table["arm"].integers[row] == 1;
    ArmPath& path = *(treated ? arms.treated : arms.comparison).path;
    const auto real = [&](const std::string& column, double by) {
      const double sum = table[column].reals[row];
      return std::isnan(sum) ? 0 : sum / by;  // of no unit
    };
    path.first_squares = real("ff" + number, scale * scale);
    path.last_squares = real("ll" + number, scale * scale);
    path.thirds_products = real("fl" + number, scale * scale);
    const auto means = [&](const std::string& name, double about) {
      UnitMeans found;
      if (has(table, name)) found.units = static_cast<std::size_t>(table["units_" + name].integers[row]);
      if (found.units == 0) return found;
      const double n = static_cast<double>(found.units), sum = real(name, terms.scale_own);
      found.mean = about + sum / n;
      found.squares = squares_about_mean(real("squares_" + name, terms.scale_own * terms.scale_own), sum, n);
      return found;
    };
    path.before = means("b" + number, window.before[treated]);
    path.last_window = means("w" + number, window.mean[treated]);
  }
}

// Of units that are seen in one period each, no two of which are moved by the same unit.
void add_thirds_of_periods(const MetricPath& metric, ArmMoments& arm, bool treated) {
  for (const TrendPoint& point : metric.trend) {
    const auto weight = metric.weight.find({point.period, treated});
    if (point.treated != treated || weight == metric.weight.end()) continue;
    const PeriodMoments& period = metric.moments.at(weight->first);
    const double squares = period.squares * std::pow(weight->second / static_cast<double>(period.units), 2);
    const PathQuery::Centre centre = centre_by_unit(metric, point);
    arm.path->first_squares += centre.first * centre.first * squares;
    arm.path->last_squares += centre.last * centre.last * squares;
  }
}

double units_of(const MetricMoments& arms) {
  return static_cast<double>(arms.treated.units + arms.comparison.units);
}

ArmPath path_of(const MetricPath& metric, bool treated) {
  ArmPath path;
  for (const auto& [place, moments] : metric.moments)
    if (place.second == treated) path.periods.push_back(moments);
  return path;
}

}  // namespace

void add_arm_paths(OpenSource& source, const PathQuery& query, const QueryParts& parts, const ArmPeriods& periods,
                   std::vector<MetricMoments>& moments, std::vector<std::string>& sql) {
  const auto asked = [&](std::string question) {
    sql.push_back(std::move(question));
    return source.query(sql.back());
  };
  std::vector<MetricPath> metrics;
  std::vector<PathQuery::Terms> terms;
  for (std::size_t k = 0; k < moments.size(); ++k) {
    metrics.push_back({periods.trend[k], periods_of(periods.trend[k]), periods.largest[k], is_ratio(parts.metrics[k]),
                       terms_of(moments[k])});
    add_scales(metrics.back(), units_of(moments[k]));
    terms.push_back(metrics.back().terms);
  }
  const auto about_trend = [](const MetricPath&, const TrendPoint& point) { return PathQuery::Centre{point.mean}; };
  const ResultTable by_period = asked(query.by_period(terms, centres_of(metrics, about_trend)));
  std::vector<PathQuery::Window> windows;
  for (std::size_t k = 0; k < metrics.size(); ++k) {
    read_periods(source, by_period, k, metrics[k]);
    windows.push_back(window_of(metrics[k], parts.time.calendar, periods.periods.rollout));
    terms[k].scale_by_unit = scale_by_unit(metrics[k], units_of(moments[k]));
    moments[k].treated.path = path_of(metrics[k], true);
    moments[k].comparison.path = path_of(metrics[k], false);
    const ArmDifferences apart = arm_differences(metrics[k].periods, periods.periods.rollout, moments[k]);
    metrics[k].thirds = thirds_of(apart.event_time, apart.estimate);
    if (!query.each_a_unit()) continue;
    add_thirds_of_periods(metrics[k], moments[k].treated, true);
    add_thirds_of_periods(metrics[k], moments[k].comparison, false);
  }
  if (query.each_a_unit()) return;
  const ResultTable by_unit = asked(query.by_unit(terms, centres_of(metrics, centre_by_unit), windows));
  for (std::size_t k = 0; k < metrics.size(); ++k) {
    require_cells(source, by_unit, k, metrics[k].trend);
    read_units(by_unit, k, terms[k], windows[k], moments[k]);
  }
}

}  // namespace payoff
