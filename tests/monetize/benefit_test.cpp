#include "monetize/benefit.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "monetize/cash_flow.hpp"
#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/benefit") {

namespace {

Benefit plain_benefit() {
  const Effect effect = example::minutes_per_ticket();
  const Assumptions assumptions = example::plain_money();
  return benefit_of(valued_as_assumed(effect, assumptions), assumptions);
}

}  // namespace

TEST_CASE("benefit: by hand, 5 hours x 100 people x 0.5 x 50 USD x 52 weeks is 650,000 USD a year") {
  const Benefit benefit = plain_benefit();
  CHECK(benefit_per_year(benefit, -6) == doctest::Approx(650000).epsilon(1e-12));
}

TEST_CASE("benefit: by hand, rework eats a tenth of what was saved and nothing of what was lost") {
  const Benefit benefit{.rework_share = 0.1};
  CHECK(net_of_rework(benefit, 5) == doctest::Approx(4.5));
  CHECK(net_of_rework(benefit, -5) == -5);
}

TEST_CASE("benefit: invariance, time lost counts as much against as time saved counts for") {
  const Benefit benefit = plain_benefit();
  CHECK(benefit_per_year(benefit, 6) == -benefit_per_year(benefit, -6));
}

TEST_CASE("benefit: by hand, 4 campaigns in 12 months are sent in months 1, 4, 7 and 10") {
  CHECK(campaigns_by_month(4, 12) == std::vector<double>{0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0});
  CHECK(campaigns_by_month(1, 3) == std::vector<double>{0, 1, 0, 0});
  CHECK(campaigns_by_month(3, 3) == std::vector<double>{0, 1, 1, 1});
  CHECK(campaigns_by_month(0, 2) == std::vector<double>{0, 0, 0});
  for (int campaigns = 1; campaigns <= 36; ++campaigns) {
    const std::vector<double> months = campaigns_by_month(campaigns, 36);
    CHECK(std::accumulate(months.begin(), months.end(), 0.0) == campaigns);
    CHECK(months[1] >= 1);
  }
}

TEST_CASE("benefit: by hand, one campaign is worth it once, a recurring tool every month") {
  // 2 USD of 100 customers at a margin of 0.4.
  Assumptions assumptions = example::plain_money();
  assumptions.horizon_months = 12;
  const auto worth = [&](double campaigns) {
    assumptions.campaigns = campaigns;
    const example::Priced priced(example::revenue_per_month(), assumptions);
    const std::vector<double> months = benefit_by_month(priced.model().benefits[0], middle_of(priced.model()));
    return std::accumulate(months.begin(), months.end(), 0.0);
  };
  CHECK(worth(1) == doctest::Approx(80));
  CHECK(worth(4) == doctest::Approx(320));
  CHECK(worth(missing) == doctest::Approx(960));
}

TEST_CASE("benefit: by hand, a campaign reaches who has the tool by then") {
  Assumptions assumptions = example::plain_money();
  assumptions.horizon_months = 12;
  assumptions.campaigns = 2;
  assumptions.rollout = {{0, 0.25}, {4, 0.75}};
  const example::Priced priced(example::revenue_per_month(), assumptions);
  const std::vector<double> months = benefit_by_month(priced.model().benefits[0], middle_of(priced.model()));
  CHECK(months[1] == doctest::Approx(20));
  CHECK(months[7] == doctest::Approx(80));
}

TEST_CASE("benefit: by hand, uptake below the measured one scales what is gained, step by step") {
  Effect effect = example::minutes_per_ticket();
  effect.uptake_treated = 0.8;
  Assumptions assumptions = example::plain_money();
  assumptions.uptake = {{0, 0.8}, {6, 0.4}, {12, 0.2}};
  const auto months = [&] {
    const example::Priced priced(effect, assumptions);
    return benefit_by_month(priced.model().benefits[0], middle_of(priced.model()));
  };
  const double full = 650000 / 12.0;
  const std::vector<double> steps = months();
  CHECK(steps[1] == doctest::Approx(full));
  CHECK(steps[6] == doctest::Approx(full));
  CHECK(steps[7] == doctest::Approx(full / 2));
  CHECK(steps[13] == doctest::Approx(full / 4));
  std::ranges::reverse(assumptions.uptake);  // in whatever order they are written
  CHECK(months() == steps);
  assumptions.uptake = {{6, 0.4}};
  CHECK(months()[6] == doctest::Approx(full));  // until then as measured
}

TEST_CASE("benefit: by hand, revenue in EUR at 1.08, its margin in USD") {
  Effect effect = example::revenue_per_month();
  effect.metric.unit = "EUR";
  Assumptions assumptions = example::plain_money();
  assumptions.exchange_rates = {{.currency = "EUR", .rate = 1.08}};
  const example::Priced priced(effect, assumptions);
  CHECK(benefit_by_month(priced.model().benefits[0], middle_of(priced.model()))[1] == doctest::Approx(1.08 * 80));
  CHECK(benefit_per_year(benefit_of(priced.appraised.values[0], assumptions), 2) == doctest::Approx(1.08 * 960));
}

TEST_CASE("benefit: invariance, the stream of a month is a twelfth of what a year is told to be") {
  Assumptions assumptions = example::plain_money();
  assumptions.rework_share = 0.1;
  assumptions.risk_of_benefits = 0.2;
  for (const Effect& effect :
       {example::minutes_per_ticket(), example::revenue_per_month(), example::saved_each_month(7)}) {
    const example::Priced priced(effect, assumptions);
    const double year = benefit_per_year(benefit_of(priced.appraised.values[0], assumptions), effect.absolute.estimate);
    CHECK(12 * benefit_by_month(priced.model().benefits[0], middle_of(priced.model()))[1] == doctest::Approx(year));
  }
}

}  // TEST_SUITE("monetize/benefit")
