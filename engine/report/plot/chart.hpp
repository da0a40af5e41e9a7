// Charts as inline SVG: no scripts, no outside references, labels on the lines
// themselves, a title and a description for those who cannot see them. Numbers
// that are not finite leave a gap. Colours and type come from style.hpp.
#pragma once

#include <limits>
#include <string>
#include <vector>

namespace payoff {

struct ChartLine {
  std::string label{};           // written at the line's end; may be empty
  std::string style{};           // "treated", "comparison", "effect"
  std::vector<double> x{}, y{};  // same length; y may be NaN
};

struct ChartBand {
  std::vector<double> x{}, low{}, high{};  // same length
};

// A vertical line: the rollout, the payback.
struct ChartMark {
  double x = 0;
  std::string label{};
};

struct AxisLabel {
  double x = 0;
  std::string text;
};

struct LineChart {
  std::string id{};  // unique on the page, letters and digits
  std::string title{}, description{};
  std::string y_title{}, x_title{};  // units, e.g. "minutes per ticket"
  std::vector<ChartLine> lines{};
  ChartBand band{};
  ChartBand wide_band{};  // behind the band, lighter: what holds the whole line at once
  ChartBand intervals{};  // upright lines with caps, dashed where they hold 0
  std::vector<ChartMark> marks{};
  std::vector<AxisLabel> x_labels{};                            // all that could be shown; thinned out to fit
  bool zero_line = false;                                       // zero is on the axis and drawn
  bool points = false;                                          // each value also as a dot
  double hollow_at = std::numeric_limits<double>::quiet_NaN();  // the dot that is 0 by definition
};

// Empty when no value of a line and no interval is finite.
std::string line_chart(const LineChart& chart);

// One horizontal bar from `from` to `to`, with an optional whisker.
struct ChartBar {
  std::string label, value_text;
  double from = 0, to = 0;
  double low, high;  // NaN = no whisker
};

// Bars of one unit, on one scale.
struct BarGroup {
  std::string heading;
  std::vector<ChartBar> bars;
};

struct BarChart {
  std::string id{}, title{}, description{};
  std::vector<BarGroup> groups{};
  bool axis = false;          // ticks below each group
  bool dots_at_from = false;  // tells the two ends of a bar apart
};

// Empty when no bar is finite.
std::string bar_chart(const BarChart& chart);

// An estimate with its interval. The first row is the answer: its interval is shaded through all
// the others. What misleads is drawn hollow and grey, with its note.
struct ForestRow {
  std::string label{}, value_text{}, note{};
  double estimate = 0, low = 0, high = 0;  // NaN ends = no interval
  bool misleads = false;
};

// Rows on one scale that holds 0; those that mislead come last, under their heading.
struct ForestChart {
  std::string id{}, title{}, description{};
  std::string axis_title{};
  std::string misleads_heading{};
  std::vector<ForestRow> rows{};
  bool shade_first = true;
};

// Empty when no estimate is finite.
std::string forest_chart(const ForestChart& chart);

}  // namespace payoff
