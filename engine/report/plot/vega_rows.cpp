// Bars, intervals, bins and boxes as specifications.
#include <cmath>

#include "base/messages.hpp"
#include "report/document/format.hpp"
#include "report/document/text.hpp"
#include "report/plot/vega.hpp"

namespace payoff {
namespace {

constexpr int step_of_rows = 28;

// As the legend has it.
std::string word_of(Tone tone) {
  constexpr MessageId words[] = {MessageId::rung_value, MessageId::tone_total, MessageId::tone_gain,
                                 MessageId::tone_loss};
  return say(words[static_cast<std::size_t>(tone)]);
}

// Rows in their order, by number, because two may have one name.
Spec row_axis(const std::vector<AxisLabel>& labels) {
  Spec y{{"field", "row"}, {"type", "ordinal"}};
  y["axis"] = worded_axis(labels, "");
  y["axis"].erase("values");
  y["axis"]["labelLimit"] = 320;
  return y;
}

Spec one_group(const BarGroup& group, const BarChart& chart) {
  Spec rows = Spec::array();
  std::vector<AxisLabel> labels;
  for (std::size_t i = 0; i < group.bars.size(); ++i) {
    const ChartBar& bar = group.bars[i];
    labels.push_back({static_cast<double>(i), bar.label});
    Spec row{{"row", i}, {"label", clean_utf8(bar.label)}, {"shown", clean_utf8(bar.value_text)}};
    add_number(row, "from", bar.from);
    add_number(row, "to", bar.to);
    add_number(row, "low", bar.low);
    add_number(row, "high", bar.high);
    row["tone"] = word_of(bar.tone);
    rows.push_back(row);
  }
  const Spec y = row_axis(labels);
  Spec x = quantity("from", group.heading), bars{{"x", x}, {"x2", {{"field", "to"}}}, {"y", y}};
  bars["tooltip"] = {tip("label", "nominal", MessageId::tip_label), tip("shown", "nominal", MessageId::tip_shown)};
  if (chart.connected) {
    bars["color"] = {{"field", "tone"}, {"type", "nominal"}, {"title", ""}};
    bars["fillOpacity"] = bars["color"];
    const Spec tones{word_of(Tone::total), word_of(Tone::gain), word_of(Tone::loss)};
    bars["color"]["scale"] = {{"domain", tones}};
    bars["fillOpacity"]["scale"] = {{"domain", tones}, {"range", {1, 0.7, 0.15}}};
  }
  Spec layers = Spec::array();
  layers.push_back(
      vega_layer(rows, {{"type", "bar"}, {"fillOpacity", 0.75}, {"strokeWidth", 1}, {"stroke", "black"}}, bars));
  layers.push_back(
      vega_layer(rows, "rule", {{"x", quantity("low", group.heading)}, {"x2", {{"field", "high"}}}, {"y", y}}));
  if (chart.dots_at_from)
    layers.push_back(vega_layer(rows, {{"type", "point"}, {"filled", false}}, {{"x", x}, {"y", y}}));
  Spec view{{"width", 400}, {"height", {{"step", step_of_rows}}}};
  view["layer"] = layers;
  return view;
}

}  // namespace

Spec vega_lite(const BarChart& chart) {
  if (!has_anything(chart)) return nullptr;
  Spec spec = vega_frame(chart.title, chart.description);
  spec["vconcat"] = Spec::array();
  for (const BarGroup& group : chart.groups) spec["vconcat"].push_back(one_group(group, chart));
  return spec;
}

Spec vega_lite(const ForestChart& chart) {
  if (!has_anything(chart)) return nullptr;
  Spec rows = Spec::array();
  std::vector<AxisLabel> labels;
  for (std::size_t i = 0; i < chart.rows.size(); ++i) {
    const ForestRow& row = chart.rows[i];
    labels.push_back({static_cast<double>(i), row.label});
    rows.push_back({{"row", i},
                    {"label", clean_utf8(row.label)},
                    {"shown", clean_utf8(row.value_text)},
                    {"note", clean_utf8(row.note)},
                    {"evidence", say(row.misleads ? MessageId::evidence_misleads : MessageId::evidence_answers)}});
    add_number(rows.back(), "estimate", row.estimate);
    add_number(rows.back(), "low", row.low);
    add_number(rows.back(), "high", row.high);
  }
  Spec spec = vega_frame(chart.title, chart.description), layers = Spec::array();
  spec["width"] = 400;
  spec["height"] = {{"step", step_of_rows}};
  const Spec y = row_axis(labels);
  const Spec evidence{{"field", "evidence"}, {"type", "nominal"}, {"title", ""}};
  Spec zero = Spec::array();
  zero.push_back({{"x", 0}});
  layers.push_back(vega_layer(zero, "rule", {{"x", quantity("x", chart.axis_title)}}));
  layers.push_back(vega_layer(
      rows, "rule",
      {{"x", quantity("low", chart.axis_title)}, {"x2", {{"field", "high"}}}, {"y", y}, {"strokeDash", evidence}}));
  layers.push_back(
      vega_layer(rows, {{"type", "point"}, {"filled", true}, {"size", 70}},
                 {{"x", quantity("estimate", chart.axis_title)},
                  {"y", y},
                  {"shape", evidence},
                  {"tooltip",
                   {tip("label", "nominal", MessageId::tip_label), tip("shown", "nominal", MessageId::tip_shown),
                    tip("note", "nominal", MessageId::tip_note)}}}));
  spec["layer"] = std::move(layers);
  return spec;
}

Spec vega_lite(const HistogramChart& chart) {
  if (!has_anything(chart)) return nullptr;
  Spec rows = Spec::array(), lines = Spec::array();
  for (const HistogramPart& part : parts_of(chart)) {
    rows.push_back({{"low", at_twelve_digits(part.low)},
                    {"high", at_twelve_digits(part.high)},
                    {"count", part.count},
                    {"side", clean_utf8(part.high <= 0 ? chart.below_text : chart.above_text)}});
  }
  lines.push_back({{"x", 0}, {"label", "0"}});
  for (const ChartMark& mark : chart.marks)
    if (std::isfinite(mark.x)) lines.push_back({{"x", at_twelve_digits(mark.x)}, {"label", clean_utf8(mark.label)}});
  Spec spec = vega_frame(chart.title, chart.description), layers = Spec::array();
  spec["width"] = 560;
  spec["height"] = 180;
  layers.push_back(
      vega_layer(rows, {{"type", "rect"}, {"strokeWidth", 0.5}, {"stroke", "black"}},
                 {{"x", quantity("low", chart.x_title)},
                  {"x2", {{"field", "high"}}},
                  {"y", quantity("count", say(MessageId::axis_outcomes))},
                  {"y2", {{"datum", 0}}},
                  {"fillOpacity", {{"condition", {{"test", "datum.high <= 0"}, {"value", 0.25}}}, {"value", 0.8}}},
                  {"tooltip", tip("side", "nominal", MessageId::tip_side)}}));
  layers.push_back(
      vega_layer(lines, {{"type", "rule"}, {"strokeDash", {4, 3}}},
                 {{"x", quantity("x", chart.x_title)}, {"tooltip", tip("label", "nominal", MessageId::tip_label)}}));
  spec["layer"] = std::move(layers);
  return spec;
}

Spec vega_lite(const FlowChart& chart) {
  if (!has_anything(chart)) return nullptr;
  Spec rows = Spec::array();
  for (std::size_t level = 0; level < chart.levels.size(); ++level) {
    const auto add = [&](const std::vector<FlowBox>& boxes, bool kept, double begin, double width) {
      for (std::size_t i = 0; i < boxes.size(); ++i) {
        rows.push_back(
            {{"level", level},
             {"x", begin + width * (static_cast<double>(i) + 0.5) / static_cast<double>(boxes.size())},
             {"kind", kept ? "kept" : "left out"},
             {"text", clean_utf8(say(MessageId::count_of, {{"count", boxes[i].number}, {"what", boxes[i].text}}))}});
      }
    };
    add(chart.levels[level].boxes, true, 0, 2);
    add(chart.levels[level].left, false, 2, 1);
  }
  Spec spec = vega_frame(chart.title, chart.description);
  spec["width"] = 560;
  spec["height"] = {{"step", 44}};
  const Spec hidden{{"labels", false}, {"ticks", false}, {"domain", false}, {"grid", false}, {"title", ""}};
  Spec x{{"field", "x"}, {"type", "quantitative"}, {"axis", hidden}}, y{{"field", "level"}, {"type", "ordinal"}};
  x["scale"] = {{"domain", {0, 3}}};
  y["axis"] = hidden;
  spec["data"]["values"] = std::move(rows);
  spec["mark"] = {{"type", "text"}};
  spec["encoding"] = {{"x", x}, {"y", y}, {"text", {{"field", "text"}, {"type", "nominal"}}}};
  spec["encoding"]["opacity"] = {{"condition", {{"test", "datum.kind == 'kept'"}, {"value", 1}}}, {"value", 0.7}};
  return spec;
}

}  // namespace payoff
