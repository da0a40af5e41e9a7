#include "ingest/assemble.hpp"

#include <bit>
#include <cmath>
#include <numeric>

#include "data/largest_number.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

std::string numbered(char prefix, std::size_t k) {
  return prefix + std::to_string(k);
}
bool has(const ResultTable& table, const std::string& name) {
  return std::ranges::any_of(table.columns, [&](const ResultColumn& column) { return column.name == name; });
}

// Labels in the order of first appearance.
class Dictionary {
 public:
  int code(const ResultColumn& column, std::size_t row) {
    if (!column.valid[row]) return -1;
    const auto [known, added] = codes_.try_emplace(column.texts[row], static_cast<int>(labels.size()));
    if (added) labels.push_back(column.texts[row]);
    return known->second;
  }
  std::vector<std::string> labels;

 private:
  std::map<std::string, int> codes_;
};

// The columns of one metric's sums, found once.
struct MetricResult {
  const ResultColumn* value;
  const ResultColumn* count;
  const ResultColumn* denominator;  // null unless the metric is a ratio
  const ResultColumn* level;        // null unless its scale is log
};

std::vector<MetricResult> metric_results(const ResultTable& cells, std::size_t metrics) {
  const auto optional = [&](char prefix, std::size_t k) {
    return has(cells, numbered(prefix, k)) ? &cells[numbered(prefix, k)] : nullptr;
  };
  std::vector<MetricResult> results;
  for (std::size_t k = 0; k < metrics; ++k)
    results.push_back({&cells[numbered('v', k)], &cells[numbered('n', k)], optional('d', k), optional('l', k)});
  return results;
}

// Reads what belongs to a unit from the row of one of its cells.
class UnitReader {
 public:
  UnitReader(const ResultTable& cells, const PanelQuery::Parts& parts, const Calendar& calendar)
      : parts_(parts),
        calendar_(calendar),
        label_(cells["u"]),
        group_{&cells["a_lo"], &cells["a_hi"]},
        segments(parts.columns.segments.size()) {
    if (has(cells, "ad_lo")) adoption_ = {&cells["ad_lo"], &cells["ad_hi"]};
    if (has(cells, "c_lo")) cluster_ = {&cells["c_lo"], &cells["c_hi"]};
    for (std::size_t i = 0; i < segments.size(); ++i)
      segment_.push_back({&cells[numbered('s', i) + "_lo"], &cells[numbered('s', i) + "_hi"]});
  }

  Unit read(std::size_t row) {
    Unit unit{.label = label_.texts[row], .treated = group_.high->integers[row] == 1};
    require_one_adoption(row);
    require_constant(group_, row, "group");
    require_constant(cluster_, row, "cluster");
    if (unit.treated) unit.adopted_period = adopted(row);
    if (cluster_.low) unit.cluster = clusters.code(*cluster_.low, row);
    for (std::size_t i = 0; i < segments.size(); ++i) {
      require_constant(segment_[i], row, "segment " + parts_.columns.segments[i].name);
      unit.segments.push_back(segments[i].code(*segment_[i].low, row));
    }
    return unit;
  }

  void require_same(const Unit& unit, const Unit& again) const {
    if (adoption_.low && unit.adopted_period != again.adopted_period)
      throw two_adoptions(unit.label, unit.adopted_period, again.adopted_period);
    if (unit.treated != again.treated) throw changes(unit.label, "group");
    if (unit.cluster != again.cluster) throw changes(unit.label, "cluster");
    for (std::size_t i = 0; i < unit.segments.size(); ++i)
      if (unit.segments[i] != again.segments[i])
        throw changes(unit.label, "segment " + parts_.columns.segments[i].name);
  }

 private:
  // Least and greatest value of an attribute over the cell's rows; null where the study has no such attribute.
  struct Ends {
    const ResultColumn* low = nullptr;
    const ResultColumn* high = nullptr;
  };

  void require_constant(const Ends& ends, std::size_t row, const std::string& what) const {
    if (!ends.low || !ends.low->valid[row]) return;
    const bool same = ends.low->type == ColumnType::text ? ends.low->texts[row] == ends.high->texts[row]
                                                         : ends.low->integers[row] == ends.high->integers[row];
    if (!same) throw changes(label_.texts[row], what);
  }

  void require_one_adoption(std::size_t row) const {
    if (!adoption_.low || !adoption_.low->valid[row]) return;
    const auto low = static_cast<int>(adoption_.low->integers[row]);
    const auto high = static_cast<int>(adoption_.high->integers[row]);
    const bool some_empty = group_.low->integers[row] != group_.high->integers[row];
    if (some_empty || low != high) throw two_adoptions(label_.texts[row], low, some_empty ? never : high);
  }

  // First period with the tool: the unit's own, else the rollout's, else from the start.
  int adopted(std::size_t row) const {
    if (adoption_.low && adoption_.low->valid[row]) return static_cast<int>(adoption_.low->integers[row]);
    if (parts_.rollout_period != never) return parts_.rollout_period;
    return parts_.period_sql.empty() ? 0 : INT_MIN;
  }

  static Error changes(const std::string& unit, const std::string& what) {
    return Error(ErrorKind::data, "unit '" + unit + "'",
                 "its " + what + " changes between rows, but must be the same in all of them",
                 "mend the data, or define the " + what + " with SQL");
  }

  Error two_adoptions(const std::string& unit, int one, int other) const {
    const auto shown = [&](int period) { return period == never ? "empty" : calendar_.label(period); };
    return Error(ErrorKind::data, "unit '" + unit + "'",
                 fmt::format("its adoption date changes between rows: {} is {} in some and {} in others, but must be "
                             "the same in all of them",
                             parts_.rollout.adopted_on, shown(one), shown(other)),
                 fmt::format("to take the first, write \"adopted_on\": \"min({}) OVER (PARTITION BY {})\"",
                             parts_.rollout.adopted_on, parts_.columns.unit));
  }

  const PanelQuery::Parts& parts_;
  const Calendar& calendar_;
  const ResultColumn& label_;
  Ends group_, adoption_, cluster_;
  std::vector<Ends> segment_;

 public:
  Dictionary clusters;
  std::vector<Dictionary> segments;
};

void add_units_and_cells(const ResultTable& cells, const PanelQuery::Parts& parts, Panel& panel) {
  const ResultColumn& label = cells["u"];
  const ResultColumn& period = cells[parts.grain == Grain::phases ? "phase" : "period"];
  UnitReader reader(cells, parts, panel.calendar);
  const std::size_t end = unit_rows_end(cells);
  panel.unit_of.reserve(end);
  panel.period_of.reserve(end);
  for (std::size_t row = 0; row < end; ++row) {
    const bool new_unit = row == 0 || label.texts[row] != label.texts[row - 1];
    Unit unit = reader.read(row);
    if (new_unit)
      panel.units.push_back(std::move(unit));
    else
      reader.require_same(panel.units.back(), unit);
    panel.unit_of.push_back(static_cast<std::int32_t>(panel.units.size() - 1));
    panel.period_of.push_back(static_cast<std::int32_t>(period.integers[row]));
  }
  panel.clusters = std::move(reader.clusters.labels);
  for (std::size_t i = 0; i < reader.segments.size(); ++i)
    panel.segments.push_back({parts.columns.segments[i].name, std::move(reader.segments[i].labels)});
}

// Who begins after the data end was seen without the tool only, and is compared like those who never begin.
void set_aside_later_adopters(Panel& panel) {
  if (panel.grain == Grain::phases || panel.period_of.empty()) return;
  const int last = std::ranges::max(panel.period_of);
  for (Unit& unit : panel.units)
    if (unit.treated && unit.adopted_period > last) unit.treated = false, unit.adopted_period = never;
}

// Mean use over the unit's periods from its adoption on.
void add_uptake(const ResultTable& cells, const PanelQuery::Parts& parts, Panel& panel) {
  std::vector<double> sum(panel.units.size(), 0), count(panel.units.size(), 0);
  const std::vector<double>& used = cells["w"].reals;
  for (std::size_t row = 0; row < panel.unit_of.size(); ++row) {
    const auto unit = static_cast<std::size_t>(panel.unit_of[row]);
    const int start = panel.units[unit].treated ? panel.units[unit].adopted_period : parts.rollout_period;
    const bool after =
        panel.grain == Grain::phases ? panel.period_of[row] == 1 : start == never || panel.period_of[row] >= start;
    if (!after || std::isnan(used[row])) continue;
    sum[unit] += used[row];
    count[unit] += 1;
  }
  for (std::size_t unit = 0; unit < sum.size(); ++unit)
    panel.uptake.push_back(count[unit] > 0 ? sum[unit] / count[unit] : missing);
}

void add_numbers(const ResultTable& cells, const PanelQuery::Parts& parts, Panel& panel) {
  const auto n = static_cast<std::ptrdiff_t>(unit_rows_end(cells));
  const auto head = [&](const std::vector<double>& all) { return std::vector<double>(all.begin(), all.begin() + n); };
  const std::vector<MetricResult> results = metric_results(cells, parts.metrics.size());
  for (std::size_t k = 0; k < results.size(); ++k) {
    MetricColumn column{.metric = parts.metrics[k].metric, .sum = head(results[k].value->reals)};
    if (results[k].denominator)
      column.weight = head(results[k].denominator->reals);
    else
      column.weight.assign(results[k].count->integers.begin(), results[k].count->integers.begin() + n);
    if (results[k].level) column.level_sum = head(results[k].level->reals);
    panel.metrics.push_back(std::move(column));
  }
  for (std::size_t i = 0; i < parts.columns.covariates.size(); ++i)
    panel.covariates.push_back({parts.columns.covariates[i].name, head(cells[numbered('x', i)].reals)});
  if (!parts.columns.uptake.empty()) add_uptake(cells, parts, panel);
}

// Rows of the second grouping set: one per arm and period.
void add_trend(const ResultTable& cells, std::size_t metrics, Panel& panel) {
  for (const MetricResult& metric : metric_results(cells, metrics)) {
    std::vector<TrendPoint>& points = panel.trend.emplace_back();
    for (std::size_t row = unit_rows_end(cells); row < cells.rows; ++row) {
      const auto rows = static_cast<double>(metric.count->integers[row]);
      const double sum = (metric.level ? metric.level : metric.value)->reals[row];
      const double weight = metric.denominator ? metric.denominator->reals[row] : rows;
      if (weight > 0)
        points.push_back({static_cast<int>(cells["period"].integers[row]), cells["arm"].integers[row] == 1,
                          sum / weight, static_cast<std::size_t>(rows)});
    }
    std::ranges::sort(points, {}, [](const TrendPoint& point) { return std::pair(point.treated, point.period); });
  }
}

}  // namespace

std::size_t unit_rows_end(const ResultTable& cells) {
  if (!has(cells, "of_trend")) return cells.rows;
  const std::vector<std::int64_t>& of_trend = cells["of_trend"].integers;
  return static_cast<std::size_t>(std::ranges::lower_bound(of_trend, 1) - of_trend.begin());
}

bool shows_bad_rows(const ResultTable& cells, std::size_t metrics) {
  const std::size_t units_end = unit_rows_end(cells);
  const auto empty = [](const ResultColumn& column, std::size_t from, std::size_t to) {
    return std::find(column.valid.begin() + static_cast<std::ptrdiff_t>(from),
                     column.valid.begin() + static_cast<std::ptrdiff_t>(to),
                     false) != column.valid.begin() + static_cast<std::ptrdiff_t>(to);
  };
  const bool phases = units_end < cells.rows;
  if (empty(cells["u"], 0, units_end) || empty(cells["a_lo"], 0, units_end)) return true;
  if (phases && (empty(cells["period"], units_end, cells.rows) || empty(cells["arm"], units_end, cells.rows)))
    return true;
  if (!phases && empty(cells["period"], 0, units_end)) return true;
  for (const ResultColumn& column : cells.columns) {  // covariates and uptake
    if (!column.name.starts_with('x') && column.name != "w") continue;
    for (std::size_t row = 0; row < units_end; ++row)
      if (column.valid[row] && !is_computable(column.reals[row])) return true;
  }
  const std::vector<std::int64_t>& rows = cells["n"].integers;
  const std::int64_t all_rows =
      std::accumulate(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(units_end), std::int64_t{0});
  bool one_has_all = false;  // else some rows may have no metric at all
  for (const MetricResult& metric : metric_results(cells, metrics)) {
    std::int64_t valued = 0;
    for (std::size_t row = 0; row < units_end; ++row) {
      const std::int64_t count = metric.count->integers[row];
      valued += count;
      if (count > 0 && !is_computable(metric.value->reals[row])) return true;
      if (count > 0 && metric.denominator && !is_computable(metric.denominator->reals[row])) return true;
    }
    one_has_all = one_has_all || valued == all_rows;
  }
  return !one_has_all;
}

bool shows_duplicates(const ResultTable& cells, std::size_t metrics) {
  const std::size_t units_end = unit_rows_end(cells);
  const bool phases = units_end < cells.rows;
  const std::vector<std::int64_t>&rows = cells["n"].integers, &bits = cells["bits"].integers;
  const std::vector<MetricResult> results = metric_results(cells, metrics);
  for (std::size_t row = 0; row < units_end; ++row) {
    if (rows[row] == 1 ||
        (phases && bits[row] != 0 && std::popcount(static_cast<std::uint64_t>(bits[row])) == rows[row]))
      continue;
    for (const MetricResult& metric : results)
      if (metric.count->integers[row] > 1) return true;
  }
  return false;
}

Panel assemble(const ResultTable& cells, const PanelQuery::Parts& parts, const Calendar& calendar) {
  Panel panel;
  panel.calendar = calendar;
  panel.grain = parts.grain;
  add_units_and_cells(cells, parts, panel);
  if (!parts.adoption_sql.empty()) set_aside_later_adopters(panel);
  add_numbers(cells, parts, panel);
  if (parts.grain == Grain::phases)
    add_trend(cells, parts.metrics.size(), panel);
  else
    panel.trend = trend_of(panel);
  return panel;
}

}  // namespace payoff
