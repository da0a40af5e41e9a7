// Standard SQL in the words of other databases.
#include "ingest/source/dialect.hpp"

#include <doctest/doctest.h>

#include <random>

#include "ingest/source/duckdb.hpp"

using namespace payoff;

namespace {

const Dialect& of_name(std::string_view name) {
  for (const Dialect& dialect : other_dialects())
    if (dialect.name == name) return dialect;
  return duckdb_dialect;
}

const Dialect& standard = other_dialects()[0];
const Dialect& spark = of_name("Spark's SQL");
const Dialect& clickhouse = of_name("ClickHouse's SQL");

// What a database with such quotes and escapes reads in a text or a name: the meaning of its first token.
std::string read_back(const std::string& sql, const Dialect& dialect) {
  const char quote = sql[0];
  const bool escapes = dialect.escapes && (quote == '\'' || dialect.name_quote == '"');
  std::string text;
  for (std::size_t i = 1; i < sql.size(); ++i) {
    if (sql[i] == quote && sql.substr(i + 1, 1) != std::string(1, quote))
      return i + 1 == sql.size() ? text : "ends early";
    if (sql[i] == quote || (escapes && sql[i] == '\\')) ++i;
    text += sql.substr(i, 1);
  }
  return "does not end";
}

}  // namespace

TEST_SUITE("ingest/source/dialect") {

TEST_CASE("dialect: the standard stays as it is") {
  const std::string sql = R"(SELECT "a b", 'it''s "a"', CAST(x AS DOUBLE PRECISION) -- "no end
    FROM t)";
  CHECK(spelled(sql, standard) == sql);
}

TEST_CASE("dialect: names, texts and types, and nothing else") {
  CHECK(spelled(R"(SELECT CAST("a" AS VARCHAR) AS varchar_a, 'AS VARCHAR "a"' FROM "t")", spark) ==
        "SELECT CAST(`a` AS STRING) AS varchar_a, 'AS VARCHAR \"a\"' FROM `t`");
  CHECK(spelled("cast(x as  double precision)", spark) == "cast(x as  DOUBLE)");
  CHECK(spelled("CAST(x AS TIMESTAMP WITH TIME ZONE)", spark) == "CAST(x AS TIMESTAMP)");
  CHECK(spelled("CAST(x AS DATE) - DATE '2025-01-01'", clickhouse) == "CAST(x AS Date32) - DATE '2025-01-01'");
  CHECK(spelled("CAST(x AS VARCHARS)", spark) == "CAST(x AS VARCHARS)");
  CHECK(spelled("varchar + \"AS\" -- it's \"so\"\n + \"b\" /* \"c\" */", spark) ==
        "varchar + `AS` -- it's \"so\"\n + `b` /* \"c\" */");
}

TEST_CASE("dialect: a database's own SQL within it stays as it is") {
  const std::string own = "(SELECT \"closed\" AS `state` FROM t WHERE x RLIKE '\\\\d' -- isn't\n)";
  CHECK(spelled("SELECT \"a\" FROM " + verbatim(own) + " AS \"s\"", spark) == "SELECT `a` FROM " + own + " AS `s`");
}

TEST_CASE("property: any text and any name mean the same in each dialect") {
  std::mt19937 random(1);
  const std::string letters = "a\\'\"`\n -\x01\x02/*";
  for (int i = 0; i < 4000; ++i) {
    std::string text;
    for (std::size_t length = random() % 8; text.size() < length;) text += letters[random() % letters.size()];
    for (const Dialect* dialect : {&standard, &spark, &clickhouse}) {
      CHECK(read_back(spelled(sql_text(text), *dialect), *dialect) == text);
      CHECK(read_back(spelled(sql_name(text), *dialect), *dialect) == text);
      const std::string both = spelled(sql_text(text) + " || " + sql_name(text), *dialect);
      CHECK(both == spelled(sql_text(text), *dialect) + " || " + spelled(sql_name(text), *dialect));
    }
  }
}

TEST_CASE("dialect: the names of an expression") {
  CHECK(names_in(R"(lower("a ""b""") || 'c' || Größe_1 -- d)") == std::set<std::string>{"lower", "a \"b\"", "Größe_1"});
}

TEST_CASE("dialect: backslashes in texts are found, others are not") {
  CHECK(has_backslash_in_text(R"(a = '\d')"));
  CHECK(!has_backslash_in_text(R"("a\b" = 'it''s' -- '\')"));
}

}  // TEST_SUITE("ingest/source/dialect")
