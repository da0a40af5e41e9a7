// Charts as inline SVG: no scripts, no outside references, labels on the lines
// themselves, a title and a description for those who cannot see them. Numbers
// that are not finite leave a gap. Colours and type come from style.hpp.
#pragma once

#include <cstddef>
#include <limits>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace payoff {

struct ChartLine {
  std::string label{};           // written at the line's end; may be empty
  std::string style{};           // "treated", "comparison", "without", "effect"
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

// What lies between two values of x, over the whole height: the months in which it may pay back.
struct ChartSpan {
  double low = std::numeric_limits<double>::quiet_NaN(), high = std::numeric_limits<double>::quiet_NaN();  // NaN = none
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
  ChartSpan span{};
  std::vector<AxisLabel> x_labels{};                            // all that could be shown; thinned out to fit
  bool zero_line = false;                                       // zero is on the axis and drawn
  bool points = false;                                          // each value also as a dot
  double hollow_at = std::numeric_limits<double>::quiet_NaN();  // the dot that is 0 by definition
  double height = 332;
};

inline constexpr double compact_height = 268;  // of a LineChart that shares a printed page with others

// Whether there is a value of a line, or an interval, that is finite: else the drawing is empty.
bool has_anything(const LineChart& chart);
std::string line_chart(const LineChart& chart);

// Told apart by fill, outline and edge, so that no colour is needed.
enum class Tone { plain, total, gain, loss };

// One horizontal bar from `from` to `to`, with an optional whisker.
struct ChartBar {
  std::string label, value_text;
  double from = 0, to = 0;
  double low, high;  // NaN = no whisker
  Tone tone = Tone::plain;
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
  bool connected = false;     // a waterfall: from the end of each bar a line to the next
};

// Whether a bar is finite: else the drawing is empty.
bool has_anything(const BarChart& chart);
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

// Whether an estimate is finite: else the drawing is empty.
bool has_anything(const ForestChart& chart);
std::string forest_chart(const ForestChart& chart);

// How often the simulated outcomes fell where; what lies below zero is drawn hollow.
struct HistogramChart {
  std::string id{}, title{}, description{};
  std::string x_title{};                   // unit
  std::string below_text{}, above_text{};  // beside the zero line: "3% below zero"
  double low = 0, width = 0;               // the first bin begins at low
  std::vector<std::size_t> counts{};
  std::vector<ChartMark> marks{};
};

// A bin, or of the one that holds zero each side, so that neither is given what belongs to the other.
struct HistogramPart {
  double low = 0, high = 0;
  std::size_t count = 0;
};
std::vector<HistogramPart> parts_of(const HistogramChart& chart);

// Whether anything was counted: else the drawing is empty.
bool has_anything(const HistogramChart& chart);
std::string histogram_chart(const HistogramChart& chart);

struct FlowBox {
  std::string text, number;
};

// A level of boxes side by side, and what left before the next one.
struct FlowLevel {
  std::vector<FlowBox> boxes{};
  std::vector<FlowBox> left{};
};

// From everything that was read to everybody who was compared, downwards.
struct FlowChart {
  std::string id{}, title{}, description{};
  std::vector<FlowLevel> levels{};
};

// Whether there are boxes: else the drawing is empty.
bool has_anything(const FlowChart& chart);
std::string flow_chart(const FlowChart& chart);

// The same charts as specifications of Vega-Lite, with their data in them; null where the drawing is empty.
nlohmann::ordered_json vega_lite(const LineChart& chart);
nlohmann::ordered_json vega_lite(const BarChart& chart);
nlohmann::ordered_json vega_lite(const ForestChart& chart);
nlohmann::ordered_json vega_lite(const HistogramChart& chart);
nlohmann::ordered_json vega_lite(const FlowChart& chart);

}  // namespace payoff
