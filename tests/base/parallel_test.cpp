#include "base/parallel.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

using namespace payoff;

TEST_SUITE_BEGIN("base/parallel");

TEST_CASE("by hand: every piece is done once, on one thread and on four") {
  for (const unsigned threads : {1U, 4U}) {
    std::vector<int> done(1000);
    in_parallel(
        done.size(), [&](std::size_t i) { ++done[i]; }, threads);
    CHECK(done == std::vector<int>(1000, 1));
  }
  in_parallel(0, [](std::size_t) { FAIL("there is no piece"); });
}

TEST_CASE("refusal: the failure of the first piece that failed is told, whatever the threads") {
  for (const unsigned threads : {1U, 4U}) {
    std::string told;
    try {
      in_parallel(
          100,
          [](std::size_t i) {
            if (i % 10 == 7) throw std::runtime_error(std::to_string(i));
          },
          threads);
    } catch (const std::runtime_error& error) {
      told = error.what();
    }
    CHECK(told == "7");
  }
}

TEST_SUITE_END();
