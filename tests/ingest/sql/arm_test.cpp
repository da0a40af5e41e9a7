#include "ingest/sql/arm.hpp"

#include <doctest/doctest.h>

#include "ingest/source/duckdb.hpp"
#include "ingest/source/source.hpp"
#include "tools/program.hpp"

using namespace payoff;

TEST_SUITE("ingest/sql/arm") {

namespace {

// Arms of the rows of a file with these labels, one character each; '-' is neither.
std::string arms(const std::string& labels, const Rollout& rollout) {
  tools::Workplace place;
  place.write("x.csv", "g,n\n" + labels);
  OpenSource source({.files = {place.path("x.csv")}}, {"g"}, {});
  const ResultTable rows =
      source.query("SELECT CAST(" + arm_by_group(source, "g", rollout) + " AS BIGINT) AS a FROM " + source.relation());
  std::string found;
  for (std::size_t i = 0; i < rows.rows; ++i)
    found += !rows["a"].valid[i] ? '-' : rows["a"].integers[i] == 1 ? '1' : '0';
  return found;
}

}  // namespace

TEST_CASE("by hand: labels that are equal as numbers are two labels; where one is absent the other stands for it") {
  CHECK(arms("1,1\n1.0,1\n01,1\n", {.treated = "1", .comparison = "1.0"}) == "10-");
  CHECK(arms("1,1\n1.0,1\n01,1\n", {.treated = "1", .comparison = "01"}) == "1-0");
  CHECK(arms("1.0,1\n0.0,1\n01,1\n1.00,1\n10,1\n", {.treated = "1", .comparison = "0"}) == "10---");
  CHECK(arms("1,1\n0,1\n", {.treated = "1.0"}) == "10");
  CHECK(arms("9007199254740993,1\n9007199254740992,1\n", {.treated = "9007199254740993"}) == "10");
  CHECK(arms("-2.0,1\n2,1\n", {.treated = "-2"}) == "10");
  CHECK(arms("0.5,1\n.5,1\n", {.treated = "0.5"}) == "10");
}

TEST_CASE("by hand: truth values are the same in any case") {
  CHECK(arms("TRUE,1\ntrue,1\nFalse,1\n", {.treated = "true", .comparison = "false"}) == "110");
}

}  // TEST_SUITE("ingest/sql/arm")
