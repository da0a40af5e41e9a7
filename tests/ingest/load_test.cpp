// From files to panels: layouts, formats, calendars, duplicates, and the ledger.
#include <doctest/doctest.h>

#include <set>

#include "base/random.hpp"
#include "ingest/source/duckdb.hpp"
#include "payoff/payoff.hpp"
#include "tools/program.hpp"

using namespace payoff;
using payoff::tools::Workplace;

TEST_SUITE("ingest/load") {

namespace {

const Columns by_week{.unit = "unit", .time = "week"};
const Rollout one_date{.group = "arm", .treated = "B", .date = "2025-02-03"};
const std::vector<MetricSource> minutes{{.metric = {.name = "minutes"}}};

Loaded load_file(const std::string& file, const Columns& columns = by_week, const Rollout& rollout = one_date,
                 const std::vector<MetricSource>& metrics = minutes, Grain grain = Grain::periods) {
  return load({.files = {file}}, columns, rollout, metrics, grain, {.threads = 1});
}

std::string message_of(auto&& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

void check_same_panel(const Panel& a, const Panel& b) {
  REQUIRE(a.units.size() == b.units.size());
  for (std::size_t u = 0; u < a.units.size(); ++u) {
    CHECK(a.units[u].label == b.units[u].label);
    CHECK(a.units[u].treated == b.units[u].treated);
    CHECK(a.units[u].adopted_period == b.units[u].adopted_period);
  }
  CHECK(a.unit_of == b.unit_of);
  CHECK(a.period_of == b.period_of);
  for (std::size_t k = 0; k < a.metrics.size(); ++k) CHECK(a.metrics[k].sum == b.metrics[k].sum);
}

}  // namespace

TEST_CASE("load: a panel by hand") {
  Workplace place;
  place.write("x.csv",
              "unit,week,arm,minutes,tickets\na,2025-01-27,A,30,3\nb,2025-01-27,B,28,4\na,2025-02-03,A,31,\nb,2025-02-"
              "03,B,20,5\n");
  const Loaded loaded = load_file(place.path("x.csv"), by_week, one_date,
                                  {{.metric = {.name = "minutes", .per = "tickets"}, .per = "tickets"}});
  const Panel& panel = loaded.panel;
  CHECK(panel.calendar.kind == PeriodKind::week);
  REQUIRE(panel.units.size() == 2);
  CHECK((panel.units[1].treated && !panel.units[0].treated));
  CHECK(panel.calendar.label(panel.units[1].adopted_period) == "2025-02-03");
  CHECK(panel.metrics[0].sum[0] == 30);
  CHECK(panel.metrics[0].weight[0] == 3);
  CHECK(std::isnan(panel.metrics[0].sum[1]));  // a cell without its denominator is missing, not zero
  CHECK(loaded.ledger.rows_read == 4);
  CHECK(loaded.rollout_period == panel.units[1].adopted_period);
}

TEST_CASE("load: CSV, gzip, zstd, Parquet, JSON lines and many files give one and the same panel") {
  Workplace place;
  place.write("x.csv", tools::tickets());
  const Panel panel = load_file(place.path("x.csv")).panel;
  Database database = open_duckdb(1);
  const std::string rows = "COPY (SELECT * FROM read_csv('" + place.path("x.csv") + "')) TO '";
  for (const auto& [name, options] : std::map<std::string, std::string>{{"x.csv.gz", "(COMPRESSION gzip)"},
                                                                        {"x2.csv.zst", "(COMPRESSION zstd)"},
                                                                        {"x.parquet", "(FORMAT parquet)"},
                                                                        {"x.jsonl", "(FORMAT json)"}}) {
    database.query(rows + place.path(name) + "' " + options);
    CAPTURE(name);
    check_same_panel(load_file(place.path(name)).panel, panel);
  }
  const std::string all = tools::tickets(), header = all.substr(0, all.find('\n') + 1);
  const std::size_t middle = all.find('\n', all.size() / 2) + 1;
  place.write("part_1.csv", all.substr(0, middle));
  place.write("part_2.csv", header + all.substr(middle));
  check_same_panel(load_file(place.path("part_*.csv")).panel, panel);
}

TEST_CASE("load: a long layout gives the panel of the wide one, ratios included") {
  Workplace place;
  std::string wide = "unit,week,arm,minutes,tickets\n", tall = "unit,week,arm,name,value\n";
  for (int unit = 0; unit < 6; ++unit)
    for (const char* week : {"2025-01-27", "2025-02-03", "2025-02-10"}) {
      const std::string key = fmt::format("u{},{},{},", unit, week, unit % 2 ? "B" : "A");
      wide += key + fmt::format("{},{}\n", 30 + unit, 3 + unit);
      tall += key + fmt::format("minutes,{}\n", 30 + unit) + key + fmt::format("tickets,{}\n", 3 + unit) + key +
              "unasked,1\n";
    }
  place.write("wide.csv", wide);
  place.write("long.csv", tall);
  const std::vector<MetricSource> ratio{{.metric = {.name = "minutes", .per = "tickets"}, .per = "tickets"},
                                        {.metric = {.name = "tickets"}}};
  Columns long_layout = by_week;
  long_layout.metric_name = "name";
  long_layout.metric_value = "value";
  const Loaded from_long = load_file(place.path("long.csv"), long_layout, one_date, ratio);
  const Panel panel = load_file(place.path("wide.csv"), by_week, one_date, ratio).panel;
  check_same_panel(from_long.panel, panel);
  CHECK(from_long.panel.metrics[0].weight == panel.metrics[0].weight);
  CHECK(from_long.ledger.rows_filtered == 18);
}

TEST_CASE("load: phases are the sums of the periods, and keep the trend") {
  Workplace place;
  place.write("x.csv", tools::tickets());
  Rollout randomized = one_date;
  randomized.randomized = true;
  const Panel periods = load_file(place.path("x.csv")).panel;
  const Panel phases = load_file(place.path("x.csv"), by_week, randomized, minutes, Grain::phases).panel;
  const Panel summed = to_phases(periods);
  CHECK(phases.unit_of == summed.unit_of);
  CHECK(phases.period_of == summed.period_of);
  for (std::size_t c = 0; c < summed.unit_of.size(); ++c)
    CHECK(phases.metrics[0].sum[c] == doctest::Approx(summed.metrics[0].sum[c]).epsilon(1e-14));
  REQUIRE(phases.trend[0].size() == periods.trend[0].size());
  for (std::size_t i = 0; i < phases.trend[0].size(); ++i) {
    CHECK(phases.trend[0][i].period == periods.trend[0][i].period);
    CHECK(phases.trend[0][i].mean == doctest::Approx(periods.trend[0][i].mean).epsilon(1e-14));
    CHECK(phases.trend[0][i].units == periods.trend[0][i].units);
  }
}

TEST_CASE("load: no duplicate hides, in periods or in phases, not even 62 periods apart") {
  Workplace place;
  const auto daily = [](const std::string& last) {
    std::string csv = "unit,day,arm,minutes\n";
    for (int unit = 0; unit < 4; ++unit)
      for (const char* day : {"2025-01-01", "2025-03-04"})  // 62 days apart
        csv += fmt::format("u{},{},{},1\n", unit, day, unit % 2 ? "B" : "A");
    return csv + last;
  };
  const Columns by_day{.unit = "unit", .time = "day", .period = "day"};
  const Rollout lot{.group = "arm", .treated = "B", .randomized = true};
  for (const Grain grain : {Grain::periods, Grain::phases}) {
    place.write("x.csv", daily(""));
    CHECK(message_of([&] { load_file(place.path("x.csv"), by_day, lot, minutes, grain); }).empty());
    place.write("x.csv", daily("u2,2025-03-04,A,1\n"));
    CHECK(message_of([&] {
            load_file(place.path("x.csv"), by_day, lot, minutes, grain);
          }).find("'u2' in 2025-03-04 (2 rows)") != std::string::npos);
  }
  // Without time a unit has one row.
  place.write("x.csv", "unit,arm,minutes\na,A,1\nb,B,2\nb,B,3\n");
  CHECK(message_of([&] {
          load_file(place.path("x.csv"), {.unit = "unit"}, lot, minutes, Grain::phases);
        }).find("'b' (2 rows)") != std::string::npos);
}

TEST_CASE("load: rows of one unit and period become one as the metric says") {
  Workplace place;
  place.write("x.csv",
              "unit,week,arm,minutes\na,2025-02-03,A,1\na,2025-02-03,A,2\na,2025-02-03,A,6\nb,2025-02-03,B,5\nb,2025-"
              "01-27,B,5\n");
  for (const auto& [aggregate, expected] : std::map<Aggregate, double>{{Aggregate::sum, 9},
                                                                       {Aggregate::mean, 3},
                                                                       {Aggregate::min, 1},
                                                                       {Aggregate::max, 6},
                                                                       {Aggregate::median, 2},
                                                                       {Aggregate::count, 3},
                                                                       {Aggregate::distinct, 3}}) {
    CAPTURE(name(aggregate));
    const Panel panel =
        load_file(place.path("x.csv"), by_week, one_date, {{.metric = {.name = "minutes"}, .aggregate = aggregate}})
            .panel;
    CHECK(panel.metrics[0].sum[0] == expected);
  }
}

TEST_CASE("load: times are cut into the periods they belong to") {
  Workplace place;
  const auto first_period = [&](const std::string& times, const Columns& columns, const std::string& date) {
    place.write("x.csv", "unit,t,arm,minutes\n" + times);
    const Panel panel = load_file(place.path("x.csv"), columns, {.group = "arm", .treated = "B", .date = date}).panel;
    return panel.calendar.label(panel.period_of[0]);
  };
  const Columns plain{.unit = "unit", .time = "t"};
  CHECK(first_period("a,2020-W53,A,1\nb,2021-W01,B,1\nb,2020-W53,B,1\n", plain, "2021-W01") == "2020-12-28");
  CHECK(first_period("a,202412,A,1\nb,202501,B,1\nb,202412,B,1\n", plain, "202501") == "2024-12");
  CHECK(first_period("a,2024-12,A,1\nb,2025-01,B,1\nb,2024-12,B,1\n", plain, "2025-01") == "2024-12");
  CHECK(first_period("a,2024-Q4,A,1\nb,2025-Q1,B,1\nb,2024-Q4,B,1\n", plain, "2025-Q1") == "2024-Q4");
  CHECK(first_period("a,5,A,1\nb,6,B,1\nb,5,B,1\n", plain, "6") == "5");
  CHECK(first_period("a,31.12.2024,A,1\nb,01.01.2025,B,1\nb,31.12.2024,B,1\n",
                     {.unit = "unit", .time = "t", .period = "day", .time_format = "%d.%m.%Y"},
                     "2025-01-01") == "2024-12-31");
  // 23:30 UTC on Sunday is Monday in Berlin, where clocks moved that night (30 March 2025).
  const std::string night = "a,2025-03-30T23:30:00Z,A,1\nb,2025-04-10T10:00:00Z,B,1\nb,2025-03-30T23:30:00Z,B,1\n";
  CHECK(first_period(night, {.unit = "unit", .time = "t", .period = "week"}, "2025-04-07") == "2025-03-24");
  CHECK(first_period(night, {.unit = "unit", .time = "t", .period = "week", .timezone = "Europe/Berlin"},
                     "2025-04-07") == "2025-03-31");
  CHECK(first_period(night, {.unit = "unit", .time = "t", .period = "week", .week_starts_on = 7}, "2025-04-06") ==
        "2025-03-30");
}

TEST_CASE("load: labels keep their zeros, and a treated 1 is 1.0 or true is true") {
  Workplace place;
  place.write("x.csv", "unit,g,minutes\n007,1.0,1\n008,0.0,2\n009,1.0,3\n");
  const Panel panel =
      load_file(place.path("x.csv"), {.unit = "unit"}, {.group = "g", .treated = "1", .randomized = true}).panel;
  CHECK(panel.units[0].label == "007");
  CHECK((panel.units[0].treated && !panel.units[1].treated));
  place.write("x.csv", "unit,g,minutes\na,true,1\nb,false,2\n");
  CHECK(load_file(place.path("x.csv"), {.unit = "unit"}, {.group = "g", .treated = "true", .randomized = true})
            .panel.units[0]
            .treated);
}

TEST_CASE("load: NULL is not 0, and SQL in the study computes what it says") {
  Workplace place;
  place.write("x.csv", "unit,g,first,second\na,B,10,\nb,A,20,4\nc,B,30,6\n");
  const auto value = [&](const std::string& sql) {
    return load_file(place.path("x.csv"), {.unit = "unit"}, {.group = "g", .treated = "B", .randomized = true},
                     {{.metric = {.name = "m"}, .value = sql}})
        .panel.metrics[0]
        .sum;
  };
  CHECK(value("first + second") == std::vector<double>{24, 36});  // a has no value, and is left out
  CHECK(value("first + coalesce(second, 0)")[0] == 10);
  CHECK(value("first + coalesce(second, avg(second) OVER (PARTITION BY g))")[0] == 16);
}

TEST_CASE("load: the ledger accounts for every row of randomly damaged files") {
  Random random(7);
  for (int file = 0; file < 20; ++file) {
    std::set<std::size_t> damaged;
    const std::string csv = tools::tickets(
        [&](int line, const std::string& row) {
          if (random.uniform() > 0.05 || line == 2) return row;
          damaged.insert(static_cast<std::size_t>(line));
          switch (random.below(5)) {
            case 0:
              return row + ",extra";
            case 1:
              return row.substr(0, row.rfind(','));
            case 2:
              return row.substr(0, row.rfind(',')) + ",x";
            case 3:
              return row.substr(0, row.rfind(',')) + ",-inf";
            default:
              return row.substr(3);  // no unit
          }
        },
        30);
    Workplace place;
    place.write("x.csv", csv);
    const Ledger ledger = load_file(place.path("x.csv")).ledger;
    CHECK(ledger.rows_read == 240);
    CHECK(ledger.rows_read == ledger.rows_used + ledger.rows_rejected + ledger.rows_filtered);
    CHECK(ledger.rows_rejected == damaged.size());
    std::set<std::size_t> listed;
    for (const RejectedRow& row : ledger.rejected) listed.insert(row.line);
    CHECK(listed == damaged);
    std::size_t by_reason = 0;
    for (const LedgerReason& reason : ledger.reasons) by_reason += reason.rows;
    CHECK(by_reason == damaged.size());
  }
}

TEST_CASE("load: rejected rows are let pass up to the limit and not beyond it") {
  Ledger ledger{
      .rows_read = 200, .rows_used = 198, .rows_rejected = 2, .rejected = {{"a.csv", 3, "m", "x", "is not a number"}}};
  CHECK_NOTHROW(require_acceptable(ledger, 0.01));
  CHECK_THROWS_WITH_AS(require_acceptable(ledger, 0.0099),
                       "a.csv:3: m 'x' is not a number, and 2 of 200 rows are rejected like it, but at most 0.99 % may "
                       "be; see them all with `payoff check "
                       "STUDY -o DIR` (DIR/rejected.csv), or raise data.rejected_limit",
                       Error);
}

TEST_CASE("load: a file that is a database's table gives the same panel through its driver") {
  Workplace place;
  place.write("x.csv", tools::tickets());
  const std::string table = place.path("t.db");
  Database database = open_duckdb(1);
  database.query("ATTACH '" + table + "' AS t");
  database.query("CREATE TABLE t.tickets AS SELECT * FROM read_csv('" + place.path("x.csv") + "')");
  database.query("DETACH t");
  const Source source{.driver = duckdb_library(),
                      .driver_options = {{"entrypoint", "duckdb_adbc_init"}, {"path", table}},
                      .table = "tickets"};
  check_same_panel(load(source, by_week, one_date, minutes, Grain::periods, {.threads = 1}).panel,
                   load_file(place.path("x.csv")).panel);
  Source absent = source;
  absent.driver = "no_such_driver";
  CHECK(message_of([&] {
          load(absent, by_week, one_date, minutes, Grain::periods, {.threads = 1});
        }).find("'no_such_driver' could not be opened") != std::string::npos);
}

}  // TEST_SUITE("ingest/load")
