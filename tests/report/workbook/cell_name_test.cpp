// Names of cells, from whatever a study calls its costs.
#include "report/workbook/cell_name.hpp"

#include <doctest/doctest.h>

using namespace payoff;

TEST_SUITE("report/workbook/cell_name") {

TEST_CASE("cell_name: by hand, a name is its words") {
  std::set<std::string> taken;
  CHECK(unique_cell_name("hourly cost", taken) == "hourly_cost");
  CHECK(unique_cell_name("licences, per person and month", taken) == "licences_per_person_and_month");
  CHECK(unique_cell_name("  =1+1 ", taken) == "the_1_1");
}

TEST_CASE("cell_name: a name is its own, whatever its case") {
  std::set<std::string> taken;
  CHECK(unique_cell_name("people", taken) == "people");
  CHECK(unique_cell_name("People", taken) == "People_2");
  CHECK(unique_cell_name("people", taken) == "people_3");
  CHECK(unique_cell_name("people 2", taken) == "people_2_2");
}

TEST_CASE("cell_name: refusal, no name is the address of a cell, a truth value, or nothing") {
  std::set<std::string> taken;
  for (const char* address : {"A1", "xfd99", "R1C1", "r", "C", "rc", "true", "FALSE", "tax"})
    CHECK(unique_cell_name(address, taken).starts_with("the_"));
  CHECK(unique_cell_name("", taken) == "assumption");
  CHECK(unique_cell_name("\xed\x95\x9c\xea\xb5\xad", taken) == "assumption_2");
  CHECK(unique_cell_name(std::string(500, 'x'), taken).size() == 60);
}

}  // TEST_SUITE("report/workbook/cell_name")
