#include "measure/panels.hpp"
#include "measure/rollout/group_time/one_influence.hpp"
#include "measure/rollout/group_time/variance.hpp"
#include "measure/staggered.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/group_time/mean_influence") {

// As in means: changes 3 and 5 of the cohort, 1, 2 and 3 of never: (3 - 4)/2, (5 - 4)/2, -(1 - 2)/3, 0, -(3 - 2)/3.
TEST_CASE("by hand: units of the cohort by their distance from its mean change, others against theirs") {
  const Panel raw = staggered_panel({{1, {{10, 13}, {20, 25}}}, {never, {{0, 1}, {5, 7}, {9, 12}}}});
  const CohortPanel panel = cohort_panel(raw, {});
  const GroupTime fit = group_time(panel, {.universal = false});
  const double expected[5] = {-0.5, 0.5, 1.0 / 3, 0, -1.0 / 3};
  for (std::size_t i = 0; i < 5; ++i)
    CHECK(std::abs(influence_of(fit, panel.cohort_of(i), i, 0) - expected[i]) < 1e-14);
  CHECK(influence_of(fit, 1, 2, fit.share_coordinate(0)) == 0);
  CHECK_CLOSE(influence_of(fit, 0, 0, fit.share_coordinate(0)), 0.2, 1e-14);
}

TEST_CASE("invariance: the influence of a unit is how every effect moves with its weight, whoever is compared") {
  Random random(41);
  CohortPanel panel = cohort_panel(simulate_staggered({}, random), {});
  panel.weight.assign(panel.units(), 1);
  constexpr double step = 1e-5;
  for (const bool universal : {true, false}) {
    for (const int anticipation : {0, 1}) {
      const GroupTimeChoice choice{.universal = universal, .anticipation = anticipation};
      const GroupTime fit = group_time(panel, choice);
      for (std::size_t h = 0; h <= panel.cohorts.size(); ++h) {
        const std::size_t i = panel.cohort_begin[h];
        const std::vector<double> slopes = slopes_by_weight(panel, i, choice, step);
        for (std::size_t k = 0; k < fit.cells.size(); ++k) {
          if (fit.cells[k].reference || std::isnan(fit.cells[k].att)) continue;
          CHECK(std::abs(slopes[k] - influence_of(fit, h, i, k)) <= 1e-8);
        }
      }
    }
  }
}

TEST_CASE("invariance: cohorts that were skipped count as those that were entered") {
  Random random(42);
  const CohortPanel panel = cohort_panel(simulate_staggered({}, random), {});
  const GroupTime fit = group_time(panel, {.universal = false});
  std::vector<GroupTimeTarget> cells;
  for (std::size_t k = 0; k < fit.cells.size(); ++k) cells.push_back(cell_target(fit, k));
  const Targets targets = targets_of(cells);
  const MovedTargets moved(fit.coordinates(), targets);
  const auto each = fit.influence->on(moved), last = fit.influence->on(moved);
  for (std::size_t h = 0; h <= panel.cohorts.size(); ++h) each->enter(h);
  last->enter(panel.cohorts.size());
  const std::size_t begin = panel.cohort_begin[panel.cohorts.size()], end = panel.units();
  std::vector<double> a, b;
  each->fill(begin, end, a);
  last->fill(begin, end, b);
  CHECK(a == b);
}

}  // TEST_SUITE("measure/rollout/group_time/mean_influence")
