#include "monetize/ladder.hpp"

#include <doctest/doctest.h>

#include "base/messages.hpp"
#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/ladder") {

namespace {

std::vector<Rung> ladder_from(const Effect& effect, const Assumptions& assumptions) {
  const example::Priced priced(effect, assumptions);
  return ladder_of(priced.model().benefits.front(), priced.appraised.assumptions, priced.model());
}

std::vector<std::string> names_of(const std::vector<Rung>& ladder) {
  std::vector<std::string> names;
  for (const Rung& rung : ladder) names.push_back(rung.name);
  return names;
}

}  // namespace

TEST_CASE("ladder: by hand, from minutes over the class to the present value of three years") {
  const std::vector<Rung> ladder = ladder_from(example::minutes_per_ticket(), example::plain_money());
  CHECK(names_of(ladder) == std::vector<std::string>{"gross time saved", "net of rework", "all eligible people",
                                                     "realised by the business", "value", "capacity redeployed",
                                                     "present value of the benefits"});
  CHECK(ladder[5].value == doctest::Approx(650000));
  CHECK(ladder[5].text == "people free for other work: no money comes in by itself");
  CHECK(ladder[6].value == doctest::Approx(1950000));
  CHECK(ladder[6].low == doctest::Approx(1300000));
  CHECK(ladder[6].high == doctest::Approx(2600000));
  CHECK(ladder[6].unit == "USD");
  CHECK(ladder[6].text == "650,000 x 3 years' worth: 36 months as people begin, at 0 a year");
}

TEST_CASE("ladder: by hand, in Korean amounts of money go by their parts, and the rate is in percent") {
  const Speaking korean(language_of("ko"));
  Assumptions assumptions = example::plain_money();
  assumptions.discount_rate_per_year = 0.08;
  const std::vector<Rung> ladder = ladder_from(example::minutes_per_ticket(), assumptions);
  CHECK(ladder[6].text.starts_with("65만 x "));
  CHECK(ladder[6].text.ends_with("연 할인율 8%)"));
  CHECK(stated(32000, "KRW") == "3만 2,000원");
  CHECK(stated(48, "USD") == "48달러");
}

TEST_CASE("ladder: by hand, risk takes its part of a gain, and says of a loss that it does not") {
  Assumptions assumptions = example::plain_money();
  assumptions.risk_of_benefits = 0.2;
  const std::vector<Rung> gain = ladder_from(example::minutes_per_ticket(), assumptions);
  CHECK(gain[6].name == "risk-adjusted");
  CHECK(gain[6].value == doctest::Approx(520000));
  CHECK(gain[6].text == "650,000 x (1 - 0.2)");
  CHECK(gain[7].value == doctest::Approx(1560000));
  Effect harm = example::minutes_per_ticket();
  harm.absolute = {.estimate = 6, .se = 1, .df = INFINITY, .low = 4, .high = 8};
  const std::vector<Rung> loss = ladder_from(harm, assumptions);
  CHECK(loss[6].value == doctest::Approx(-650000));
  CHECK(loss[6].text == "a loss is not made smaller");
  for (const Rung& rung : loss) CHECK(rung.low <= rung.high);
}

TEST_CASE("ladder: by hand, revenue is cash, and what is soft says that it is not counted") {
  CHECK(ladder_from(example::revenue_per_month(), example::plain_money())[3].name == "cash released");
  Assumptions assumptions = example::plain_money();
  assumptions.values = {{.metric = "handle_minutes"},
                        {.metric = "escalations", .value_class = ValueClass::soft, .price = 35}};
  const example::Priced priced({example::minutes_per_ticket(), example::escalations()}, assumptions);
  const std::vector<Rung> soft = ladder_of(priced.model().benefits[1], priced.appraised.assumptions, priced.model());
  CHECK(soft[3].name == "soft");
  CHECK(soft[3].text == "shown, and not counted in any figure");
  CHECK(soft[4].value == doctest::Approx(2 * 52 * 100 * 35 * 3.0));
}

TEST_CASE("ladder: by hand, a fading effect is told by its last third, and its present value by both") {
  const std::vector<Rung> ladder = ladder_from(example::fading_minutes(), example::plain_money());
  CHECK(ladder[0].value == doctest::Approx(2.5));  // 3 of 6 minutes
  CHECK(ladder[0].text ==
        "3 minutes x 50 tickets per person and week / 60; the effect fades, so this is its mean in the last third");
  CHECK(ladder.back().text ==
        "the effect from its first third, -9, to its last, -3, and on: 36 months as people begin, at 0 a year");
  Effect turned = example::fading_minutes();
  turned.course->last = {.estimate = 4, .se = 1, .df = INFINITY, .low = 2, .high = 6};
  CHECK(ladder_from(turned, example::plain_money())[0].text.ends_with(
      "; the effect turned round, so this is its mean in the last third"));
  CHECK(told_effect(turned).absolute.estimate == 4);
  CHECK(told_effect(example::minutes_per_ticket()).absolute.estimate == -6);
}

TEST_CASE("ladder: by hand, of campaigns a year has as many as there are") {
  Assumptions assumptions = example::plain_money();
  assumptions.horizon_months = 36;
  assumptions.campaigns = 4;
  const std::vector<Rung> ladder = ladder_from(example::revenue_per_month(), assumptions);
  CHECK(ladder[0].text == "2 USD x 1 campaign x 1.33 campaigns a year");
  CHECK(ladder[2].value == doctest::Approx(2 * 100 * 0.4 * 4 / 3.0));
  CHECK(ladder.back().value == doctest::Approx(320));
  CHECK(ladder_from(example::minutes_per_campaign(), assumptions)[0].unit == "hours per person and campaign");
}

TEST_CASE("ladder: by hand, small helpers keep the order of the ends, and stated numbers in full") {
  const Interval negative = ordered({-6, -8, -4}, [](double x) { return -x; });
  CHECK(negative.value == 6);
  CHECK(negative.low == 4);
  CHECK(negative.high == 8);
  CHECK(scaled(negative, 2).high == 16);
  CHECK(mapped(negative, [](double x) { return x - 1; }).low == 3);
  CHECK(given(12345) == "12,345");
  CHECK(given(0.25) == "0.25");
}

}  // TEST_SUITE("monetize/ladder")
