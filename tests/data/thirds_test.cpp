// Which points of a path are its first and its last third.
#include "data/thirds.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace payoff;

TEST_SUITE("data/thirds") {

TEST_CASE("thirds are of the calendar from the rollout on, and average the points that are there") {
  const std::vector<int> time{-1, 0, 1, 2, 3, 4, 5, 6};
  std::vector<double> estimate(time.size(), 1);
  const Thirds thirds = thirds_of(time, estimate, 6).value();
  CHECK(thirds.first == std::vector<double>{0, 0.5, 0.5, 0, 0, 0, 0, 0});
  CHECK(thirds.last == std::vector<double>{0, 0, 0, 0, 0, 0, 0.5, 0.5});
  CHECK(thirds_of(time, estimate)->last == thirds.last);
  estimate[1] = NAN;
  CHECK(thirds_of(time, estimate, 6)->first == std::vector<double>{0, 0, 1, 0, 0, 0, 0, 0});
  estimate[2] = NAN;
  CHECK(!thirds_of(time, estimate, 6));
  estimate[1] = 1;
  CHECK(thirds_of(time, estimate, 5)->last ==
        std::vector<double>{0, 0, 0, 0, 0, 0.5, 0.5, 0});  // as others were followed
}

TEST_CASE("fewer than three periods have no thirds") {
  CHECK(!thirds_of({0, 1}, {1, 1}, 1));
  CHECK(!thirds_of({}, {}, -1));
  CHECK(!thirds_of({0, 1, 2, 3}, {1, 1, NAN, NAN}));
  CHECK(thirds_of({0, 1, 2}, {1, 1, 1}, 2));
}

}  // TEST_SUITE("data/thirds")
