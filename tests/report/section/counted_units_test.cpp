#include "report/section/counted_units.hpp"

#include <doctest/doctest.h>

using namespace payoff;

TEST_SUITE("report/section/counted_units") {

TEST_CASE("unit_name: by hand, the study's own word before its column") {
  CHECK(unit_name({}).empty());
  CHECK(unit_name({.unit_column = "support_agent_id"}) == "support agent");
  CHECK(unit_name({.unit_column = "Issue"}) == "Issue");
  CHECK(unit_name({.unit_column = "agent_id", .unit_label = "상담원"}) == "상담원");
}

TEST_CASE("unit_is_one_of_who: agents are whom it is about, issues are not") {
  CHECK(unit_is_one_of_who({.who = "support agents", .unit_column = "agent_id"}));
  CHECK(unit_is_one_of_who({.who = "상담원", .unit_column = "agent_id", .unit_label = "상담원"}));
  CHECK_FALSE(unit_is_one_of_who({.who = "developers", .unit_column = "issue_id"}));
  CHECK_FALSE(unit_is_one_of_who({.who = "developers", .unit_column = ""}));
  CHECK_FALSE(unit_is_one_of_who({.unit_column = "agent_id"}));
}

}  // TEST_SUITE("report/section/counted_units")
