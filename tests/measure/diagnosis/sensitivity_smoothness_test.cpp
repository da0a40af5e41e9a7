#include "measure/diagnosis/sensitivity_smoothness.hpp"

#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <algorithm>

#include "base/distributions.hpp"
#include "base/random.hpp"
#include "measure/panels.hpp"
#include "measure/paths.hpp"

using namespace payoff;

TEST_SUITE("measure/diagnosis/sensitivity_smoothness") {

namespace {

TrendBound interval(const EventPath& path, double bound, double level = 0.95) {
  return interval_at(smooth_estimators(trend_path(path), level), bound, level);
}

// Half-length of the affine estimator with weights v on the leads (normal, known covariance), from the definition:
// the worst trend is found by trying both signs of a bend at every point and taking the larger, point by point.
double half_length(const TrendPath& path, const std::vector<double>& weights, double bound) {
  double bias = 0;
  const auto bend = [&](double at, bool before) {
    double matters = 0;
    for (std::size_t k = 0; k < path.size(); ++k) {
      const double past = before ? at - path.time[k] : path.time[k] - at;
      if (past > 0) matters += weights[k] * past;
    }
    bias += bound * std::abs(matters);
  };
  bend(0, false);
  for (std::size_t k = path.leads; k + 1 < path.size(); ++k) bend(path.time[k], false);
  for (std::size_t k = 1; k < path.leads; ++k) bend(path.time[k], true);
  const double se = std::sqrt(covariance_of(path, weights, weights));
  return se * folded_normal_quantile(0.95, bias / se);
}

}  // namespace

TEST_CASE("by hand: one lead leaves no choice, the line through it and the reference is carried on") {
  // Lead -1 at one period before the reference, lag 4 one period after, variances 1, independent: estimate
  // 4 + (-1) = 3, variance 2, worst bias M (one bend, at the reference).
  const EventPath path = plain_path({-1}, {4}, 1);
  const double se = std::sqrt(2.0), half = se * folded_normal_quantile(0.95, 0.7 / se);
  CHECK_CLOSE(interval(path, 0.7).low, 3 - half, 1e-10);
  CHECK_CLOSE(interval(path, 0.7).high, 3 + half, 1e-10);
  CHECK_CLOSE(interval(path, 0).high, 3 + 1.959963984540054 * se, 1e-10);
}

TEST_CASE("by hand: without bends the line is fitted to all leads by generalised least squares") {
  // Independent leads -3, -2, -1 periods before with variance 1: slope = sum t y / sum t^2 = (3 + 4 + 1) / 14 with
  // y = -1, -2, -1; lag 5 one period on: 5 - 8/14, variance 1 + 1/14.
  const EventPath path = plain_path({-1, -2, -1}, {5}, 1);
  const double half = 1.959963984540054 * std::sqrt(1 + 1.0 / 14);
  CHECK_CLOSE(interval(path, 0).low, 5 - 8.0 / 14 - half, 1e-9);
  CHECK_CLOSE(interval(path, 0).high, 5 - 8.0 / 14 + half, 1e-9);
}

TEST_CASE("by hand: a period that was not seen makes the step longer, and the bend over it larger") {
  // Lead two periods before, lag three after: slope y / 2, estimate 4 + 3 (-1) / 2 = 2.5, variance 1 + 9/4; bend at the
  // reference M (2 + 3) / 2, times three periods after.
  EventPath path = plain_path({-1}, {4}, 1);
  path.event_time = {-3, 2};
  const double se = std::sqrt(3.25), half = se * folded_normal_quantile(0.95, 0.1 * 7.5 / se);
  CHECK_CLOSE(interval(path, 0.1).low, 2.5 - half, 1e-10);
  CHECK_CLOSE(interval(path, 0.1).high, 2.5 + half, 1e-10);
}

TEST_CASE("invariance: no other weights on the leads make a shorter interval") {
  Random random(3);
  EventPath path = plain_path({0.3, -0.2, 0.1, 0.4}, {1, 2}, 1);
  share_reference(path, 0.04);
  const TrendPath trend = trend_path(path);
  for (const double bound : {0.0, 0.01, 0.05, 0.2}) {
    const TrendBound best = interval(path, bound);
    const double shortest = (best.high - best.low) / 2;
    double nearest = 1e9;
    for (int draws = 0; draws < 20000; ++draws) {
      std::vector<double> weights = trend.target;  // any weights that a straight line does not bias
      double straight = 1.5;
      for (int k = 0; k < 3; ++k) {
        weights[k] = 0.8 * random.normal();
        straight += weights[k] * trend.time[k];
      }
      weights[3] = straight;
      nearest = std::min(nearest, half_length(trend, weights, bound));
    }
    CHECK(shortest <= nearest * (1 + 1e-12));
    CHECK(shortest >= 0.97 * nearest);
  }
}

TEST_CASE("invariance: scaling the outcome and the bound scales the interval, turning the sign turns it") {
  Random random(12);
  const EventPath path = simulate_path({.clusters = 60, .leads = 4, .lags = 3, .trend = {}}, random);
  EventPath scaled = path;
  for (double& value : scaled.estimate) value *= -7;
  for (double& value : scaled.covariance) value *= 49;
  const TrendBound one = interval(path, 0.1), seven = interval(scaled, 0.7);
  CHECK_CLOSE(seven.low, -7 * one.high, 1e-9);
  CHECK_CLOSE(seven.high, -7 * one.low, 1e-9);
}

TEST_CASE("invariance: adding a straight line to the trend changes no end where bends are bounded") {
  Random random(13);
  const EventPath path = simulate_path({.clusters = 60, .leads = 4, .lags = 3, .trend = {}}, random);
  EventPath tilted = path;
  for (std::size_t i = 0; i < tilted.estimate.size(); ++i) tilted.estimate[i] += 0.3 * (tilted.event_time[i] + 1);
  CHECK_CLOSE(interval(tilted, 0.1).low, interval(path, 0.1).low, 1e-9);
  CHECK_CLOSE(interval(tilted, 0.1).high, interval(path, 0.1).high, 1e-9);
}

TEST_CASE("recovery: 24 clusters, 11 leads, 14 lags and a straight line: the interval covers, and is not wasteful") {
  Random random(21);
  ClusterPlan plan;
  for (int t = 0; t < 26; ++t) plan.trend.push_back(0.1 * (t - 11));
  constexpr int studies = 400;
  int covered = 0;
  double error = 0, length = 0;
  std::vector<double> errors;
  for (int s = 0; s < studies; ++s) {
    const TrendBound found = interval(simulate_path(plan, random), 0);
    covered += found.low <= plan.effect && plan.effect <= found.high;
    errors.push_back((found.low + found.high) / 2 - plan.effect);
    error += errors.back() / studies;
    length += (found.high - found.low) / 2 / studies;
  }
  double variance = 0;
  for (const double e : errors) variance += (e - error) * (e - error) / studies;
  MESSAGE("coverage of 95 %: ", covered / double(studies), "  half-length / sd: ", length / std::sqrt(variance));
  CHECK(std::abs(error) < 4 * std::sqrt(variance / studies));
  CHECK(covered >= 0.92 * studies);
  CHECK(covered <= 0.985 * studies);
}

TEST_CASE("recovery: the worst bends that the bound allows do not break the interval") {
  Random random(22);
  ClusterPlan plan{.clusters = 60, .leads = 4, .lags = 4, .trend = {}};
  constexpr double bend = 0.05;
  for (int t = -4; t <= 4; ++t) plan.trend.push_back(t > 0 ? bend * t * (t + 1) / 2 : 0);  // every bend is 0.05
  constexpr int studies = 400;
  int covered = 0;
  for (int s = 0; s < studies; ++s) {
    const TrendBound found = interval(simulate_path(plan, random), bend);
    covered += found.low <= plan.effect && plan.effect <= found.high;
  }
  MESSAGE("coverage of 95 %: ", covered / double(studies));
  CHECK(covered >= 0.92 * studies);
}

TEST_CASE("refusal: with too few degrees of freedom no lead is used, with 22 the nearest five") {
  Random random(23);
  EventPath path = simulate_path({.trend = {}}, random);
  CHECK(smooth_estimators(trend_path(path), 0.95).leads == 5);
  path.df = 3;
  CHECK(smooth_estimators(trend_path(path), 0.95).leads == 0);
  path.df = no_df;
  CHECK(smooth_estimators(trend_path(path), 0.95).leads == 11);
}

}  // TEST_SUITE("measure/diagnosis/sensitivity_smoothness")
