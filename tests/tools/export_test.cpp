// `payoff export` into a database of its own; tests/tools/postgresql.py asks the same of a server.
#include <doctest/doctest.h>

#include "ingest/source/adbc.hpp"
#include "ingest/source/duckdb.hpp"
#include "tools/program.hpp"

using namespace payoff::tools;

TEST_SUITE("tools/export") {

namespace {

struct Ran : Workplace {
  Ran() {
    write("data.csv", tickets());
    run("reports/acme", R"(, "title": "Acme")");
    run("reports/it's 한글", R"(, "title": "O'Hara; DROP TABLE payoff_studies; --")");
  }
  void run(const std::string& folder, const std::string& more) const {
    write("study.json", study("data.csv", more));
    REQUIRE(payoff_program(*this, fmt::format("run study.json -o \"{}\" --quiet", folder)).exit_code == 0);
  }
  Outcome to_file(const std::string& inputs, const std::string& more = "") const {
    return payoff_program(*this, "export " + inputs + " --to duckdb --option path=reports.duckdb " + more);
  }
  // The first column of an answer, as text.
  std::vector<std::string> ask(const std::string& sql) const {
    payoff::Database file =
        payoff::open_adbc(payoff::duckdb_library(), "duckdb_adbc_init", {{"path", path("reports.duckdb")}});
    return file.query(sql).columns[0].texts;
  }
  std::string count(const std::string& table, const std::string& more = "") const {
    return ask("SELECT CAST(count(*) AS VARCHAR) FROM " + table + more)[0];
  }
};

}  // namespace

TEST_CASE("export: rows go into two tables, whatever names hold; exported again they are replaced, and no others") {
  const Ran ran;
  const Outcome first = ran.to_file("reports");
  CAPTURE(first.error);
  CHECK(first.exit_code == 0);
  CHECK(first.out.find("payoff_studies: 2 rows\npayoff_effects: ") != std::string::npos);
  CHECK(ran.ask("SELECT study FROM payoff_studies ORDER BY study") == std::vector<std::string>{"acme", "it's 한글"});
  CHECK(ran.ask("SELECT title FROM payoff_studies ORDER BY study")[1] == "O'Hara; DROP TABLE payoff_studies; --");
  const std::string effects = ran.count("payoff_effects");
  CHECK(std::stoi(effects) > 2);
  CHECK(ran.count("payoff_effects", " JOIN payoff_studies USING (study) WHERE event_time IS NULL") == "2");

  CHECK(ran.to_file("reports/acme/results.json", "--quiet").out.empty());
  CHECK(ran.count("payoff_studies") == "2");
  CHECK(ran.count("payoff_effects") == effects);
}

TEST_CASE("export: another study of the same name is not replaced unasked") {
  const Ran ran;
  REQUIRE(ran.to_file("reports").exit_code == 0);
  ran.run("reports/acme", R"(, "title": "Globex")");
  const Outcome refused = ran.to_file("reports/acme");
  CHECK(refused.exit_code == 2);
  CHECK(refused.error ==
        "payoff: study 'acme' has the title 'Acme' there, but 'Globex' here; rename its folder, or say --force to "
        "replace "
        "it\n");
  CHECK(ran.ask("SELECT title FROM payoff_studies ORDER BY study")[0] == "Acme");
  CHECK(ran.to_file("reports/acme", "--force").exit_code == 0);
  CHECK(ran.ask("SELECT title FROM payoff_studies ORDER BY study")[0] == "Globex");
}

TEST_CASE("export: where one table does not take the rows, nothing is written at all") {
  const Ran ran;
  {
    payoff::Database file =
        payoff::open_adbc(payoff::duckdb_library(), "duckdb_adbc_init", {{"path", ran.path("reports.duckdb")}});
    file.query("CREATE TABLE payoff_effects (study VARCHAR, metric VARCHAR)");
  }
  const Outcome outcome = ran.to_file("reports");
  CHECK(outcome.exit_code == 3);
  CHECK(outcome.error.starts_with("payoff: nothing is exported: "));
  CHECK(std::ranges::count(outcome.error, '\n') == 1);
  CHECK(ran.ask("SELECT table_name FROM duckdb_tables()") == std::vector<std::string>{"payoff_effects"});
}

TEST_CASE("export: refusal, each says what is missing") {
  const Ran ran;
  std::filesystem::create_directories(ran.path("empty"));
  std::filesystem::create_directories(ran.path("back\\slash"));
  std::filesystem::copy(ran.path("reports/acme/results.json"), ran.path("back\\slash/results.json"));
  const std::pair<const char*, const char*> lines[] = {
      {"reports", "--to is missing; name the ADBC driver of a database, or duckdb"},
      {"reports --to duckdb", "--to duckdb has no file; write --option path=reports.duckdb"},
      {"reports --to duckdb --option path=:memory:", "--to duckdb has no file"},
      {"reports --to duckdb --option reports.duckdb", "--option: 'reports.duckdb' is no NAME=VALUE"},
      {"reports reports/acme --to duckdb --option path=x", "is study 'acme', as is reports/acme/results.json; rename"},
      {"empty --to duckdb --option path=x", "empty: holds no results.json; name a folder that `payoff run` wrote"},
      {"nowhere --to duckdb --option path=x", "nowhere: cannot be read"},
      {"study.json --to duckdb --option path=x", "'schema' is missing; take a results.json as `payoff run` wrote it"},
      {"'back\\slash' --to duckdb --option path=x", "rename the folder, without backslashes and control characters"},
      {"reports --to nosuchdriver", "driver 'nosuchdriver' could not be opened"},
      {"reports --to duckdb --option path=nowhere/x", "nowhere/x\": No such file or directory"}};
  for (const auto& [line, words] : lines) {
    CAPTURE(line);
    const Outcome outcome = payoff_program(ran, std::string("export ") + line);
    CAPTURE(outcome.error);
    CHECK((outcome.exit_code == 2 || outcome.exit_code == 3));
    CHECK(outcome.error.find(words) != std::string::npos);
    CHECK(std::ranges::count(outcome.error, '\n') == 1);
    CHECK_FALSE(std::filesystem::exists(ran.path("x")));
  }
}

}  // TEST_SUITE("tools/export")
