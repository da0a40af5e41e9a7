#include "measure/diagnosis/trend_words.hpp"

#include <doctest/doctest.h>

using namespace payoff;

TEST_SUITE("measure/diagnosis/trend_words") {

TEST_CASE("by hand: slopes are said per period of the calendar, with the metric's unit where it has one") {
  CHECK(per_period(0.05, "minutes per ticket", PeriodKind::week) == "0.05 minutes per ticket a week");
  CHECK(per_period(3, "", PeriodKind::integer) == "3 a period");
  CHECK(size_with_unit(0.6, "minutes per ticket") == "0.6 minutes per ticket");
  CHECK(period_word(PeriodKind::day) == "day");
  CHECK(period_word(PeriodKind::month) == "month");
  CHECK(period_word(PeriodKind::quarter) == "quarter");
  CHECK(period_word(PeriodKind::none) == "period");
}

TEST_CASE("by hand: a bound up to which something holds is never rounded up") {
  CHECK(rounded_toward_zero(1.79) == doctest::Approx(1.7));
  CHECK(rounded_toward_zero(0.0129) == doctest::Approx(0.012));
  CHECK(rounded_toward_zero(0.29) == doctest::Approx(0.29));
  CHECK(rounded_toward_zero(17.9) == doctest::Approx(17));
  CHECK(rounded_toward_zero(0) == 0);
}

}  // TEST_SUITE("measure/diagnosis/trend_words")
