#include "ingest/sql/time_form.hpp"

#include <doctest/doctest.h>

#include "payoff/error.hpp"

using namespace payoff;

TEST_SUITE("ingest/sql/time_form") {

namespace {

TimeForm form_of(const std::vector<std::string>& texts) {
  return common_form(texts, std::vector<Place>(texts.size(), {.file = "data.csv"}), "week");
}

PeriodKind kind_of(const std::vector<std::string>& texts) {
  return natural_calendar(form_of(texts), texts, 0).kind;
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

TEST_CASE("time form: 202412 is a month only when every number reads like one") {
  CHECK(form_of({"202412", "202501"}) == TimeForm::year_month);
  CHECK(form_of({"202412", "202413"}) == TimeForm::integer);
  CHECK(form_of({"20241231", "20250101"}) == TimeForm::compact_date);
  CHECK(form_of({"20241331", "20250101"}) == TimeForm::integer);
}

TEST_CASE("time form: weeks, months and quarters give themselves away, and a week by its first day") {
  CHECK(kind_of({"2025-03-03", "2025-03-10", "2025-03-24"}) == PeriodKind::week);
  CHECK(kind_of({"2025-03-03", "2025-03-10", "2025-03-11"}) == PeriodKind::day);
  CHECK(kind_of({"2025-01-01", "2025-02-01"}) == PeriodKind::month);
  CHECK(kind_of({"2025-01-01", "2025-04-01"}) == PeriodKind::quarter);
  CHECK(natural_calendar(TimeForm::date, {"2025-03-02", "2025-03-09"}, 0).week_starts_on == 7);  // Sundays
  CHECK(natural_calendar(TimeForm::date, {"2025-03-02", "2025-03-09"}, 1).week_starts_on == 1);  // unless declared
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
