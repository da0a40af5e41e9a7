#include "measure/diagnosis/pre_trend_power.hpp"

#include <doctest/doctest.h>

#include <Eigen/Dense>

#include "base/distributions.hpp"
#include "base/random.hpp"
#include "measure/panels.hpp"
#include "measure/paths.hpp"

using namespace payoff;

TEST_SUITE("measure/diagnosis/pre_trend_power") {

TEST_CASE("by hand: one lead is one normal test, jointly or singly") {
  // Lead one period before the reference, variance 0.25: power at slope 1 = P(|N(2, 1)| > 1.96).
  const EventPath path = plain_path({0.1}, {3}, 0.25);
  const double power = normal_cdf(-1.959963984540054 - 2) + 1 - normal_cdf(1.959963984540054 - 2);
  CHECK_CLOSE(power_against_drift(path, LeadTest::single, 1, 0.05), power, 1e-10);
  CHECK_CLOSE(power_against_drift(path, LeadTest::joint, 1, 0.05), power, 1e-9);
  // 80 %: 1.96 + 0.84 standard errors, less what the other tail (1e-6) adds over the density at 0.84.
  const double other_tail = normal_cdf(-2 * 1.959963984540054 - 0.8416212335729143) / 0.2799619204;
  CHECK_CLOSE(detectable_drift(path, LeadTest::single, 0.8, 0.05),
              0.5 * (1.959963984540054 + 0.8416212335729143 - other_tail), 1e-9);
  CHECK_CLOSE(detectable_drift(path, LeadTest::single, 0.5, 0.05), 0.5 * 1.959963984540054, 1e-4);
}

TEST_CASE("by hand: the headline is as far from the reference as its lags are on average") {
  CHECK(headline_distance(plain_path({0.1}, {3, 3, 3}, 1)) == 2);
}

TEST_CASE("reference: independent leads, Roth's probability of no significant lead as a product") {
  const EventPath path = plain_path({0, 0, 0}, {1}, 1);
  double none = 1;
  for (const double t : {1.0, 2.0, 3.0})
    none *= normal_cdf(1.959963984540054 - 0.7 * t) - normal_cdf(-1.959963984540054 - 0.7 * t);
  CHECK_CLOSE(power_against_drift(path, LeadTest::single, 0.7, 0.05), 1 - none, 1e-9);
  // Joint, known covariance: noncentral chi squared with 0.49 (1 + 4 + 9).
  CHECK_CLOSE(power_against_drift(path, LeadTest::joint, 0.7, 0.05),
              noncentral_f_upper_tail(f_quantile(0.95, 3, no_df), 3, no_df, 0.49 * 14), 1e-12);
}

TEST_CASE("invariance: the drift found scales with the outcome, and power at that drift is the power asked for") {
  Random random(41);
  const EventPath path = simulate_path({.leads = 4, .lags = 2, .trend = {}}, random);
  EventPath scaled = path;
  for (double& value : scaled.covariance) value *= 25;
  for (const LeadTest test : {LeadTest::joint, LeadTest::single}) {
    for (const double power : {0.5, 0.8}) {
      const double slope = detectable_drift(path, test, power, 0.05);
      CHECK_CLOSE(detectable_drift(scaled, test, power, 0.05), 5 * slope, 1e-7);
      CHECK_CLOSE(power_against_drift(path, test, slope, 0.05), power, 1e-7);
      CHECK_CLOSE(power_against_drift(path, test, -slope, 0.05), power, 1e-3);
    }
  }
}

TEST_CASE("recovery: single tests on correlated leads, within four standard errors of simulation") {
  Random random(42);
  EventPath path = plain_path({0, 0, 0, 0, 0}, {1}, 1);
  share_reference(path, 0.5);
  const double slope = detectable_drift(path, LeadTest::single, 0.8, 0.05);
  constexpr int draws = 40000;
  int found = 0;
  for (int d = 0; d < draws; ++d) {
    const double shared = std::sqrt(0.5) * random.normal();
    bool any = false;
    for (int k = 1; k <= 5; ++k) {
      any = std::abs(-slope * k + shared + std::sqrt(0.5) * random.normal()) > 1.959963984540054 || any;
    }
    found += any;
  }
  CHECK(std::abs(found / double(draws) - 0.8) < 4 * std::sqrt(0.16 / draws));
}

TEST_CASE(
    "recovery: the joint test of did finds a drift as often as the noncentral F says, and the diagnostic knows it") {
  // 40 units, AR(1) noise of variance 1 with persistence 0.5, periods 0 to 4 before, 4 the reference: the variance of a
  // difference of two means of 20 is a tenth of that of one unit's change since the reference.
  constexpr int leads = 4, studies = 250;
  Eigen::Matrix4d v;
  Eigen::Vector4d t;
  const auto cov = [](int i, int j) { return std::pow(0.5, std::abs(i - j)); };
  for (int i = 0; i < leads; ++i) {
    t[i] = i - leads;
    for (int j = 0; j < leads; ++j) v(i, j) = (cov(i, j) - cov(i, 4) - cov(j, 4) + 1) / 10;
  }
  const double df = 39 - leads, slope = 0.25, lambda = t.dot(v.inverse() * t);
  const double power = noncentral_f_upper_tail(f_quantile(0.9, leads, df), leads, df, slope * slope * lambda);
  CHECK(power > 0.5);
  CHECK(power < 0.95);
  Random random(43);
  int found = 0;
  double precision = 0;  // mean of 1 / slope^2, which is lambda but for a factor that all share
  for (int s = 0; s < studies; ++s) {
    Panel panel = simulate({.units = 40, .periods = 7, .rollout = 5}, random);
    const double detectable = diagnostic(estimate(panel, {.method = "did"}), "pre_trend_power").value / 3.5;
    precision += 1 / (detectable * detectable) / studies;
    for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
      if (panel.units[panel.unit_of[c]].treated) panel.metrics[0].sum[c] += slope * panel.period_of[c];
    }
    found += estimate(panel, {.method = "did"}).pre_trend_p < 0.1;
  }
  MESSAGE("found: ", found / double(studies), "  should be: ", power);
  CHECK(std::abs(found / double(studies) - power) < 4 * std::sqrt(power * (1 - power) / studies));
  // Slope at 80 % with the true covariance, from that precision.
  double needed = 0;
  while (noncentral_f_upper_tail(f_quantile(0.9, leads, df), leads, df, needed) < 0.8) needed += 0.001;
  CHECK_CLOSE(1 / std::sqrt(precision), std::sqrt(needed / lambda), 0.05);
}

TEST_CASE("recovery: what the drift adds to did's headline is what the diagnostic says") {
  Random random(44);
  Panel panel = simulate({.units = 40, .periods = 7, .rollout = 5}, random);
  const Effect without = estimate(panel, {.method = "did"});
  const Diagnostic& power = diagnostic(without, "pre_trend_power");
  const double slope = power.value / 3.5;  // mean event time after 0.5, before -3
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    if (panel.units[panel.unit_of[c]].treated) panel.metrics[0].sum[c] += slope * panel.period_of[c];
  }
  const Effect with = estimate(panel, {.method = "did"});
  CHECK_CLOSE(with.absolute.estimate - without.absolute.estimate, power.value, 1e-9);
  CHECK(power.threshold == std::abs(without.absolute.estimate));
}

TEST_CASE("refusal: no leads, nothing to say; leads too many for the clusters are tested singly, and it says so") {
  Random random(45);
  Effect effect;
  effect.metric = {.name = "handle_minutes", .unit = "minutes", .per = "tickets"};
  effect.absolute.estimate = 2;
  CHECK_FALSE(pre_trend_power(plain_path({}, {1, 2}, 1), effect, 1, PeriodKind::week).has_value());
  EventPath path = simulate_path({.leads = 4, .lags = 2, .trend = {}}, random);
  CHECK(pre_trend_power(path, effect, 2.5, PeriodKind::week)->text.starts_with("The joint test of 4 leads could not"));
  path.df = 6;
  CHECK(std::isnan(detectable_drift(path, LeadTest::joint, 0.8, 0.1)));
  CHECK(
      pre_trend_power(path, effect, 2.5, PeriodKind::week)->text.starts_with("Tests of 4 leads one by one could not"));
}

TEST_CASE("by hand: the sentence") {
  Effect effect;
  effect.metric = {.name = "handle_minutes", .unit = "minutes", .per = "tickets"};
  effect.absolute.estimate = 2;
  // Joint on one lead at 10 %: (1.645 + 0.842) standard errors of 0.1.
  const auto found = pre_trend_power(plain_path({0.1}, {3}, 0.01), effect, 10, PeriodKind::week);
  CHECK(found->text ==
        "The test of the one lead could not reliably have detected a drift smaller than 0.249 minutes per ticket a "
        "week (80% power); a drift of that size would by itself look like an effect of 2.49 minutes per ticket.");
  CHECK_CLOSE(found->value, 2.486, 1e-3);
  CHECK(found->threshold == 2);
}

}  // TEST_SUITE("measure/diagnosis/pre_trend_power")
