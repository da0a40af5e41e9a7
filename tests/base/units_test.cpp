#include "base/units.hpp"

#include <doctest/doctest.h>

#include "base/messages.hpp"

using namespace payoff;

TEST_SUITE("base/units") {

TEST_CASE("with_unit: English as the data hold it") {
  for (const char* unit : {"minutes", "minutes per ticket", "USD a week", "USD per customer a week", "points of 5",
                           "per ticket", "a b a c", "percentage points"}) {
    CAPTURE(unit);
    CHECK(with_unit("2.1", unit) == "2.1 " + std::string(unit));
    CHECK(said_unit(unit) == unit);
  }
  CHECK(with_unit("2.1", "") == "2.1");
  CHECK(with_unit("2.1", " a week") == "2.1 a week");
}

TEST_CASE("with_unit: Korean by hand, what is per what first") {
  const Speaking korean(language_of("ko"));
  CHECK(with_unit("2.1", "minutes") == "2.1분");
  CHECK(with_unit("2.1", "minutes per 문의") == "문의당 2.1분");
  CHECK(said_unit("minutes per 문의") == "문의당 분");
  CHECK(with_unit("12", "USD per 고객 a week") == "매주 고객당 12달러");
  CHECK(with_unit("0.3", "percentage points") == "0.3%포인트");
  CHECK(with_unit("3", "건") == "3건");
  CHECK(with_unit("336 ~ 504", "명") == "336 ~ 504명");
  CHECK(with_unit("3", "tickets") == "3 tickets");
  CHECK(with_unit("5", "per 문의") == "문의당 5");
  CHECK(with_unit("8", "weeks") == "8주");
}

TEST_CASE("with_unit: Korean by hand, money from 10,000 on by its parts, and what is no money in full") {
  const Speaking korean(language_of("ko"));
  CHECK(with_unit("9,900", "KRW") == "9,900원");
  CHECK(with_unit("32,000", "KRW per 고객") == "고객당 3만 2,000원");
  CHECK(with_unit("−40,000,000", "원/년") == "−4,000만 원/년");
  CHECK(with_unit("24,000 ~ 36,000", "USD") == "2만 4,000 ~ 3만 6,000달러");
  CHECK(with_unit("40,000", "XDR") == "40,000 XDR");
  CHECK(with_unit("40,000", "건") == "40,000건");
}

TEST_CASE("with_unit: Korean by hand, how often and of which day") {
  const Speaking korean(language_of("ko"));
  CHECK(with_unit("3", "건 a day") == "매일 3건");
  CHECK(with_unit("3", "건 a week") == "매주 3건");
  CHECK(with_unit("3", "건 a month") == "매월 3건");
  CHECK(with_unit("3", "건 a quarter") == "매분기 3건");
  CHECK(with_unit("3", "a period") == "3 a period");
  CHECK(with_unit("3", "건 per day") == "하루 3건");
  CHECK(with_unit("3", "건 per month") == "월 3건");
  CHECK(said_per("week") == "주당");
  CHECK(said_per("quarter") == "분기당");
}

}  // TEST_SUITE("base/units")
