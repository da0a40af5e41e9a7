#include "ingest/sql/arm.hpp"

#include <doctest/doctest.h>

#include "ingest/source/duckdb.hpp"
#include "ingest/source/source.hpp"
#include "tools/program.hpp"

using namespace payoff;

TEST_SUITE("ingest/sql/arm") {

namespace {

// Arms of the rows of a file with these labels, one character each; '-' is neither.
std::string arms(const std::string& labels, const Rollout& rollout, const ArmRules& rules = {}) {
  tools::Workplace place;
  place.write("x.csv", "g,n\n" + labels);
  OpenSource source({.files = {place.path("x.csv")}}, {"g"}, {});
  const std::string arm = arm_by_group(source, "g", rollout, rules);
  const ResultTable rows =
      source.query("SELECT CAST(" + arm_of_code(arm) + " AS BIGINT) AS a FROM " + source.relation());
  std::string found;
  for (std::size_t i = 0; i < rows.rows; ++i)
    found += !rows["a"].valid[i] ? '-' : rows["a"].integers[i] == 1 ? '1' : '0';
  return found;
}

}  // namespace

TEST_CASE("by hand: labels that are equal as numbers are two labels; where one is absent the other stands for it") {
  CHECK(arms("1,1\n1.0,1\n01,1\n", {.treated = "1", .comparison = "1.0"}) == "10-");
  CHECK(arms("1,1\n1.0,1\n01,1\n", {.treated = "1", .comparison = "01"}) == "110");
  CHECK(arms("1.0,1\n0.0,1\n01,1\n1.00,1\n10,1\n", {.treated = "1", .comparison = "0"}) == "10---");
  CHECK(arms("1,1\n0,1\n", {.treated = "1.0"}) == "10");
  CHECK(arms("9007199254740993,1\n9007199254740992,1\n", {.treated = "9007199254740993"}) == "10");
  CHECK(arms("-2.0,1\n2,1\n", {.treated = "-2"}) == "10");
  CHECK(arms("0.5,1\n.5,1\n", {.treated = "0.5"}) == "10");
}

TEST_CASE("by hand: truth values are the same in any case") {
  CHECK(arms("TRUE,1\ntrue,1\nFalse,1\n", {.treated = "true", .comparison = "false"}) == "110");
}

TEST_CASE("by hand: case, blanks, accents and spellings of yes and no do not count, unless labels are as written") {
  const std::string labels = "yes,1\nYES,1\n\" Yes \",1\ny,1\nTRUE,1\nno,1\nNo,1\nmaybe,1\n";
  CHECK(arms(labels, {.treated = "yes", .comparison = "no"}) == "1111100-");
  CHECK(arms(labels, {.treated = "yes"}) == "11111000");
  CHECK(arms(labels, {.treated = "yes", .comparison = "no"}, {.as_written = true}) == "1----0--");
  CHECK(arms("Copilot  Chat,1\ncopilot chat,1\nnone,1\n", {.treated = "Copilot Chat"}) == "110");
  CHECK(arms("\u00e9t\u00e9,1\n\u00c9te\u0301,1\nx,1\n", {.treated = "\u00e9t\u00e9"}) == "110");
  // What the study names to the letter is never another arm.
  CHECK(arms("y,1\nyes,1\nY,1\n", {.treated = "yes", .comparison = "y"}) == "011");
}

TEST_CASE("by hand: a row that sums up others is not of the comparison group") {
  CHECK(arms("a,1\nb,1\nTotal,1\nSumme,1\n", {.treated = "a"}) == "10--");
  CHECK(arms("a,1\nb,1\nTotal,1\n", {.treated = "a"}, {.keep_totals = true}) == "100");
}

}  // TEST_SUITE("ingest/sql/arm")
