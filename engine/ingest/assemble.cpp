#include "ingest/assemble.hpp"

#include <cmath>

#include "payoff/error.hpp"

namespace payoff {
namespace {

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

// Reads what belongs to a unit from the row of one of its cells.
class UnitReader {
 public:
  UnitReader(const ResultTable& cells, const PanelQuery::Parts& parts, const Calendar& calendar)
      : parts_(parts), calendar_(calendar), segments(parts_.columns.segments.size()) {
    look_at(cells);
  }

  // From now on rows are those of this table.
  void look_at(const ResultTable& cells) {
    label_ = &cells["u"];
    group_ = {"group", "rollout.group", &cells["a_lo"], &cells["a_hi"]};
    segment_.clear();
    const auto attribute = [&](std::string name, std::string key, const std::string& column) {
      const ResultColumn& low = cells[column + "_lo"];  // and nothing else where a cell is one row
      const ResultColumn& high = has(cells, column + "_hi") ? cells[column + "_hi"] : low;
      return Attribute{std::move(name), std::move(key), &low, &high};
    };
    if (has(cells, "ad_lo")) adoption_ = attribute("adoption date", "rollout.adopted_on", "ad");
    if (has(cells, "c_lo")) cluster_ = attribute("cluster", "columns.cluster", "c");
    for (std::size_t i = 0; i < segments.size(); ++i)
      segment_.push_back(attribute("segment " + parts_.columns.segments[i].name,
                                   key_of(parts_.columns.segments, i, "columns.segments"), numbered('s', i)));
  }

  Unit read(std::size_t row) {
    Unit unit{.label = label_->texts[row], .treated = group_.high->integers[row] == 1};
    require_one_adoption(row);
    require_constant(group_, row);
    require_constant(cluster_, row);
    if (unit.treated) unit.adopted_period = adopted(row);
    if (cluster_.low) unit.cluster = clusters.code(*cluster_.low, row);
    for (std::size_t i = 0; i < segments.size(); ++i) {
      require_constant(segment_[i], row);
      unit.segments.push_back(segments[i].code(*segment_[i].low, row));
    }
    return unit;
  }

  void require_same(const Unit& unit, const Unit& again) const {
    if (adoption_.low && unit.adopted_period != again.adopted_period)
      throw two_adoptions(unit.label, unit.adopted_period, again.adopted_period);
    if (unit.treated != again.treated) throw changes(group_, unit.label);
    if (unit.cluster != again.cluster) throw changes(cluster_, unit.label);
    for (std::size_t i = 0; i < unit.segments.size(); ++i)
      if (unit.segments[i] != again.segments[i]) throw changes(segment_[i], unit.label);
  }

 private:
  // Least and greatest value of an attribute over the cell's rows; null where the study has no such attribute.
  struct Attribute {
    std::string name, key;
    const ResultColumn* low = nullptr;
    const ResultColumn* high = nullptr;
  };

  void require_constant(const Attribute& each, std::size_t row) const {
    if (!each.low || !each.low->valid[row]) return;
    const bool same = each.low->type == ColumnType::text ? each.low->texts[row] == each.high->texts[row]
                                                         : each.low->integers[row] == each.high->integers[row];
    if (!same) throw changes(each, label_->texts[row]);
  }

  void require_one_adoption(std::size_t row) const {
    if (!adoption_.low || !adoption_.low->valid[row]) return;
    const auto low = static_cast<int>(adoption_.low->integers[row]);
    const auto high = static_cast<int>(adoption_.high->integers[row]);
    const bool some_empty = group_.low->integers[row] != group_.high->integers[row];
    if (some_empty || low != high) throw two_adoptions(label_->texts[row], low, some_empty ? never : high);
  }

  // First period with the tool: the unit's own, else the rollout's, else from the start.
  int adopted(std::size_t row) const {
    if (adoption_.low && adoption_.low->valid[row]) return static_cast<int>(adoption_.low->integers[row]);
    if (parts_.rollout_period != never) return parts_.rollout_period;
    return parts_.period_sql.empty() ? 0 : INT_MIN;
  }

  static Error changes(const Attribute& each, const std::string& unit) {
    return Error(ErrorKind::data, {.key = each.key},
                 each.name + " of unit '" + unit + "' changes between rows, but must be the same in all of them",
                 "mend the data, or define the " + each.name + " with SQL");
  }

  Error two_adoptions(const std::string& unit, int one, int other) const {
    const auto shown = [&](int period) { return period == never ? "empty" : calendar_.label(period); };
    return Error(ErrorKind::data, {.key = adoption_.key},
                 fmt::format("adoption date of unit '{}' changes between rows: {} is {} in some and {} in others, but "
                             "must be the same in all of them",
                             unit, parts_.rollout.adopted_on, shown(one), shown(other)),
                 fmt::format("to take the first, write \"adopted_on\": \"min({}) OVER (PARTITION BY {})\"",
                             parts_.rollout.adopted_on, parts_.columns.unit));
  }

  const PanelQuery::Parts& parts_;
  const Calendar& calendar_;
  const ResultColumn* label_ = nullptr;
  Attribute group_, adoption_, cluster_;
  std::vector<Attribute> segment_;

 public:
  Dictionary clusters;
  std::vector<Dictionary> segments;
};

constexpr std::size_t rows_between_looks = 1 << 14;

// Units of which nothing was observed were assigned all the same: they have their roles, and no cell.
void add_valueless_units(const ResultTable& rows, UnitReader& reader, Panel& panel) {
  if (rows.rows == 0) return;
  reader.look_at(rows);
  const std::size_t end = unit_rows_end(rows);
  for (std::size_t row = 0; row < end; ++row) {
    Unit unit = reader.read(row);
    if (row > 0 && rows["u"].texts[row] == rows["u"].texts[row - 1])
      reader.require_same(panel.units.back(), unit);
    else
      panel.units.push_back(std::move(unit));
  }
}

void add_units_and_cells(const ResultTable& cells, const ResultTable& valueless, const PanelQuery::Parts& parts,
                         const Context& context, Panel& panel) {
  const ResultColumn& label = cells["u"];
  const ResultColumn& period = cells[parts.grain == Grain::phases ? "phase" : "period"];
  UnitReader reader(cells, parts, panel.calendar);
  const std::size_t end = unit_rows_end(cells);
  panel.unit_of.reserve(end);
  panel.period_of.reserve(end);
  for (std::size_t row = 0; row < end; ++row) {
    if (row % rows_between_looks == 0) context.stop_if_cancelled();
    const bool new_unit = row == 0 || label.texts[row] != label.texts[row - 1];
    Unit unit = reader.read(row);
    if (new_unit)
      panel.units.push_back(std::move(unit));
    else
      reader.require_same(panel.units.back(), unit);
    panel.unit_of.push_back(static_cast<std::int32_t>(panel.units.size() - 1));
    panel.period_of.push_back(static_cast<std::int32_t>(period.integers[row]));
  }
  add_valueless_units(valueless, reader, panel);
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
    else if (results[k].count)
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
      const auto rows = static_cast<double>(metric.rows(row));
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

Panel assemble(const ResultTable& cells, const ResultTable& valueless, const PanelQuery::Parts& parts,
               const Calendar& calendar, const Context& context) {
  Panel panel;
  panel.calendar = calendar;
  panel.grain = parts.grain;
  add_units_and_cells(cells, valueless, parts, context, panel);
  if (!parts.adoption.period_sql.empty()) set_aside_later_adopters(panel);
  context.stop_if_cancelled();
  add_numbers(cells, parts, panel);
  context.stop_if_cancelled();
  if (parts.grain == Grain::phases)
    add_trend(cells, parts.metrics.size(), panel);
  else
    panel.trend = trend_of(panel);
  return panel;
}

}  // namespace payoff
