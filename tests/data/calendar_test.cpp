#include "data/calendar.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace payoff;

TEST_SUITE("data/calendar") {

TEST_CASE("calendar: the month after December is January of the next year") {
  const Calendar months{PeriodKind::month};
  const int december = period_of_day(months, day_number(2024, 12, 31));
  CHECK(months.label(december) == "2024-12");
  CHECK(months.label(december + 1) == "2025-01");
  CHECK(period_of_day(months, day_number(2025, 1, 1)) == december + 1);
}

TEST_CASE("calendar: the quarter after the fourth is the first of the next year") {
  const Calendar quarters{PeriodKind::quarter};
  const int fourth = period_of_day(quarters, day_number(2024, 10, 1));
  CHECK(quarters.label(fourth) == "2024-Q4");
  CHECK(quarters.label(fourth + 1) == "2025-Q1");
}

TEST_CASE("calendar: a week begins on its declared day and is named by it") {
  // 2025-03-02 was a Sunday.
  const Calendar monday{PeriodKind::week, 1};
  const Calendar sunday{PeriodKind::week, 7};
  const int day = day_number(2025, 3, 2);
  CHECK(monday.label(period_of_day(monday, day)) == "2025-02-24");
  CHECK(sunday.label(period_of_day(sunday, day)) == "2025-03-02");
  CHECK(period_of_day(monday, day + 1) == period_of_day(monday, day) + 1);
}

TEST_CASE("calendar: every period holds the day it is named by, before 1970 too") {
  for (int first = 1; first <= 7; ++first) {
    const Calendar week{PeriodKind::week, first};
    for (int day = -400; day < 400; ++day) {
      const int period = period_of_day(week, day);
      const int start = 7 * period - week_offset_days(first);
      CHECK(start <= day);
      CHECK(day < start + 7);
      CHECK((start + 3 + 7 * 1000) % 7 + 1 == first);  // day 0 was a Thursday
    }
  }
}

TEST_CASE("calendar: by hand, the texts of a period, and those of none") {
  const auto label = [](PeriodKind kind, const char* text) {
    const Calendar calendar{kind};
    const std::optional<int> period = parse_period(calendar, text);
    return period ? calendar.label(*period) : "none";
  };
  CHECK(label(PeriodKind::month, "2024-12") == "2024-12");
  CHECK(label(PeriodKind::month, "202412") == "2024-12");
  CHECK(label(PeriodKind::month, "2024-12-31") == "2024-12");
  CHECK(label(PeriodKind::quarter, "2024Q4") == "2024-Q4");
  CHECK(label(PeriodKind::week, "2025-W01") == "2024-12-30");
  for (const char* text : {"2024-13", "202413", "2024-00", "2024-Q5", "2024-1", "2024-12-32", "abcd-12", "2024-", ""})
    CHECK(label(PeriodKind::month, text) == "none");
  for (const char* text : {"2025-W54", "2025-W00"}) CHECK(label(PeriodKind::week, text) == "none");
}

TEST_CASE("calendar: every period begins on a day of its own and holds all days up to the next") {
  for (const Calendar calendar :
       {Calendar{PeriodKind::day}, Calendar{PeriodKind::week, 3}, Calendar{PeriodKind::sprint, 1, 2, 5},
        Calendar{PeriodKind::sprint, 1, 3, 20}, Calendar{PeriodKind::month}, Calendar{PeriodKind::quarter},
        Calendar{PeriodKind::year}})
    for (int day = -1000; day < 1000; ++day) {
      const int period = period_of_day(calendar, day);
      CHECK(calendar.first_day(period) <= day);
      CHECK(day < calendar.first_day(period + 1));
      CHECK(period_of_day(calendar, calendar.first_day(period)) == period);
    }
}

TEST_CASE("calendar: by hand, time is counted in days, holes included") {
  const auto weeks = [](const Calendar& calendar, const std::vector<int>& periods) {
    return weeks_to_end(calendar, periods);
  };
  CHECK(weeks({PeriodKind::week}, {5, 6, 8}) == std::vector<double>{4, 3, 1, 0});
  CHECK(weeks({PeriodKind::sprint, 1, 2}, {5, 6}) == std::vector<double>{4, 2, 0});
  CHECK(weeks({PeriodKind::month}, {12 * 2025})[0] == 31 / 7.0);
  CHECK(weeks({PeriodKind::quarter}, {4 * 2025, 4 * 2025 + 1})[0] == 181 / 7.0);
  CHECK(weeks({PeriodKind::year}, {2024})[0] == 366 / 7.0);
  CHECK(std::isnan(weeks({PeriodKind::integer}, {1, 2})[0]));
  std::vector<int> working;  // 8 weeks from Monday to Friday, one of them closed
  const int monday = day_number(2025, 1, 6);
  for (const int week : {0, 1, 2, 4, 5, 6, 7})
    for (int day = 0; day < 5; ++day) working.push_back(monday + 7 * week + day);
  CHECK(weeks({PeriodKind::day}, working)[0] == 8);
  CHECK(weeks({PeriodKind::day}, {monday, monday + 1, monday + 2})[0] == 3 / 7.0);
}

}  // TEST_SUITE("data/calendar")
