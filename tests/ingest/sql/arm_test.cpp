#include "ingest/sql/arm.hpp"

#include <doctest/doctest.h>

#include "ingest/source/duckdb.hpp"

using namespace payoff;

TEST_SUITE("ingest/sql/arm") {

namespace {

// Arms of these labels, one character each; '-' is neither.
std::string arms(const std::vector<std::string>& labels, const Rollout& rollout) {
  Database database = open_duckdb(1);
  std::string found;
  for (const std::string& label : labels) {
    const ResultTable row = database.query(
        "SELECT CAST(" + arm_by_group("CAST(" + sql_text(label) + " AS VARCHAR)", rollout) + " AS BIGINT) AS a");
    found += !row["a"].valid[0] ? '-' : row["a"].integers[0] == 1 ? '1' : '0';
  }
  return found;
}

}  // namespace

TEST_CASE("by hand: labels that are equal as numbers are two labels, but a whole number may end with .0") {
  CHECK(arms({"1", "1.0", "01", "1.00", "10"}, {.treated = "1", .comparison = "01"}) == "110--");
  CHECK(arms({"1.0", "1"}, {.treated = "1.0"}) == "11");
  CHECK(arms({"9007199254740993", "9007199254740992"}, {.treated = "9007199254740993"}) == "10");
  CHECK(arms({"-2", "-2.0", "2"}, {.treated = "-2"}) == "110");
  CHECK(arms({"0.5", ".5"}, {.treated = "0.5"}) == "10");
}

TEST_CASE("by hand: truth values are the same in any case") {
  CHECK(arms({"TRUE", "true", "False"}, {.treated = "true", .comparison = "false"}) == "110");
}

}  // TEST_SUITE("ingest/sql/arm")
