#include "report/plot/chart.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "number_in.hpp"
#include "payoff/measure.hpp"
#include "report/plot/scale.hpp"

using namespace payoff;

TEST_SUITE("report/plot/chart") {

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

LineChart of(std::vector<double> x, std::vector<double> y) {
  LineChart chart{.id = "c", .title = "title", .description = "description", .y_title = "minutes"};
  for (const double value : x) chart.x_labels.push_back({value, "2025-03-03"});
  chart.lines.push_back({.label = "with tool", .style = "treated", .x = std::move(x), .y = std::move(y)});
  return chart;
}

// No coordinate may be NaN, infinite or far outside of the picture.
bool sound(const std::string& svg) {
  return !svg.empty() && svg.find("nan") == std::string::npos && svg.find("inf") == std::string::npos &&
         svg.find("10000.0") == std::string::npos;
}

}  // namespace

// From 7.9 to 9.9 in at most 5 steps: the step is 0.5, the axis runs from 7.5 to 10.
TEST_CASE("chart: the axis runs from round number to round number") {
  ValueRange range;
  for (const double value : {7.9, 9.9, missing, HUGE_VAL}) range.include(value);
  const ChartScale scale = scale_for(range, 100, 0, 5);
  CHECK(scale.step == doctest::Approx(0.5));
  CHECK(scale.low == doctest::Approx(7.5));
  CHECK(scale.high == doctest::Approx(10));
  CHECK(scale.ticks().size() == 6);
  CHECK(scale.pixel(7.5) == doctest::Approx(100));
  CHECK(scale.pixel(10) == doctest::Approx(0));
}

TEST_CASE("chart: a title, a description and their link are there for those who cannot see it") {
  const std::string svg = line_chart(of({1, 2}, {3, 4}));
  CHECK(count(svg, "role=\"img\"") == 1);
  CHECK(count(svg, "aria-labelledby=\"c-title c-desc\"") == 1);
  CHECK(count(svg, "<title id=\"c-title\">title</title>") == 1);
  CHECK(count(svg, "<desc id=\"c-desc\">description</desc>") == 1);
}

TEST_CASE("chart: nothing finite to draw gives no chart at all") {
  CHECK(line_chart(of({}, {})).empty());
  CHECK(line_chart(of({1, 2}, {missing, INFINITY})).empty());
  CHECK(bar_chart({.id = "b"}).empty());
  CHECK(bar_chart({.id = "b", .groups = {{"", {{"x", "", 0, missing, missing, missing}}}}}).empty());
}

TEST_CASE("chart: one point, a constant series, negative and huge values are drawn inside the picture") {
  CHECK(sound(line_chart(of({5}, {5}))));
  CHECK(count(line_chart(of({5}, {5})), "<circle") == 1);
  CHECK(sound(line_chart(of({1, 2, 3}, {4, 4, 4}))));
  CHECK(sound(line_chart(of({1, 2, 3}, {0, 0, 0}))));
  CHECK(sound(line_chart(of({1, 2, 3}, {-4, -5, -900}))));
  CHECK(sound(line_chart(of({1, 2, 3}, {1e307, -1e308, 3}))));
  CHECK(sound(line_chart(of({1, 2, 3}, {1e-300, 2e-300, 3e-300}))));
  CHECK(sound(bar_chart({.id = "b",
                         .groups = {{"u", {{"x", "", 0, -1e308, missing, missing}, {"y", "", 0, 1e308, 0, 1}}}},
                         .axis = true})));
}

TEST_CASE("chart: a missing value leaves a gap, and a value alone between gaps is a dot") {
  const std::string svg = line_chart(of({1, 2, 3, 4, 5, 6}, {1, 2, missing, 4, missing, 6}));
  CHECK(count(svg.substr(svg.find("<path")), "M") == 3);
  CHECK(count(svg, "<circle") == 2);
  LineChart banded = of({1, 2, 3, 4, 5}, {1, 2, 3, 4, 5});
  banded.band = {{1, 2, 3, 4, 5}, {0, 1, missing, 3, 4}, {2, 3, 4, 5, 6}};
  CHECK(count(line_chart(banded), "<polygon") == 2);
}

TEST_CASE("chart: two hundred periods have few labels and no dots") {
  std::vector<double> x, y;
  for (int i = 0; i < 200; ++i) {
    x.push_back(i);
    y.push_back(std::sin(i));
  }
  LineChart chart = of(x, y);
  chart.points = true;
  const std::string svg = line_chart(chart);
  CHECK(count(svg, "2025-03-03") >= 3);
  CHECK(count(svg, "2025-03-03") <= 5);
  CHECK(count(svg, "<circle") == 0);
}

TEST_CASE("chart: labels of lines that end together are pushed apart") {
  LineChart chart = of({1, 2}, {3, 4});
  chart.lines.push_back({.label = "comparison", .style = "comparison", .x = {1, 2}, .y = {3.1, 4}});
  const std::string svg = line_chart(chart);
  std::vector<double> heights;
  for (std::size_t at = svg.find("line-label"); at != std::string::npos; at = svg.find("line-label", at + 1)) {
    const std::size_t y = svg.rfind("y=\"", at) + 3;
    heights.push_back(number_in(std::string_view(svg).substr(y)));
  }
  REQUIRE(heights.size() == 2);
  CHECK(std::abs(heights[0] - heights[1]) >= 15);
}

TEST_CASE("chart: a mark outside of the periods is not drawn") {
  LineChart chart = of({1, 2}, {3, 4});
  chart.marks = {{1.5, "rollout"}, {9, "too late"}};
  const std::string svg = line_chart(chart);
  CHECK(count(svg, "rollout") == 1);
  CHECK(count(svg, "too late") == 0);
}

TEST_CASE("chart: a mark's words go to the left of its line where another line would cross them") {
  LineChart chart = of({1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 1, 1, 1, 1, 1, 1, 1, 1});
  chart.marks = {{3, "cohorts begin"}};
  CHECK(count(line_chart(chart), "class=\"mark-label\"") == 1);
  chart.marks.push_back({4, ""});
  const std::string svg = line_chart(chart);
  CHECK(count(svg, "class=\"end mark-label\"") == 1);
  CHECK(count(svg, "mark-label") == 1);  // a mark without words has none
}

TEST_CASE("chart: words from the data cannot leave the picture") {
  LineChart chart = of({1, 2}, {3, 4});
  chart.title = chart.description = chart.y_title = chart.lines[0].label = "</svg><script>\"";
  const std::string svg = line_chart(chart);
  CHECK(count(svg, "<script") == 0);
  CHECK(count(svg, "</svg>") == 1);
}

TEST_CASE("chart: the wider band lies behind the narrow one, and both are within the axis") {
  LineChart chart = of({1, 2, 3}, {1, 2, 3});
  chart.band = {{1, 2, 3}, {0, 1, 2}, {2, 3, 4}};
  chart.wide_band = {{1, 2, 3}, {-9, 0, 1}, {3, 4, 5}};
  const std::string svg = line_chart(chart);
  REQUIRE(count(svg, "<polygon") == 2);
  CHECK(svg.find("band wide") < svg.find("class=\"band\""));
  CHECK(count(svg, ">−10<") == 1);
}

TEST_CASE("chart: intervals alone are a chart, dashed where they hold zero, and a missing one leaves a gap") {
  LineChart chart{.id = "s", .title = "t", .zero_line = true};
  chart.intervals = {{0, 0.5, 1, 1.5}, {1, 0, missing, -2}, {2, 3, 4, 5}};
  const std::string svg = line_chart(chart);
  CHECK(sound(svg));
  CHECK(count(svg, "class=\"interval open\"") == 2);  // an end at 0 holds it
  CHECK(count(svg, "class=\"interval\"") == 1 + 2 * 3);
  chart.intervals = {{1}, {missing}, {1}};
  CHECK(line_chart(chart).empty());
}

TEST_CASE("chart: a forest draws what is finite, shades the answer's interval, and says nothing of nothing") {
  ForestChart chart{.id = "f", .title = "t", .axis_title = "minutes", .misleads_heading = "a warning"};
  chart.rows = {{"answer", "-2", "", -2, -3, -1},
                {"no interval", "-1", "", -1, missing, missing},
                {"none", "", "", missing, 0, 0}};
  const std::string svg = forest_chart(chart);
  CHECK(sound(svg));
  CHECK(count(svg, "<circle") == 2);
  CHECK(count(svg, "class=\"answer\"") == 1);
  CHECK(count(svg, "a warning") == 0);
  CHECK(count(svg, ">0.0<") == 1);  // zero is on the axis though no interval reaches it
  chart.rows = {{"none", "", "", missing, 0, 0}};
  CHECK(forest_chart(chart).empty());
}

TEST_CASE("chart: a long remark is cut at three lines with an ellipsis") {
  ForestChart chart{.id = "f", .title = "t", .misleads_heading = "a warning"};
  std::string remark;
  for (int i = 0; i < 60; ++i) remark += "remark ";
  chart.rows = {{"naive", "1", remark, 1, 0, 2, true}};
  const std::string svg = forest_chart(chart);
  CHECK(count(svg, "remark …") == 1);
  CHECK(count(svg, "class=\"note-text\"") == 4);  // the heading and three lines
  CHECK(count(svg, "class=\"answer\"") == 0);     // what misleads is never the yardstick
}

TEST_CASE("chart: without any style a line is no shape, and words begin, stand or end at their point") {
  LineChart chart{.id = "c", .title = "t", .x_title = "weeks", .lines = {{"one", "treated", {0, 1}, {1, 2}}}};
  const std::string svg = line_chart(chart);
  CHECK(count(svg, "class=\"line treated\" fill=\"none\" stroke=\"currentColor\"") == 1);
  CHECK(count(svg, "class=\"middle axis-title\" text-anchor=\"middle\"") == 1);
  CHECK(count(svg, "class=\"end\" text-anchor=\"end\"") > 1);
  CHECK(count(svg, "class=\"line-label treated\" fill") == 1);
}

}  // TEST_SUITE("report/plot/chart")
