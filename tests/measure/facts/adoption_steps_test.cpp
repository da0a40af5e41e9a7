#include "measure/facts/adoption_steps.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/facts/adoption_steps") {

namespace {

// One unit for each period of adoption; those at -1 never begin.
Panel begin_in(const std::vector<int>& periods, PeriodKind kind = PeriodKind::week) {
  PanelBuilder builder(0);
  for (const int period : periods) {
    builder.rollout = period;
    builder.unit(period != -1).cell(0, 1).cell(1, 2);
  }
  builder.panel.calendar.kind = kind;
  return builder.panel;
}

}  // namespace

TEST_CASE("by hand: one, two and one begin, eight weeks apart") {
  const std::vector<AdoptionStep> steps = adoption_steps(begin_in({4, 12, -1, 12, 20}));
  REQUIRE(steps.size() == 3);
  const double weeks[] = {0, 8, 16};
  const std::size_t units[] = {1, 2, 1};
  for (int i = 0; i < 3; ++i) {
    CHECK(steps[i].weeks == weeks[i]);
    CHECK(steps[i].units == units[i]);
  }
}

TEST_CASE("by hand: months are as long as they are") {
  const std::vector<AdoptionStep> steps =
      adoption_steps(begin_in({2025 * 12, 2025 * 12 + 1}, PeriodKind::month));  // January and February 2025
  REQUIRE(steps.size() == 2);
  CHECK(steps[1].weeks == doctest::Approx(31 / 7.0));
}

TEST_CASE("by hand: where dates are one, not known or none, all began at once") {
  for (const Panel& panel : {begin_in({4, 4, -1}), begin_in({4, 9, -1}, PeriodKind::integer), two_arms({1, 2}, {3})}) {
    const std::vector<AdoptionStep> steps = adoption_steps(panel);
    REQUIRE(steps.size() == 1);
    CHECK(steps[0].weeks == 0);
    CHECK(steps[0].units == 2);
  }
}

}  // TEST_SUITE("measure/facts/adoption_steps")
