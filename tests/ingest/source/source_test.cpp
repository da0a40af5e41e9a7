// Which files are read, and which columns they have.
#include <sys/stat.h>

#include "ingest/loading.hpp"
#include "ingest/source/duckdb.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/source/source") {

TEST_CASE("source: a file whose name looks like a pattern is that file and no other") {
  Workplace place;
  for (const char* name : {"d[1].csv", "e*.csv", "f?.csv", "it's \"g\".csv"}) {
    place.write(name, tools::tickets());
    for (const char* decoy : {"d1.csv", "ex.csv", "fx.csv"}) place.write(decoy, "unit,week,arm,minutes\n");
    CAPTURE(name);
    const Loaded loaded = load_file(place.path(name));
    CHECK(loaded.ledger.rows_read == 160);
    REQUIRE(loaded.inputs.size() == 1);
    CHECK(loaded.inputs[0].name == name);
    CHECK(loaded.inputs[0].bytes == tools::tickets().size());
  }
}

TEST_CASE("source: rejected rows of such a file are found on their lines") {
  Workplace place;
  place.write("d[1].csv", tools::tickets([](int line, const std::string& row) {
                return line == 5 ? row + "x" : line == 9 ? row.substr(0, row.rfind(',')) + ",inf" : row;
              }));
  const Ledger ledger = load_file(place.path("d[1].csv")).ledger;
  REQUIRE(ledger.rejected.size() == 2);
  CHECK(ledger.rejected[0].line == 5);
  CHECK(ledger.rejected[1].line == 9);
  CHECK(ledger.rejected[0].file == place.path("d[1].csv"));
}

TEST_CASE("source: a file that two patterns name is read once") {
  Workplace place;
  place.write("a.csv", tools::tickets());
  const Source twice{.files = {place.path("a.csv"), place.path("*.csv")}};
  CHECK(load(twice, by_week, one_date, minutes, Grain::periods, {.threads = 1}).ledger.rows_read == 160);
}

TEST_CASE("source: a folder named key=value adds no column, and quoted headers are the same headers") {
  Workplace place;
  place.write("team=a/1.csv", tools::tickets());
  CHECK(load_file(place.path("team=a/1.csv")).ledger.rows_read == 160);
  place.write("team=a/2.csv", "\xEF\xBB\xBF\"unit\",\"week\",\"arm\",\"minutes\"\r\nz,2025-01-06,A,3\r\n");
  CHECK(load_file(place.path("team=a/*.csv")).ledger.rows_read == 161);
}

TEST_CASE("source: truth values are the same in any case, in CSV and in Parquet") {
  Workplace place;
  place.write("x.csv", "unit,arm,minutes\na,TRUE,1\nb,FALSE,2\nc,True,3\n");
  const Rollout lot{.group = "arm", .treated = "true", .randomized = true};
  const auto treated = [&](const std::string& file) {
    std::string text;
    for (const Unit& unit : load_file(place.path(file), {.unit = "unit"}, lot).panel.units)
      text += unit.treated ? '1' : '0';
    return text;
  };
  CHECK(treated("x.csv") == "101");
  open_duckdb(1).query("COPY (SELECT unit, CAST(arm AS BOOLEAN) AS arm, minutes FROM read_csv(" +
                       sql_text(place.path("x.csv")) + ")) TO " + sql_text(place.path("x.parquet")));
  CHECK(treated("x.parquet") == "101");
}

TEST_CASE("source: refused: a pipe, a table that is not there, SQL that is not of one row") {
  Workplace place;
  ::mkfifo(place.path("pipe.csv").c_str(), 0600);
  holds(message_of([&] { load_file(place.path("pipe.csv")); }), "pipe.csv: is a pipe or a device, but must be a file");
  const Source table{.driver = duckdb_library(), .driver_options = {{"entrypoint", "duckdb_adbc_init"}}, .table = "no"};
  holds(message_of([&] { load(table, by_week, one_date, minutes, Grain::periods, {.threads = 1}); }),
        "data.table: the database does not accept it");
  place.write("x.csv", tools::tickets());
  const std::vector<MetricSource> sum{{.metric = {.name = "m"}, .value = "avg(minutes)"}};
  holds(message_of(
            [&] { load({.files = {place.path("x.csv")}}, by_week, one_date, sum, Grain::periods, {.threads = 1}); }),
        "metrics[0].value: 'avg(minutes)' is neither a column nor SQL that works");
}

TEST_CASE("source: refused: a driver by a relative path, by two names, and any from a stranger") {
  const auto refusal = [](const Source& source) {
    return message_of([&] { load(source, by_week, one_date, minutes, Grain::periods, {.threads = 1}); });
  };
  holds(refusal({.driver = "./evil.so", .table = "t"}),
        "data.driver: driver is './evil.so', but must be a name or an absolute");
  holds(refusal({.driver = "x", .driver_options = {{"driver", "./evil.so"}}, .table = "t"}), "name it once");
  holds(refusal({.driver = duckdb_library(), .table = "t", .confined_to = "/tmp"}), "the study is not trusted");
  holds(refusal({.driver = duckdb_library(),
                 .driver_options = {{"entrypoint", "duckdb_adbc_init"}},
                 .query = "SELECT 1) AS x; SELECT * FROM (SELECT 1"}),
        "data.query: the query");
}

TEST_CASE("source: 50,000 brackets in a JSON cell are a cell, and no end of the program") {
  Workplace place;
  std::string text;
  for (const char* unit : {"a", "b"})
    text += fmt::format(R"({{"unit": "{}", "arm": "{}", "minutes": 1, "x": {}{}}})", unit, unit[0] == 'a' ? "B" : "A",
                        std::string(50000, '['), std::string(50000, ']')) +
            "\n";
  place.write("x.json", text);
  const Rollout lot{.group = "arm", .treated = "B", .randomized = true};
  CHECK(load_file(place.path("x.json"), {.unit = "unit"}, lot).ledger.rows_used == 2);
}

TEST_CASE("source: a list is no value, and a comment at the end swallows no bracket") {
  Workplace place;
  place.write("x.csv", tools::tickets());
  const auto loaded = [&](const std::string& value) {
    return load({.files = {place.path("x.csv")}}, by_week, one_date, {{.metric = {.name = "m"}, .value = value}},
                Grain::periods, {.threads = 1});
  };
  holds(message_of([&] { loaded("[minutes]"); }), "metrics[0].value: '[minutes]' is a list, but must be one value");
  CHECK(loaded("minutes + 1 -- as billed").ledger.rows_used == 160);
}

}  // TEST_SUITE("ingest/source/source")
