#include "measure/diagnosis/last_window.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/running_moments.hpp"
#include "base/wording.hpp"
#include "data/adoption.hpp"
#include "measure/answer/study_facts.hpp"

namespace payoff {
namespace {

constexpr double most_deviation_sds = 0.5;

double value_of(const MetricColumn& column, std::size_t cell) {
  return column.sum[cell] / (column.weight.empty() ? 1.0 : column.weight[cell]);
}

struct TreatedCell {
  std::size_t cell;
  int event_time;  // periods since the unit's own adoption, < 0
};

std::vector<TreatedCell> cells_before(const Panel& panel, std::size_t metric) {
  const Adoption adoption(panel);
  std::vector<TreatedCell> cells;
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    const std::size_t unit = panel.unit_of[c];
    const bool wanted = panel.units[unit].treated && !adoption.after(c) && has_value(panel.metrics[metric], c) &&
                        std::isfinite(value_of(panel.metrics[metric], c));
    if (wanted) cells.push_back({c, panel.period_of[c] - adoption.of(unit)});
  }
  return cells;
}

// As many as make four weeks; four where nobody knows how long they are.
int most_periods(const Panel& panel) {
  constexpr int most = 4, looked_at = 12;
  if (!panel.calendar.dated()) return most;
  const int first = panel.period_of.front();
  const int days = panel.calendar.first_day(first + looked_at) - panel.calendar.first_day(first);
  return std::max(1, 7 * most * looked_at / days);
}

// First event time of the window.
int window_start(const Panel& panel, const std::vector<TreatedCell>& cells) {
  std::vector<int> times;
  times.reserve(cells.size());
  for (const TreatedCell& cell : cells) times.push_back(cell.event_time);
  times = sorted_distinct(std::move(times));
  const auto quarter = static_cast<std::size_t>(std::lround(static_cast<double>(times.size()) / 4));
  return std::max(times[times.size() - std::max<std::size_t>(quarter, 1)], times.back() - most_periods(panel) + 1);
}

}  // namespace

LastWindow look_at_last_window(const Panel& panel, std::size_t metric) {
  LastWindow result{{std::string(diagnostic_name::last_window_deviation), missing, most_deviation_sds, ""}, {}};
  result.diagnostic.text =
      "Too few periods before the rollout to tell whether the last of them were unusual for the treated.";
  if (panel.grain != Grain::periods) return result;
  const std::vector<TreatedCell> cells = cells_before(panel, metric);
  if (cells.empty()) return result;
  const int start = window_start(panel, cells);
  RunningMoments window, earlier;
  for (const TreatedCell& cell : cells) {
    const bool inside = cell.event_time >= start;
    (inside ? window : earlier).add(value_of(panel.metrics[metric], cell.cell));
    if (inside) result.cells.push_back(cell.cell);
  }
  const double sd = std::sqrt(earlier.variance());
  if (!(sd > 0)) return result;
  const double deviation = (window.mean() - earlier.mean()) / sd;
  result.diagnostic.value = std::abs(deviation);
  result.diagnostic.text = fmt::format(
      "In the last {} before the rollout the treated were {} standard deviations {} their own earlier mean{}",
      start == -1 ? "period" : fmt::format("{} periods", -start), format_fixed(std::abs(deviation), 2),
      deviation < 0 ? "below" : "above",
      std::abs(deviation) > most_deviation_sds ? ": part of the change may be a return to normal." : ".");
  return result;
}

Panel without_cells(const Panel& panel, std::size_t metric, const std::vector<std::size_t>& cells) {
  Panel result = panel;
  for (const std::size_t c : cells) result.metrics[metric].sum[c] = missing;
  return result;
}

}  // namespace payoff
