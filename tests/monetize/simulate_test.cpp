#include "monetize/simulate.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "base/running_moments.hpp"
#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/simulate") {

namespace {

std::vector<double> draws_of(const Effect& effect, const Assumptions& assumptions) {
  return simulate_benefit_per_month(effect, benefit_of(effect, assumptions), assumptions);
}

double variance_of(const std::vector<double>& values, double mean) {
  double sum = 0;
  for (double value : values) sum += (value - mean) * (value - mean);
  return sum / static_cast<double>(values.size() - 1);
}

}  // namespace

TEST_CASE("simulate: by hand, the type 7 quantile of 1, 2, 3, 4 at 0.1 is 1.3") {
  CHECK(quantile_of_sorted({1, 2, 3, 4}, 0.1) == doctest::Approx(1.3));  // 3 x 0.1 = 0.3 beyond the first
  CHECK(quantile_of_sorted({1, 2, 3, 4}, 0.5) == doctest::Approx(2.5));
  CHECK(quantile_of_sorted({1, 2, 3, 4}, 1) == 4);
  CHECK(quantile_of_sorted({7}, 0.9) == 7);
}

TEST_CASE("simulate: by hand, a summary of no values does not exist") {
  std::vector<double> none;
  CHECK(std::isnan(summarize(none).mean));
  CHECK(std::isnan(summarize(none).p50));
}

TEST_CASE("simulate: by hand, what is printed is rounded to what the draws can tell") {
  const Quantity many{.mean = 904321,
                      .p10 = -1234,
                      .p50 = 0.1234,
                      .p90 = 5,
                      .mean_error = 8600,
                      .p10_error = 99,
                      .p50_error = 0.001,
                      .p90_error = 0};
  const Quantity shown = many.rounded();
  CHECK(shown.mean == 900000);
  CHECK(shown.p10 == -1200);
  CHECK(shown.p50 == doctest::Approx(0.123));
  CHECK(shown.p90 == 5);
  CHECK(std::isnan(Quantity{}.rounded().mean));
}

TEST_CASE("simulate: recovery, the errors of mean and quantiles are how far they are from each other by seed") {
  Effect effect = example::minutes_per_ticket();
  Assumptions assumptions = example::plain_money();
  assumptions.draws = 2000;
  RunningMoments mean, p10, p90;
  Quantity last;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    assumptions.seed = seed;
    std::vector<double> draws = draws_of(effect, assumptions);
    last = summarize(draws);
    mean.add(last.mean), p10.add(last.p10), p90.add(last.p90);
  }
  const double tolerance = 0.25;  // a standard deviation of 200 is known to 5 %, the error of a quantile to 10 %
  CHECK(std::abs(last.mean_error / std::sqrt(mean.variance()) - 1) < tolerance);
  CHECK(std::abs(last.p10_error / std::sqrt(p10.variance()) - 1) < tolerance);
  CHECK(std::abs(last.p90_error / std::sqrt(p90.variance()) - 1) < tolerance);
}

TEST_CASE("simulate: by hand, no uncertainty gives every draw the same value") {
  Effect effect = example::minutes_per_ticket();
  effect.absolute.se = 0;
  for (double draw : draws_of(effect, example::plain_money())) CHECK(draw == doctest::Approx(650000 / 12.0));
}

TEST_CASE("simulate: reference, mean and variance agree with their closed forms within 4 Monte Carlo errors") {
  // benefit = k X S, X and S independent: E = k E X E S, Var = k^2 (E X^2 E S^2 - (E X E S)^2),
  // triangular: E S = (a + b + c) / 3, Var S = (a^2 + b^2 + c^2 - ab - ac - bc) / 18; t: Var = se^2 df / (df - 2).
  Assumptions assumptions = example::plain_money();
  assumptions.realized_share = Range{0.2, 0.5, 0.6};
  for (double df : {6.0, 20.0, double{INFINITY}}) {
    CAPTURE(df);
    Effect effect = example::minutes_per_ticket();
    effect.absolute.df = df;
    const double per_minute = 50 / 60.0 * 100 * 50 * 52 / 12;
    const double share = 1.3 / 3, share_variance = (0.04 + 0.25 + 0.36 - 0.1 - 0.12 - 0.3) / 18;
    const double effect_variance = std::isinf(df) ? 1 : df / (df - 2);
    const double second = (36 + effect_variance) * (share * share + share_variance);
    const double mean = per_minute * 6 * share;
    const double variance = per_minute * per_minute * (second - std::pow(6 * share, 2));
    const std::vector<double> draws = draws_of(effect, assumptions);
    double found = 0;
    for (double draw : draws) found += draw / static_cast<double>(draws.size());
    CHECK(std::abs(found - mean) < 4 * std::sqrt(variance / 10000));
    CHECK(variance_of(draws, found) == doctest::Approx(variance).epsilon(0.06));
  }
}

TEST_CASE("simulate: reference, the draws of a sure share lie in the effect's own interval as often as it says") {
  // Quantiles of Student's t at 0.975 as every table prints them: df 2 4.302653, df 6 2.446912, normal 1.959964.
  const double per_minute = 650000 / 12.0 / 6;
  const std::vector<std::pair<double, double>> quantiles{{2, 4.302653}, {6, 2.446912}, {INFINITY, 1.959964}};
  for (const auto& [df, quantile] : quantiles) {
    CAPTURE(df);
    Effect effect = example::minutes_per_ticket();
    effect.absolute.df = df;
    const double limit = quantile;
    const auto beyond = [&](double sign) {
      return static_cast<double>(std::ranges::count_if(draws_of(effect, example::plain_money()),
                                                       [&](double draw) {
                                                         return sign * (draw / per_minute - 6) > limit;  // se 1
                                                       })) /
             10000;
    };
    CHECK(std::abs(beyond(1) - 0.025) < 4 * std::sqrt(0.025 * 0.975 / 10000));
    CHECK(std::abs(beyond(-1) - 0.025) < 4 * std::sqrt(0.025 * 0.975 / 10000));
  }
}

TEST_CASE("simulate: invariance, the same seed gives the same bytes and another seed does not") {
  Assumptions assumptions = example::plain_money();
  const std::vector<double> first = draws_of(example::minutes_per_ticket(), assumptions);
  CHECK(first == draws_of(example::minutes_per_ticket(), assumptions));
  assumptions.seed = 2;
  CHECK(first != draws_of(example::minutes_per_ticket(), assumptions));
}

TEST_CASE("simulate: invariance, an effect of the other sign mirrors its mean, so harm is not clipped") {
  Effect harm = example::minutes_per_ticket();
  harm.absolute.estimate = 6;
  const std::vector<double> draws = draws_of(harm, example::plain_money());
  CHECK(draws.back() < 0);  // 6 standard errors below zero
}

TEST_CASE("simulate: recovery, a log effect is worth its share of the baseline") {
  // exp(N(m, s^2)) has mean exp(m + s^2 / 2): -20 % of 30 minutes, 50 tickets.
  Effect effect = example::minutes_per_ticket();
  effect.metric.scale = Scale::log;
  effect.absolute = {.estimate = std::log(0.8), .se = 0.05, .df = INFINITY};
  const std::vector<double> draws = draws_of(effect, example::plain_money());
  double mean = 0;
  for (double draw : draws) mean += draw / static_cast<double>(draws.size());
  const double per_minute = 650000 / 12.0 / 6;
  const double expected = 30 * (1 - 0.8 * std::exp(0.05 * 0.05 / 2)) * per_minute;
  CHECK(std::abs(mean - expected) < 4 * std::sqrt(variance_of(draws, mean) / 10000));
}

}  // TEST_SUITE("monetize/simulate")
