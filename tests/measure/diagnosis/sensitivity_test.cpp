#include "measure/diagnosis/sensitivity.hpp"

#include <doctest/doctest.h>

#include "base/random.hpp"
#include "measure/diagnosis/sensitivity_magnitude.hpp"
#include "measure/diagnosis/sensitivity_smoothness.hpp"
#include "measure/panels.hpp"
#include "measure/paths.hpp"

using namespace payoff;

TEST_SUITE("measure/diagnosis/sensitivity") {

namespace {

const Metric minutes{.name = "handle_minutes", .unit = "minutes", .per = "tickets"};

std::vector<TrendSensitivity> ask_path(const EventPath& path) {
  return sensitivities(path, minutes, PeriodKind::week, 0.95);
}

bool excludes_zero(const TrendBound& bound) {
  return bound.low > 0 || bound.high < 0;
}

}  // namespace

TEST_CASE("by hand: precise data break down where trends alone could have made the effect") {
  // Wobbles 0.2 and 0.3, effects 2 and 3: the mean 2.5 may move by 0.45 M, the first lag by 0.3 M: 5.55..., 6.66...
  // Bends: leads -0.5, -0.3 and the reference bend from 0.2 to 0.3 a week, by 0.1. Carried on at 0.3, the mean is
  // 2.5 - 0.45; a bend M at the reference and at the first lag moves it by M (1 + 2) / 2 + M / 2 = 2 M; but the slope
  // before may itself be that at the reference only if the lead bends: estimates are exact, so 2.05 / 2 = 1.025.
  const auto found = ask_path(plain_path({-0.5, -0.3}, {2, 3}, 1e-14));
  REQUIRE(found.size() == 4);
  CHECK(found[0].kind == SensitivityKind::relative_magnitude);
  CHECK(found[0].target == SensitivityTarget::average_effect);
  CHECK(found[0].points.size() == 5);
  CHECK_CLOSE(found[0].breakdown, 2.5 / 0.45, 1e-5);
  CHECK(
      found[0].text ==
      "The conclusion holds unless trends after the rollout differ by more than 5.5 times the worst period before it.");
  CHECK(found[1].target == SensitivityTarget::first_period);
  CHECK_CLOSE(found[1].breakdown, 2 / 0.3, 1e-5);
  CHECK(found[1].text ==
        "The conclusion for the first period holds unless trends after the rollout differ by more than 6.6 times the "
        "worst period before it.");
  CHECK(found[2].kind == SensitivityKind::smoothness);
  CHECK_CLOSE(found[2].breakdown, 1.025, 1e-5);
  CHECK(found[2].text ==
        "The conclusion holds unless the trend bends by more than 1 minutes per ticket a week from one week to the "
        "next.");
  CHECK_CLOSE(found[3].breakdown, (2 - 0.3) / 1, 1e-5);
}

TEST_CASE("by hand: an effect within its noise concludes nothing, and the sentences say so") {
  const auto found = ask_path(plain_path({-0.5, -0.3}, {2, 3}, 25));
  REQUIRE(found.size() == 4);
  CHECK(found[0].breakdown == 0);
  CHECK(found[0].text ==
        "Measured from the last period before the rollout alone, even exactly parallel trends would not let us "
        "conclude: the interval includes 0.");
  CHECK(found[2].breakdown == 0);
  CHECK(found[2].text ==
        "If the difference in trends went on after the rollout in the straight line it may have had before, we could "
        "not conclude: the interval includes 0.");
}

TEST_CASE("reference: at bound 0 the interval by relative magnitudes is the estimate's own, by t") {
  EventPath path = plain_path({-0.5, -0.3}, {2, 3}, 1);
  path.df = 10;
  const TrendBound zero = ask_path(path)[0].points[0];
  CHECK(zero.bound == 0);
  CHECK_CLOSE(zero.high, 2.5 + 2.228138851986274 * std::sqrt(0.5), 1e-10);
}

TEST_CASE("invariance: the breakdown is where the interval begins to include 0") {
  Random random(51);
  int broken = 0;
  for (int draw = 0; draw < 10; ++draw) {
    const EventPath path = simulate_path({.clusters = 60, .leads = 5, .lags = 4, .effect = 1.5, .trend = {}}, random);
    const auto found = ask_path(path);
    const TrendPath trend = trend_path(path);
    const RelativeMagnitudes magnitudes = relative_magnitudes(trend, 0.95);
    const SmoothEstimators estimators = smooth_estimators(trend, 0.95);
    if (found[0].breakdown > 0) {
      CHECK(excludes_zero(interval_at(magnitudes, found[0].breakdown * 0.999, 0.95)));
      CHECK_FALSE(excludes_zero(interval_at(magnitudes, found[0].breakdown * 1.001, 0.95)));
      ++broken;
    }
    if (found[2].breakdown > 0) {
      CHECK(excludes_zero(interval_at(estimators, found[2].breakdown * 0.999, 0.95)));
      CHECK_FALSE(excludes_zero(interval_at(estimators, found[2].breakdown * 1.001, 0.95)));
      CHECK(found[2].points[2].bound == found[2].breakdown);
      ++broken;
    }
  }
  CHECK(broken > 8);
}

TEST_CASE("invariance: one lag is its own average, and is not said twice") {
  const auto found = ask_path(plain_path({-0.5, -0.3}, {2}, 0.01));
  REQUIRE(found.size() == 2);
  CHECK(found[0].kind == SensitivityKind::relative_magnitude);
  CHECK(found[1].kind == SensitivityKind::smoothness);
}

TEST_CASE("invariance: did passes its path on, and the same study gives the same bytes") {
  Random random(52);
  const Panel panel = simulate({.units = 60, .periods = 10, .rollout = 6, .effect = 2}, random);
  const Effect effect = estimate(panel, {.method = "did"}), again = estimate(panel, {.method = "did"});
  REQUIRE(effect.sensitivities.size() == 4);
  double mean = 0;
  for (const PathPoint& point : effect.path) mean += point.event_time >= 0 ? point.estimate / 4 : 0;
  const TrendBound& zero = effect.sensitivities[0].points[0];
  CHECK_CLOSE((zero.low + zero.high) / 2, mean, 1e-9);
  CHECK(effect.sensitivities[0].breakdown > 0);
  const TrendBound& first = effect.sensitivities[1].points[0];
  CHECK_CLOSE(first.low, effect.path[6].low, 1e-9);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(effect.sensitivities[i].breakdown == again.sensitivities[i].breakdown);
    CHECK(effect.sensitivities[i].points[3].low == again.sensitivities[i].points[3].low);
    CHECK(effect.sensitivities[i].text == again.sensitivities[i].text);
  }
}

TEST_CASE("recovery: with no trend the breakdown of a real effect is above 0, of none mostly 0") {
  Random random(53);
  int real = 0, none = 0;
  for (int s = 0; s < 40; ++s) {
    real += ask_path(simulate_path({.clusters = 60, .leads = 4, .lags = 4, .effect = 3, .trend = {}}, random))[0]
                .breakdown > 0;
    none += ask_path(simulate_path({.clusters = 60, .leads = 4, .lags = 4, .effect = 0, .trend = {}}, random))[0]
                .breakdown > 0;
  }
  CHECK(real == 40);
  CHECK(none <= 6);
}

TEST_CASE("refusal: what cannot be said has no points, and says why") {
  const auto none = ask_path(plain_path({}, {2, 3}, 1));
  REQUIRE(none.size() == 4);
  CHECK(none[0].points.empty());
  CHECK(std::isnan(none[0].breakdown));
  CHECK(none[0].text ==
        "How much trends may differ compared with before cannot be said: no period before the reference was seen, and "
        "a difference between periods needs at least two.");
  CHECK(none[2].text == "How far trends may bend cannot be said: no period before the reference was seen.");
  const auto one = ask_path(plain_path({0.2}, {2, 3}, 0.01));
  CHECK(one[0].points.empty());
  CHECK(one[0].text ==
        "How much trends may differ compared with before cannot be said: one period before the reference was seen, and "
        "a difference between periods needs at least two.");
  CHECK(one[2].points.size() == 5);
  EventPath few = plain_path({0.2, 0.1}, {2, 3}, 1);
  few.df = 3;
  CHECK(ask_path(few)[2].text ==
        "How far trends may bend cannot be said: 3 degrees of freedom are too few to extrapolate the difference in "
        "trends.");
  CHECK(ask_path(plain_path({0.1, 0.2}, {}, 1)).empty());
}

}  // TEST_SUITE("measure/diagnosis/sensitivity")
