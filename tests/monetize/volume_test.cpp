#include "monetize/volume.hpp"

#include <doctest/doctest.h>

#include "base/messages.hpp"
#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/volume") {

TEST_CASE("volume: by hand, tickets per week come from the data unless they are assumed") {
  const Effect effect = example::minutes_per_ticket();
  CHECK(weekly_volume(effect, missing).per_person_week == 50);
  CHECK(weekly_volume(effect, missing).text == "50 tickets per person and week");
  CHECK(weekly_volume(effect, 40).per_person_week == 40);
}

TEST_CASE("volume: by hand, a metric per month happens 12 times in 52 weeks") {
  CHECK(weekly_volume(example::revenue_per_month(), missing).per_person_week == doctest::Approx(12.0 / 52));
  CHECK(weekly_volume(example::revenue_per_month(), missing).text == "0.231 periods per week");
}

TEST_CASE("volume: by hand, in Korean what is measured once a period says of which") {
  const Speaking korean(language_of("ko"));
  Effect effect = example::revenue_per_month();
  effect.period = PeriodKind::quarter, effect.periods_after = 4, effect.weeks_after = 52;
  CHECK(weekly_volume(effect, missing).text == "주당 0.0769회(분기당 1회)");
  effect.period = PeriodKind::week, effect.periods_after = 52;
  CHECK(weekly_volume(effect, missing).text == "주당 1회");
}

TEST_CASE("volume: by hand, without time the assumed number of observations counts") {
  Effect effect = example::revenue_per_month();
  effect.periods_after = 0;
  effect.weeks_after = missing;
  CHECK(weekly_volume(effect, 3).per_person_week == 3);
}

TEST_CASE("volume: refusal, an unknown volume names what to add") {
  Effect effect = example::minutes_per_ticket();
  effect.volume_per_unit_week = missing;
  CHECK(
      example::error_of([&] { weekly_volume(effect, missing); }) ==
      "money.volume_per_person_week: volume_per_person_week is missing, but must be known for 'handle minutes', which "
      "is measured per ticket; set how many tickets a person has in a week, or name columns.time so that the data "
      "say it");
}

TEST_CASE("volume: refusal, periods of unknown length name what to add") {
  Effect effect = example::revenue_per_month();
  effect.weeks_after = missing;
  CHECK(example::error_of([&] { weekly_volume(effect, missing); }) ==
        "money.volume_per_person_week: volume_per_person_week is missing, but must be known for 'revenue', because the "
        "data do not say how long a period is; set how many such observations a person has in a week, or name "
        "columns.time and columns.period");
}

TEST_CASE("volume: refusal, a volume for a metric that is per period already would count twice") {
  CHECK(example::error_of([&] { weekly_volume(example::revenue_per_month(), 50); }) ==
        "money.volume_per_person_week: volume_per_person_week is 50, but must be absent for 'revenue', which is "
        "measured per unit and period already; remove it, or name the denominator in the metric's per");
}

}  // TEST_SUITE("monetize/volume")
