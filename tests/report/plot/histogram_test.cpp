#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "report/markup.hpp"
#include "report/plot/chart.hpp"

using namespace payoff;

TEST_SUITE("report/plot/histogram") {

namespace {

HistogramChart bins(double low, std::vector<std::size_t> counts) {
  return {.id = "h",
          .title = "t",
          .below_text = "3% below",
          .above_text = "97% above",
          .low = low,
          .width = 10,
          .counts = std::move(counts)};
}

}  // namespace

// -15 to -5, -5 to 5, 5 to 15: the one in the middle is cut at zero, an empty one is none.
TEST_CASE("histogram: by hand, the bin that holds zero is drawn in two parts") {
  const std::vector<HistogramPart> parts = parts_of(bins(-15, {1, 4, 2, 0}));
  REQUIRE(parts.size() == 4);
  CHECK(parts[1].low == -5);
  CHECK(parts[1].high == 0);
  CHECK(parts[2].low == 0);
  CHECK(parts[2].high == 5);
  CHECK(parts[2].count == 4);
  const std::string svg = histogram_chart(bins(-15, {1, 4, 2, 0}));
  CHECK(count_of(svg, "class=\"bin below\"") == 2);
  CHECK(count_of(svg, "class=\"bin\"") == 2);
  CHECK(count_of(svg, "3% below") == 1);
  CHECK(count_of(svg, "97% above") == 1);
}

TEST_CASE("histogram: zero is always on the axis, though all outcomes lie on one side of it") {
  for (const double low : {-500.0, 400.0}) {
    const std::string svg = histogram_chart(bins(low, {1, 4, 2}));
    CHECK(count_of(svg, "class=\"zero\"") == 1);
    CHECK(count_of(svg, "class=\"bin below\"") == (low < 0 ? 3 : 0));
  }
}

TEST_CASE("histogram: nothing counted, or bins of no width, give no chart") {
  CHECK(histogram_chart(bins(0, {})).empty());
  CHECK(histogram_chart(bins(0, {0, 0})).empty());
  HistogramChart chart = bins(NAN, {1});
  CHECK(histogram_chart(chart).empty());
  chart.low = 0, chart.width = 0;
  CHECK(histogram_chart(chart).empty());
  CHECK(vega_lite(chart).empty());
}

TEST_CASE("histogram: words and huge amounts stay inside") {
  HistogramChart chart = bins(-1e300, {1, 2});
  chart.width = 1e300;
  chart.below_text = "</svg><script>";
  const std::string svg = histogram_chart(chart);
  CHECK(count_of(svg, "<script") == 0);
  CHECK(count_of(svg, "nan") == 0);
  CHECK(count_of(svg, "10000.0") == 0);
}

}  // TEST_SUITE("report/plot/histogram")
