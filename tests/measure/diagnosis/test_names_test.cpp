#include "measure/diagnosis/test_names.hpp"

#include <doctest/doctest.h>

#include "base/messages.hpp"

using namespace payoff;

TEST_SUITE("measure/diagnosis/test_names") {

TEST_CASE("by hand: in English a test is called by its id, and one of somebody's own is so in every language") {
  CHECK(said_test("pre_trend") == "pre_trend");
  const Speaking korean(language_of("ko"));
  CHECK(said_test("pre_trend") == "도입 전 추세");
  CHECK(said_test("heavy_tail") == "두꺼운 꼬리");
  CHECK(said_test("of_my_own") == "of_my_own");
}

}  // TEST_SUITE("measure/diagnosis/test_names")
