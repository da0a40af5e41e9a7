#include "monetize/money_draws.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "measure/diagnosis/course.hpp"
#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/money_draws") {

// 650,000 USD a year in the middle; 60,000 once and 100 x 30 a month against it.
TEST_CASE("money draws: by hand, every figure follows from the benefit of its draw") {
  const MoneyDraws draws = money_draws(example::minutes_per_ticket(), example::plain_money());
  REQUIRE(draws.benefit_per_month.size() == 10000);
  CHECK(draws.benefit_per_month[5000] * 12 == doctest::Approx(650000).epsilon(0.01));
  for (std::size_t k = 0; k < 10000; k += 1111) {
    const double benefit = draws.benefit_per_month[k], spent = 60000 + 36 * 3000;
    CHECK(draws.net_present_value[k] == doctest::Approx(36 * benefit - spent));
    CHECK(draws.return_on_investment[k] == doctest::Approx((36 * benefit - spent) / spent));
    CHECK(draws.payback_months[k] == std::ceil(60000 / (benefit - 3000)));
  }
}

TEST_CASE("money draws: from the least benefit to the largest, and the sooner it pays") {
  const MoneyDraws draws = money_draws(example::minutes_per_ticket(), example::plain_money());
  CHECK(std::ranges::is_sorted(draws.benefit_per_month));
  CHECK(std::ranges::is_sorted(draws.net_present_value));
  CHECK(std::ranges::is_sorted(draws.payback_months, std::greater()));
}

TEST_CASE("money draws: they are those of the appraisal") {
  const Appraisal appraisal = appraise(example::minutes_per_ticket(), example::plain_money());
  const MoneyDraws draws = money_draws(example::minutes_per_ticket(), example::plain_money());
  CHECK(appraisal.npv.p10 == doctest::Approx(draws.net_present_value[1000]).epsilon(1e-3));
}

TEST_CASE("money draws: what never pays back has no month, what costs nothing no return") {
  Assumptions dear = example::plain_money();
  dear.costs = {{.name = "licences", .per_month = 1e9}};
  CHECK(std::isinf(money_draws(example::minutes_per_ticket(), dear).payback_months.back()));
  Assumptions free = example::plain_money();
  free.costs.clear();
  CHECK(std::isnan(money_draws(example::minutes_per_ticket(), free).return_on_investment.front()));
}

TEST_CASE("money draws: an effect that lasts is valued whole, one that fades by its last third") {
  Effect effect = example::minutes_per_ticket();
  CHECK(valued_effect(effect).absolute.estimate == -6);
  effect.course = Course{.first = {.estimate = -9, .se = 1, .low = -11, .high = -7},
                         .last = {.estimate = -1, .se = 1, .low = -3, .high = 1},
                         .change = {.estimate = 8, .se = 1.4, .p = 0.001}};
  CHECK(valued_effect(effect).absolute.estimate == -1);
}

}  // TEST_SUITE("monetize/money_draws")
