#include "ingest/source/held_rows.hpp"

#include <doctest/doctest.h>

#include "base/random.hpp"
#include "ingest/source/csv.hpp"
#include "ingest/source/duckdb.hpp"
#include "tools/program.hpp"

using namespace payoff;
using payoff::tools::Workplace;

TEST_SUITE("ingest/source/held_rows") {

namespace {

CsvReader reader_of(const std::string& file, const std::vector<ColumnType>& types) {
  const CsvDialect dialect{.delimiter = ",", .decimal = ".", .names = {"a", "b", "c"}, .types = types};
  return {csv_relation({file}, dialect, CsvErrors::store), csv_relation({file}, dialect, CsvErrors::skip)};
}

std::string random_cell(Random& random, ColumnType type, double bad) {
  constexpr const char* texts[] = {"", "x", " y ", "\"q,\"\"q\"\"\"", "\"two\nlines\"", "NaN", "1", "ä", "'; --"};
  constexpr const char* numbers[] = {"1", "-2.5", "", " 3", "1e3", "007", "inf"};
  constexpr const char* dates[] = {"2025-03-03", "", "2025-3-4"};
  if (type == ColumnType::text || random.uniform() < bad) return texts[random.below(std::size(texts))];
  return type == ColumnType::real ? numbers[random.below(std::size(numbers))] : dates[random.below(std::size(dates))];
}

// Rows of random cells, at times with a cell too many, too few, or that is not what its column is taken for.
std::string random_file(Random& random, const std::vector<ColumnType>& types, double bad) {
  const std::string end = random.uniform() < 0.3 ? "\r\n" : "\n";
  std::string text = (random.uniform() < 0.2 ? "\xef\xbb\xbf" : "") + ("a,b,c" + end);
  for (std::size_t rows = random.below(40); rows > 0; --rows) {
    for (std::size_t i = 0; i < types.size(); ++i) text += (i ? "," : "") + random_cell(random, types[i], bad);
    if (random.uniform() < bad / 2) text += random.uniform() < 0.5 ? ",more" : "\"";
    text += end;
  }
  return text;
}

std::string told(const ResultTable& table) {
  std::string text;
  for (const ResultColumn& column : table.columns) {
    text += fmt::format("{} {}:", column.name, static_cast<int>(column.type));
    for (std::size_t row = 0; row < table.rows; ++row)
      text += column.valid[row] ? "'" + column.texts[row] + "' " : "none ";
  }
  return text;
}

std::string answer(Database& database, const std::string& sql) {
  try {
    return told(database.query(sql));
  } catch (const DatabaseError& error) {
    return error.first_line();
  }
}

}  // namespace

TEST_CASE("held_rows: invariance, any question has the answer, and the rejected rows, that the files' reader gives") {
  Workplace place;
  constexpr ColumnType kinds[] = {ColumnType::text, ColumnType::real, ColumnType::date};
  constexpr std::string_view questions[] = {
      "SELECT CAST(a AS VARCHAR) AS x, CAST(b AS VARCHAR) AS y, CAST(c AS VARCHAR) AS z FROM {} AS source",
      "SELECT CAST(b AS VARCHAR) AS x FROM {} AS source", "SELECT CAST(count(*) AS VARCHAR) AS n FROM {} AS source",
      "SELECT CAST(c AS VARCHAR) AS x, CAST(row_number() OVER () AS VARCHAR) AS r FROM (SELECT * FROM {} AS first "
      "LIMIT 9) "
      "AS source"};
  std::size_t held = 0;
  constexpr std::uint64_t files = 60;
  for (std::uint64_t seed = 1; seed <= files; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    std::vector<ColumnType> types;
    for (int i = 0; i < 3; ++i) types.push_back(kinds[random.below(std::size(kinds))]);
    place.write("x.csv", random_file(random, types, seed % 2 ? 0 : 0.1));
    const CsvReader reader = reader_of(place.path("x.csv"), types);
    Database streaming = open_duckdb(1), holding = open_duckdb(1);
    HeldRows rows(0);
    for (int i = 0; i < 6; ++i) {
      const std::string_view question = questions[random.below(std::size(questions))];
      const std::string sql =
          fmt::format(fmt::runtime(question), random.uniform() < 0.5 ? reader.storing : reader.skipping);
      CHECK(answer(holding, rows.asked_of_table(sql, reader, holding)) == answer(streaming, sql));
    }
    held += rows.hold_all();
    if (rows.hold_all()) {
      CHECK(answer(streaming, "SELECT error_message FROM reject_errors").find('\'') == std::string::npos);
      continue;
    }
    constexpr const char* rejects =
        "SELECT DISTINCT CAST(line AS VARCHAR) AS l, column_name, csv_line, error_message FROM reject_errors ORDER BY "
        "ALL";
    CHECK(answer(holding, rejects) == answer(streaming, rejects));
  }
  CHECK(held >= files / 3);
  CHECK(held < files);
}

TEST_CASE("held_rows: the table follows what columns are taken for, and other SQL is left as it is") {
  Workplace place;
  place.write("x.csv", "a,b,c\n01,2,3\n");
  Database database = open_duckdb(1);
  HeldRows rows(7);
  const auto first = [&](ColumnType type) {
    const CsvReader reader = reader_of(place.path("x.csv"), {type, ColumnType::text, ColumnType::text});
    const std::string sql = rows.asked_of_table("SELECT a FROM " + reader.skipping, reader, database);
    CHECK(sql == "SELECT a FROM \"held rows 7\"");
    return told(database.query("SELECT CAST(a AS VARCHAR) AS a FROM (" + sql + ")"));
  };
  CHECK(first(ColumnType::text).ends_with("'01' "));
  CHECK(first(ColumnType::real).ends_with("'1.0' "));
  CHECK(first(ColumnType::text).ends_with("'01' "));
  CHECK(rows.asked_of_table("SELECT 1", {"read_csv('x.csv')", "read_csv('y.csv')"}, database) == "SELECT 1");
}

}  // TEST_SUITE("ingest/source/held_rows")
