// Time columns end to end: what is found, and where what is not is pointed at.
#include <fmt/format.h>

#include "data/calendar.hpp"
#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/sql/time_column") {

namespace {

const std::string header = "unit,week,arm,minutes\n";

Calendar calendar_of(const std::vector<std::string>& times, const std::string& date) {
  Workplace place;
  std::string csv = header;
  for (const std::string& time : times) csv += "a," + time + ",A,1\nb," + time + ",B,2\n";
  place.write("x.csv", csv);
  return load_file(place.path("x.csv"), by_week, {.group = "arm", .treated = "B", .date = date}).panel.calendar;
}

}  // namespace

TEST_CASE("time column: first days of months are months, though they fall on one weekday") {
  // 1 February and 1 March 2025 are Saturdays; 1 January, 1 April and 1 July 2024 are Mondays.
  CHECK(calendar_of({"2025-02-01", "2025-03-01"}, "2025-03-01").kind == PeriodKind::month);
  CHECK(calendar_of({"2024-01-01", "2024-04-01", "2024-07-01"}, "2024-04-01").kind == PeriodKind::quarter);
  CHECK(calendar_of({"2025-02-02", "2025-02-09"}, "2025-02-09").week_starts_on == 7);
}

TEST_CASE("time column: the kind of period comes from the spacing, whatever the form and the type of the column") {
  Workplace place;
  const auto calendar_of = [&](const std::string& time, const Columns& columns) {
    std::string csv = header;
    for (int week = 0; week < 4; ++week) {
      const std::string text = Calendar{PeriodKind::day}.label(day_number(2025, 1, 6) + 7 * week);
      const std::string cell = fmt::format(fmt::runtime(time), text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
      csv += "a," + cell + ",A,1\nb," + cell + ",B,2\n";
    }
    place.write("x.csv", csv);
    return load_file(place.path("x.csv"), columns, {.group = "arm", .treated = "B", .date = "2025-01-20"})
        .panel.calendar;
  };
  Columns american = by_week, european = by_week, computed = by_week, days = by_week, berlin = by_week;
  american.time_format = "%m/%d/%Y";
  european.time_format = "%d.%m.%y";
  computed.time = "strptime(week, '%d.%m.%Y')";
  days.period = "day";
  berlin.timezone = "Europe/Berlin";
  for (const Calendar& calendar : {calendar_of("{}-{}-{} 00:00:00", by_week), calendar_of("{}-{}-{}T09:30:00", by_week),
                                   calendar_of("{}-{}-{}T00:00:00+01:00", berlin), calendar_of("{0}{1}{2}", by_week),
                                   calendar_of("{1}/{2}/{0}", american), calendar_of("{2}.{1}.25", european),
                                   calendar_of("{2}.{1}.{0}", computed)}) {
    CHECK(calendar.kind == PeriodKind::week);
    CHECK(calendar.week_starts_on == 1);
  }
  CHECK(calendar_of("{}-{}-{} 00:00:00", days).kind == PeriodKind::day);
}

TEST_CASE("time column: sprints, weeks and years written as numbers, and the rollout in the column's own form") {
  CHECK(calendar_of({"2025-01-06", "2025-01-20", "2025-02-03"}, "2025-01-20").label(1) == "1970-01-19");
  const Calendar sprints = calendar_of({"2025-01-06", "2025-01-20", "2025-02-17"}, "2025-01-25");
  CHECK(sprints.kind == PeriodKind::sprint);
  CHECK(sprints.label(period_of_day(sprints, day_number(2025, 2, 16))) == "2025-02-03");
  CHECK(calendar_of({"202451", "202452", "202501"}, "202501").kind == PeriodKind::week);
  CHECK(calendar_of({"202506", "202507", "202508"}, "202507").kind == PeriodKind::week);  // the column is called week
  CHECK(calendar_of({"2023", "2024", "2025"}, "2024").kind == PeriodKind::year);
  CHECK(calendar_of({"2023", "2024", "2025"}, "2024-01-01").label(2024) == "2024");
}

TEST_CASE("time column: the rollout's date may be written as the column writes its own") {
  CHECK(calendar_of({"20250201", "20250202"}, "20250202").kind == PeriodKind::day);
  CHECK(calendar_of({"20250201", "20250202"}, "2025-02-02").kind == PeriodKind::day);
  const std::string wrong = message_of([] { calendar_of({"2025-02-01", "2025-02-02"}, "02/02/2025"); });
  holds(wrong, "rollout.date: date is '02/02/2025', but must be a date like 2025-03-03");
  holds(message_of([] { calendar_of({"7", "8"}, "2025-02-02"); }), "must be a whole number");
}

TEST_CASE("time column: a second form is named in its own file, past quoted line breaks") {
  Workplace place;
  const std::string rows = "\"a\nb\",2025-01-27,A,1\n\n\"a\nb\",2025-02-03,A,1\n";  // lines 2-3, 5-6
  place.write("1.csv", header + rows);
  place.write("2.csv", header + rows + "c,03/02/2025,B,1\n");
  const std::string message = message_of([&] { load_file(place.path("?.csv")); });
  holds(message, "2.csv:7: time is '03/02/2025', but must have one form");
  holds(message, "1.csv:2 has '2025-01-27'");
}

TEST_CASE("time column: a first cell of another form than all the rest is told as two forms") {
  Workplace place;
  place.write("x.csv", header + "a,13/01/2025,A,1\na,2025-01-20,A,1\nb,2025-01-20,B,1\n");
  holds(message_of([&] { load_file(place.path("x.csv")); }), "x.csv:2: time is '13/01/2025', but must have one form");
}

TEST_CASE("time column: single cells that are no quarter are rejected, not the whole file") {
  Workplace place;
  std::string csv = header;
  for (const char* quarter : {"2024-Q3", "2024-Q4", "2025-Q1"})
    for (const char* unit : {"a,{},A,1\n", "b,{},B,2\n"}) csv += fmt::format(fmt::runtime(unit), quarter);
  place.write("x.csv", csv + "c,n/a,A,1\nc,2024-Q7,A,1\n");
  const Loaded loaded = load_file(place.path("x.csv"), by_week, {.group = "arm", .treated = "B", .date = "2025-Q1"});
  REQUIRE(loaded.ledger.rejected.size() == 2);
  CHECK(loaded.ledger.rejected[0].line == 8);
  CHECK(loaded.ledger.rejected[0].reason == "is not a quarter like 2025-Q1");
  CHECK(loaded.ledger.rejected[1].text == "2024-Q7");
}

TEST_CASE("time column: refused: an unknown zone, a column of plain text, two years that differ in kind") {
  Workplace place;
  place.write("x.csv", header + "a,2025-01-27T10:00:00Z,A,1\na,2025-02-03T10:00:00Z,A,1\nb,2025-02-03T10:00:00Z,B,1\n");
  Columns columns = by_week;
  columns.timezone = "Mars/Base";
  holds(message_of([&] { load_file(place.path("x.csv"), columns); }),
        "columns.timezone: timezone is 'Mars/Base', but must be a name of the IANA list");
  place.write("x.csv", header + "a,sometime,A,1\nb,later,B,1\n");
  const std::string text = message_of([&] { load_file(place.path("x.csv")); });
  holds(text, "x.csv:2: time column 'week' reads like 'sometime'");
  holds(text, "nullif(week, 'sometime')");
  place.write("x.csv", header + "a,,A,1\nb,,B,1\n");
  holds(message_of([&] { load_file(place.path("x.csv")); }), "time column 'week' has no values");
}

TEST_CASE("by hand: the SQL that the messages advise reads dates of adoption in another form than the weeks") {
  Workplace place;
  std::string csv = "unit,week,since,minutes\n";
  for (const char* week : {"2025-01-20", "2025-01-27", "2025-02-03"})
    csv += fmt::format("a,{0},,1\nb,{0},01/27/2025,2\nc,{0},{1},3\n", week, "2025-02-03");
  place.write("x.csv", csv);
  const Panel panel =
      load_file(place.path("x.csv"), by_week, {.adopted_on = "try_strptime(since, ['%Y-%m-%d', '%m/%d/%Y'])"}).panel;
  CHECK(panel.calendar.label(panel.units[1].adopted_period) == "2025-01-27");
  CHECK(panel.calendar.label(panel.units[2].adopted_period) == "2025-02-03");
}

TEST_CASE("time column: a zone moves timestamps that are UTC without saying so, and no dates at midnight") {
  Workplace place;
  Columns berlin = by_week;
  berlin.timezone = "Europe/Berlin";
  const auto first = [&](const std::string& clock, const std::string& zone) {
    std::string csv = header;
    for (const char* day : {"2025-01-26", "2025-02-02", "2025-02-09"})  // Sundays
      for (const char* unit : {"a,{},A,1", "b,{},B,2"}) csv += fmt::format(fmt::runtime(unit), day + clock) + "\n";
    place.write("x.csv", csv);
    berlin.timezone = zone;
    return load_file(place.path("x.csv"), berlin).panel.calendar.week_starts_on;
  };
  CHECK(first(" 23:30:00", "") == 7);
  CHECK(first(" 23:30:00", "Europe/Berlin") == 1);
  CHECK(first(" 00:00:00", "America/New_York") == 7);
  CHECK(first(" 03:00:00", "America/New_York") == 6);
}

TEST_CASE("time column: dates beyond the first rows that leave their steps have the kind of period found anew") {
  Workplace place;
  const auto kind_of = [&](const std::vector<std::string>& first, const std::vector<std::string>& later) {
    std::string csv = header;
    for (const auto& [days, units] : {std::pair(first, 7000), std::pair(later, 10)})
      for (const std::string& day : days)
        for (int unit = 0; unit < units; ++unit) csv += fmt::format("u{},{},{},1\n", unit, day, unit % 2 ? "B" : "A");
    place.write("x.csv", csv);
    return load_file(place.path("x.csv"), by_week, {.group = "arm", .treated = "B", .date = first[1]})
        .panel.calendar.kind;
  };
  const std::vector<std::string> mondays{"2025-01-06", "2025-01-13", "2025-01-20"};
  CHECK(kind_of(mondays, {"2025-01-27"}) == PeriodKind::week);
  CHECK(kind_of(mondays, {"2025-01-29"}) == PeriodKind::day);
  const std::vector<std::string> firsts{"2025-01-01", "2025-02-01", "2025-03-01"};
  CHECK(kind_of(firsts, {"2025-04-02"}) == PeriodKind::day);
  CHECK(kind_of({"2025-01-31", "2025-02-28", "2025-03-31"}, {"2025-04-30"}) == PeriodKind::month);
  CHECK(kind_of({"2024-01-01", "2024-04-01", "2024-07-01"}, {"2024-11-01"}) == PeriodKind::month);
  CHECK(kind_of({"2025-01-06", "2025-01-20", "2025-02-03"}, {"2025-02-10"}) == PeriodKind::week);
}

}  // TEST_SUITE("ingest/sql/time_column")
