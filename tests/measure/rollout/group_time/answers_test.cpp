#include "measure/rollout/group_time/answers.hpp"

#include "measure/panels.hpp"
#include "measure/staggered.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/group_time/answers") {

TEST_CASE("by hand: headline, level, path and cohorts come in one order, also out of another fit that lacks some") {
  const CohortPanel panel = cohort_panel(
      staggered_panel({{1, {{0, 1, 2}, {5, 6, 7}}}, {2, {{0, 0, 7}}}, {never, {{0, 0, 0}, {3, 3, 3}}}}), {});
  const CohortPanel fewer =
      cohort_panel(staggered_panel({{1, {{0, 1, 2}, {5, 6, 7}}}, {never, {{0, 0, 0}, {3, 3, 3}}}}), {});
  const GroupTime fit = group_time(panel, {}), other = group_time(fewer, {});
  const Answers answers(panel, fit, Aggregation::simple, Extent::whole),
      rest(fewer, other, Aggregation::simple, Extent::whole);
  CHECK(answers.size() == 2 + 4 + 2);  // event times -2 to 1; cohorts 1 and 2
  const std::vector<double> numbers = rest.numbers_like(answers);
  REQUIRE(numbers.size() == 8);
  CHECK(numbers[0] == 1.5);       // headline
  CHECK(numbers[1] == 4);         // mean outcome of adopters after
  CHECK(std::isnan(numbers[2]));  // no lead at -2
  CHECK(numbers[answers.place_of_path(2)] == 1);
  CHECK(numbers[answers.place_of_cohort(0)] == 1.5);
  CHECK(std::isnan(numbers[answers.place_of_cohort(1)]));
}

TEST_CASE("invariance: the headline alone is the first of all answers") {
  const CohortPanel panel =
      cohort_panel(staggered_panel({{1, {{0, 1, 2}, {5, 6, 7}}}, {2, {{0, 0, 7}}}, {never, {{0, 0, 0}}}}), {});
  const GroupTime fit = group_time(panel, {});
  const Answers all(panel, fit, Aggregation::simple, Extent::whole);
  const Answers alone(panel, fit, Aggregation::simple, Extent::headline);
  CHECK(alone.headline.value == all.headline.value);
  CHECK(alone.level.value == all.level.value);
  CHECK(alone.size() == 2);
  CHECK(alone.targets().size() == 2);
}

// Var(B) = Var(level - effect) = 9 - 2 x 2 + 4, Cov(effect, B) = 2 - 4.
TEST_CASE("by hand: the moments of what would have been") {
  const CohortPanel panel = cohort_panel(staggered_panel({{1, {{0, 1}}}, {never, {{0, 0}}}}), {});
  const GroupTime fit = group_time(panel, {});
  const Answers answers(panel, fit, Aggregation::simple, Extent::whole);
  std::vector<double> v(answers.size() * answers.size());
  v[0] = 4;
  v[1] = 2;
  v[answers.size() + 1] = 9;
  const Moments moments = answers.moments(v);
  CHECK(moments.effect == 1);
  CHECK(moments.baseline == 0);
  CHECK(moments.var_baseline == 9);
  CHECK(moments.covariance == -2);
}

TEST_CASE("refusal: a number that a cluster alone carries says so") {
  const CohortPanel panel = cohort_panel(staggered_panel({{1, {{0, 1}}}, {never, {{0, 0}}}}), {});
  const GroupTime fit = group_time(panel, {});
  const Answers answers(panel, fit, Aggregation::simple, Extent::whole);
  const std::vector<double> v(answers.size() * answers.size(), missing);
  CHECK(answers.estimate_of(answers.headline, 0, v, {0.95, 5}).reason ==
        "without one of the clusters it cannot be estimated");
}

}  // TEST_SUITE("measure/rollout/group_time/answers")
