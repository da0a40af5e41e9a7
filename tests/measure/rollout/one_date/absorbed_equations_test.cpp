#include <algorithm>
#include <cmath>

#include "measure/panels.hpp"
#include "measure/rollout/one_date/absorbed_regression.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/one_date/absorbed_equations") {

namespace {

constexpr int periods = 7, before = 4;

// Units with a tenth of their cells missing, a covariate, and weights of cells or none.
Panel draw(Random& random, bool ratio, int units) {
  PanelBuilder builder(before, {.name = "minutes", .unit = "minutes", .per = ratio ? "ticket" : ""});
  builder.panel.covariates.push_back({"load", {}});
  for (int u = 0; u < units; ++u) {
    builder.unit(u % 2 == 0, u % 6);
    for (int t = 0; t < periods; ++t) {
      if (random.uniform() < 0.1) continue;
      const double weight = 1 + std::floor(5 * random.uniform());
      ratio ? builder.cell(t, weight * random.normal(), weight) : builder.cell(t, random.normal());
      builder.panel.covariates[0].value.push_back(random.normal());
    }
  }
  return builder.panel;
}

AbsorbedDesign design(bool path, bool covariate) {
  AbsorbedDesign design{0, {}, {}, {}, 0, before};
  if (covariate) design.covariates = {0};
  for (int t = 0; t < periods; ++t) {
    design.periods.push_back(t);
    const bool effect = path ? t != before - 1 : t >= before;
    design.effect_of.push_back(effect ? (path ? static_cast<int>(design.effects++) : 0) : -1);
  }
  if (!path) design.effects = 1;
  return design;
}

}  // namespace

TEST_CASE("reference: by kinds of units as by periods, effects, errors and ranks are those of a column for each unit") {
  Random random(61);
  for (int round = 0; round < 24; ++round) {
    const bool ratio = round % 2 == 1, path = round % 3 == 0, covariate = round % 4 == 2;
    const int units = round % 8 < 4 ? 6 : 40;  // fewer than periods; more
    const Panel panel = draw(random, ratio, units);
    const AbsorbedRegression regression(panel, design(path, covariate));
    const AbsorbedDesign& asked = regression.design();
    const std::size_t first = panel.units.size(), k = first + periods + asked.effects + asked.covariates.size();
    NormalEquations equations(k);
    std::vector<bool> used(panel.units.size());
    regression.visit([&](const AbsorbedCell& cell) {
      const std::int32_t unit = panel.unit_of[cell.cell];
      used[unit] = true;
      const double root = std::sqrt(cell.weight);
      std::vector<double> x(k);
      x[unit] = x[first + panel.period_of[cell.cell]] = root;
      const int effect = panel.units[unit].treated ? asked.effect_of[panel.period_of[cell.cell]] : -1;
      if (effect >= 0) x[first + periods + effect] = root;
      if (covariate) x[k - 1] = root * panel.covariates[0].value[cell.cell];
      equations.add(x, root * cell.outcome);
    });
    const LeastSquares whole = solve(equations);
    CHECK(regression.rank() + static_cast<std::size_t>(std::ranges::count(used, true)) == whole.rank);
    for (std::size_t j = 0; j < asked.effects; ++j) {
      const std::size_t column = first + periods + j;
      if (whole.aliased[column]) {
        CHECK(std::isnan(regression.effect(j)));
        continue;
      }
      CHECK(std::abs(regression.effect(j) - whole.coefficient[column]) < 1e-10);
      std::vector<double> unit(regression.solution().columns);
      unit[periods + j] = 1;
      CHECK(std::abs(regression.solution().apply(unit)[periods + j] - whole.row(column)[column]) < 1e-10);
    }
  }
}

TEST_CASE("invariance: the influence of clusters is the sum over their cells") {
  Random random(62);
  for (const int units : {6, 40}) {
    const Panel panel = draw(random, false, units);
    const AbsorbedRegression regression(panel, design(false, true));
    std::vector<double> sum(regression.sample().clusters.count);
    regression.visit([&](const AbsorbedCell& cell) { sum[cell.cluster] += cell.influence; });
    std::size_t next = 0;
    regression.visit_clusters([&](int cluster, std::span<const double> influence) {
      CHECK(cluster == static_cast<int>(next++));
      CHECK(std::abs(influence[0] - sum[cluster]) < 1e-13);
    });
    CHECK(next == sum.size());
  }
}

}  // TEST_SUITE("measure/rollout/one_date/absorbed_equations")
