#include "base/parallel.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

using namespace payoff;

TEST_SUITE("base/parallel") {

TEST_CASE("by hand: every piece is done once, on one thread and on four") {
  for (const std::size_t threads : {1, 4}) {
    std::vector<int> done(1000);
    for_each_chunk(done.size(), threads, [&](std::size_t i) { ++done[i]; });
    CHECK(done == std::vector<int>(1000, 1));
  }
  for_each_chunk(0, 4, [](std::size_t) { FAIL("there is no piece"); });
}

TEST_CASE("refusal: the failure of the first piece that failed is told, whatever the threads") {
  for (const std::size_t threads : {1, 4}) {
    std::string told;
    try {
      for_each_chunk(100, threads, [](std::size_t i) {
        if (i % 10 == 7) throw std::runtime_error(std::to_string(i));
      });
    } catch (const std::runtime_error& error) {
      told = error.what();
    }
    CHECK(told == "7");
  }
}

TEST_CASE("by hand: chunks of rows lie end to end and hold every row once") {
  std::size_t next = 0;
  for (std::size_t c = 0; c < 7; ++c) {
    const RowRange range = chunk_rows(c, 7, 100);
    CHECK(range.first == next);
    next = range.last;
  }
  CHECK(next == 100);
}

}  // TEST_SUITE("base/parallel")
