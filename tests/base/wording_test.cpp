#include "base/wording.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace payoff;

TEST_SUITE_BEGIN("base/wording");

TEST_CASE("wording: by hand, a number keeps two digits, hundreds are whole, thousands are grouped") {
  CHECK(format_number(4.63) == "4.6");
  CHECK(format_number(0.0312) == "0.031");
  CHECK(format_number(18.84) == "18.8");
  CHECK(format_number(1234.5) == "1,234");  // to even: the printed digits are those of the C library
  CHECK(format_number(1234567) == "1,234,567");
  CHECK(format_number(-0.3) == "-0.30");
  CHECK(format_number(0) == "0");
  CHECK(format_fixed(999, 0) == "999");
  CHECK(format_fixed(-1000.25, 2) == "-1,000.25");
}

TEST_CASE("wording: by hand, zero has no sign and a number that does not exist says so") {
  CHECK(format_fixed(-0.001, 1) == "0.0");
  CHECK(format_number(std::nan("")) == "not available");
  CHECK(format_percent(INFINITY) == "not available");
  CHECK(format_money("USD", std::nan("")) == "not available");
}

TEST_CASE("wording: by hand, percentages go toward zero") {
  CHECK(format_percent(0.188399941) == "18%");
  CHECK(format_percent(-0.188399941) == "-18%");
  CHECK(format_percent(0.0139) == "1.3%");
  CHECK(format_percent(-0.0139) == "-1.3%");
  CHECK(format_percent(0.9999) == "99%");
  CHECK(format_percent(0.02) == "2%");
  CHECK(format_percent(0) == "0%");
}

TEST_CASE("wording: by hand, a share that binary cannot hold is not cut by one") {
  CHECK(format_percent(0.29) == "29%");  // 100 * 0.29 is 28.999999999999996
  CHECK(format_percent(0.57) == "57%");
  CHECK(format_percent(0.07) == "7%");
  CHECK(format_percent_interval(0.29, 0.57) == "29% to 57%");
}

TEST_CASE("wording: by hand, the ends of an interval go outward") {
  CHECK(format_percent_interval(0.0139, 0.3951) == "1.3% to 40%");
  CHECK(format_percent_interval(-0.3951, -0.0131) == "-40% to -1.3%");
  CHECK(format_percent_interval(-0.041, 0.2501) == "-4.1% to 26%");
  CHECK(format_percent_bound(0.0412) == "4.2%");
  CHECK(format_bound(0.31, 1) == "0.4");
  CHECK(format_bound(0.3, 1) == "0.3");
}

TEST_CASE("wording: by hand, an end that is not zero never reads as zero") {
  CHECK(format_percent_interval(0.0004, 0.2) == "0.04% to 20%");
  CHECK(decimals_for({0.65, 0.3, -0.0004}) == 4);
  CHECK(decimals_for({4.6, 4.1, 5.2}) == 1);
  CHECK(decimals_for({640, 3.2}) == 0);
}

TEST_CASE("wording: by hand, money is rounded to what one can say aloud") {
  CHECK(format_money("USD", 0.7698) == "USD 0.77");
  CHECK(format_money("USD", 48) == "USD 48.00");
  CHECK(format_money("USD", 0) == "USD 0");
  CHECK(format_money("USD", 310.4) == "USD 310");
  CHECK(format_money("EUR", 45321) == "EUR 45,300");
  CHECK(format_money("USD", 999999) == "USD 1.0 million");
  CHECK(format_money("USD", 36.7e6) == "USD 36.7 million");
  CHECK(format_money("USD", -3.04e6) == "USD -3.0 million");
  CHECK(format_money("USD", 123.4e6) == "USD 123 million");
  CHECK(format_money("KRW", 2.34e9) == "KRW 2.3 billion");
}

TEST_CASE("wording: by hand, names become words") {
  CHECK(spaced("handle_minutes") == "handle minutes");
  CHECK(singular("tickets") == "ticket");
  CHECK(singular("queries") == "query");
  CHECK(singular("people") == "person");
  CHECK(singular("salespeople") == "salesperson");
  CHECK(singular("boxes") == "box");
  CHECK(singular("staff") == "staff");
  CHECK(singular("status") == "status");
}

TEST_CASE("wording: invariance, a printed estimate lies inside its printed interval") {
  const auto number = [](std::string text) { return std::stod(text.substr(0, text.find('%'))); };
  for (int i = -400; i <= 400; ++i) {
    const double estimate = i * 0.00137;
    for (double half : {0.0001, 0.004, 0.03, 0.2}) {
      const std::string interval = format_percent_interval(estimate - half, estimate + half);
      const double low = number(interval), high = number(interval.substr(interval.find("to ") + 3));
      const double shown = number(format_percent(estimate));
      CHECK(low <= shown);
      CHECK(shown <= high);
      CHECK(low <= 100 * (estimate - half) + 1e-6);
      CHECK(high >= 100 * (estimate + half) - 1e-6);
    }
  }
}

TEST_SUITE_END();
