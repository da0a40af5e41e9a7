// What a study's SQL may be; the same rules for its owner's and, stricter, for a stranger's.
#include "ingest/source/expression.hpp"

#include "ingest/loading.hpp"
#include "ingest/source/duckdb.hpp"

using namespace payoff;
using namespace payoff::loading;

TEST_SUITE("ingest/source/expression") {

namespace {

std::string refusal(const std::string& sql, bool trusted) {
  static Database& database = *new Database(open_duckdb(1));  // never closed: see Database
  return message_of([&] { require_scalar(database, sql, {.key = "here"}, trusted); });
}

}  // namespace

TEST_CASE("by hand: what people write for a column is accepted, from a stranger too") {
  for (const char* sql :
       {"first + coalesce(second, 0)", "min(x) OVER (PARTITION BY unit)", "CASE WHEN x > 12 THEN 'old' ELSE 'new' END",
        "strptime(day, '%d.%m.%Y')", "CAST(x AS DECIMAL(10, 2))", "x::DATE", "nullif(x, 'n/a')", "x -- why",
        "x /* y */", "\"a \"\" b\"", "'it''s; --'", "x IN (1, 2) AND y BETWEEN 1 AND 2", "extract(year FROM day)",
        "name LIKE 'a%'", "replace(x, ',', '.')", "try_strptime(x, ['%Y-%m-%d', '%m/%d/%Y'])"}) {
    CHECK(refusal(sql, true) == "");
    if (std::string_view(sql).find('[') == std::string_view::npos) CHECK(refusal(sql, false) == "");
  }
  CHECK(refusal("(SELECT max(y) FROM source)", true) == "");
}

TEST_CASE("refusal: nothing but one expression, whoever wrote it") {
  for (const char* sql : {"1) AS value FROM (SELECT 1 AS m) LIMIT 0; COPY (SELECT 'x') TO 'y'; SELECT (1",
                          "1); ATTACH 'x'; SELECT (1",
                          "1; SELECT 2",
                          "1) AS v, (2",
                          "1, 2",
                          "1) FROM (SELECT 1",
                          "1 FROM x",
                          "1) UNION SELECT (2",
                          "1) LIMIT (1",
                          "1) + (2",
                          "1) WHERE (true",
                          "x AS y",
                          "x)--",
                          "/* x",
                          "'x",
                          "DISTINCT x",
                          "$1",
                          "?",
                          "",
                          "COPY x TO 'y'",
                          "1) -- ",
                          "SET threads = 1",
                          "1e999"}) {
    INFO(sql);
    CHECK(refusal(sql, true).starts_with("here: '"));
  }
}

TEST_CASE("refusal: what is never closed is said in words") {
  for (const char* sql : {"'x", "\"x", "/* x"})
    holds(refusal(sql, true), "a quotation mark or a comment is never closed");
}

TEST_CASE("refusal: many values of one, whoever wrote it") {
  for (const char* sql : {"range(1000000)", "len(RANGE(1000000))", "\"range\"(9)", "unnest([1, 2])",
                          "repeat('x', 1000000000)", "(SELECT count(*) FROM range(9))", "main.generate_series(1, 9)"}) {
    INFO(sql);
    CHECK(refusal(sql, true).find("which makes many values of one") != std::string::npos);
  }
}

TEST_CASE(
    "refusal: from a stranger no table, no lambda, no nested type, and no function that is not known as harmless") {
  const std::pair<const char*, const char*> wrong[] = {
      {"(SELECT content FROM read_text('/etc/passwd'))", "asks a table of its own"},
      {"x IN (SELECT 1)", "asks a table of its own"},
      {"EXISTS (FROM x)", "asks a table of its own"},
      {"getenv('HOME')", "calls getenv()"},
      {"current_setting('temp_directory')", "calls current_setting()"},
      {"lpad(x, 1000000000, 'x')", "calls lpad()"},
      {"list(x) OVER ()", "calls list()"},
      {"list_transform([1], lambda y: y)", "calls list_transform()"},
      {"CAST(NULL AS INTEGER[90000])", "casts to a nested type"},
      {"replace(replace(x, 'x', 'xxxxxxxxxx'), 'x', 'xxxxxxxxxx')", "lengthens a text"},
      {"replace(x, 'x', y)", "lengthens a text"},
      {"COLUMNS(*)", "holds a star"}};
  for (const auto& [sql, reason] : wrong) holds(refusal(sql, false), reason);
}

TEST_CASE("by hand: labels name their columns as written; what is computed or compared does not") {
  Database database = open_duckdb(1);
  using Columns = std::set<std::string>;
  CHECK(columns_as_written(database, "team || '-' || upper(seat)") == Columns{"team", "seat"});
  CHECK(columns_as_written(database, "CASE WHEN tenure > 12 THEN site END") == Columns{"site"});
  CHECK(columns_as_written(database, "tenure // 12 || tenure") == Columns{});
  CHECK(columns_as_written(database, "x IN (1, 2)") == Columns{});
}

TEST_CASE("refusal: a query is one SELECT") {
  Database database = open_duckdb(1);
  CHECK(message_of([&] { require_select(database, "SELECT 1 AS x -- why", {.key = "here"}); }) == "");
  for (const char* sql : {"SELECT 1; SELECT 2", "1) AS x; SELECT * FROM (SELECT 1", "COPY x TO 'y'", "SELECT"})
    CHECK(message_of([&] { require_select(database, sql, {.key = "here"}); }).starts_with("here: the query"));
}

}  // TEST_SUITE("ingest/source/expression")
