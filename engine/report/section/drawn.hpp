// A chart becomes part of a figure in both its forms at once, so that neither can say other than the other.
#pragma once

#include <nlohmann/json.hpp>

#include "report/document/document.hpp"
#include "report/plot/chart.hpp"

namespace payoff {

template <typename Chart>
void draw(const Chart& chart, std::string (*svg)(const Chart&), Figure& figure) {
  figure.id = chart.id;
  figure.description = chart.description;
  figure.svg = svg(chart);
  if (!figure.svg.empty()) figure.vega_lite = [chart] { return vega_lite(chart); };
}

inline void draw(const LineChart& chart, Figure& figure) {
  draw(chart, line_chart, figure);
}
inline void draw(const BarChart& chart, Figure& figure) {
  draw(chart, bar_chart, figure);
}
inline void draw(const ForestChart& chart, Figure& figure) {
  draw(chart, forest_chart, figure);
}
inline void draw(const HistogramChart& chart, Figure& figure) {
  draw(chart, histogram_chart, figure);
}
inline void draw(const FlowChart& chart, Figure& figure) {
  draw(chart, flow_chart, figure);
}

}  // namespace payoff
