#include "ingest/assemble.hpp"

#include <bit>
#include <cmath>

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

class Assembly {
 public:
  Assembly(const ResultTable& cells, const PanelQuery::Parts& parts) : cells_(cells), parts_(parts) {
    segments_.resize(parts.columns.segments.size());
  }

  Panel panel;

  void add_units_and_cells() {
    const ResultColumn& unit = cells_["u"];
    const ResultColumn& period = cells_[parts_.grain == Grain::phases ? "phase" : "period"];
    for (std::size_t row = 0; row < unit_rows_end(cells_); ++row) {
      const bool new_unit = row == 0 || unit.texts[row] != unit.texts[row - 1];
      Unit described = describe(row);
      if (new_unit)
        panel.units.push_back(std::move(described));
      else
        require_same(panel.units.back(), described);
      panel.unit_of.push_back(static_cast<std::int32_t>(panel.units.size() - 1));
      panel.period_of.push_back(static_cast<std::int32_t>(period.integers[row]));
    }
    panel.clusters = std::move(clusters_.labels);
    for (std::size_t i = 0; i < segments_.size(); ++i)
      panel.segments.push_back({parts_.columns.segments[i].name, std::move(segments_[i].labels)});
  }

  void add_numbers() {
    const std::size_t n = unit_rows_end(cells_);
    const auto head = [&](const std::vector<double>& all) {
      return std::vector<double>(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n));
    };
    for (std::size_t k = 0; k < parts_.metrics.size(); ++k) {
      MetricColumn column{.metric = parts_.metrics[k].metric, .sum = head(cells_[numbered('v', k)].reals)};
      column.metric.per = parts_.metrics[k].metric.per;
      const ResultColumn& count = cells_[numbered('n', k)];
      if (has(cells_, numbered('d', k)))
        column.weight = head(cells_[numbered('d', k)].reals);
      else
        for (std::size_t row = 0; row < n; ++row) column.weight.push_back(static_cast<double>(count.integers[row]));
      if (has(cells_, numbered('l', k))) column.level_sum = head(cells_[numbered('l', k)].reals);
      panel.metrics.push_back(std::move(column));
    }
    for (std::size_t i = 0; i < parts_.columns.covariates.size(); ++i)
      panel.covariates.push_back({parts_.columns.covariates[i].name, head(cells_[numbered('x', i)].reals)});
    if (!parts_.columns.uptake.empty()) add_uptake();
  }

  // Rows of the second grouping set: one per arm and period.
  void add_trend() {
    panel.trend.resize(parts_.metrics.size());
    for (std::size_t row = unit_rows_end(cells_); row < cells_.rows; ++row) {
      for (std::size_t k = 0; k < parts_.metrics.size(); ++k) {
        const bool log = has(cells_, numbered('l', k)), ratio = has(cells_, numbered('d', k));
        const auto rows = static_cast<double>(cells_[numbered('n', k)].integers[row]);
        const double sum = cells_[numbered(log ? 'l' : 'v', k)].reals[row];
        const double weight = ratio ? cells_[numbered('d', k)].reals[row] : rows;
        if (!(weight > 0)) continue;
        panel.trend[k].push_back({static_cast<int>(cells_["period"].integers[row]), cells_["arm"].integers[row] == 1,
                                  sum / weight, static_cast<std::size_t>(rows)});
      }
    }
    for (auto& points : panel.trend)
      std::ranges::sort(points, {}, [](const TrendPoint& point) { return std::pair(point.treated, point.period); });
  }

 private:
  Unit describe(std::size_t row) {
    Unit unit{.label = cells_["u"].texts[row], .treated = cells_["a_hi"].integers[row] == 1};
    const auto differs = [&](const char* low, const char* high) {
      const ResultColumn &a = cells_[low], &b = cells_[high];
      return a.valid[row] &&
             (a.type == ColumnType::text ? a.texts[row] != b.texts[row] : a.integers[row] != b.integers[row]);
    };
    if (differs("a_lo", "a_hi")) throw changes(unit.label, "group");
    if (differs("ad_lo", "ad_hi")) throw changes(unit.label, "adoption date");
    if (differs("c_lo", "c_hi")) throw changes(unit.label, "cluster");
    if (unit.treated) unit.adopted_period = adopted(row);
    unit.cluster = clusters_.code(cells_["c_lo"], row);
    for (std::size_t i = 0; i < segments_.size(); ++i)
      unit.segments.push_back(segments_[i].code(cells_[numbered('s', i)], row));
    return unit;
  }

  // First period with the tool: the unit's own, else the rollout's, else from the start.
  int adopted(std::size_t row) const {
    if (cells_["ad_lo"].valid[row]) return static_cast<int>(cells_["ad_lo"].integers[row]);
    if (parts_.rollout_period != never) return parts_.rollout_period;
    return parts_.period_sql.empty() ? 0 : INT_MIN;
  }

  static Error changes(const std::string& unit, const std::string& what) {
    return Error(ErrorKind::data, "unit '" + unit + "'",
                 "its " + what + " changes between rows, but must be the same in all of them",
                 "mend the data, or define the " + what + " with SQL");
  }

  void require_same(const Unit& unit, const Unit& again) const {
    if (unit.treated != again.treated) throw changes(unit.label, "group");
    if (unit.adopted_period != again.adopted_period) throw changes(unit.label, "adoption date");
    if (unit.cluster != again.cluster) throw changes(unit.label, "cluster");
    for (std::size_t i = 0; i < unit.segments.size(); ++i)
      if (unit.segments[i] != again.segments[i])
        throw changes(unit.label, "segment " + parts_.columns.segments[i].name);
  }

  // Mean over the unit's periods from its adoption on.
  void add_uptake() {
    std::vector<double> sum(panel.units.size(), 0), count(panel.units.size(), 0);
    const std::vector<double>& used = cells_["w"].reals;
    for (std::size_t row = 0; row < panel.unit_of.size(); ++row) {
      const auto unit = static_cast<std::size_t>(panel.unit_of[row]);
      const int start = panel.units[unit].treated ? panel.units[unit].adopted_period : parts_.rollout_period;
      const bool after =
          parts_.grain == Grain::phases ? panel.period_of[row] == 1 : start == never || panel.period_of[row] >= start;
      if (!after || std::isnan(used[row])) continue;
      sum[unit] += used[row];
      count[unit] += 1;
    }
    for (std::size_t unit = 0; unit < sum.size(); ++unit)
      panel.uptake.push_back(count[unit] > 0 ? sum[unit] / count[unit] : missing);
  }

  const ResultTable& cells_;
  const PanelQuery::Parts& parts_;
  Dictionary clusters_;
  std::vector<Dictionary> segments_;
};

}  // namespace

std::size_t unit_rows_end(const ResultTable& cells) {
  if (!has(cells, "of_trend")) return cells.rows;
  const std::vector<std::int64_t>& of_trend = cells["of_trend"].integers;
  return static_cast<std::size_t>(std::ranges::lower_bound(of_trend, 1) - of_trend.begin());
}

bool shows_bad_rows(const ResultTable& cells, std::size_t metrics) {
  const bool phases = has(cells, "of_trend");
  std::int64_t rows = 0;
  std::vector<std::int64_t> valued(metrics, 0);
  for (std::size_t row = 0; row < cells.rows; ++row) {
    const bool trend = phases && cells["of_trend"].integers[row] == 1;
    if (trend && (!cells["period"].valid[row] || !cells["arm"].valid[row])) return true;
    if (!trend && (!cells["u"].valid[row] || !cells["a_lo"].valid[row])) return true;
    if (!phases && !cells["period"].valid[row]) return true;
    if (!trend) rows += cells["n"].integers[row];
    for (std::size_t k = 0; k < metrics; ++k) {
      const std::int64_t count = cells[numbered('n', k)].integers[row];
      if (count > 0 && !std::isfinite(cells[numbered('v', k)].reals[row])) return true;
      if (has(cells, numbered('d', k)) && count > 0 && !std::isfinite(cells[numbered('d', k)].reals[row])) return true;
      if (!trend) valued[k] += count;
    }
  }
  return std::ranges::none_of(valued, [&](std::int64_t count) { return count == rows; });
}

bool shows_duplicates(const ResultTable& cells, std::size_t metrics) {
  const bool phases = has(cells, "of_trend");
  for (std::size_t row = 0; row < cells.rows; ++row) {
    if (phases && cells["of_trend"].integers[row] == 1) continue;
    const std::int64_t rows = cells["n"].integers[row];
    if (rows == 1) continue;
    const auto bits = static_cast<std::uint64_t>(cells["bits"].integers[row]);
    if (phases && bits != 0 && std::popcount(bits) == rows) continue;
    for (std::size_t k = 0; k < metrics; ++k)
      if (cells[numbered('n', k)].integers[row] > 1) return true;
  }
  return false;
}

Panel assemble(const ResultTable& cells, const PanelQuery::Parts& parts, const Calendar& calendar) {
  Assembly assembly(cells, parts);
  assembly.panel.calendar = calendar;
  assembly.panel.grain = parts.grain;
  assembly.add_units_and_cells();
  assembly.add_numbers();
  if (parts.grain == Grain::phases)
    assembly.add_trend();
  else
    assembly.panel.trend = trend_of(assembly.panel);
  return std::move(assembly.panel);
}

}  // namespace payoff
