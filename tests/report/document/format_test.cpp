#include "report/document/format.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "base/messages.hpp"

using namespace payoff;

TEST_SUITE("report/document/format") {

namespace {
constexpr double infinite = std::numeric_limits<double>::infinity();
}

TEST_CASE("format: numbers have about three digits, thousands separators and no idle zeros") {
  CHECK(number(0.0) == "0");
  CHECK(number(0.3) == "0.3");
  CHECK(number(0.29999) == "0.300");
  CHECK(number(9.337) == "9.34");
  CHECK(number(96.44) == "96.4");
  CHECK(number(1234567.0) == "1,234,567");
  CHECK(number(999999.7) == "1,000,000");
  CHECK(number(1e-9) == "1.00e-09");
  CHECK(number(1.5e300) == "1.50e+300");
}

TEST_CASE("format: no number has more than six decimals, no axis more than eight, and none fewer than none") {
  CHECK(number(0.00012345) == "0.000123");
  CHECK(number(0.0000123456) == "0.000012");
  CHECK(number(0.0000012345) == "0.000001");
  CHECK(number(12345.678) == "12,346");
  CHECK(tick(0.00000012, 0.00000001) == "0.00000012");
  CHECK(tick(0.000000012, 0.000000002) == "0.00000001");
}

TEST_CASE("format: a negative number has a true minus sign, and zero none") {
  CHECK(number(-1234.5) == "−1,234");
  CHECK(number(-0.0) == "0");
  CHECK(number(-0.0001, 2) == "0.00");
}

TEST_CASE("format: what does not exist is never printed as a number") {
  for (const double value : {missing, infinite, -infinite}) {
    CHECK(number(value) == "not available");
    CHECK(percent(value) == "not available");
    CHECK(money(value, "USD") == "not available");
    CHECK(p_value(value) == "not available");
    CHECK(interval(value, 1) == "not available");
    CHECK(percent_interval(0, value) == "not available");
  }
  CHECK(shown_or_why(missing, "5", "nobody looked") == "not available: nobody looked");
  CHECK(shown_or_why(5, "5", "nobody looked") == "5");
}

TEST_CASE("format: percent is the share times a hundred") {
  CHECK(percent(0.1234) == "12.3%");
  CHECK(percent(-0.005) == "−0.5%");
  CHECK(percent(1.0) == "100%");
  CHECK(percent(2.314) == "231%");
  CHECK(percent(0.95) == "95%");
}

// Half-widths 0.4, 55, 0.00081: steps of at most a third of them, ends outward.
TEST_CASE("format: an interval and its estimate show the digits of the sentences") {
  CHECK(interval(-1.725, -0.925) == "−1.8 to −0.9");
  CHECK(interval(1040.2, 1150.4) == "1,040 to 1,160");
  CHECK(interval(0.00119, 0.00281) == "0.0011 to 0.0029");
  CHECK(interval(3, 3) == "3.0 to 3.0");
  CHECK(point({.estimate = -1.3243, .low = -1.725, .high = -0.925, .unit = "minutes"}) == "−1.3 minutes");
  CHECK(point({.estimate = 2572396, .low = 2376552, .high = 2768240}) == "+2,570,000");
  CHECK(point({.estimate = 1.9, .unit = "days"}) == "+1.9 days");
  CHECK(percent_point({.estimate = -0.1418, .low = -0.1826, .high = -0.101}) == "−14.1%");
  CHECK(percent_interval(-0.1826, -0.101) == "−18.3% to −10.1%");
}

TEST_CASE("format: amounts from a million up are written in words, ranges in one unit") {
  CHECK(money(1841000, "USD") == "USD 1.8 million");
  CHECK(money(-2.5e9, "EUR") == "EUR −2.5 billion");
  CHECK(money(60000, "USD") == "USD 60,000");
  CHECK(money(12.5, "A-B") == "A-B 12.50");
  CHECK(money_p10_to_p90({.p10 = 1912300, .p90 = 2884000}, "USD") == "USD 1.9 to 2.9 million");
  CHECK(money_p10_to_p90({.p10 = -912, .p90 = 884}, "USD") == "USD −912 to 884");
}

TEST_CASE("format: arithmetic is set with its own signs, and words keep theirs") {
  CHECK(with_minus_signs("2025-01-06 to GPT-4: (-0.2 to -0.1)") == "2025-01-06 to GPT-4: (−0.2 to −0.1)");
  CHECK(typeset("-2.4 minutes x 122 follow-ups x 0.5") == "−2.4 minutes × 122 follow-ups × 0.5");
}

TEST_CASE("format: a share becomes percent, and shares of stock do not") {
  CHECK(with_unit(0.3, "share", true) == "30%");
  CHECK(with_unit(0.1, "share per year", true) == "10% per year");
  CHECK(with_unit(5.75, "shares") == "5.75 shares");
  CHECK(range_with_unit(5, 6, "shares") == "5 to 6 shares");
  CHECK(with_unit(48, "USD per hour") == "48 USD per hour");
  CHECK(range_with_unit(0.3, 0.7, "share", true) == "30% to 70%");
  CHECK(range_with_unit(24, 36, "USD") == "24 to 36 USD");
}

TEST_CASE("format: in Korean by hand, a bracket is joined, and so is a unit to its number") {
  CHECK(with_aside("1.9", "1 to 3") == "1.9 (1 to 3)");
  const Speaking korean(language_of("ko"));
  CHECK(with_aside("문의당 −2.6분", "−3.0 ~ −2.1") == "문의당 −2.6분(−3.0 ~ −2.1)");
  CHECK(range_with_unit(336, 504, "명") == "336 ~ 504명");
  CHECK(range_with_unit(24000, 36000, "원/시간") == "2만 4,000 ~ 3만 6,000원/시간");
  CHECK(money(-60700, "USD") == "−6만 700달러");
  CHECK(money_p10_to_p90({.p10 = -60700, .p90 = 3.35e6}, "USD") == "−6만 ~ 335만 달러");
}

TEST_CASE("format: axis labels are short and as fine as the step") {
  CHECK(tick(0, 500000) == "0");
  CHECK(tick(1500000, 500000) == "1.5M");
  CHECK(tick(-20000, 10000) == "−20k");
  CHECK(tick(2000, 500) == "2,000");
  CHECK(tick(0.25, 0.05) == "0.25");
  CHECK(tick(9.5, 0.5) == "9.5");
}

TEST_CASE("format: a simulated chance is never certain") {
  CHECK(chance(1) == "over 99.9%");
  CHECK(chance(0) == "under 0.1%");
  CHECK(chance(0.97) == "97%");
  CHECK(chance(missing) == "not available");
}

TEST_CASE("format: a p value is never zero") {
  CHECK(p_value(1e-12) == "below 0.001");
  CHECK(p_value(0.0142) == "0.014");
  CHECK(p_value(0.849) == "0.85");
}

}  // TEST_SUITE("report/document/format")
