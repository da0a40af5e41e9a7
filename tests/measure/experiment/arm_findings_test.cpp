#include "measure/experiment/arm_findings.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/experiment/arm_findings") {

TEST_CASE("by hand: who is left out, who has no past, and how far apart the groups began") {
  CHECK(units_left_out(20, 2, 3).value == 5);
  CHECK(units_left_out(20, 0, 0).value == 0);
  CHECK(units_left_out(20, 2, 3).text.find("5 of 20") != std::string::npos);
  CHECK(units_left_out(20, 0, 0).text != units_left_out(20, 2, 3).text);
  CHECK(units_without_past(7).value == 7);
  const Diagnostic below = baseline_balance({4, 5}, {7, 3}), above = baseline_balance({7, 5}, {4, 3});
  CHECK(below.value == -1.5);  // of sqrt((5 + 3) / 2) = 2
  CHECK(above.value == 1.5);
  CHECK(below.threshold == 0.25);
  CHECK(below.text != above.text);
  CHECK(std::isnan(baseline_balance({4, 0}, {7, 0}).value));
}

}  // TEST_SUITE("measure/experiment/arm_findings")
