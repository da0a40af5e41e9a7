// Horizontal bars: the ladder from time to money, and the tornado of the assumptions.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/document/format.hpp"
#include "report/document/text.hpp"
#include "report/plot/chart.hpp"
#include "report/plot/scale.hpp"

namespace payoff {
namespace {

constexpr std::size_t most_words = 92, longest_label = 52;  // characters of a row, and of its label
constexpr double row_height = 46, bar_height = 15, heading_height = 26;

bool drawable(const ChartBar& bar) {
  return std::isfinite(bar.from) && std::isfinite(bar.to);
}

ValueRange range_of(const BarGroup& group) {
  ValueRange range;
  range.include(0);
  for (const ChartBar& bar : group.bars) {
    for (const double value : {bar.from, bar.to, bar.low, bar.high}) range.include(value);
  }
  return range;
}

constexpr const char* class_of(Tone tone) {
  constexpr const char* classes[] = {"bar", "bar total", "bar gain", "bar loss"};
  return classes[static_cast<std::size_t>(tone)];
}

std::string one_bar(const ChartBar& bar, const ChartScale& scale, double y) {
  // The words stand above the bar, where they have the whole width at any size of type.
  std::string svg = svg_text(full_left, y + 15, "bar-label", shorten(bar.label, longest_label));
  svg += svg_text(full_right, y + 15, "end bar-value",
                  shorten(bar.value_text, most_words - std::min(length_in_characters(bar.label), longest_label)));
  if (!drawable(bar)) return svg;
  const double a = scale.pixel(std::min(bar.from, bar.to)), b = scale.pixel(std::max(bar.from, bar.to));
  svg += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{}\"/>\n", coordinate(a),
                     coordinate(y + 22), coordinate(std::max(b - a, 1.0)), coordinate(bar_height), class_of(bar.tone));
  if (!std::isfinite(bar.low) || !std::isfinite(bar.high)) return svg;
  const double middle = y + 22 + bar_height / 2, low = scale.pixel(bar.low), high = scale.pixel(bar.high);
  svg += svg_line(low, middle, high, middle, "whisker");
  svg += svg_line(low, middle - 4, low, middle + 4, "whisker");
  return svg + svg_line(high, middle - 4, high, middle + 4, "whisker");
}

// From where a step ends down to where the next begins; the words between are not crossed out, because they have a halo.
std::string connectors(const BarGroup& group, const ChartScale& scale, double y) {
  std::string svg;
  for (std::size_t i = 0; i + 1 < group.bars.size(); ++i, y += row_height) {
    const double x = scale.pixel(group.bars[i].to);
    if (std::isfinite(group.bars[i].to) && drawable(group.bars[i + 1]))
      svg += svg_line(x, y + 22 + bar_height, x, y + 22 + row_height, "connector");
  }
  return svg;
}

std::string dot(double x, double y) {
  return fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"4\" class=\"end-dot\"/>\n", coordinate(x), coordinate(y));
}

std::string axis(const ChartScale& scale, double y) {
  std::string svg = svg_line(full_left, y, full_right, y, "axis");
  for (const double value : scale.ticks()) {
    const double x = scale.pixel(value);
    const char* anchor = x < full_left + 30 ? "" : x > full_right - 30 ? "end" : "middle";
    svg += svg_line(x, y, x, y + 4, "axis") + svg_text(x, y + 18, anchor, tick(value, scale.step));
  }
  return svg;
}

std::string one_group(const BarGroup& group, const BarChart& chart, double& y) {
  std::string svg;
  if (!group.heading.empty()) {
    svg += svg_text(full_left, y + 17, "axis-title", shorten(group.heading, 70));
    y += heading_height;
  }
  const ChartScale scale = scale_for(range_of(group), full_left, full_right, 5);
  const double first = y;
  std::string bars;
  for (const ChartBar& bar : group.bars) {
    bars += one_bar(bar, scale, y);
    if (chart.dots_at_from && drawable(bar)) bars += dot(scale.pixel(bar.from), y + 22 + bar_height / 2);
    y += row_height;
  }
  const double x = scale.pixel(0);
  // The zero line runs behind the words of every row but through every bar.
  for (double row = first; row < y; row += row_height) svg += svg_line(x, row + 19, x, row + 40, "zero");
  if (chart.connected) svg += connectors(group, scale, first);
  svg += bars;
  if (chart.axis) {
    svg += axis(scale, y);
    y += axis_height;
  }
  y += 8;
  return svg;
}

}  // namespace

bool has_anything(const BarChart& chart) {
  return std::ranges::any_of(chart.groups,
                             [](const BarGroup& group) { return std::ranges::any_of(group.bars, drawable); });
}

std::string bar_chart(const BarChart& chart) {
  if (!has_anything(chart)) return "";
  std::string body;
  double y = 2;
  for (const BarGroup& group : chart.groups) body += one_group(group, chart, y);
  return open_svg(chart.id, chart.title, chart.description, y) + body + "</svg>\n";
}

}  // namespace payoff
