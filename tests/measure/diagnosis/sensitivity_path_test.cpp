#include "measure/diagnosis/sensitivity_path.hpp"

#include <doctest/doctest.h>

#include "base/distributions.hpp"
#include "measure/panels.hpp"
#include "measure/paths.hpp"

using namespace payoff;

TEST_SUITE("measure/diagnosis/sensitivity_path") {

TEST_CASE("by hand: leads come before the reference, and a period of anticipation counts as after") {
  EventPath path = plain_path({1, 2}, {4, 5}, 1);  // event times -3, -2, 0, 1
  path.reference = -1;
  CHECK(trend_path(path).leads == 2);
  CHECK(trend_path(path).time == std::vector<double>{-2, -1, 1, 2});
  path.event_time = {-4, -3, -1, 0};  // anticipated by one period: -1 is effect and trend together
  path.reference = -2;
  CHECK(trend_path(path).leads == 2);
  CHECK(trend_path(path).time == std::vector<double>{-2, -1, 1, 2});
  CHECK(towards_first(path).target == std::vector<double>{0, 0, 0, 1});
}

TEST_CASE("by hand: a point that was not estimated is left out, and the target is scaled to the rest") {
  EventPath path = plain_path({1, missing, 2}, {4, missing, 6, 7}, 1);
  path.target = {0, 0, 0, 0.4, 0.2, 0.2, 0.2};
  const TrendPath trend = trend_path(path);
  CHECK(trend.leads == 2);
  CHECK(trend.time == std::vector<double>{-3, -1, 1, 3, 4});
  CHECK(trend.target == std::vector<double>{0, 0, 0.5, 0.25, 0.25});
  CHECK(trend.covariance.size() == 25);
  CHECK_CLOSE(value_of(trend, trend.target), 0.5 * 4 + 0.25 * 13, 1e-14);
  CHECK_CLOSE(covariance_of(trend, trend.target, trend.target), 0.375, 1e-14);
}

TEST_CASE("by hand: the first period is the first that was seen from the rollout on") {
  EventPath path = plain_path({1}, {missing, 5, 6}, 1);
  CHECK(towards_first(path).target == std::vector<double>{0, 0, 1, 0});
}

TEST_CASE("by hand: few clusters make the normal interval as long as the one by t") {
  CHECK(few_cluster_factor(no_df, 0.95) == 1);
  CHECK_CLOSE(few_cluster_factor(10, 0.95), std::pow(2.228138851986274 / 1.959963984540054, 2), 1e-10);
}

}  // TEST_SUITE("measure/diagnosis/sensitivity_path")
