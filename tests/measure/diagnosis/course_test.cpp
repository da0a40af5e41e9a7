#include "measure/diagnosis/course.hpp"

#include "base/distributions.hpp"
#include "measure/panels.hpp"
#include "measure/paths.hpp"

using namespace payoff;

TEST_SUITE("measure/diagnosis/course") {

namespace {

const Effect minutes{.metric = {.name = "minutes", .unit = "minutes"}};

// Leads of 40, then these lags; each with standard error 2 and independent; df 20.
EventPath path_of(const std::vector<double>& lags) {
  EventPath path = plain_path({40, 40}, lags, 4);
  path.df = 20;
  return path;
}

// The same without covariances, as an Effect has it: plus or minus 5 at every point.
Effect effect_of(const std::vector<double>& lags, std::vector<Cohort> cohorts = {}) {
  Effect effect = minutes;
  effect.cohorts = std::move(cohorts);
  for (int e = -2; e < 0; ++e) effect.path.push_back({e, 40, 2, 35, 45});
  for (std::size_t e = 0; e < lags.size(); ++e)
    effect.path.push_back({static_cast<int>(e), lags[e], 2, lags[e] - 5, lags[e] + 5});
  return effect;
}

const std::vector<double> nine_lags{1, 2, 3, 90, 90, 90, 5, 6, 10};

}  // namespace

TEST_CASE("by hand: means of the first and the last third, and the change between them") {
  // 2 and 7, each with variance 4 / 3; the change 5 has variance 8 / 3.
  const Course course = course_of(path_of(nine_lags), minutes).value();
  CHECK_CLOSE(course.first.estimate, 2, 1e-14);
  CHECK_CLOSE(course.first.se, std::sqrt(4.0 / 3), 1e-14);
  CHECK_CLOSE(course.last.estimate, 7, 1e-14);
  CHECK_CLOSE(course.change.estimate, 5, 1e-14);
  CHECK_CLOSE(course.change.se, std::sqrt(8.0 / 3), 1e-14);
  CHECK_CLOSE(course.change.p, two_sided_p(5 / std::sqrt(8.0 / 3), 20), 1e-12);
  CHECK(course.change.unit == "minutes");
}

TEST_CASE("by hand: what all points share with the reference is not in the change") {
  // Variance 4 (1 + [i = j]): of a mean of three 4 (1 + 1 / 3), of the change 4 x 2 / 3.
  EventPath path = path_of(nine_lags);
  share_reference(path, 4);
  const Course course = course_of(path, minutes).value();
  CHECK_CLOSE(course.last.se, std::sqrt(16.0 / 3), 1e-14);
  CHECK_CLOSE(course.change.se, std::sqrt(8.0 / 3), 1e-14);
}

TEST_CASE("by hand: thirds are those of the calendar, whatever is missing in it") {
  CHECK_CLOSE(course_of(path_of({1, 2, 90, 90, 90, 90, 5, 7}), minutes)->first.estimate, 1.5, 1e-14);  // 8 / 3 = 2
  CHECK_CLOSE(course_of(path_of({1, 2, 90, 90, 90, 90, 5, 7}), minutes)->last.estimate, 6, 1e-14);
  EventPath path = path_of(nine_lags);
  path.estimate[3] = missing;  // lag 1: the first third are lags 0 and 2
  CHECK_CLOSE(course_of(path, minutes)->first.estimate, 2, 1e-14);
  CHECK_CLOSE(course_of(path, minutes)->first.se, std::sqrt(4.0 / 2), 1e-14);
  path.estimate[10] = missing;  // lag 8, so that 7 is the last and thirds are two periods
  CHECK_CLOSE(course_of(path, minutes)->first.estimate, 1, 1e-14);
  CHECK_CLOSE(course_of(path, minutes)->last.estimate, 5.5, 1e-14);
}

TEST_CASE("by hand: late event times that few of the staggered adopters reached do not count") {
  // Adopted in period 10 (30 units) and 16 (10 or more): the path ends 8 periods after 10, so in period 18, and the
  // second cohort was followed for 0, 1 and 2 periods only. 30 of 40 are three quarters, 30 of 41 are fewer.
  const auto followed_by = [&](std::size_t late, double estimate) {
    return effect_of(nine_lags, {{10, 30, 6, {.estimate = -5}}, {16, late, 4, {.estimate = estimate}}});
  };
  CHECK_CLOSE(course_of(path_of(nine_lags), followed_by(10, -5))->last.estimate, 7, 1e-14);
  CHECK_CLOSE(course_of(path_of(nine_lags), followed_by(11, -5))->last.estimate, 3, 1e-14);  // lags 0, 1, 2 alone
  CHECK_CLOSE(course_of(followed_by(11, -5))->last.estimate, 3, 1e-14);
  CHECK_CLOSE(course_of(followed_by(11, missing))->last.estimate, 7, 1e-14);  // not estimated, so not in the path
}

TEST_CASE("by hand: without covariances the ends are as wide as their points, and the change has no interval") {
  const Course course = course_of(effect_of(nine_lags)).value();
  CHECK_CLOSE(course.first.low, 2 - 5, 1e-14);
  CHECK_CLOSE(course.last.high, 7 + 5, 1e-14);
  CHECK_CLOSE(course.last.se, 2, 1e-14);
  CHECK_CLOSE(course.change.estimate, 5, 1e-14);
  CHECK(std::isnan(course.change.se));
  CHECK(std::isnan(course.change.p));
}

TEST_CASE("reference: perfectly correlated lags have the ends that a path without covariances is given") {
  EventPath path = path_of(nine_lags);
  path.covariance.assign(path.covariance.size(), 4);
  const Course known = course_of(path, minutes).value(), guessed = course_of(effect_of(nine_lags)).value();
  CHECK_CLOSE(guessed.first.se, known.first.se, 1e-14);
  CHECK_CLOSE(guessed.last.se, known.last.se, 1e-14);
  CHECK_CLOSE(guessed.change.estimate, known.change.estimate, 1e-14);
}

TEST_CASE("invariance: a change of unit changes no p; leads, the middle and a change all lags share change no change") {
  EventPath hours = path_of(nine_lags), moved = path_of(nine_lags);
  for (double& value : hours.estimate) value /= 60;
  for (double& value : hours.covariance) value /= 3600;
  for (double& value : moved.estimate) value += 17;
  moved.estimate[0] = moved.estimate[6] = -1000;  // lead -3, lag 4
  const Course course = course_of(path_of(nine_lags), minutes).value();
  CHECK_CLOSE(course_of(hours, minutes)->change.p, course.change.p, 1e-12);
  CHECK_CLOSE(course_of(hours, minutes)->last.high, course.last.high / 60, 1e-12);
  CHECK_CLOSE(course_of(moved, minutes)->change.p, course.change.p, 1e-12);
  CHECK_CLOSE(course_of(moved, minutes)->first.estimate, course.first.estimate + 17, 1e-12);
}

TEST_CASE("recovery: 95 of 100 intervals hold the true change, whether the effect lasts or grows") {
  for (const double growth : {0.0, 0.2}) {
    ClusterPlan plan{.leads = 4, .lags = 12, .trend = std::vector<double>(5)};
    for (int e = 0; e < plan.lags; ++e) plan.trend.push_back(growth * e);
    Random random(21);
    const int studies = 2000;
    int covered = 0;
    for (int s = 0; s < studies; ++s) {
      const Estimate change = course_of(simulate_path(plan, random), minutes)->change;
      covered += change.low <= 8 * growth && 8 * growth <= change.high;  // lags 8 to 11 against 0 to 3
    }
    MESSAGE("growth ", growth, ": coverage ", covered / double(studies));
    CHECK(std::abs(covered - 0.95 * studies) < 4 * std::sqrt(0.95 * 0.05 * studies));
  }
}

TEST_CASE("refusal: fewer than three lags, or none in a third, have no course") {
  CHECK_FALSE(course_of(EventPath(), minutes));
  CHECK_FALSE(course_of(path_of({1, 2}), minutes));
  CHECK(course_of(path_of({1, 2, 3}), minutes));
  CHECK_FALSE(course_of(effect_of({1, 2})));
  CHECK_FALSE(course_of(minutes));
  EventPath path = path_of({1, 2, 3, 4, 5, 6});
  path.estimate[2] = missing;
  CHECK(course_of(path, minutes));
  path.estimate[3] = missing;  // lags 0 and 1 are the first third
  CHECK_FALSE(course_of(path, minutes));
  // Two cohorts of the same size, one followed for two periods: two common lags have no thirds.
  CHECK_FALSE(course_of(effect_of(nine_lags, {{10, 30, 6, {.estimate = -5}}, {17, 30, 4, {.estimate = -5}}})));
}

}  // TEST_SUITE("measure/diagnosis/course")
