// What the fetched DuckDB says is provoked here, so that a new version that words it otherwise is noticed.
#include "ingest/source/duckdb_messages.hpp"

#include <doctest/doctest.h>

#include <new>

#include "ingest/source/duckdb.hpp"
#include "tools/program.hpp"

using namespace payoff;
using payoff::tools::Workplace;

TEST_SUITE("ingest/source/duckdb_messages") {

namespace {

std::string said(Database& database, const std::string& sql) {
  try {
    database.query(sql);
  } catch (const DatabaseError& error) {
    return error.message;
  }
  return "";
}

std::string read_csv(const std::string& file) {
  return "SELECT * FROM read_csv('" + file +
         "', columns = {'a': 'VARCHAR', 'b': 'DOUBLE'}, header = true, delim = ',', quote = '\"', escape = '\"', "
         "auto_detect = false)";
}

}  // namespace

TEST_CASE("reference: the messages are those of DuckDB 1.5") {
  Database database = open_duckdb(1);
  const std::string version = database.query("SELECT version() AS version")["version"].texts[0];
  CHECK_MESSAGE(version.starts_with("v1.5."), version, " may say it otherwise: read this suite anew");
}

TEST_CASE("reference: a complaint loses its label") {
  Database database = open_duckdb(1);
  const std::string message = said(database, "SELECT nothing_of_this_name AS x");
  CHECK(message.find("Binder Error: ") != std::string::npos);
  CHECK(DatabaseError{message}.first_line().starts_with("Referenced column \"nothing_of_this_name\" "));
  CHECK(DatabaseError{"\n\n  Parser Error: x\ny"}.first_line() == "x");
  CHECK(DatabaseError{""}.first_line() == "");
}

TEST_CASE("reference: no memory is told from all else") {
  Database database = open_duckdb(1);
  database.query("SET memory_limit = '4MB'");
  database.query("SET max_temp_directory_size = '0KB'");
  CHECK_THROWS_AS(database.query("SELECT list(range) AS x FROM range(10000000)"), std::bad_alloc);
}

TEST_CASE("reference: a text or comment that never ends is told from other errors") {
  Database database = open_duckdb(1);
  const auto why = [&](const std::string& sql) {
    return database.query("SELECT json_serialize_sql(" + sql_text(sql) + ") ->> 'error_message' AS why")["why"]
        .texts[0];
  };
  for (const char* sql : {"SELECT 'a", "SELECT \"a", "SELECT 1 /* never closed"}) {
    CAPTURE(sql);
    CHECK(duckdb_message::is_unterminated(why(sql)));
  }
  CHECK_FALSE(duckdb_message::is_unterminated(why("SELECT 1 1 1")));
}

TEST_CASE("reference: a function for other types is told from other errors") {
  Database database = open_duckdb(1);
  CHECK(duckdb_message::is_of_types(said(database, "SELECT length(1)")));
  CHECK_FALSE(duckdb_message::is_of_types(said(database, "SELECT length(nothing)")));
}

TEST_CASE("reference: the reader of CSV says which line is too long, or not UTF-8") {
  Workplace place;
  Database database = open_duckdb(1);
  place.write("long.csv", "a,b\nx,1\n" + std::string(3000000, 'x') + ",2\n");
  const std::string too_long = said(database, read_csv(place.path("long.csv")));
  CHECK(duckdb_message::is_line_too_long(too_long));
  CHECK_FALSE(duckdb_message::is_not_utf8(too_long));
  place.write("latin.csv", "a,b\nx,1\n\xfc,2\n");
  const std::string not_utf8 = said(database, read_csv(place.path("latin.csv")));
  CHECK(duckdb_message::is_not_utf8(not_utf8));
  CHECK_FALSE(duckdb_message::is_line_too_long(not_utf8));
  CHECK(duckdb_message::line_of(not_utf8) == 3);
  CHECK_FALSE(duckdb_message::line_of("something else"));
}

TEST_CASE("reference: a cell that is no number is quoted with the type it should have") {
  Workplace place;
  Database database = open_duckdb(1);
  place.write("x.csv", "a,b\nx,twelve 'min'\n");
  const std::string message = said(database, read_csv(place.path("x.csv")));
  const duckdb_message::BadCell cell = duckdb_message::bad_cell(message);
  CHECK(cell.text == "twelve 'min'");
  CHECK(cell.type == "DOUBLE");
  CHECK(duckdb_message::bad_cell("something else").type == "");
}

}  // TEST_SUITE("ingest/source/duckdb_messages")
