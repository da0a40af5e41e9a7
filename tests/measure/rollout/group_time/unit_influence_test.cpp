#include "measure/rollout/group_time/unit_influence.hpp"

#include "measure/panels.hpp"
#include "measure/rollout/group_time/variance.hpp"
#include "measure/staggered.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/group_time/unit_influence") {

TEST_CASE("by hand: each coordinate knows the targets that it moves") {
  const GroupTimeTarget a{1, {{0, 2}, {3, 5}}}, none{1, {}}, b{2, {{3, -1}}};
  const MovedTargets moved(4, {&a, &none, &b});
  CHECK(moved.size() == 3);
  REQUIRE(moved.by(3).size() == 2);
  CHECK(moved.by(3)[0].target == 0);
  CHECK(moved.by(3)[0].factor == 5);
  CHECK(moved.by(3)[1].target == 2);
  CHECK(moved.by(3)[1].factor == -1);
  CHECK(moved.by(1).empty());
}

TEST_CASE("invariance: the influence on many targets is that on each, cell by cell") {
  Random random(43);
  const CohortPanel panel = cohort_panel(simulate_staggered({.missing_share = 0.2}, random), {});
  const GroupTime fit = group_time(panel, {});
  std::vector<GroupTimeTarget> all = aggregate(panel, fit, Aggregation::dynamic).each;
  all.push_back(aggregate(panel, fit, Aggregation::simple).overall);
  const Targets targets = targets_of(all);
  const std::vector<double> together = cluster_influence(panel, fit, targets);
  for (std::size_t j = 0; j < targets.size(); ++j) {
    const std::vector<double> alone = cluster_influence(panel, fit, {targets[j]});
    for (std::size_t c = 0; c < panel.clusters; ++c)
      CHECK(std::abs(together[c * targets.size() + j] - alone[c]) < 1e-14);
  }
}

}  // TEST_SUITE("measure/rollout/group_time/unit_influence")
