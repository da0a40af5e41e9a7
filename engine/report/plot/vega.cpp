#include "report/plot/vega.hpp"

#include <fmt/format.h>

#include <cmath>

#include "report/document/format.hpp"
#include "report/document/text.hpp"

namespace payoff {
namespace {

Spec rows_of(const ChartBand& band) {
  Spec rows = Spec::array();
  for (std::size_t i = 0; i < band.x.size(); ++i) {
    if (!std::isfinite(band.low[i]) || !std::isfinite(band.high[i])) continue;
    rows.push_back({{"x", at_twelve_digits(band.x[i])},
                    {"low", at_twelve_digits(band.low[i])},
                    {"high", at_twelve_digits(band.high[i])}});
  }
  return rows;
}

// Each line by its number, so that two of one name stay two.
Spec rows_of(const std::vector<ChartLine>& lines) {
  Spec rows = Spec::array();
  for (std::size_t k = 0; k < lines.size(); ++k) {
    const std::string label = clean_utf8(lines[k].label.empty() ? lines[k].style : lines[k].label);
    for (std::size_t i = 0; i < lines[k].x.size(); ++i) {
      rows.push_back({{"line", label}, {"number", k}});
      add_number(rows.back(), "x", lines[k].x[i]);
      add_number(rows.back(), "y", lines[k].y[i]);
    }
  }
  return rows;
}

Spec between(const LineChart& chart, const char* mark) {
  Spec y = quantity("low", chart.y_title);
  if (!chart.zero_line) y["scale"] = {{"zero", false}};
  return {
      {"x", {{"field", "x"}, {"type", "quantitative"}}},
      {"y", y},
      {"y2", {{"field", "high"}}},
      {"tooltip", {tip("low", "quantitative", MessageId::tip_low), tip("high", "quantitative", MessageId::tip_high)}},
      {"opacity", {{"value", std::string(mark) == "area" ? 0.25 : 1}}}};
}

Spec lines_of(const LineChart& chart) {
  Spec x = quantity("x", chart.x_title), y = quantity("y", chart.y_title);
  x["axis"] = worded_axis(chart.x_labels, chart.x_title);
  x["scale"] = {{"zero", false}, {"nice", false}};
  y["scale"] = {{"zero", chart.zero_line}};
  Spec encoding{{"x", x}, {"y", y}, {"detail", {{"field", "number"}, {"type", "nominal"}}}};
  encoding["strokeDash"] = {{"field", "line"}, {"type", "nominal"}, {"title", ""}};
  encoding["color"] = {{"field", "line"}, {"type", "nominal"}, {"title", ""}};
  return vega_layer(rows_of(chart.lines), {{"type", "line"}, {"point", chart.points}}, encoding);
}

void add_marks(const LineChart& chart, Spec& layers) {
  Spec rows = Spec::array();
  for (const ChartMark& mark : chart.marks)
    if (std::isfinite(mark.x)) rows.push_back({{"x", at_twelve_digits(mark.x)}, {"label", clean_utf8(mark.label)}});
  if (rows.empty()) return;
  const Spec x{{"field", "x"}, {"type", "quantitative"}};
  layers.push_back(vega_layer(rows, {{"type", "rule"}, {"strokeDash", {4, 3}}}, {{"x", x}}));
  layers.push_back(vega_layer(rows, {{"type", "text"}, {"align", "left"}, {"dx", 4}, {"y", 8}},
                              {{"x", x}, {"text", {{"field", "label"}, {"type", "nominal"}}}}));
}

void add_span(const ChartSpan& span, Spec& layers) {
  if (!std::isfinite(span.low) || !std::isfinite(span.high)) return;
  Spec rows = Spec::array();
  rows.push_back(
      {{"low", at_twelve_digits(span.low)}, {"high", at_twelve_digits(span.high)}, {"label", clean_utf8(span.label)}});
  layers.push_back(vega_layer(rows, {{"type", "rect"}, {"opacity", 0.15}},
                              {{"x", {{"field", "low"}, {"type", "quantitative"}}},
                               {"x2", {{"field", "high"}}},
                               {"tooltip", tip("label", "nominal", MessageId::tip_label)}}));
}

}  // namespace

void add_number(Spec& row, const char* name, double value) {
  if (std::isfinite(value)) row[name] = at_twelve_digits(value);
}

Spec vega_frame(const std::string& title, const std::string& description) {
  Spec spec{{"$schema", "https://vega.github.io/schema/vega-lite/v5.json"}};
  spec["title"] = {{"text", clean_utf8(title)}, {"anchor", "start"}, {"limit", 0}};
  spec["description"] = clean_utf8(description);
  return spec;
}

Spec vega_layer(Spec rows, Spec mark, Spec encoding) {
  Spec layer;
  layer["data"]["values"] = std::move(rows);
  layer["mark"] = std::move(mark);
  layer["encoding"] = std::move(encoding);
  return layer;
}

Spec quantity(const std::string& field, const std::string& title) {
  Spec axis{{"field", field}, {"type", "quantitative"}};
  axis["title"] = clean_utf8(title);
  return axis;
}

Spec tip(const char* field, const char* type, MessageId title) {
  Spec shown{{"field", field}, {"type", type}};
  if (const std::string words = say(title); words != field) shown["title"] = words;
  return shown;
}

Spec worded_axis(const std::vector<AxisLabel>& labels, const std::string& title) {
  Spec axis;
  axis["title"] = clean_utf8(title);
  if (labels.empty()) return axis;
  Spec words = Spec::object();
  axis["values"] = Spec::array();
  for (const AxisLabel& label : labels) {
    axis["values"].push_back(at_twelve_digits(label.x));
    words[fmt::format("{:.12g}", label.x)] = clean_utf8(label.text);
  }
  axis["labelExpr"] = words.dump(-1, ' ', true) + "[datum.value]";  // in ASCII it is a literal there as well
  axis["labelOverlap"] = "greedy";
  return axis;
}

Spec vega_lite(const LineChart& chart) {
  if (!has_anything(chart)) return nullptr;
  Spec spec = vega_frame(chart.title, chart.description), layers = Spec::array();
  spec["width"] = 560;
  spec["height"] = 260;
  add_span(chart.span, layers);
  for (const ChartBand* band : {&chart.wide_band, &chart.band}) {
    if (Spec rows = rows_of(*band); !rows.empty()) layers.push_back(vega_layer(rows, "area", between(chart, "area")));
  }
  if (Spec rows = rows_of(chart.intervals); !rows.empty()) {
    layers.push_back(vega_layer(rows, "rule", between(chart, "rule")));
    layers.back()["encoding"]["x"]["axis"] = worded_axis(chart.x_labels, chart.x_title);
  }
  if (chart.zero_line) {
    Spec rows = Spec::array();
    rows.push_back({{"y", 0}});
    layers.push_back(vega_layer(rows, "rule", {{"y", quantity("y", chart.y_title)}}));
  }
  if (!chart.lines.empty()) layers.push_back(lines_of(chart));
  add_marks(chart, layers);
  spec["layer"] = std::move(layers);
  return spec;
}

}  // namespace payoff
