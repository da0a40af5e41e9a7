// What a column is taken for comes from all of it.
#include <fmt/format.h>

#include <cmath>

#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/readings") {

TEST_CASE("readings: no column is settled by its first rows") {
  Workplace place;
  const auto load_after = [&](const std::string& first, const std::vector<std::string>& late) {
    std::string text = "unit,arm,minutes\n";
    for (int i = 0; i < 3000; ++i) text += fmt::format("u{},{},{}\n", i, i % 2 ? "B" : "A", first);
    for (std::size_t i = 0; i < late.size(); ++i) text += fmt::format("v{},{},\"{}\"\n", i, i % 2 ? "B" : "A", late[i]);
    place.write("x.csv", text);
    return load_file(place.path("x.csv"), {.unit = "unit"}, {.group = "arm", .treated = "B", .randomized = true});
  };
  const auto sum = [](const Loaded& loaded) {
    double total = 0;
    for (const double value : loaded.panel.metrics[0].sum) total += std::isnan(value) ? 0 : value;
    return total;
  };
  CHECK(sum(load_after("1.5", {"NA", "1,000.5", "-"})) == 3000 * 1.5 + 1000.5);
  CHECK(sum(load_after("1", {"1.25", "2"})) == 3000 + 3.25);
  CHECK(sum(load_after("1", {"2,5", "1.047,25"})) == 3000 + 2.5 + 1047.25);
  CHECK(holds(message_of([&] { load_after("7", {"1.047"}); }), "'1.047' beside '7'"));
  CHECK(holds(message_of([&] { load_after("1.5", {"2,5"}); }), "both '1.5' and '2,5'"));
  const Ledger ledger = load_after("1.5", {"12 apples", "inf"}).ledger;
  REQUIRE(ledger.rejected.size() == 2);
  CHECK(ledger.rejected[0].line == 3002);
  CHECK(ledger.rejected[0].text == "12 apples");
  CHECK(holds(ledger.rejected[0].reason, "data.missing leaves it out"));
}

TEST_CASE("readings: what each column was taken for is said in a line") {
  Workplace place;
  std::string text = "agent,week,arm,minutes,share\n";
  for (int i = 0; i < 8; ++i)
    text += fmt::format("a{},2025-01-{:02},{},00:2{}:00,{} %\n", i / 2, i % 2 ? 13 : 6, i / 2 % 2 ? "B" : "A", i, i);
  place.write("x.csv", text);
  std::vector<MetricSource> metrics{{.metric = {.name = "minutes", .unit = "minutes"}}, {.metric = {.name = "share"}}};
  const Loaded loaded = load({.files = {place.path("x.csv")}}, {.unit = "agent", .time = "week"},
                             {.group = "arm", .treated = "B", .date = "2025-01-13"}, metrics, Grain::periods);
  std::string said;
  for (const ColumnReading& reading : loaded.readings)
    said += fmt::format("{} | {} | {}\n", reading.role, reading.column, reading.read_as);
  CHECK(said ==
        "unit | agent | labels, as they are written\n"
        "time | week | a date like 2025-03-03; a period is a week, by the steps between the dates\n"
        "group | arm | labels, as they are written\n"
        "metric minutes | minutes | durations, as most of its cells are\n"
        "metric share | share | percentages, read as shares of 1, as most of its cells are\n");
}

TEST_CASE("readings: days as Excel counts them, seconds and milliseconds since 1970 are dates") {
  Workplace place;
  const auto periods = [&](const std::vector<std::string>& weeks, const Columns& columns) {
    std::string text = "unit,week,arm,minutes\n";
    for (int unit = 0; unit < 4; ++unit)
      for (const std::string& week : weeks)
        text += fmt::format("u{},{},{},{}\n", unit, week, unit % 2 ? "B" : "A", unit);
    place.write("x.csv", text);
    const Loaded loaded =
        load_file(place.path("x.csv"), columns, {.group = "arm", .treated = "B", .date = "2025-03-03"});
    std::string labels;
    for (std::size_t i = 0; i < weeks.size(); ++i)
      labels += loaded.panel.calendar.label(loaded.panel.period_of[i]) + " ";
    return labels;
  };
  const std::string want = "2025-02-24 2025-03-03 2025-03-10 ";
  CHECK(periods({"2025-02-24", "2025-03-03", "2025-03-10"}, by_week) == want);
  CHECK(periods({"45712", "45719", "45726"}, by_week) == want);
  CHECK(periods({"45712.0", "45719.0", "45726.0"}, by_week) == want);
  CHECK(periods({"1740355200", "1740960000", "1741564800"}, by_week) == want);
  CHECK(periods({"1740355200000", "1740960000000", "1741564800000"}, by_week) == want);
  Columns columns = by_week;
  columns.timezone = "Europe/Berlin";  // an hour before midnight in UTC is midnight there
  CHECK(periods({"1740351600", "1740956400", "1741561200"}, columns) == want);
  columns.timezone = "Berlin/Europe";
  CHECK(holds(message_of([&] { periods({"2025-02-24", "2025-03-03", "2025-03-10"}, columns); }),
              "timezone is 'Berlin/Europe'"));
}

}  // TEST_SUITE("ingest/readings")
