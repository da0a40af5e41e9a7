#include "base/parts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"

using namespace payoff;

TEST_SUITE("base/parts") {

TEST_CASE("amounts_in_parts: by hand, every number of 10,000 and more in a text") {
  const Speaking korean(language_of("ko"));
  CHECK(amounts_in_parts("9,999") == "9,999");
  CHECK(amounts_in_parts("10,000") == "1만");
  CHECK(amounts_in_parts("−5,360,000,000") == "−53억 6,000만");
  CHECK(amounts_in_parts("24,000 ~ 36,000") == "2만 4,000 ~ 3만 6,000");
  CHECK(amounts_in_parts("12,345.67") == "1만 2,345.67");
  CHECK(amounts_in_parts("20,000.50") == "2만 0.50");
  CHECK(amounts_in_parts("20,000.00") == "2만");
  CHECK(amounts_in_parts("53억 6,000만") == "53억 6,000만");
  CHECK(amounts_in_parts("30,000, 40,000.") == "3만, 4만.");
  CHECK(amounts_in_parts("1.00e+15") == "1.00e+15");
}

TEST_CASE("amounts_in_parts: English says no parts") {
  CHECK(amounts_in_parts("5,360,000,000") == "5,360,000,000");
  CHECK(amount_without_parts("53억") == "");
}

TEST_CASE("amount_without_parts: by hand, and what is none") {
  const Speaking korean(language_of("ko"));
  CHECK(amount_without_parts("53억 6,000만") == "5360000000");
  CHECK(amount_without_parts("1만 2,345.5") == "12345.5");
  for (const char* other : {"", "9,999", "만", "3만 원", "1만 ~ 2만", "1만  2"})
    CHECK(amount_without_parts(other) == "");
}

TEST_CASE("amount_without_parts: property, it undoes amounts_in_parts") {
  const Speaking korean(language_of("ko"));
  for (double amount = 10000; amount < 1e14; amount = std::floor(amount * 1.7))
    CHECK(amount_without_parts(amounts_in_parts(format_fixed(amount, 0))) == fmt::format("{}", amount));
}

TEST_CASE("is_of_money: by name or code, and for each of something") {
  const Speaking korean(language_of("ko"));
  for (const char* money : {"원", "KRW", "원/년", "달러/1인·월"}) CHECK(is_of_money(money));
  for (const char* other : {"", "명", "시간/주", "원생", "XDR"}) CHECK_FALSE(is_of_money(other));
}

}  // TEST_SUITE("base/parts")
