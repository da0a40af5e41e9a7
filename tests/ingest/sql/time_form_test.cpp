#include "ingest/sql/time_form.hpp"

#include <doctest/doctest.h>

#include "data/calendar.hpp"
#include "ingest/sql/date_spacing.hpp"
#include "payoff/error.hpp"

using namespace payoff;

TEST_SUITE("ingest/sql/time_form") {

namespace {

TimeForm form_of(const std::vector<std::string>& texts) {
  return common_form(texts, std::vector<Place>(texts.size(), {.file = "data.csv"}), "when");
}

TimeForm form_of(const std::vector<std::string>& texts, const char* column, const char* period = "") {
  return common_form(texts, std::vector<Place>(texts.size()), column, TimeRole::period, period);
}

PeriodKind kind_of(const std::vector<std::string>& dates) {
  return calendar_of_spacing(dates, 0).kind;
}

// Every so many days, the first on 2025-01-06, a Monday.
std::vector<std::string> every(int days, int count) {
  std::vector<std::string> dates;
  for (int i = 0; i < count; ++i) dates.push_back(Calendar{PeriodKind::day}.label(day_number(2025, 1, 6) + i * days));
  return dates;
}

}  // namespace

TEST_CASE("time form: every form of time is told from the others") {
  CHECK(form_of({"2025-03-03"}) == TimeForm::date);
  CHECK(form_of({"2025-03-03 10:00:00"}) == TimeForm::timestamp);
  CHECK(form_of({"2025-03-03T10:00:00Z"}) == TimeForm::zoned);
  CHECK(form_of({"2025-03-03 10:00:00+02"}) == TimeForm::zoned);
  CHECK(form_of({"2025-W10"}) == TimeForm::week);
  CHECK(form_of({"2025-03"}) == TimeForm::month);
  CHECK(form_of({"2025Q1"}) == TimeForm::quarter);
  CHECK(form_of({"17", "-3", "4.0"}) == TimeForm::integer);
}

TEST_CASE("time form: 202412 is a month or a week, as the values say, or the column's name, or the study") {
  CHECK(form_of({"202412", "202501"}) == TimeForm::year_month);  // as weeks, 13 to 52 would be absent
  CHECK(form_of({"202412", "202413"}) == TimeForm::year_week);
  CHECK(form_of({"202452", "202501"}) == TimeForm::year_week);
  CHECK(form_of({"202412", "202454"}) == TimeForm::integer);
  CHECK(form_of({"202400", "202401"}) == TimeForm::integer);
  CHECK(form_of({"202501", "202502"}, "yearweek") == TimeForm::year_week);
  CHECK(form_of({"202501", "202502"}, "Month") == TimeForm::year_month);
  CHECK(form_of({"202501", "202502"}, "when", "week") == TimeForm::year_week);
  CHECK(form_of({"202501", "202502"}, "yearweek", "month") == TimeForm::year_month);
  CHECK(form_of({"202501", "202502"}, "when", "integer") == TimeForm::integer);
  CHECK_THROWS_WITH_AS(form_of({"202501", "202502"}),
                       "columns.time: time '202501' may be a month or a week of the year, and nothing in "
                       "'when' tells which; set columns.period to \"month\" or \"week\"",
                       Error);
  CHECK(form_of({"20241231", "20250101"}) == TimeForm::compact_date);
  CHECK(form_of({"20241331", "20250101"}) == TimeForm::integer);
  CHECK(form_of({"2019", "2025"}) == TimeForm::year);
  CHECK(form_of({"2019", "1"}) == TimeForm::integer);
}

TEST_CASE("time form: the spacing of the dates says what the periods are, and a week its first day") {
  CHECK(kind_of({"2025-03-03", "2025-03-10", "2025-03-24"}) == PeriodKind::week);
  CHECK(kind_of({"2025-03-03", "2025-03-10", "2025-03-11"}) == PeriodKind::day);
  CHECK(kind_of({"2025-01-01", "2025-02-01"}) == PeriodKind::month);
  CHECK(kind_of({"2025-01-31", "2025-02-28", "2025-03-31"}) == PeriodKind::month);
  CHECK(kind_of({"2025-01-15", "2025-02-15", "2025-03-15"}) == PeriodKind::month);
  CHECK(kind_of({"2025-01-01", "2025-04-01"}) == PeriodKind::quarter);
  CHECK(kind_of({"2024-03-31", "2024-06-30", "2024-12-31"}) == PeriodKind::quarter);
  CHECK(kind_of({"2023-01-01", "2024-01-01", "2025-01-01"}) == PeriodKind::year);
  CHECK(calendar_of_spacing({"2025-03-02", "2025-03-09"}, 0).week_starts_on == 7);  // Sundays
  CHECK(calendar_of_spacing({"2025-03-02", "2025-03-09"}, 1).week_starts_on == 1);  // unless declared
  CHECK(kind_of({"2025-03-03", "2025-03-04", "2025-03-05", "2025-03-06", "2025-03-07", "2025-03-10"}) ==
        PeriodKind::day);
}

TEST_CASE("time form: steps of two to four weeks are sprints, of five and more weeks with holes") {
  for (int weeks = 1; weeks <= 6; ++weeks) {
    const std::vector<std::string> dates = every(7 * weeks, 9);
    const Calendar calendar = calendar_of_spacing(dates, 0);
    CHECK(calendar.kind == (weeks > 1 && weeks <= 4 ? PeriodKind::sprint : PeriodKind::week));
    CHECK(calendar.label(period_of_day(calendar, *parse_iso_date(dates[4]))) == dates[4]);
    const int step =
        period_of_day(calendar, *parse_iso_date(dates[5])) - period_of_day(calendar, *parse_iso_date(dates[4]));
    CHECK(step == (weeks <= 4 ? 1 : weeks));
  }
  CHECK(kind_of(every(14, 2)) == PeriodKind::week);                      // two dates alone
  CHECK(calendar_of_spacing(every(14, 9), 1).kind == PeriodKind::week);  // weeks, says the study
  std::vector<std::string> hole = every(14, 9);
  hole.erase(hole.begin() + 3);
  CHECK(calendar_of_spacing(hole, 0).sprint_weeks == 2);
}

TEST_CASE("time form: one date alone says nothing about the calendar") {
  CHECK(kind_of({"2025-03-03", "2025-03-03"}) == PeriodKind::day);
}

TEST_CASE("time form: two forms, an uncertain order and plain text are refused") {
  CHECK_THROWS_WITH_AS(
      common_form({"2025-03-03", "03/04/2025"}, {{.file = "a.csv", .line = 2}, {.file = "b.csv", .line = 9}}, "week"),
      "b.csv:9: time is '03/04/2025', but must have one form, and a.csv:2 has '2025-03-03'; write all "
      "dates in one form",
      Error);
  CHECK_THROWS_AS(form_of({"2025-03", "2025-03-01"}), Error);
  CHECK_THROWS_AS(form_of({"03/04/2025"}), Error);
  CHECK_THROWS_AS(form_of({"next week"}), Error);
}

}  // TEST_SUITE("ingest/sql/time_form")
