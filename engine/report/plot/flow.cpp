// Boxes from the rows that were read down to those who were compared, and beside them what was left out.
#include <fmt/format.h>

#include <algorithm>

#include "base/messages.hpp"
#include "report/document/text.hpp"
#include "report/plot/chart.hpp"
#include "report/plot/scale.hpp"

namespace payoff {
namespace {

constexpr double box_height = 44, between_levels = 26, column_width = 390, between_boxes = 14;

std::string box(double x, double y, double width, const FlowBox& content, const char* style) {
  std::string svg = fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{}\"/>\n", coordinate(x),
                                coordinate(y), coordinate(width), coordinate(box_height), style);
  const double middle = x + width / 2;
  svg += svg_text(middle, y + 18, "middle bar-value", shorten(content.number, 24));
  return svg + svg_text(middle, y + 36, "middle bar-label", shorten(content.text, static_cast<std::size_t>(width / 8)));
}

// What left stands to the right of the line down from its level.
std::string left_out(const FlowLevel& level, double y) {
  std::string svg;
  for (std::size_t i = 0; i < level.left.size(); ++i) {
    const double at = y + 18 + 20 * static_cast<double>(i);
    svg += svg_text(
        full_left + column_width + 30, at, "grey",
        shorten(say(MessageId::count_of, {{"count", level.left[i].number}, {"what", level.left[i].text}}), 28));
  }
  if (!level.left.empty())
    svg += svg_line(full_left + column_width, y + 14, full_left + column_width + 24, y + 14, "connector");
  return svg;
}

}  // namespace

bool has_anything(const FlowChart& chart) {
  return std::ranges::any_of(chart.levels, [](const FlowLevel& level) { return !level.boxes.empty(); });
}

std::string flow_chart(const FlowChart& chart) {
  if (!has_anything(chart)) return "";
  std::string body;
  double y = 4;
  std::size_t before = 0;
  for (const FlowLevel& level : chart.levels) {
    if (level.boxes.empty()) continue;
    const auto n = static_cast<double>(level.boxes.size());
    const double width = (column_width - (n - 1) * between_boxes) / n;
    for (std::size_t i = 0; i < level.boxes.size(); ++i) {
      const double x = full_left + (width + between_boxes) * static_cast<double>(i), middle = x + width / 2;
      if (before > 0) body += svg_line(middle, y - between_levels, middle, y, "connector");
      body += box(x, y, width, level.boxes[i], "flow");
    }
    body += left_out(level, y);
    before = level.boxes.size();
    y += box_height + between_levels;
  }
  return open_svg(chart.id, chart.title, chart.description, y - between_levels + 4) + body + "</svg>\n";
}

}  // namespace payoff
