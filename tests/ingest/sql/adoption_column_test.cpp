// What stands for never, and dates of adoption in a form of their own.
#include <fmt/format.h>

#include <functional>

#include "data/calendar.hpp"
#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/sql/adoption_column") {

namespace {

// Two units in eight periods; the first adopts, the second as it is written here.
Loaded with(
    const std::string& adopted, const std::string& never, const Columns& columns = by_week,
    const std::function<std::string(int)>& label = [](int t) { return std::to_string(t); }) {
  Workplace place;
  std::string csv = "unit,week,since,minutes\n";
  for (int t = 1; t <= 8; ++t) csv += fmt::format("a,{0},{1},1\nb,{0},{2},2\n", label(t), adopted, never);
  place.write("x.csv", csv);
  return load_file(place.path("x.csv"), columns, {.adopted_on = "since"});
}

std::string monday(int week) {
  return Calendar{PeriodKind::day}.label(day_number(2025, 1, 6) + 7 * week);
}

bool is_never(const Loaded& loaded) {
  return loaded.panel.units.size() == 2 && loaded.panel.units[0].treated && !loaded.panel.units[1].treated;
}

}  // namespace

TEST_CASE("adoption: every spelling of never is one, and the coding says which were taken so") {
  for (const std::string never :
       {"", "never", "Never", " NEVER ", "-", "\u2013", "NA", "n/a", "None", "NULL", "NaT", "0"}) {
    CAPTURE(never);
    const Loaded loaded = with("5", never);
    CHECK(is_never(loaded));
    CHECK(loaded.ledger.rows_used == 16);
    const bool said = loaded.coding.text.find("; in since never is taken to be meant by '") != std::string::npos;
    CHECK(said == !never.empty());
  }
  CHECK(with("5", "0").coding.text ==
        "treated: 8 rows of units with a value in since; comparison: 8 rows of units without; in since never is taken "
        "to be meant by '0' (8 rows)");
  for (const std::string never :
       {"1900-01-01", "1970-01-01", "1970-01-01 00:00:00", "9999-12-31", "9999-12-31T00:00:00", "0001-01-01", "0"}) {
    CAPTURE(never);
    CHECK(is_never(with(monday(4), never, by_week, monday)));
  }
}

TEST_CASE("adoption: a value within the data is a time, and what is neither is rejected") {
  CHECK(with("3", "0", by_week, [](int t) { return std::to_string(t - 5); }).panel.units[1].treated);  // -4 to 3
  Workplace place;
  std::string csv = "unit,week,since,minutes\n";
  for (int year = 1966; year <= 1973; ++year)
    csv += fmt::format("a,{0}-01-01,1971-01-01,1\nb,{0}-01-01,1970-01-01,2\n", year);
  place.write("x.csv", csv);
  CHECK(load_file(place.path("x.csv"), by_week, {.adopted_on = "since"}).panel.units[1].treated);
  const Loaded odd = with(monday(4), "soon", by_week, monday);
  CHECK(odd.ledger.rows_rejected == 8);
  CHECK(odd.ledger.reasons.front().reason == "since is no time of adoption (empty means never)");
}

TEST_CASE("adoption: the time's format is the time's own, and that of the adoption where both are written so") {
  Columns american = by_week;
  american.time_format = "%m/%d/%Y";
  const auto slashes = [](int week) {
    const std::string iso = monday(week);
    return fmt::format("{}/{}/{}", iso.substr(5, 2), iso.substr(8, 2), iso.substr(0, 4));
  };
  for (const std::string& adopted : {monday(4), slashes(4), monday(4) + " 00:00:00"}) {
    CAPTURE(adopted);
    const Loaded loaded = with(adopted, "", american, slashes);
    CHECK(is_never(loaded));
    CHECK(loaded.panel.calendar.label(loaded.panel.units[0].adopted_period) == monday(4));
  }
}

TEST_CASE("adoption: years among years, weeks as numbers, and JSON whose numbers are numbers") {
  const Loaded years = with("2018", "0", by_week, [](int t) { return std::to_string(2012 + t); });
  CHECK(is_never(years));
  CHECK(years.panel.units[0].adopted_period == 2018);
  const Loaded weeks = with("202505", "0", by_week, [](int t) { return std::to_string(202500 + t); });
  CHECK(weeks.panel.calendar.label(weeks.panel.units[0].adopted_period) == "2025-01-27");
  Workplace place;
  std::string json;
  for (int t = 1; t <= 8; ++t)
    json += fmt::format(
        "{{\"unit\":\"a\",\"week\":{0},\"since\":5,\"minutes\":1}}\n{{\"unit\":\"b\",\"week\":{0},\"since\":0,"
        "\"minutes\":2}}\n",
        t);
  place.write("x.ndjson", json);
  CHECK(is_never(load_file(place.path("x.ndjson"), by_week, {.adopted_on = "since"})));
}

}  // TEST_SUITE("ingest/sql/adoption_column")
