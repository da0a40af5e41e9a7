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

Table random_table(std::mt19937_64& random, const std::string& number, int decimals, bool thousands) {
  Table table{"unit,week,arm,minutes,base\n", "unit,week,arm,minutes,base\n"};
  for (int u = 0; u < 12; ++u)
    for (const char* week : {"2025-01-27", "2025-02-03", "2025-02-10"}) {
      const std::string key = fmt::format("u{:02},{},{},", u, week, u % 2 ? "B" : "A");
      const std::string large = fmt::format("\"1,{:03}.5\"", random() % 1000);
      const std::string value = thousands && random() % 3 == 0
                                    ? large
                                    : fmt::format("{:.{}f}", 20 + static_cast<double>(random() % 9000) / 100, decimals);
      const bool missing = random() % 5 == 0, no_base = random() % 7 == 0;
      const std::string base = std::to_string(1 + random() % 4);
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
      {{.metric = {.name = "minutes", .per = "base"}, .per = "base"}, by_week},
      {{.metric = {.name = "double"}, .value = "minutes * 2 + 0 * base", .aggregate = Aggregate::mean}, by_week},
      {{.metric = {.name = "low"}, .value = "minutes", .aggregate = Aggregate::mean, .where = "minutes < 60"}, by_week},
      {{.metric = {.name = "there"}, .value = "base", .aggregate = Aggregate::count}, by_week}};
  for (int draw = 0; draw < 24; ++draw) {
    Workplace place;
    const int decimals = draw % 4;
    const bool thousands = draw % 3 == 0;
    const std::string number = std::vector<std::string>{"-999", "-1", "999999", "0"}[random() % 4];
    const Table table = random_table(random, number, decimals, thousands);
    place.write("blank.csv", table.blank);
    place.write("marked.csv", table.marked);
    std::vector<std::string> files{"marked.csv"};
    if (!thousands) {
      Database database = open_duckdb(1);
      for (const std::string name : {"x.parquet", "x.json"})
        database.query("COPY (FROM '" + place.path("marked.csv") + "') TO '" + place.path(name) + "'");
      files.insert(files.end(), {"x.parquet", "x.json"});
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

}  // TEST_SUITE("ingest/missing_numbers")
