#include "ingest/source/preamble.hpp"

#include <doctest/doctest.h>

using namespace payoff;

TEST_SUITE("ingest/source/preamble") {

namespace {

std::size_t lines(std::string_view text, const std::string& delimiter = "") {
  return preamble_of(text, delimiter).lines_above_header;
}

}  // namespace

TEST_CASE("by hand: titles, comments and blank lines stand above a header") {
  const std::string table = "unit,week,arm\na,2025-01-06,B\nb,2025-01-06,A\n";
  CHECK(lines(table) == 0);
  CHECK(lines("\n" + table) == 1);
  CHECK(lines("\xef\xbb\xbfWeekly report\n\n" + table) == 2);
  CHECK(lines("Weekly report\r\nby admin\r\nunit;week;arm\r\na;1;B\r\nb;1;A\r\n") == 2);
  CHECK(lines("# exported, 2025\n" + table) == 1);
  CHECK(lines("Report,,\n,,\n" + table) == 2);
  CHECK(lines("\"A title of\ntwo lines\"\n" + table) == 2);
  CHECK(lines("Titles: of, many, commas\n" + table) == 0);  // it could be a header
}

TEST_CASE("by hand: a table of one column, a header of fewer cells, a declared delimiter") {
  CHECK(lines("minutes\n1\n2\n3\n") == 0);
  CHECK(lines("\n\nminutes\n1\n2\n3\n") == 2);
  CHECK(lines("a,b\nu1,1,2\nu2,3,4\nu3,5,6\n") == 0);  // names of rows have none themselves
  CHECK(lines("x;y|z\n1;2|3\n4;5|6\n", "|") == 0);
  CHECK(lines("a,b,c\n1,\"2\n\n2\",3\n4,5,6\n7,8,9\n") == 0);
}

TEST_CASE("by hand: a delimiter at the end of each row, but not of the header") {
  const Preamble found = preamble_of("Report\na,b\n1,2,\n3,4,\n5,6,\n", "");
  CHECK(found.trailing == ',');
  CHECK(found.lines_above_header == 1);
  CHECK(preamble_of("a,b,\n1,2,\n3,4,\n", "").trailing == '\0');  // an empty column
  CHECK(preamble_of("a,b\n1,2,\n3,4,5\n6,7,\n", "").trailing == '\0');
}

}  // TEST_SUITE("ingest/source/preamble")
