#include "tools/panel_preview.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "data/spoken.hpp"
#include "report/document/text.hpp"
#include "tools/output.hpp"

namespace payoff {
namespace {

constexpr std::size_t shown_cells = 20, widest = 24;  // letters of a column

// At most so many letters, and so wide.
std::string fitted(const std::string& text, std::size_t width) {
  const std::string shown = shorten(text, width);
  return shown + std::string(width - length_in_characters(shown), ' ');
}

std::string value_text(const MetricColumn& column, std::size_t cell) {
  const double weight = column.weight.empty() ? 1 : column.weight[cell], value = column.sum[cell] / weight;
  return std::isfinite(value) ? fmt::format("{:.6g}", value) : "-";
}

std::string tool_text(const Panel& panel, const Unit& unit) {
  if (!unit.treated) return "never";
  if (panel.grain == Grain::phases || panel.calendar.kind == PeriodKind::none || unit.adopted_period == INT_MIN)
    return "yes";
  return "from " + panel.calendar.label(unit.adopted_period);
}

std::string period_text(const Panel& panel, std::size_t cell) {
  if (panel.calendar.kind == PeriodKind::none) return "";
  if (panel.grain == Grain::phases) return panel.period_of[cell] == 0 ? "before" : "after";
  return panel.calendar.label(panel.period_of[cell]);
}

std::vector<std::vector<std::string>> table_of(const Panel& panel) {
  std::vector<std::vector<std::string>> rows{{"unit", "period", "with the tool"}};
  for (const MetricColumn& column : panel.metrics) rows[0].push_back(spoken(column.metric));
  for (std::size_t cell = 0; cell < std::min(shown_cells, panel.unit_of.size()); ++cell) {
    const Unit& unit = panel.units[static_cast<std::size_t>(panel.unit_of[cell])];
    rows.push_back({unit.label, period_text(panel, cell), tool_text(panel, unit)});
    for (const MetricColumn& column : panel.metrics) rows.back().push_back(value_text(column, cell));
  }
  for (auto& row : rows)
    for (std::string& cell : row) cell = printable(cell);
  return rows;
}

// Of all units in all periods, how many are not there.
std::string size_text(const Panel& panel) {
  const std::size_t cells = panel.unit_of.size(), units = panel.units.size();
  std::vector<std::int32_t> periods = panel.period_of;
  std::ranges::sort(periods);
  const auto end = std::ranges::unique(periods).begin();
  const auto count = static_cast<std::size_t>(end - periods.begin());
  const double empty = 1 - static_cast<double>(cells) / static_cast<double>(units * count);
  const char* what = panel.grain == Grain::phases ? "phases" : "periods";
  std::string text = fmt::format("panel: {} units, {} {}", units, count, what);
  if (panel.grain == Grain::periods && panel.calendar.kind != PeriodKind::none)
    text += fmt::format(", {} to {}", panel.calendar.label(periods.front()), panel.calendar.label(*(end - 1)));
  return text + fmt::format(", {:.1f} % of its cells empty\n", 100 * empty);
}

}  // namespace

std::string panel_preview(const Panel& panel) {
  if (panel.unit_of.empty()) return {};
  const std::vector<std::vector<std::string>> rows = table_of(panel);
  std::vector<std::size_t> width(rows[0].size());
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i)
      width[i] = std::min(widest, std::max(width[i], length_in_characters(row[i])));
  std::string text = size_text(panel);
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += "  " + fitted(row[i], width[i]);
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  if (panel.unit_of.size() > shown_cells) text += fmt::format("  ... {} more\n", panel.unit_of.size() - shown_cells);
  return text;
}

}  // namespace payoff
