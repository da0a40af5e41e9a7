#include "ingest/sql/partial_periods.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "data/calendar.hpp"
#include "tools/program.hpp"

using namespace payoff;

TEST_SUITE("ingest/sql/partial_periods") {

namespace {

// What is left out of daily rows from one date to another, cut into periods. only_workdays: none on Saturday and Sunday.
std::string left_out(const std::string& from, const std::string& to, const std::string& period,
                     bool only_workdays = false, int step = 1) {
  tools::Workplace place;
  std::string text = "day\n";
  for (int day = *parse_iso_date(from); day <= *parse_iso_date(to); day += step)
    if (!only_workdays || (day + 3) % 7 < 5) text += Calendar{PeriodKind::day}.label(day) + "\n";
  place.write("x.csv", text);
  OpenSource source({.files = {place.path("x.csv")}}, {"day"}, {});
  const TimeColumn time = detect_time(source, {.time = "day", .period = period});
  const std::string words = words_of(partial_periods(source, "day", time));
  CHECK(words_of(partial_periods(source, "CAST(day AS DATE)", time)) == words);  // and where it is SQL
  return words;
}

}  // namespace

TEST_CASE("by hand: the first and the last period where days of theirs are not in the data") {
  CHECK(left_out("2025-01-04", "2025-04-28", "week") ==
        "2024-12-30 (from 2025-01-04) and 2025-04-28 (until 2025-04-28)");
  CHECK(left_out("2025-01-06", "2025-04-27", "week") == "");
  CHECK(left_out("2025-01-06", "2025-04-26", "week") == "2025-04-21 (until 2025-04-26)");
  CHECK(left_out("2025-01-06", "2025-04-25", "week", true) == "");  // no rows on Saturdays and Sundays at all
  CHECK(left_out("2025-01-07", "2025-04-25", "week", true) == "2025-01-06 (from 2025-01-07)");
  CHECK(left_out("2025-01-02", "2025-06-30", "month", true) == "");  // New Year is no gap
  CHECK(left_out("2025-01-13", "2025-06-10", "month") == "2025-01 (from 2025-01-13) and 2025-06 (until 2025-06-10)");
  CHECK(left_out("2025-01-13", "2025-12-31", "quarter") == "2025-Q1 (from 2025-01-13)");
}

TEST_CASE("by hand: steps of a week in months; periods that are no longer than the steps; too few periods") {
  CHECK(left_out("2025-01-06", "2025-06-30", "month", false, 7) == "");
  CHECK(left_out("2025-01-20", "2025-06-30", "month", false, 7) == "2025-01 (from 2025-01-20)");
  CHECK(left_out("2025-01-08", "2025-03-10", "day") == "");
  CHECK(left_out("2025-01-08", "2025-03-12", "week", false, 7) == "");
  CHECK(left_out("2025-01-08", "2025-01-22", "week") == "");  // one whole week would stay
}

}  // TEST_SUITE("ingest/sql/partial_periods")
