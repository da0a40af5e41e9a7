// Which files are read, and which columns they have.
#include <sys/stat.h>

#include "ingest/loading.hpp"
#include "ingest/source/duckdb.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::tickets;
using payoff::tools::Workplace;

TEST_SUITE("ingest/source/source") {

namespace {

std::string times(int n, const std::string& text) {
  std::string all;
  for (int i = 0; i < n; ++i) all += text;
  return all;
}

}  // namespace

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

TEST_CASE("source: a JSON cell of any depth is a cell or is refused, and no end of the program") {
  Workplace place;
  const Rollout lot{.group = "arm", .treated = "B", .randomized = true};
  const auto write = [&](const std::string& open, const std::string& close, int depth) {
    std::string text;
    for (const char* unit : {"a", "b"})
      text += fmt::format(R"({{"unit": "{}", "arm": "{}", "minutes": 1, "x": {}1{}}})", unit,
                          unit[0] == 'a' ? "B" : "A", times(depth, open), times(depth, close)) +
              "\n";
    place.write("x.json", text);
  };
  for (const auto& [open, close] : {std::pair("[", "]"), std::pair("{\"a\":", "}"), std::pair("[{\"[\":", "}]")}) {
    write(open, close, 400);
    CHECK(load_file(place.path("x.json"), {.unit = "unit"}, lot).ledger.rows_used == 2);
    for (const int depth : {20000, 300000}) {
      write(open, close, depth);
      holds(message_of([&] { load_file(place.path("x.json"), {.unit = "unit"}, lot); }), "but must be at most 1000");
    }
  }
}

TEST_CASE("source: an expression that would take the parser minutes, or its stack, is refused") {
  Workplace place;
  place.write("x.csv", tools::tickets());
  const auto message = [&](const std::string& expression, bool label) {
    Columns columns = by_week;
    if (label) columns.cluster = expression;
    return message_of([&] {
      load({.files = {place.path("x.csv")}}, columns, one_date,
           {{.metric = {.name = "m"}, .value = label ? "minutes" : expression}}, Grain::periods, {.threads = 1});
    });
  };
  for (const bool label : {false, true}) {
    holds(message(times(40000, "minutes.") + "minutes", label), "characters long, but must be at most 20000");
    holds(message(times(900, "abs(") + "minutes" + times(900, ")"), label), "opens 900 brackets within one another");
    holds(message(times(900, "/*") + times(900, "*/") + "minutes", label), "opens 900 brackets within one another");
  }
}

TEST_CASE("source: letters and blanks may be SQL, or the name of a column") {
  Workplace place;
  place.write("x.csv", tools::tickets());
  const auto value = [&](const std::string& sql) {
    return message_of([&] {
      load({.files = {place.path("x.csv")}}, by_week, one_date, {{.metric = {.name = "m"}, .value = sql}},
           Grain::periods, {.threads = 1});
    });
  };
  CHECK(value("CASE WHEN true THEN minutes END") == "");
  holds(value("minuts a day"), "column 'minuts a day' is not in the data");
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

TEST_CASE("source: JSON under another name is JSON") {
  Workplace place;
  place.write("x.csv", tickets());
  const Panel clean = load_file(place.path("x.csv")).panel;
  std::string records;
  std::istringstream lines(tickets());
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const std::size_t a = line.find(','), b = line.find(',', a + 1), c = line.find(',', b + 1);
    records += fmt::format(R"({}{{"unit": "{}", "week": "{}", "arm": "{}", "minutes": {}}})",
                           records.empty() ? "" : ",\n", line.substr(0, a), line.substr(a + 1, b - a - 1),
                           line.substr(b + 1, c - b - 1), line.substr(c + 1));
  }
  place.write("x.txt", " [\n" + records + "]");
  CHECK(load_file(place.path("x.txt")).panel.metrics[0].sum == clean.metrics[0].sum);
}

}  // TEST_SUITE("ingest/source/source")
