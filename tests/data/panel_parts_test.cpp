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

// As the words say it, cell by cell.
Panel slowly(const Panel& panel, const std::vector<bool>& keep) {
  Panel part{panel.calendar, panel.grain};
  std::vector<std::int32_t> place(panel.units.size());
  for (std::size_t u = 0; u < keep.size(); ++u) {
    if (!keep[u]) continue;
    place[u] = static_cast<std::int32_t>(part.units.size());
    part.units.push_back(panel.units[u]);
    part.uptake.push_back(panel.uptake[u]);
  }
  for (const MetricColumn& column : panel.metrics) part.metrics.push_back({column.metric, {}});
  part.covariates.push_back({panel.covariates[0].name, {}});
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    if (!keep[panel.unit_of[c]]) continue;
    part.unit_of.push_back(place[panel.unit_of[c]]);
    part.period_of.push_back(panel.period_of[c]);
    part.covariates[0].value.push_back(panel.covariates[0].value[c]);
    for (std::size_t k = 0; k < panel.metrics.size(); ++k) {
      part.metrics[k].sum.push_back(panel.metrics[k].sum[c]);
      if (!panel.metrics[k].weight.empty()) part.metrics[k].weight.push_back(panel.metrics[k].weight[c]);
    }
  }
  part.trend = panel.grain == Grain::periods ? trend_of(part) : panel.trend;
  for (auto& points : part.trend)
    for (TrendPoint& point : points) point.mean = panel.grain == Grain::periods ? point.mean : std::nan("");
  return part;
}

}  // namespace

TEST_CASE("invariance: a part is the subset of its units") {
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
    const Panel part = PanelParts(whole).of(units), expected = slowly(whole, keep);
    CHECK(part.unit_of == expected.unit_of);
    CHECK(part.period_of == expected.period_of);
    CHECK(part.units.size() == expected.units.size());
    CHECK(part.uptake == expected.uptake);
    REQUIRE(part.metrics.size() == 2);
    for (const int k : {0, 1}) {
      CHECK(part.metrics[k].metric.name == expected.metrics[k].metric.name);
      CHECK(part.metrics[k].weight == expected.metrics[k].weight);
      for (std::size_t c = 0; c < part.unit_of.size(); ++c)
        CHECK(same(part.metrics[k].sum[c], expected.metrics[k].sum[c]));
      REQUIRE(part.trend[k].size() == expected.trend[k].size());
      for (std::size_t i = 0; i < part.trend[k].size(); ++i) {
        CHECK(part.trend[k][i].period == expected.trend[k][i].period);
        CHECK(same(part.trend[k][i].mean, expected.trend[k][i].mean));
      }
    }
    for (std::size_t c = 0; c < part.unit_of.size(); ++c)
      CHECK(same(part.covariates[0].value[c], expected.covariates[0].value[c]));
  }
}

TEST_CASE("by hand: no unit is an empty panel") {
  const Panel panel = small_ratio_panel();
  const Panel part = PanelParts(panel).of({});
  CHECK(part.units.empty());
  CHECK(part.unit_of.empty());
}

}  // TEST_SUITE("data/panel_parts")
