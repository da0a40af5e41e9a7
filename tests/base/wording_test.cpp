#include "base/wording.hpp"

#include <doctest/doctest.h>

#include <charconv>
#include <cmath>
#include <utility>

#include "base/messages.hpp"

using namespace payoff;

TEST_SUITE("base/wording") {

namespace {

std::string joined(const Ends& both) {
  return both.low + " to " + both.high;
}

std::string ends(double low, double high) {
  return joined(format_ends(low, high));
}

std::string percent_ends(double low, double high) {
  return joined(format_percent_ends(low, high));
}

}  // namespace

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
  CHECK(percent_ends(0.29, 0.57) == "29.0% to 57.0%");
}

TEST_CASE("wording: by hand, the ends of an interval go outward, and its estimate has its decimals") {
  CHECK(percent_ends(0.0139, 0.3951) == "1.3% to 39.6%");
  CHECK(percent_ends(-0.3951, -0.0131) == "-39.6% to -1.3%");
  CHECK(percent_ends(-0.041, 0.2501) == "-4.1% to 25.1%");
  CHECK(percent_ends(0.5404, 1.8112) == "54% to 182%");
  CHECK(format_percent(0.188399941, 0.0139, 0.3951) == "18.8%");
  CHECK(format_percent(1.1788, 0.5404, 1.8112) == "117%");
  CHECK(ends(-0.0513, 0.251) == "-0.06 to 0.26");
  CHECK(ends(0.4851, 1.0545) == "0.48 to 1.06");
  CHECK(percent_ends(0, INFINITY) == "not available to not available");
}

TEST_CASE("wording: by hand, the step of an interval is at most a third of its half-width, and three digits do") {
  CHECK(decimals_for_interval(13.68, 13.71) == 3);  // half-width 0.015: steps of 0.01 are too coarse
  CHECK(decimals_for_interval(4.1, 5.2) == 1);
  CHECK(decimals_for_estimate(13.69, 13.68, 13.71) == 3);
  CHECK(decimals_for_estimate(-2.34, NAN, NAN) == 1);  // of an interval that is not there it would be 0
  CHECK(ends(2376552, 2768240) == "2,370,000 to 2,770,000");
  CHECK(ends(1904, 2219) == "1,900 to 2,220");
  CHECK(ends(1234567, 1234597) == "1,234,567 to 1,234,597");
}

TEST_CASE("wording: by hand, an end that is not zero never reads as zero") {
  CHECK(percent_ends(0.0004, 0.2) == "0.04% to 20.00%");
  CHECK(decimals_for({0.65, 0.3, -0.0004}) == 4);
  CHECK(decimals_for({4.6, 4.1, 5.2}) == 1);
  CHECK(decimals_for({640, 3.2}) == 0);
}

TEST_CASE("wording: by hand, the factors of a product have three digits and no idle zeros") {
  CHECK(format_factor(2.4066) == "2.41");
  CHECK(format_factor(0.5) == "0.5");
  CHECK(format_factor(122.3) == "122");
  CHECK(format_factor(7749075) == "7,750,000");
  CHECK(format_factor(-0.0997) == "-0.0997");
  CHECK(format_factor(0) == "0");
}

TEST_CASE("wording: by hand, a simulated chance is never certain") {
  CHECK(format_chance(1) == "over 99.9%");
  CHECK(format_chance(0.9961) == "99.6%");
  CHECK(format_chance(0.979) == "97%");
  CHECK(format_chance(0.0031) == "0.3%");
  CHECK(format_chance(0) == "under 0.1%");
  CHECK(format_chance(std::nan("")) == "not available");
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
  CHECK(format_money_range("USD", 3.58e6, 6.62e6) == "USD 3.6 to 6.6 million");
  CHECK(format_money_range("USD", 4e5, 2.1e6) == "USD 0.4 to 2.1 million");
  CHECK(format_money_range("USD", -2.3e6, -599000) == "USD -2.3 to -0.6 million");
  CHECK(format_money_range("USD", 0, 2.1e6) == "USD 0.0 to 2.1 million");
  CHECK(format_money_range("USD", 45321, 2.1e6) == "USD 0.05 to 2.10 million");
  CHECK(format_money_range("USD", 45.3e6, 2.1e9) == "USD 0.05 to 2.10 billion");
  CHECK(format_money_range("USD", 999999, 2.1e6) == "USD 1.0 to 2.1 million");
  CHECK(format_money_range("USD", -1234, 45321) == "USD -1,200 to 45,300");
  CHECK(format_money_range("USD", -912, 884) == "USD -912 to 884");
  CHECK(format_money_range("USD", 0, 310.4) == "USD 0 to 310");
  CHECK(format_money_range("USD", 3.14159, 310.4) == "USD 3 to 310");
  CHECK(format_money_range("USD", 453, 2.1e6) == "USD 500 to 2,100,000");
  CHECK(format_money_range("USD", 7, 99.5) == "USD 7.00 to 99.50");
  CHECK(format_money_range("USD", 0, INFINITY) == "not available");
}

TEST_CASE("format_count: by hand, in full") {
  CHECK(format_count(8640) == "8,640");
  CHECK(format_count(std::size_t{0}) == "0");
}

TEST_CASE("without_article: by hand, of a tool in Korean") {
  CHECK(without_article("the assistant") == "the assistant");
  const Speaking korean(language_of("ko"));
  CHECK(without_article("the assistant") == "assistant");
  CHECK(without_article("The coding agent") == "coding agent");
  CHECK(without_article("theia") == "theia");
}

TEST_CASE("wording: by hand, names become words") {
  CHECK(spaced("handle_minutes") == "handle minutes");
  CHECK(singular("tickets") == "ticket");
  CHECK(singular("queries") == "query");
  CHECK(singular("people") == "person");
  CHECK(singular("salespeople") == "salesperson");
  CHECK(singular("boxes") == "box");
  CHECK(singular("customers of the online shop") == "customer of the online shop");
  CHECK(singular("agents in Leeds") == "agent in Leeds");
  CHECK(singular("staff") == "staff");
  CHECK(singular("status") == "status");
}

TEST_CASE("wording: invariance, a printed estimate lies inside its printed interval") {
  const auto number = [](const std::string& text) {  // in every locale
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  };
  for (int i = -400; i <= 400; ++i) {
    const double estimate = i * 0.00137;
    for (double half : {0.0001, 0.004, 0.03, 0.2}) {
      const Ends shown_ends = format_percent_ends(estimate - half, estimate + half);
      const double low = number(shown_ends.low), high = number(shown_ends.high);
      const double shown = number(format_percent(estimate, estimate - half, estimate + half));
      CHECK(low <= shown);
      CHECK(shown <= high);
      CHECK(low <= 100 * (estimate - half) + 1e-6);
      CHECK(high >= 100 * (estimate + half) - 1e-6);
    }
  }
}

TEST_CASE("format_money: in Korean by hand, in parts of 만, 억 and 조, with three digits that count") {
  const Speaking korean(language_of("ko"));
  CHECK(format_money("KRW", 45321) == "4만 5,300원");
  CHECK(format_money("KRW", 9999) == "1만 원");
  CHECK(format_money("KRW", 9994) == "9,990원");
  CHECK(format_money("USD", -60700) == "-6만 700달러");
  CHECK(format_money("KRW", 123456) == "12만 3,000원");
  CHECK(format_money("KRW", 2571000) == "257만 원");
  CHECK(format_money("KRW", 99999999) == "1억 원");
  CHECK(format_money("KRW", 123456789) == "1억 2,300만 원");
  CHECK(format_money("KRW", -1.2345e12) == "-1조 2,300억 원");
  CHECK(format_money("USD", 0.7698) == "0.77달러");
  CHECK(format_money("XDR", 48) == "48.00 XDR");
  CHECK(format_money_range("KRW", 4e5, 2.1e6) == "40만 ~ 210만 원");
  CHECK(format_money_range("KRW", -2.3e6, -599400) == "-230만 ~ -60만 원");
  CHECK(format_money_range("KRW", 7, 99.5) == "7.00 ~ 99.50원");
  CHECK(format_money("KRW", std::nan("")) == "값 없음");
}

TEST_CASE("format_money_range: property, both ends are read back in one unit, and none but 0 reads as 0") {
  for (double low = 0.02; low < 1e13; low *= 2.3) {
    for (double high = low; high < 1e13; high *= 3.1) {
      CAPTURE(low);
      CAPTURE(high);
      const Ends ends = format_amount_ends(-low, high);
      double from = 0, to = 0;
      std::string digits[2] = {ends.low, ends.high.substr(0, ends.high.find(' '))};
      for (std::string& each : digits) std::erase(each, ',');
      std::from_chars(digits[0].data(), digits[0].data() + digits[0].size(), from);
      std::from_chars(digits[1].data(), digits[1].data() + digits[1].size(), to);
      CHECK(from < 0);
      CHECK(to > 0);
      // The same unit is lost by both, so their ratio stands: within half a digit of the smaller.
      CHECK(-from / to == doctest::Approx(low / high).epsilon(0.51));
      const auto decimals = [](const std::string& text) {
        const std::size_t point = text.find('.');
        return point == std::string::npos ? 0 : text.size() - point - 1;
      };
      CHECK(decimals(digits[0]) == decimals(digits[1]));
    }
  }
}

TEST_CASE("format_money: property, in every language the same number is read back") {
  for (double amount = 1; amount < 1e14; amount *= 1.7) {
    CAPTURE(amount);
    const Speaking korean(language_of("ko"));
    double sum = 0, part = 0;
    const std::string money = format_money("KRW", amount);
    for (std::string_view rest = money; !rest.empty(); rest.remove_prefix(1)) {
      if (rest[0] >= '0' && rest[0] <= '9') part = 10 * part + (rest[0] - '0');
      for (const auto& [word, size] : {std::pair{"만", 1e4}, {"억", 1e8}, {"조", 1e12}, {"원", 1.0}})
        if (rest.starts_with(word)) sum += part * size, part = 0;
    }
    if (amount >= 100) CHECK(std::abs(sum / amount - 1) < 0.0051);
  }
}

}  // TEST_SUITE("base/wording")
