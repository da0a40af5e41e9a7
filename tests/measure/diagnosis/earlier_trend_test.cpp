#include "measure/diagnosis/earlier_trend.hpp"

#include "measure/panels.hpp"
#include "measure/paths.hpp"

using namespace payoff;

TEST_SUITE("measure/diagnosis/earlier_trend") {

namespace {

constexpr double to_middle = 1.5;  // periods from the reference, -1, to the middle of lags 0 and 1

// Lags 4 and 6: a headline of 5. Each point has variance 4.
EventPath path_of(const std::vector<double>& leads) {
  return plain_path(leads, {4, 6}, 4);
}

Effect headline(double estimate = 5) {
  Effect effect{.metric = {.name = "minutes", .unit = "minutes"}};
  effect.absolute.estimate = estimate;
  return effect;
}

// The slope of a line by all pairs of points, the reference among them: sum of dt x db over sum of dt squared.
double slope_by_pairs(const EventPath& path) {
  std::vector<double> time{0}, value{0};
  for (std::size_t i = 0; i < path.estimate.size(); ++i) {
    if (!is_lead(path, i)) continue;
    time.push_back(path.event_time[i] - path.reference);
    value.push_back(path.estimate[i]);
  }
  double products = 0, squares = 0;
  for (std::size_t i = 0; i < time.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      products += (time[i] - time[j]) * (value[i] - value[j]);
      squares += (time[i] - time[j]) * (time[i] - time[j]);
    }
  }
  return products / squares;
}

}  // namespace

TEST_CASE("by hand: the line through leads and reference, carried on to the middle of the follow-up") {
  // Times -3, -2, -1, 0 about -1.5: squares 5, weights -0.3, -0.1, 0.1 (and 0.3 for the reference, which is 0).
  // Slope 1.8 + 0.2 - 0.2 = 1.8 with variance 4 x 0.11; carried on 2.7. Less it 5 - 2.7, variance 4 / 2 + 2.25 x 0.44.
  const EarlierTrend trend = earlier_trend(path_of({-6, -2, -2}), headline(), to_middle).value();
  CHECK_CLOSE(trend.carried_on.estimate, 2.7, 1e-13);
  CHECK_CLOSE(trend.carried_on.se, 1.5 * std::sqrt(0.44), 1e-13);
  CHECK_CLOSE(trend.less_trend.estimate, 2.3, 1e-13);
  CHECK_CLOSE(trend.less_trend.se, std::sqrt(2.99), 1e-13);
  CHECK(trend.less_trend.unit == "minutes");
  CHECK(trend.less_trend.reason.empty());
}

TEST_CASE("by hand: with the reference's noise in every point the slope is that of least squares on four") {
  // Variance 4 (1 + [i = j]): four points of variance 4 about a line have a slope of variance 4 / 5. Less it: weights
  // 0.5, 0.5 and -1.5 x (-0.3, -0.1, 0.1) have squares 0.5 + 2.25 x 0.11 and sum 1 + 1.5 x 0.3.
  EventPath path = path_of({-6, -2, -2});
  share_reference(path, 4);
  const EarlierTrend trend = earlier_trend(path, headline(), to_middle).value();
  CHECK_CLOSE(trend.carried_on.se, 1.5 * std::sqrt(0.8), 1e-13);
  CHECK_CLOSE(trend.less_trend.se, std::sqrt(4 * (0.7475 + 1.45 * 1.45)), 1e-13);
}

TEST_CASE("by hand: leads without an estimate, or of few adopters, are not on the line") {
  // Left are -4 and -2, times -3 and -1 and 0 about -4/3: squares 25/9 + 1/9 + 16/9 = 14/3, weights -5/14 and 1/14.
  EventPath path = path_of({-6, missing, -2});
  CHECK_CLOSE(earlier_trend(path, headline(), 1)->carried_on.estimate, 30.0 / 14 - 2.0 / 14, 1e-13);
  path = path_of({99, -6, missing, -2});
  path.first_lead = -4;
  CHECK_CLOSE(earlier_trend(path, headline(), 1)->carried_on.estimate, 30.0 / 14 - 2.0 / 14, 1e-13);
}

TEST_CASE("by hand: a headline that is no mean of its path starts from its own estimate, without an interval") {
  const EarlierTrend trend = earlier_trend(path_of({-6, -2, -2}), headline(8), to_middle).value();
  CHECK_CLOSE(trend.carried_on.se, 1.5 * std::sqrt(0.44), 1e-13);
  CHECK_CLOSE(trend.less_trend.estimate, 8 - 2.7, 1e-13);
  CHECK(std::isnan(trend.less_trend.low));
  CHECK(trend.less_trend.reason == "the estimate is no mean of its path");
  CHECK(trend.less_trend.unit == "minutes");
}

TEST_CASE("reference: the slope by all pairs of points") {
  Random random(31);
  for (int s = 0; s < 20; ++s) {
    const EventPath path = simulate_path({.leads = 2 + s % 7, .lags = 3}, random);
    double average = 0;
    for (std::size_t i = 0; i < path.target.size(); ++i) average += path.target[i] * path.estimate[i];
    const EarlierTrend trend = earlier_trend(path, headline(average), 2).value();
    CHECK_CLOSE(trend.carried_on.estimate, 2 * slope_by_pairs(path), 1e-10);
    CHECK_CLOSE(trend.less_trend.estimate, average - 2 * slope_by_pairs(path), 1e-10);
  }
}

TEST_CASE("invariance: a straight path leaves nothing; a change of unit changes no p") {
  EventPath line = plain_path({-6, -4, -2}, {2, 4}, 4);
  CHECK_CLOSE(earlier_trend(line, headline(3), to_middle)->carried_on.estimate, 3, 1e-13);
  CHECK(std::abs(earlier_trend(line, headline(3), to_middle)->less_trend.estimate) < 1e-13);
  EventPath hours = path_of({-6, -2, -2});
  for (double& value : hours.estimate) value /= 60;
  for (double& value : hours.covariance) value /= 3600;
  const EarlierTrend trend = earlier_trend(path_of({-6, -2, -2}), headline(), to_middle).value();
  CHECK_CLOSE(earlier_trend(hours, headline(5.0 / 60), to_middle)->less_trend.p, trend.less_trend.p, 1e-12);
  CHECK_CLOSE(earlier_trend(hours, headline(5.0 / 60), to_middle)->carried_on.p, trend.carried_on.p, 1e-12);
}

TEST_CASE("recovery: where the groups move apart along a line, 95 of 100 intervals less it hold the effect") {
  ClusterPlan plan{.leads = 9, .lags = 6, .effect = 1.5};
  for (int t = -plan.leads; t <= plan.lags; ++t) plan.trend.push_back(0.2 * t);
  Random random(41);
  const int studies = 2000;
  int covered = 0, naive = 0, slopes = 0;
  for (int s = 0; s < studies; ++s) {
    const EventPath path = simulate_path(plan, random);
    const Estimate average = combination(path, path.target, headline());
    const EarlierTrend trend = earlier_trend(path, headline(average.estimate), 3.5).value();
    covered += trend.less_trend.low <= 1.5 && 1.5 <= trend.less_trend.high;
    naive += average.low <= 1.5 && 1.5 <= average.high;
    slopes += trend.carried_on.low <= 0.7 && 0.7 <= trend.carried_on.high;
  }
  MESSAGE("coverage ", covered / double(studies), ", of the trend ", slopes / double(studies), ", without it ",
          naive / double(studies));
  CHECK(std::abs(covered - 0.95 * studies) < 4 * std::sqrt(0.95 * 0.05 * studies));
  CHECK(std::abs(slopes - 0.95 * studies) < 4 * std::sqrt(0.95 * 0.05 * studies));
  CHECK(naive < 0.8 * studies);
}

TEST_CASE("refusal: one lead has no line, and a headline without a place in time none to carry on") {
  CHECK_FALSE(earlier_trend(EventPath(), headline(), to_middle));
  CHECK_FALSE(earlier_trend(path_of({-2}), headline(), to_middle));
  CHECK(earlier_trend(path_of({-2, -2}), headline(), to_middle));
  CHECK_FALSE(earlier_trend(path_of({-2, missing}), headline(), to_middle));
  EventPath rare = path_of({-6, -2, -2});
  rare.first_lead = -2;
  CHECK_FALSE(earlier_trend(rare, headline(), to_middle));
  CHECK_FALSE(earlier_trend(path_of({-6, -2, -2}), headline(), missing));
  CHECK_FALSE(earlier_trend(path_of({-6, -2, -2}), headline(), INFINITY));
}

}  // TEST_SUITE("measure/diagnosis/earlier_trend")
