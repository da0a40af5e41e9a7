#include "base/letters.hpp"

#include <doctest/doctest.h>

using namespace payoff;

TEST_SUITE("base/letters") {

TEST_CASE("by hand: only the letters of ASCII change their case, and no byte of another one is a letter") {
  CHECK(lower("Agent_ID \xc3\x84") == "agent_id \xc3\x84");
  CHECK(to_upper('z') == 'Z');
  CHECK(is_alphanumeric('7'));
  CHECK_FALSE(is_alphanumeric('_'));
  CHECK_FALSE(is_alphanumeric('\xe4'));
}

}  // TEST_SUITE("base/letters")
