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
  CHECK(with_unit("12", "USD per 고객 a week") == "매주 고객당 12 달러");
  CHECK(with_unit("0.3", "percentage points") == "0.3%포인트");
  CHECK(with_unit("3", "건") == "3 건");
  CHECK(with_unit("5", "per 문의") == "문의당 5");
  CHECK(with_unit("8", "weeks") == "8주");
}

}  // TEST_SUITE("base/units")
