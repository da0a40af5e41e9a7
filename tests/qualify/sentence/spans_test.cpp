#include "qualify/sentence/spans.hpp"

#include <doctest/doctest.h>

#include "monetize/example.hpp"

using namespace payoff;
using doctest::Approx;

TEST_SUITE("qualify/sentence/spans") {

namespace {

const Period day{"day", 0}, week{"week", 1}, month{"month", 52.0 / 12}, year{"year", 52};

Effect effect_by(PeriodKind period, int periods, double weeks) {
  Effect effect;
  effect.metric = {.name = "hours", .kind = MetricKind::time};
  effect.period = period;
  effect.periods_after = periods;
  effect.weeks_after = weeks;
  return effect;
}

}  // namespace

TEST_CASE("spans: by hand, a year has 52 weeks, twelve months and four quarters of the data") {
  const Effect weekly = effect_by(PeriodKind::week, 10, 10), quarterly = effect_by(PeriodKind::quarter, 2, 26);
  CHECK(periods_of_data_in(week, weekly) == 1);
  CHECK(periods_of_data_in(year, weekly) == Approx(52));
  CHECK(periods_of_data_in(year, quarterly) == Approx(4));
  CHECK(weeks_in(month, weekly) == Approx(52.0 / 12));
}

TEST_CASE("spans: by hand, days are known of daily data alone") {
  const Effect daily = effect_by(PeriodKind::day, 14, 2), weekly = effect_by(PeriodKind::week, 10, 10);
  CHECK(periods_of_data_in(day, daily) == 1);
  CHECK(weeks_in(day, daily) == Approx(1.0 / 7));
  CHECK(example::error_of([&] { weeks_in(day, weekly); }).find("how many days of a week are worked") !=
        std::string::npos);
  CHECK(example::error_of([&] { periods_of_data_in(week, daily); }) ==
        "claim: \"a week\" cannot be turned into the periods of the data (days); say it a day");
}

TEST_CASE("spans: data without time have no period") {
  const Effect timeless = effect_by(PeriodKind::none, 0, missing);
  CHECK(own_period(timeless).empty());
  CHECK(example::error_of([&] { periods_of_data_in(week, timeless); }).starts_with("claim: "));
}

TEST_CASE("spans: what is summed has the period of the data, a score, a share and a mean have none") {
  Effect effect = effect_by(PeriodKind::week, 10, 10);
  CHECK(own_period(effect) == " a week");
  effect.metric.averaged = true;
  CHECK(own_period(effect).empty());
  effect.metric = {.name = "csat"};
  CHECK(own_period(effect).empty());
  effect.metric.kind = MetricKind::rate;
  CHECK(own_period(effect).empty());
}

}  // TEST_SUITE("qualify/sentence/spans")
