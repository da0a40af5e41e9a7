#include "monetize/simulate.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/running_moments.hpp"
#include "monetize/cash_flow.hpp"
#include "monetize/joint_draw.hpp"
#include "monetize/random_money.hpp"

using namespace payoff;

TEST_SUITE("monetize/simulate") {

namespace {

MoneyDraws money_of(const Effect& effect, const Assumptions& assumptions) {
  return money_draws(std::span(&effect, 1), assumptions);
}

// Currency per month in which all have the tool.
std::vector<double> draws_of(const Effect& effect, const Assumptions& assumptions) {
  return money_of(effect, assumptions).steady_benefit;
}

RunningMoments moments_of(const std::vector<double>& values) {
  RunningMoments moments;
  for (const double value : values) moments.add(value);
  return moments;
}

bool same_bytes(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

bool same_bytes(const MoneyDraws& a, const MoneyDraws& b) {
  const auto all = [](const auto& left, const auto& right) {
    return std::ranges::equal(left, right, [](const auto& x, const auto& y) { return same_bytes(x, y); });
  };
  return same_bytes(a.net_present_value, b.net_present_value) &&
         same_bytes(a.return_on_investment, b.return_on_investment) && a.paid_back == b.paid_back &&
         a.paid_back_discounted == b.paid_back_discounted && same_bytes(a.steady_benefit, b.steady_benefit) &&
         all(a.benefit_by_month, b.benefit_by_month) && all(a.cost_by_month, b.cost_by_month) &&
         all(a.cumulative, b.cumulative);
}

// One draw against the cash of its point, month by month.
void check_draw(const CashModel& model, const Point& point, const MoneyDraws& draws, std::size_t k) {
  const CashFlow cash = cash_flow(model, point);
  double size = 0, sum = 0, largest = 0;
  for (std::size_t m = 0; m < model.months(); ++m) {
    size += model.discount[m] * (std::abs(cash.benefit[m]) + std::abs(cash.cost[m]));
    sum += (1 - model.tax_rate) * (cash.benefit[m] - cash.cost[m]);
    largest = std::max(largest, std::abs(draws.cumulative[m][k] - sum));
  }
  const double tolerance = 1e-9, roi = return_on_investment(model, cash);
  CHECK(std::abs(draws.net_present_value[k] - net_present_value(model, cash)) <= tolerance * size);
  CHECK(std::isnan(draws.return_on_investment[k]) == std::isnan(roi));
  if (!std::isnan(roi)) CHECK(std::abs(draws.return_on_investment[k] - roi) <= tolerance * (1 + std::abs(roi)));
  double year = steady_benefit(model, point), mean = 0;
  for (const double benefit : cash.benefit) mean += benefit / static_cast<double>(model.months() - 1);
  if (std::abs(mean) < std::abs(year)) year = mean;
  CHECK(std::abs(draws.steady_benefit[k] - year) <= tolerance * (1 + 3 * size));
  CHECK(largest <= tolerance * (1 + 3 * size));  // undiscounted: at most 40 months at 30 %
}

}  // namespace

TEST_CASE("simulate: invariance, every draw of 200 random models is what cash_flow.hpp makes of its point") {
  constexpr int count = 270;  // a block of 256, and a part of one
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    const example::RandomMoney money(seed);
    const example::Priced priced(money.effects, money.assumptions);
    const MoneyDraws draws = simulate(priced.model(), count, seed, {.threads = 1});
    REQUIRE(draws.net_present_value.size() == count);
    std::vector<std::size_t> paid_back(priced.model().months(), 0), discounted = paid_back;
    const JointDraw joint(priced.model(), seed);
    JointDraw::Block drawn;
    for (std::size_t k = 0; k < count; ++k) {
      if (k % JointDraw::block == 0) joint.draw(k / JointDraw::block, drawn);
      const Point point = joint.point(drawn, k % JointDraw::block);
      const CashFlow cash = cash_flow(priced.model(), point);
      if (const auto month = payback_month(cash)) ++paid_back[static_cast<std::size_t>(*month)];
      if (const auto month = discounted_payback_month(priced.model(), cash))
        ++discounted[static_cast<std::size_t>(*month)];
      if (k % 9 == 0 || k > 262) check_draw(priced.model(), point, draws, k);
    }
    CHECK(draws.paid_back == paid_back);
    CHECK(draws.paid_back_discounted == discounted);
  }
}

TEST_CASE("simulate: invariance, the means of benefits and costs are those of the draws") {
  const example::RandomMoney money(7);
  const example::Priced priced(money.effects, money.assumptions);
  constexpr std::size_t count = 300;
  const MoneyDraws draws = simulate(priced.model(), count, 7, {.threads = 1});
  const JointDraw joint(priced.model(), 7);
  std::vector<std::vector<double>> benefit(priced.model().benefits.size(),
                                           std::vector<double>(priced.model().months(), 0));
  std::vector<std::vector<double>> cost(priced.model().costs.size(), benefit.front());
  JointDraw::Block drawn;
  for (std::size_t k = 0; k < count; ++k) {
    if (k % JointDraw::block == 0) joint.draw(k / JointDraw::block, drawn);
    const Point point = joint.point(drawn, k % JointDraw::block);
    for (std::size_t m = 0; m < priced.model().months(); ++m) {
      for (std::size_t s = 0; s < benefit.size(); ++s)
        benefit[s][m] += benefit_by_month(priced.model().benefits[s], point)[m] / count;
      for (std::size_t s = 0; s < cost.size(); ++s)
        cost[s][m] += cost_by_month(priced.model().costs[s], point)[m] / count;
    }
  }
  for (std::size_t m = 0; m < priced.model().months(); ++m) {
    for (std::size_t s = 0; s < benefit.size(); ++s)
      CHECK(draws.benefit_by_month[s][m] == doctest::Approx(benefit[s][m]).epsilon(1e-9));
    for (std::size_t s = 0; s < cost.size(); ++s)
      CHECK(draws.cost_by_month[s][m] == doctest::Approx(cost[s][m]).epsilon(1e-9));
  }
}

TEST_CASE("simulate: invariance, one, two and three threads give the same bytes") {
  for (const std::uint64_t seed : {3, 8}) {
    const example::RandomMoney money(seed);
    const example::Priced priced(money.effects, money.assumptions);
    const MoneyDraws one = simulate(priced.model(), 20011, seed, {.threads = 1});
    CHECK(one.cumulative[1].size() == 20000);
    CHECK(same_bytes(one, simulate(priced.model(), 20011, seed, {.threads = 2})));
    CHECK(same_bytes(one, simulate(priced.model(), 20011, seed, {.threads = 3})));
    CHECK_FALSE(same_bytes(one, simulate(priced.model(), 20011, seed + 1, {.threads = 1})));
  }
}

TEST_CASE("simulate: invariance, the figures read off the draws are the same on one, two and three threads") {
  for (const std::uint64_t seed : {2, 4, 6}) {
    example::RandomMoney money(seed);
    money.assumptions.draws = 3000;
    const auto figures = [&](int threads) {
      const Appraisal of = appraise(money.effects, money.assumptions, {.threads = threads});
      std::vector<double> all{of.npv.p10,
                              of.npv.mean_error,
                              of.roi.p90,
                              of.payback_months.p50,
                              of.internal_rate,
                              of.value_of_certainty.mean,
                              of.value_of_effects.mean,
                              of.value_of_two_weeks.mean};
      for (const MonthlyCash& month : of.cash_flow) all.insert(all.end(), {month.benefit, month.cumulative_p10});
      for (const VarianceShare& share : of.variance_shares) all.insert(all.end(), {share.alone, share.with_others});
      return all;
    };
    const std::vector<double> one = figures(1);
    CAPTURE(seed);
    for (const int threads : {2, 3}) CHECK(same_bytes(figures(threads), one));
  }
}

TEST_CASE("simulate: invariance, fewer draws are the first of more") {
  const example::RandomMoney money(5);
  const example::Priced priced(money.effects, money.assumptions);
  const std::vector<double> few = simulate(priced.model(), 300, 5).net_present_value;
  const std::vector<double> many = simulate(priced.model(), 5000, 5).net_present_value;
  CHECK(std::equal(few.begin(), few.end(), many.begin()));
}

// 650,000 USD a year in the middle; 60,000 once and 100 x 30 a month against it.
TEST_CASE("simulate: by hand, every figure follows from the benefit of its draw") {
  const MoneyDraws draws = money_of(example::minutes_per_ticket(), example::plain_money());
  REQUIRE(draws.steady_benefit.size() == 10000);
  CHECK(moments_of(draws.steady_benefit).mean() * 12 == doctest::Approx(650000).epsilon(0.01));
  std::vector<std::size_t> paid_back(37, 0);
  for (const double benefit : draws.steady_benefit)
    ++paid_back[static_cast<std::size_t>(std::ceil(60000 / (benefit - 3000)))];
  CHECK(draws.paid_back == paid_back);
  for (std::size_t k = 0; k < 10000; k += 111) {
    const double benefit = draws.steady_benefit[k], spent = 60000 + 36 * 3000;
    CHECK(draws.net_present_value[k] == doctest::Approx(36 * benefit - spent));
    CHECK(draws.return_on_investment[k] == doctest::Approx((36 * benefit - spent) / spent));
  }
}

TEST_CASE("simulate: by hand, what never pays back has no month, what costs nothing no return") {
  Assumptions dear = example::plain_money();
  dear.costs = {{.name = "licences", .per_month = 1e9}};
  CHECK(money_of(example::minutes_per_ticket(), dear).paid_back == std::vector<std::size_t>(37, 0));
  Assumptions free = example::plain_money();
  free.costs.clear();
  CHECK(std::isnan(money_of(example::minutes_per_ticket(), free).return_on_investment.front()));
}

TEST_CASE("simulate: invariance, they are the draws of the appraisal") {
  const Appraisal appraisal = appraise(example::minutes_per_ticket(), example::plain_money());
  MoneyDraws draws = money_of(example::minutes_per_ticket(), example::plain_money());
  CHECK(appraisal.npv.mean == doctest::Approx(moments_of(draws.net_present_value).mean()).epsilon(1e-12));
  std::ranges::sort(draws.net_present_value);
  CHECK(appraisal.npv.p10 == doctest::Approx(draws.net_present_value[1000]).epsilon(1e-3));
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
  assumptions.realized_share = Uncertain{0.2, 0.5, 0.6};
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
    const RunningMoments found = moments_of(draws_of(effect, assumptions));
    CHECK(std::abs(found.mean() - mean) < 4 * std::sqrt(variance / 10000));
    CHECK(found.variance() == doctest::Approx(variance).epsilon(0.06));
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
    const std::vector<double> draws = draws_of(effect, example::plain_money());
    const double limit = quantile;
    const auto beyond = [&](double sign) {
      const auto outside = [&](double draw) { return sign * (draw / per_minute - 6) > limit; };  // se 1
      return static_cast<double>(std::ranges::count_if(draws, outside)) / 10000;
    };
    CHECK(std::abs(beyond(1) - 0.025) < 4 * std::sqrt(0.025 * 0.975 / 10000));
    CHECK(std::abs(beyond(-1) - 0.025) < 4 * std::sqrt(0.025 * 0.975 / 10000));
  }
}

TEST_CASE("simulate: invariance, an effect of the other sign mirrors its mean, so harm is not clipped") {
  Effect harm = example::minutes_per_ticket();
  harm.absolute.estimate = 6;
  CHECK(std::ranges::max(draws_of(harm, example::plain_money())) < 0);  // 6 standard errors below zero
}

TEST_CASE("simulate: recovery, a log effect is worth its share of the baseline") {
  // exp(N(m, s^2)) has mean exp(m + s^2 / 2): -20 % of 30 minutes, 50 tickets.
  Effect effect = example::minutes_per_ticket();
  effect.metric.scale = Scale::log;
  effect.absolute = {.estimate = std::log(0.8), .se = 0.05, .df = INFINITY};
  const RunningMoments found = moments_of(draws_of(effect, example::plain_money()));
  const double per_minute = 650000 / 12.0 / 6;
  const double expected = 30 * (1 - 0.8 * std::exp(0.05 * 0.05 / 2)) * per_minute;
  CHECK(std::abs(found.mean() - expected) < 4 * std::sqrt(found.variance() / 10000));
}

}  // TEST_SUITE("monetize/simulate")
