#include "fit/cross_products/adjusted_arms.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("fit/cross_products/adjusted_arms") {

namespace {

// Treated x 0, 1, 2 and y 1, 3, 4; others x -1, 0, 1 and y 0, 1, 1.
MetricMoments six_units() {
  MetricMoments arms;
  arms.treated = {.units = 3, .seen = 3, .mean = 8.0 / 3};
  arms.treated.past = PastMoments{.seen = 3, .followed = 3, .x_mean = 1, .x_squares = 2, .x_products = 3};
  arms.comparison = {.units = 3, .seen = 3, .mean = 2.0 / 3};
  arms.comparison.past = PastMoments{.seen = 3, .followed = 3, .x_mean = 0, .x_squares = 2, .x_products = 1};
  return arms;
}

}  // namespace

TEST_CASE("by hand: two lines, read off at the mean of all; and one slope for both") {
  // At x = 0.5 the treated line is 8/3 - 1.5 / 2, that of the others 2/3 + 0.5 / 2: apart by 1, which is 2 less a shift of 1.
  const AdjustedArms lines = adjusted_arms(six_units(), true);
  CHECK_CLOSE(lines.shift, 1, 1e-15);
  CHECK(lines.mean_x == 0.5);
  CHECK(lines.treated.slope == 1.5);
  CHECK(lines.comparison.slope == 0.5);
  CHECK(lines.treated.tilt == -0.25);
  CHECK(lines.comparison.tilt == -0.25);
  CHECK(lines.treated.leverage == 0.5);
  CHECK_CLOSE(lines.treated.centring, 1.0 / 6, 1e-15);
  CHECK(lines.parameters == 4);
  // a_i y_i of all sum to the effect: (1/3 - 0.25 u) y of the treated, (-1/3 - 0.25 u) y of the others.
  const double a_y = (1 / 3.0 + 0.25) * 1 + 1 / 3.0 * 3 + (1 / 3.0 - 0.25) * 4 - 1 / 3.0 - (1 / 3.0 + 0.25);
  CHECK_CLOSE(a_y, 2 - lines.shift, 1e-14);
  const AdjustedArms common = adjusted_arms(six_units(), false);
  CHECK(common.treated.slope == 1);
  CHECK(common.shift == 1);
  CHECK(common.treated.tilt == -0.25);
  CHECK(common.comparison.leverage == 0.25);
  CHECK(common.comparison.centring == 0);
  CHECK(common.parameters == 3);
}

TEST_CASE("by hand: who has no past is at 0, and not among those who were followed") {
  ArmMoments arm{.units = 5, .seen = 4};  // x 0, 1, 2 and nobody knows
  arm.past = PastMoments{.seen = 3, .followed = 3, .x_mean = 0.75, .x_squares = 2.75};
  const FollowedPast followed = followed_past(arm);
  CHECK(followed.count == 3);
  CHECK_CLOSE(followed.mean, 1, 1e-15);
  CHECK_CLOSE(followed.variance, 1, 1e-15);
}

TEST_CASE("a past adjusts where five of each arm have one that differs") {
  MetricMoments arms = six_units();
  CHECK(!past_can_adjust(arms));
  arms.treated.seen = arms.comparison.seen = 5;
  arms.treated.past->followed = arms.comparison.past->followed = 5;
  CHECK(past_can_adjust(arms));
  arms.comparison.past->x_squares = 0;
  CHECK(!past_can_adjust(arms));
  CHECK(any_followed(arms));
  arms.treated.past->followed = 0;
  CHECK(any_followed(arms));
  arms.comparison.past->followed = 0;
  CHECK(!any_followed(arms));
  arms.comparison.past.reset();
  CHECK(!past_can_adjust(arms));
}

}  // TEST_SUITE("fit/cross_products/adjusted_arms")
