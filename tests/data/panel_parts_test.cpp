#include "data/panel_parts.hpp"

#include <cmath>

#include "measure/panels.hpp"
#include "measure/staggered.hpp"

using namespace payoff;

TEST_SUITE("data/panel_parts") {

namespace {

bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace

TEST_CASE("invariance: a part is the subset of its units with that one metric") {
  Random random(7);
  Panel panel = simulate_staggered({.missing_share = 0.2}, random);
  MetricColumn second = panel.metrics[0];
  second.metric.name = "second";
  for (double& value : second.sum) second.weight.push_back(value > 0 ? 2 : 1);
  panel.metrics.push_back(second);
  panel.covariates = {{"load", second.sum}};
  for (Unit& unit : panel.units) panel.uptake.push_back(unit.treated ? 0.5 : 0);
  panel.trend = trend_of(panel);
  std::vector<std::size_t> units;
  std::vector<bool> keep(panel.units.size());
  for (std::size_t u = 1; u < panel.units.size(); u += 3) {
    units.push_back(u);
    keep[u] = true;
  }
  for (const Grain grain : {Grain::periods, Grain::phases}) {
    const Panel whole = grain == Grain::periods ? panel : to_phases(panel);
    const Panel part = PanelParts(whole, 1).of(units), expected = subset(whole, keep);
    CHECK(part.unit_of == expected.unit_of);
    CHECK(part.period_of == expected.period_of);
    CHECK(part.units.size() == expected.units.size());
    CHECK(part.uptake == expected.uptake);
    REQUIRE(part.metrics.size() == 1);
    CHECK(part.metrics[0].metric.name == "second");
    CHECK(part.metrics[0].weight == expected.metrics[1].weight);
    for (std::size_t c = 0; c < part.unit_of.size(); ++c) {
      CHECK(same(part.metrics[0].sum[c], expected.metrics[1].sum[c]));
      CHECK(same(part.covariates[0].value[c], expected.covariates[0].value[c]));
    }
    REQUIRE(part.trend[0].size() == expected.trend[1].size());
    for (std::size_t i = 0; i < part.trend[0].size(); ++i) {
      CHECK(part.trend[0][i].period == expected.trend[1][i].period);
      CHECK(same(part.trend[0][i].mean, expected.trend[1][i].mean));
    }
  }
}

TEST_CASE("by hand: no unit is an empty panel") {
  const Panel panel = small_ratio_panel();
  const Panel part = PanelParts(panel, 0).of({});
  CHECK(part.units.empty());
  CHECK(part.unit_of.empty());
}

}  // TEST_SUITE("data/panel_parts")
