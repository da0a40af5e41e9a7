// How often the simulated outcomes fell where, and how many of them below zero.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/document/format.hpp"
#include "report/document/text.hpp"
#include "report/plot/chart.hpp"
#include "report/plot/scale.hpp"

namespace payoff {
namespace {

constexpr double histogram_height = 232, bins_top = 58, bins_bottom = 182, gap_between_bins = 0.8;

struct Bins {
  ChartScale x;
  double tallest = 1;
};

Bins bins_of(const HistogramChart& chart) {
  ValueRange range;
  range.include(0);
  range.include(chart.low);
  range.include(chart.low + chart.width * static_cast<double>(chart.counts.size()));
  return {scale_for(range, full_left + 14, full_right - 14, 6),
          static_cast<double>(*std::ranges::max_element(chart.counts))};
}

std::string bars_of(const HistogramChart& chart, const Bins& bins) {
  std::string svg;
  for (const HistogramPart& part : parts_of(chart)) {
    const double height = (bins_bottom - bins_top) * static_cast<double>(part.count) / bins.tallest;
    const double from = bins.x.pixel(part.low);
    const double width = std::max(bins.x.pixel(part.high) - from - gap_between_bins, 0.5);
    svg += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{}\"/>\n", coordinate(from),
                       coordinate(bins_bottom - height), coordinate(width), coordinate(height),
                       part.high <= 0 ? "bin below" : "bin");
  }
  return svg;
}

std::string axis(const HistogramChart& chart, const ChartScale& x) {
  std::string svg = svg_line(full_left, bins_bottom, full_right, bins_bottom, "axis");
  for (const double value : x.ticks()) {
    const double at = x.pixel(value);
    const char* anchor = at < full_left + 30 ? "" : at > full_right - 30 ? "end" : "middle";
    svg += svg_line(at, bins_bottom, at, bins_bottom + 4, "axis");
    svg += svg_text(at, bins_bottom + 19, anchor, tick(value, x.step));
  }
  return svg +
         svg_text((full_left + full_right) / 2, bins_bottom + 42, "middle axis-title", shorten(chart.x_title, 60));
}

// The words of each side beside the zero line; of a narrow side on the other, with an arrow to where it lies.
std::string sides(const HistogramChart& chart, const ChartScale& x) {
  constexpr double words_room = 150, first = 16, second = 34;
  const double zero = x.pixel(0);
  const std::string below = shorten(chart.below_text, 34), above = shorten(chart.above_text, 34);
  std::string svg = svg_line(zero, bins_top - 40, zero, bins_bottom, "zero");
  if (!below.empty())
    svg += zero - full_left > words_room ? svg_text(zero - 6, first, "end bar-label", below)
                                         : svg_text(zero + 6, second, "bar-label", "← " + below);
  if (!above.empty())
    svg += full_right - zero > words_room ? svg_text(zero + 6, first, "bar-value", above)
                                          : svg_text(zero - 6, second, "end bar-value", above + " →");
  return svg;
}

std::string marks(const HistogramChart& chart, const ChartScale& x) {
  std::string svg;
  for (const ChartMark& mark : chart.marks) {
    if (!std::isfinite(mark.x) || mark.x < x.low || mark.x > x.high) continue;
    const double at = x.pixel(mark.x);
    svg += svg_line(at, bins_top - 4, at, bins_bottom, "mark");
    const bool to_the_left = at > (full_left + full_right) / 2;
    svg += svg_text(at + (to_the_left ? -5 : 5), bins_top - 6, to_the_left ? "end mark-label" : "mark-label",
                    shorten(mark.label, 34));
  }
  return svg;
}

}  // namespace

std::vector<HistogramPart> parts_of(const HistogramChart& chart) {
  std::vector<HistogramPart> parts;
  for (std::size_t i = 0; i < chart.counts.size(); ++i) {
    if (chart.counts[i] == 0) continue;
    const double low = chart.low + chart.width * static_cast<double>(i), high = low + chart.width;
    const double cut = std::clamp(0.0, low, high);
    if (cut > low) parts.push_back({low, cut, chart.counts[i]});
    if (high > cut) parts.push_back({cut, high, chart.counts[i]});
  }
  return parts;
}

bool has_anything(const HistogramChart& chart) {
  return std::ranges::any_of(chart.counts, [](std::size_t n) { return n > 0; }) && std::isfinite(chart.low) &&
         chart.width > 0 && std::isfinite(chart.width);
}

std::string histogram_chart(const HistogramChart& chart) {
  if (!has_anything(chart)) return "";
  const Bins bins = bins_of(chart);
  return open_svg(chart.id, chart.title, chart.description, histogram_height) + bars_of(chart, bins) +
         axis(chart, bins.x) + sides(chart, bins.x) + marks(chart, bins.x) + "</svg>\n";
}

}  // namespace payoff
