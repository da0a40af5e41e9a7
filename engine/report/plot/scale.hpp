// From values to pixels, and round numbers for the axis.
#pragma once

#include <string>
#include <vector>

namespace payoff {

// Of a picture whose scale takes its full width, and whose axis lies below it.
inline constexpr double full_left = 6, full_right = 634, axis_height = 26;

// A linear axis: value `low` lies at pixel `start`, `high` at `end`.
struct ChartScale {
  double low = 0, high = 1;
  double start = 0, end = 1;
  double step = 1;  // between ticks: 1, 2 or 5 times a power of ten

  double pixel(double value) const;
  std::vector<double> ticks() const;
};

// The range of the finite values; empty when there are none.
struct ValueRange {
  bool empty = true;
  double low = 0, high = 0;
  void include(double value);  // ignores what is not finite
};

// Widened to whole steps; a range of one value gets room on both sides.
ChartScale scale_for(const ValueRange& range, double start, double end, int most_ticks);

// "12.3": a coordinate at one decimal, always finite.
std::string coordinate(double pixel);

// The head of a chart: role, title and description for screen readers.
std::string open_svg(const std::string& id, const std::string& title, const std::string& description, double height);

// Both can be read without any style: what holds then stands in attributes, which every style overrules. A text whose
// style begins with "end" or "middle" has its point there.
std::string svg_text(double x, double y, const std::string& style, const std::string& words);
std::string svg_line(double x1, double y1, double x2, double y2, const std::string& style);

inline constexpr double chart_width = 640;

}  // namespace payoff
