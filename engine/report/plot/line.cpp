// Lines over time with a band, marks and direct labels.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/document/format.hpp"
#include "report/document/text.hpp"
#include "report/plot/chart.hpp"
#include "report/plot/scale.hpp"

namespace payoff {
namespace {

constexpr double left = 62, right = 522, top = 46, below_axis = 50;
constexpr double label_room = 116;       // a date in large type
constexpr std::size_t most_points = 60;  // beyond this, dots run into each other
constexpr double label_gap = 20;         // between the labels of two lines

struct Axes {
  ChartScale x, y;
};

Axes axes_of(const LineChart& chart) {
  ValueRange x, y;
  for (const ChartLine& line : chart.lines) {
    for (std::size_t i = 0; i < line.x.size(); ++i) {
      x.include(line.x[i]);
      y.include(line.y[i]);
    }
  }
  for (const ChartBand* band : {&chart.band, &chart.wide_band, &chart.intervals}) {
    for (std::size_t i = 0; i < band->x.size(); ++i) {
      x.include(band->x[i]);
      y.include(band->low[i]);
      y.include(band->high[i]);
    }
  }
  if (chart.zero_line) y.include(0);
  const double margin = x.high > x.low ? 0 : 1;  // one period: put it in the middle
  return {{x.low - margin, x.high + margin, left + 8, right - 8, 1}, scale_for(y, chart.height - below_axis, top, 5)};
}

std::string y_axis(const LineChart& chart, const Axes& axes) {
  std::string svg = svg_text(4, 18, "axis-title", shorten(chart.y_title, 60));
  for (const double value : axes.y.ticks()) {
    const double y = axes.y.pixel(value);
    svg += svg_line(left, y, right, y, value == 0 && chart.zero_line ? "zero" : "grid");
    svg += svg_text(left - 6, y + 4, "end", tick(value, axes.y.step));
  }
  return svg;
}

// As many labels as have room, evenly chosen, the first always among them.
std::string x_axis(const LineChart& chart, const Axes& axes) {
  const double bottom = axes.y.start;
  std::string svg = svg_text((left + right) / 2, bottom + 45, "middle axis-title", chart.x_title);
  std::size_t longest = 1;
  for (const AxisLabel& label : chart.x_labels) longest = std::max(longest, length_in_characters(label.text));
  const double width = std::min(label_room, 16 + 10.0 * static_cast<double>(longest));
  const auto most = static_cast<std::size_t>((right - left + width) / width);
  const std::size_t every = (chart.x_labels.size() + most - 1) / std::max<std::size_t>(most, 1);
  for (std::size_t i = 0; i < chart.x_labels.size(); i += std::max<std::size_t>(every, 1)) {
    const double x = axes.x.pixel(chart.x_labels[i].x);
    svg += svg_line(x, bottom, x, bottom + 5, "axis");
    svg += svg_text(x, bottom + 23, "middle", shorten(chart.x_labels[i].text, 12));
  }
  return svg + svg_line(left, bottom, right, bottom, "axis");
}

std::string marks(const LineChart& chart, const Axes& axes) {
  std::string svg;
  for (const ChartMark& mark : chart.marks) {
    if (!(mark.x >= axes.x.low && mark.x <= axes.x.high)) continue;
    const double x = axes.x.pixel(mark.x);
    svg += svg_line(x, top - 8, x, axes.y.start, "mark");
    if (mark.label.empty()) continue;
    // To the left of its line where the words would leave the picture or run across another line.
    const bool crossed = std::ranges::any_of(chart.marks, [&](const ChartMark& other) {
      return other.x > mark.x && axes.x.pixel(other.x) < x + label_room;
    });
    const bool to_the_left = crossed || x > (left + right) / 2;
    svg += svg_text(x + (to_the_left ? -5 : 5), top - 4, to_the_left ? "end mark-label" : "mark-label", mark.label);
  }
  return svg;
}

// Behind everything else, its words at the foot of the picture, where the marks have none.
std::string shaded(const ChartSpan& span, const Axes& axes) {
  if (!std::isfinite(span.low) || !std::isfinite(span.high)) return "";
  const double low = axes.x.pixel(std::clamp(span.low, axes.x.low, axes.x.high));
  const double high = axes.x.pixel(std::clamp(span.high, axes.x.low, axes.x.high));
  std::string svg =
      fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"span\"/>\n", coordinate(low),
                  coordinate(top), coordinate(std::max(high - low, 1.0)), coordinate(axes.y.start - top));
  const bool to_the_left = low > (left + right) / 2;
  return svg + svg_text(to_the_left ? high - 5 : low + 5, axes.y.start - 7,
                        to_the_left ? "end span-label" : "span-label", shorten(span.label, 40));
}

bool is_interval(const ChartBand& b, std::size_t i) {
  return std::isfinite(b.low[i]) && std::isfinite(b.high[i]);
}

// One shape for each run of finite values.
std::string band(const ChartBand& b, const char* style, const Axes& axes) {
  std::string svg, upper, lower;
  const auto close = [&] {
    if (!upper.empty()) svg += fmt::format("<polygon points=\"{}{}\" class=\"{}\"/>\n", upper, lower, style);
    upper.clear();
    lower.clear();
  };
  for (std::size_t i = 0; i < b.x.size(); ++i) {
    if (!is_interval(b, i)) {
      close();
      continue;
    }
    const std::string x = coordinate(axes.x.pixel(b.x[i]));
    upper += fmt::format("{},{} ", x, coordinate(axes.y.pixel(b.high[i])));
    lower.insert(0, fmt::format("{},{} ", x, coordinate(axes.y.pixel(b.low[i]))));
  }
  close();
  return svg;
}

std::string intervals(const ChartBand& b, const Axes& axes) {
  constexpr double cap = 6;
  std::string svg;
  for (std::size_t i = 0; i < b.x.size(); ++i) {
    if (!is_interval(b, i)) continue;
    const bool holds_zero = b.low[i] <= 0 && b.high[i] >= 0;
    const double x = axes.x.pixel(b.x[i]), low = axes.y.pixel(b.low[i]), high = axes.y.pixel(b.high[i]);
    svg += svg_line(x, low, x, high, holds_zero ? "interval open" : "interval");
    for (const double end : {low, high}) svg += svg_line(x - cap, end, x + cap, end, "interval");
  }
  return svg;
}

std::string path(const ChartLine& line, const Axes& axes) {
  std::string d;
  bool pen_down = false;
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    const bool drawn = std::isfinite(line.y[i]);
    if (drawn) {
      d += pen_down ? "L" : "M";
      d += coordinate(axes.x.pixel(line.x[i])) + " " + coordinate(axes.y.pixel(line.y[i]));
    }
    pen_down = drawn;
  }
  return fmt::format("<path d=\"{}\" class=\"line {}\" fill=\"none\" stroke=\"currentColor\"/>\n", d, line.style);
}

// Dots: everywhere when asked and few enough, else only where a value stands alone.
std::string dots(const LineChart& chart, const ChartLine& line, const Axes& axes) {
  const auto missing_at = [&](std::size_t i) { return i >= line.y.size() || !std::isfinite(line.y[i]); };
  const bool all = chart.points && line.x.size() <= most_points;
  std::string svg;
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    const bool alone = (i == 0 || missing_at(i - 1)) && missing_at(i + 1);
    if (missing_at(i) || !(all || alone)) continue;
    svg +=
        fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"3.5\" class=\"dot {}{}\"/>\n", coordinate(axes.x.pixel(line.x[i])),
                    coordinate(axes.y.pixel(line.y[i])), line.style, line.x[i] == chart.hollow_at ? " hollow" : "");
  }
  return svg;
}

struct EndLabel {
  double y;
  const ChartLine* line;
};

// Labels at the ends of the lines, pushed apart where the lines meet.
std::string line_labels(const LineChart& chart, const Axes& axes) {
  std::vector<EndLabel> labels;
  for (const ChartLine& line : chart.lines) {
    const auto last = std::find_if(line.y.rbegin(), line.y.rend(), [](double y) { return std::isfinite(y); });
    if (last != line.y.rend() && !line.label.empty()) labels.push_back({axes.y.pixel(*last), &line});
  }
  std::sort(labels.begin(), labels.end(), [](const EndLabel& a, const EndLabel& b) { return a.y < b.y; });
  for (std::size_t i = 1; i < labels.size(); ++i) labels[i].y = std::max(labels[i].y, labels[i - 1].y + label_gap);
  std::string svg;
  for (const EndLabel& label : labels) {
    svg += svg_text(right + 4, label.y + 4, "line-label " + label.line->style, shorten(label.line->label, 14));
  }
  return svg;
}

}  // namespace

bool has_anything(const LineChart& chart) {
  for (std::size_t i = 0; i < chart.intervals.x.size(); ++i) {
    if (is_interval(chart.intervals, i)) return true;
  }
  return std::any_of(chart.lines.begin(), chart.lines.end(), [](const ChartLine& line) {
    return std::any_of(line.y.begin(), line.y.end(), [](double y) { return std::isfinite(y); });
  });
}

std::string line_chart(const LineChart& chart) {
  if (!has_anything(chart)) return "";
  const Axes axes = axes_of(chart);
  std::string svg = open_svg(chart.id, chart.title, chart.description, chart.height);
  svg += shaded(chart.span, axes);
  svg += band(chart.wide_band, "band wide", axes) + band(chart.band, "band", axes);
  svg += y_axis(chart, axes) + x_axis(chart, axes) + marks(chart, axes) + intervals(chart.intervals, axes);
  for (const ChartLine& line : chart.lines) svg += path(line, axes) + dots(chart, line, axes);
  return svg + line_labels(chart, axes) + "</svg>\n";
}

}  // namespace payoff
