// The embedded database, shut in with the files that a study names.
#include "ingest/source/duckdb.hpp"

#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/source/duckdb") {

TEST_CASE("refusal: once confined, nothing but the named files is read, and nothing is set, loaded or opened") {
  Workplace place;
  place.write("a[1]{b,c}*.csv", "x\n1\n");
  place.write("b.csv", "x\n2\n");
  const std::string file = place.path("a[1]{b,c}*.csv");
  Database database = open_duckdb(1);
  confine(database, {file});
  CHECK(database.query("SELECT x FROM read_csv(" + sql_file(file) + ")").rows == 1);
  for (const std::string& sql :
       {"SELECT * FROM read_csv('" + place.path("b.csv") + "')", "SELECT * FROM '" + place.path("b.csv") + "'",
        "SELECT * FROM glob('" + place.path("*") + "')", std::string("SELECT * FROM read_text('/etc/passwd')"),
        "COPY (SELECT 1) TO '" + place.path("c.csv") + "'", "ATTACH '" + place.path("d.db") + "'",
        std::string("INSTALL httpfs"), std::string("LOAD httpfs"), std::string("SET threads = 2"),
        std::string("PRAGMA memory_limit='9GB'"), std::string("SET enable_external_access = true"),
        std::string("SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')")}) {
    INFO(sql);
    CHECK_THROWS_AS(database.query(sql), DatabaseError);
  }
  CHECK(place.names(".").size() == 2);
}

TEST_CASE("duckdb: a database opens beside threads that load the library, and after them") {
  {
    const std::jthread one = load_duckdb_ahead(), other = load_duckdb_ahead();
    CHECK(open_duckdb(1).query("SELECT 1 AS x").rows == 1);
  }
  const std::jthread late = load_duckdb_ahead();
  CHECK(open_duckdb(1).query("SELECT 1 AS x").rows == 1);
}

TEST_CASE("refusal: a stranger's files lie below the study's folder, links followed") {
  Workplace place;
  place.write("study/a.csv", "x\n1\n");
  place.write("study/sub/b.csv", "x\n1\n");
  place.write("other.csv", "x\n1\n");
  std::filesystem::create_symlink(place.path("other.csv"), place.path("study/link.csv"));
  std::filesystem::create_directory_symlink(place.path(""), place.path("study/up"));
  const std::string folder = place.path("study");
  CHECK(expand_files({folder + "/*.csv"}).size() == 2);
  CHECK(expand_files({folder + "/a.csv", folder + "/sub/*"}, folder).size() == 2);
  for (const char* name :
       {"/../other.csv", "/link.csv", "/*.csv", "/up/other.csv", "/up/*.csv", "/{a.csv,../other.csv}"}) {
    INFO(name);
    holds(message_of([&] { expand_files({folder + name}, folder); }), "must lie below the study's folder");
  }
  holds(message_of([&] { expand_files({"/etc/hostname"}, folder); }), "must lie below");
  holds(message_of([&] { expand_files({"https://example.org/a.csv"}, folder); }), "must lie below");
}

TEST_CASE("by hand: braces are a choice of names, unless a file has them in its own") {
  Workplace place;
  for (const char* name : {"a.csv", "b.csv", "c{1}.csv", "d{1}2.csv"}) place.write(name, "x\n1\n");
  CHECK(expand_files({place.path("{a,b}.csv")}).size() == 2);
  CHECK(expand_files({place.path("c{1}.csv")}).size() == 1);
  CHECK(expand_files({place.path("d{1}*.csv")}).size() == 1);
}

TEST_CASE("by hand: what the database says begins with its first words, not with a line break") {
  CHECK(DatabaseError{"\n  \nBinder Error: no such x\nLINE 1"}.first_line() == "no such x");
  CHECK(DatabaseError{""}.first_line() == "");
}

}  // TEST_SUITE("ingest/source/duckdb")
