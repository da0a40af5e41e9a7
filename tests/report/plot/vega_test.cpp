// The specifications hold what the drawings hold.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "payoff/estimate.hpp"
#include "report/plot/chart.hpp"

using namespace payoff;

TEST_SUITE("report/plot/vega") {

namespace {

nlohmann::json read(const nlohmann::json& spec) {
  CHECK(spec["$schema"].get<std::string>().starts_with("https://vega.github.io/schema/vega-lite/v5"));
  return spec;
}

}  // namespace

TEST_CASE("vega: by hand, a line chart's specification holds its lines, its band and its marks") {
  LineChart chart{.id = "c", .title = "t", .description = "d", .y_title = "minutes"};
  chart.lines.push_back({.label = "with tool", .style = "treated", .x = {1, 2, 3}, .y = {4, missing, 6}});
  chart.band = {{1, 2, 3}, {3, missing, 5}, {5, missing, 7}};
  chart.marks.push_back({1.5, "rollout"});
  chart.x_labels = {{1, "2025-03-03"}, {3, "2025-03-17"}};
  const nlohmann::json spec = read(vega_lite(chart));
  CHECK(spec["title"]["text"] == "t");
  CHECK(spec["description"] == "d");
  const auto& layers = spec["layer"];
  REQUIRE(layers.size() == 4);
  CHECK(layers[0]["data"]["values"].size() == 2);  // the interval that is missing is none
  CHECK(layers[1]["data"]["values"][0]["y"] == 4);
  CHECK_FALSE(layers[1]["data"]["values"][1].contains("y"));  // a gap, and no null without its reason
  CHECK(layers[1]["encoding"]["x"]["axis"]["labelExpr"].get<std::string>().find("2025-03-17") != std::string::npos);
  CHECK(layers[2]["data"]["values"][0]["x"] == 1.5);
}

TEST_CASE("vega: by hand, bars, intervals, bins and boxes hold their numbers in their order") {
  const BarChart bars{.id = "b", .groups = {{"USD", {{"one", "1", 0, 1, missing, missing}, {"one", "2", 1, 3, 2, 4}}}}};
  const auto rows = read(vega_lite(bars))["vconcat"][0]["layer"][0]["data"]["values"];
  CHECK(rows[1]["row"] == 1);  // two of one name stay two
  CHECK(rows[1]["to"] == 3);
  CHECK_FALSE(rows[0].contains("low"));
  const ForestChart forest{.id = "f", .rows = {{"a", "", "", 1, 0, 2, true}}};
  CHECK(read(vega_lite(forest))["layer"][2]["data"]["values"][0]["evidence"] == "misleads");
  const HistogramChart bins{.id = "h", .low = -10, .width = 10, .counts = {3, 5}};
  CHECK(read(vega_lite(bins))["layer"][0]["data"]["values"][1]["count"] == 5);
  const FlowChart flow{.id = "x", .levels = {{{{"rows read", "9"}}, {{"rejected", "1"}}}}};
  CHECK(read(vega_lite(flow))["data"]["values"][1]["text"] == "1 rejected");
}

TEST_CASE("vega: where there is no drawing there is no specification") {
  CHECK(vega_lite(LineChart{.id = "c"}).empty());
  CHECK(vega_lite(BarChart{.id = "c"}).empty());
  CHECK(vega_lite(ForestChart{.id = "c"}).empty());
  CHECK(vega_lite(HistogramChart{.id = "c"}).empty());
  CHECK(vega_lite(FlowChart{.id = "c"}).empty());
}

TEST_CASE("vega: a label that would end a string of an expression stays in it") {
  BarChart chart{.id = "b", .groups = {{"", {{"\"}[0] + alert(1) \xff", "", 0, 1, missing, missing}}}}};
  const nlohmann::json spec = read(vega_lite(chart));
  const std::string axis = spec["vconcat"][0]["layer"][0]["encoding"]["y"]["axis"]["labelExpr"];
  const std::string object = axis.substr(0, axis.rfind("[datum.value]"));
  CHECK(nlohmann::json::parse(object)["0"].get<std::string>().starts_with("\"}[0] + alert(1)"));
}

}  // TEST_SUITE("report/plot/vega")
