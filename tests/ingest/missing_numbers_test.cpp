// A number that stands for a missing value (data.missing: -999) is none, in whatever home and disguise the column comes.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <random>

#include "ingest/loading.hpp"
#include "ingest/source/duckdb.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/missing_numbers") {

namespace {

struct Table {
  std::string blank, marked;  // CSV with nothing, or the number, where a value is missing
};

// Numbers that four bytes hold, too; two rows of each unit and week, so that means of whole numbers are none.
Table random_table(std::mt19937_64& random, const std::string& number, int decimals, bool thousands) {
  Table table{"unit,week,arm,minutes,base\n", "unit,week,arm,minutes,base\n"};
  for (int u = 0; u < 12; ++u)
    for (const char* week : {"2025-01-27", "2025-02-03", "2025-02-10", "2025-01-27", "2025-02-03", "2025-02-10"}) {
      const std::string key = fmt::format("u{:02},{},{},", u, week, u % 2 ? "B" : "A");
      const double step = std::pow(0.5, decimals);
      const std::string large = fmt::format("\"1,{:03}.5\"", random() % 1000);
      const std::string value = thousands && random() % 3 == 0
                                    ? large
                                    : fmt::format("{:.{}f}", 2 + step * static_cast<double>(random() % 150), decimals);
      const bool missing = random() % 5 == 0, no_base = random() % 7 == 0;
      const std::string base = std::to_string(1 + random() % 40);
      table.blank += key + (missing ? "" : value) + "," + (no_base ? "" : base) + "\n";
      table.marked += key + (missing ? number : value) + "," + (no_base ? number : base) + "\n";
    }
  return table;
}

std::string sums_of(const std::string& file, const std::vector<std::string>& missing, const MetricSource& metric,
                    const Columns& columns) {
  std::string sums;
  const std::string refusal = message_of([&] {
    const Loaded loaded =
        load({.files = {file}, .missing = missing}, columns, one_date, {metric}, Grain::periods, {.threads = 1});
    const MetricColumn& cells = loaded.panel.metrics[0];
    for (std::size_t c = 0; c < cells.sum.size(); ++c)
      sums += fmt::format("{:.9g}/{} ", cells.sum[c], cells.weight.empty() ? 1 : cells.weight[c]);
    for (const Covariate& covariate : loaded.panel.covariates)
      for (const double x : covariate.value) sums += fmt::format("{:.9g} ", x);
  });
  return refusal.empty() ? sums : refusal;
}

}  // namespace

TEST_CASE("missing numbers: the same as nothing in the cell, in files of text and of types, alone and within SQL") {
  std::mt19937_64 random(999);
  const Columns with_base{.unit = "unit", .time = "week", .covariates = {{.name = "base", .expression = "base"}}};
  const std::vector<std::pair<MetricSource, Columns>> wanted{
      {{.metric = {.name = "minutes"}, .aggregate = Aggregate::mean}, by_week},
      {{.metric = {.name = "minutes"}, .aggregate = Aggregate::mean}, with_base},
      {{.metric = {.name = "minutes", .per = "base"}, .per = "base", .aggregate = Aggregate::sum}, by_week},
      {{.metric = {.name = "double"}, .value = "minutes * 2 + 0 * base", .aggregate = Aggregate::mean}, by_week},
      {{.metric = {.name = "low"}, .value = "minutes", .aggregate = Aggregate::mean, .where = "minutes < 60"}, by_week},
      {{.metric = {.name = "less"}, .value = "base", .aggregate = Aggregate::mean, .where = "base < minutes"}, by_week},
      {{.metric = {.name = "there"}, .value = "base", .aggregate = Aggregate::count}, by_week}};
  for (int draw = 0; draw < 24; ++draw) {
    Workplace place;
    const int decimals = draw % 4;
    const bool thousands = draw % 3 == 0;
    const std::string number = std::vector<std::string>{"-999", "-1", "999999", "0", "-99.9", "-999.0"}[random() % 6];
    const Table table = random_table(random, number, decimals, thousands);
    place.write("blank.csv", table.blank);
    place.write("marked.csv", table.marked);
    std::vector<std::string> files{"marked.csv"};
    if (!thousands) {
      Database database = open_duckdb(1);
      const auto copy = [&](const std::string& what, const std::string& name) {
        database.query("COPY (SELECT " + what + " FROM '" + place.path("marked.csv") + "') TO '" + place.path(name) +
                       "'");
        files.push_back(name);
      };
      copy("*", "x.parquet");
      copy("*", "x.json");
      copy("* REPLACE (CAST(minutes AS FLOAT) AS minutes, CAST(base AS FLOAT) AS base)", "four_bytes.parquet");
      copy("* REPLACE (CAST(minutes AS DECIMAL(12, 3)) AS minutes)", "decimal.parquet");
    }
    for (const auto& [metric, columns] : wanted) {
      const std::string expected = sums_of(place.path("blank.csv"), {}, metric, columns);
      for (const std::string& file : files) {
        CAPTURE(file);
        CAPTURE(metric.metric.name);
        CAPTURE(table.marked);
        CHECK(sums_of(place.path(file), {number}, metric, columns) == expected);
      }
    }
  }
}

TEST_CASE("missing numbers: however the number is written") {
  Workplace place;
  const std::string head = "unit,week,arm,minutes\na,2025-01-27,A,30\nb,2025-01-27,B,31.5\na,2025-02-03,A,32\n";
  place.write("blank.csv", head + "b,2025-02-03,B,\n");
  const MetricSource mean{.metric = {.name = "minutes"}, .aggregate = Aggregate::mean};
  const std::string expected = sums_of(place.path("blank.csv"), {}, mean, by_week);
  for (const std::string cell : {"-999", "-999.0", "-999.000", "\" -999\"", "-9.99e2", "\"(999)\""}) {
    CAPTURE(cell);
    place.write("x.csv", head + "b,2025-02-03,B," + cell + "\n");
    CHECK(sums_of(place.path("x.csv"), {"-999"}, mean, by_week) == expected);
    CHECK(sums_of(place.path("x.csv"), {"-999.00"}, mean, by_week) == expected);
    CHECK(sums_of(place.path("x.csv"), {"-99"}, mean, by_week) != expected);
  }
}

TEST_CASE("missing numbers: of parts of nested columns, and beside what is a key") {
  Workplace place;
  std::string flat, nested;
  for (int u = 0; u < 8; ++u)
    for (int t = -3; t < 3; ++t) {
      const std::string key = fmt::format("{{\"unit\": \"u{}\", \"t\": {}, \"arm\": \"{}\", ", u, t, u % 2 ? "B" : "A");
      const int x = (u + t) % 4 == 0 ? -1 : 10 + u * t;
      flat += key + fmt::format("\"x\": {}}}\n", x == -1 ? "null" : std::to_string(x));
      nested += key + fmt::format("\"m\": {{\"x\": {0}}}, \"x\": {0}}}\n", x);
    }
  place.write("flat.json", flat);
  place.write("nested.json", nested);
  const auto read = [&](const std::string& file, const std::vector<std::string>& missing, const MetricSource& metric) {
    std::string sums;
    const std::string refusal = message_of([&] {
      const Loaded loaded =
          load({.files = {place.path(file)}, .missing = missing}, {.unit = "unit", .time = "t", .period = "integer"},
               {.group = "arm", .treated = "B", .date = "0"}, {metric}, Grain::periods, {.threads = 1});
      for (const double sum : loaded.panel.metrics[0].sum) sums += fmt::format("{} ", sum);
    });
    return refusal.empty() ? sums : refusal;
  };
  const std::string expected = read("flat.json", {}, {.metric = {.name = "x"}});
  CHECK(read("nested.json", {"-1"}, {.metric = {.name = "x"}}) == expected);
  CHECK(read("nested.json", {"-1"}, {.metric = {.name = "m"}, .value = "m.x"}) == expected);
  CHECK(read("nested.json", {"-1"}, {.metric = {.name = "m"}, .value = "x + 0 * t"}) == expected);  // t is -1, too
  holds(read("nested.json", {"-1"}, {.metric = {.name = "m"}, .value = "m.x * 1"}), "nullif(m, -999)");
}

}  // TEST_SUITE("ingest/missing_numbers")
