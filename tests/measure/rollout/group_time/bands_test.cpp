#include "measure/rollout/group_time/bands.hpp"

#include "base/distributions.hpp"
#include "measure/panels.hpp"
#include "measure/staggered.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/group_time/bands") {

// Draws of two numbers with scales 1 and 2: largest |t| 1, 2, 3, 4. Half of the draws lie within 2, all within 4.
TEST_CASE("by hand: the critical value is an order statistic of the largest t") {
  const std::vector<double> draws = {1, 1, -2, 3, 0, -6, 4, 0};
  CHECK(uniform_critical_value(draws, {1, 2}, 0.5) == 2);
  CHECK(uniform_critical_value(draws, {1, 2}, 0.99) == 4);
  CHECK(uniform_critical_value(draws, {1, 0}, 0.99) == 4);  // a number without error does not count
}

TEST_CASE("by hand: Bonferroni's band of three points and a reference puts 0.05 / 3 outside") {
  const Precision precision{0.95, 11};
  CHECK_CLOSE(bonferroni_factor(4, precision), student_quantile(1 - 0.025 / 3, 11) / student_quantile(0.975, 11),
              1e-14);
  CHECK(bonferroni_factor(1, precision) == 1);
}

// Var of a sum with random signs is the sum of squares: 4,000 draws have a variance within 4 x sqrt(2 / 4000) = 9 %.
TEST_CASE("recovery: the draws have the variance of the estimates, for units and for clusters, with and without gaps") {
  Random random(41);
  for (const bool declared : {false, true}) {
    for (const double gaps : {0.0, 0.2}) {
      const CohortPanel panel = cohort_panel(
          simulate_staggered({.clusters = 60, .missing_share = gaps, .declare_clusters = declared}, random), {});
      const GroupTime fit = group_time(panel, {});
      const GroupTimeTarget simple = aggregate(panel, fit, Aggregation::simple).overall;
      const std::vector<double> draws = multiplier_draws(panel, fit, {&simple}, 4000, {.seed = 5});
      double squares = 0;
      for (const double draw : draws) squares += draw * draw;
      CHECK_CLOSE(squares / 4000, influence_covariance(panel, fit, {&simple})[0], 0.09);
    }
  }
}

// 40 independent normals stay within 3.2 standard errors in 95 % of draws (Sidak: 1 - 0.95^(1/40) outside each).
TEST_CASE("recovery: the band of a path lies between its pointwise interval and Bonferroni's") {
  Random random(42);
  const CohortPanel panel = cohort_panel(
      simulate_staggered({.clusters = 400, .units_per_cluster = 1, .declare_clusters = false}, random), {});
  const GroupTime fit = group_time(panel, {});
  const std::vector<GroupTimeTarget> path = aggregate(panel, fit, Aggregation::dynamic).each;
  const Targets targets = targets_of(path);
  const std::vector<double> v = influence_covariance(panel, fit, targets);
  std::vector<double> scale;
  for (std::size_t j = 0; j < path.size(); ++j) scale.push_back(std::sqrt(v[j * path.size() + j]));
  const double factor = uniform_factor(panel, fit, path, scale, 0.95, {});
  CHECK(factor > 1.2);
  CHECK(factor <= bonferroni_factor(path.size(), {0.95, 1e9}) * 1.03);
}

TEST_CASE("invariance: the same seed gives the same draws, another seed others") {
  Random random(43);
  const CohortPanel panel = cohort_panel(simulate_staggered({.declare_clusters = false}, random), {});
  const GroupTime fit = group_time(panel, {});
  const GroupTimeTarget simple = aggregate(panel, fit, Aggregation::simple).overall;
  CHECK(multiplier_draws(panel, fit, {&simple}, 100, {.seed = 5}) ==
        multiplier_draws(panel, fit, {&simple}, 100, {.seed = 5}));
  CHECK(multiplier_draws(panel, fit, {&simple}, 100, {.seed = 5}) !=
        multiplier_draws(panel, fit, {&simple}, 100, {.seed = 6}));
}

}  // TEST_SUITE("measure/rollout/group_time/bands")
