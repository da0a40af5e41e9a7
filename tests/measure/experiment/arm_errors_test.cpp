#include "measure/experiment/arm_errors.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/experiment/arm_errors") {

TEST_CASE("by hand: what a squared residual counts for, Welch's degrees of freedom, and the tail") {
  CHECK_CLOSE(inflation(ArmErrors::hc1, 0.5, 10, 2), 1.25, 1e-15);
  CHECK_CLOSE(inflation(ArmErrors::hc2, 0.2, 10, 2), 1.25, 1e-15);
  CHECK_CLOSE(inflation(ArmErrors::hc3, 0.2, 10, 2), 1.5625, 1e-15);
  CHECK(inflation(ArmErrors::cluster, 0.2, 10, 2) == 1);
  CHECK_CLOSE(welch_df(4.0 / 3, 3, 1, 2), 49.0 / 17, 1e-14);
  const Diagnostic one_of_four = heavy_tail(4, 1000), one_of_hundred = heavy_tail(100, 1000);
  CHECK(one_of_four.value == 0.25);
  CHECK(one_of_four.threshold == 0.05);
  CHECK(one_of_four.text != one_of_hundred.text);
  CHECK(heavy_tail(0, 1000).value == 0);
}

}  // TEST_SUITE("measure/experiment/arm_errors")
