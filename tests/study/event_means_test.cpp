#include "study/event_means.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("study/event_means") {

namespace {

// Begins in period 1, in period 2, never; one who was never seen before it began.
Panel two_dates() {
  PanelBuilder builder(1, {.name = "minutes", .unit = "minutes", .per = "ticket"});
  builder.unit(true).cell(0, 10, 1).cell(1, 16, 2).cell(2, 6, 1);
  builder.unit(true).cell(0, 20, 1).cell(1, 60, 2).cell(2, 12, 1);
  builder.unit(false).cell(0, 90, 1).cell(2, 95, 1);
  builder.unit(true).cell(1, 50, 1).cell(2, 50, 1);
  builder.panel.units[1].adopted_period = 2;
  return builder.panel;
}

}  // namespace

// Unit 0: 10 at -1, 8 at 0, 6 at 1. Unit 1: 20 at -2, 30 at -1, 12 at 0. Units count alike, whatever their tickets.
TEST_CASE("event means: by hand, of the units by the time since each began") {
  const std::vector<EventMean> means = event_means(two_dates(), 0);
  REQUIRE(means.size() == 4);
  const double expected[] = {20, 20, 10, 6};
  const std::size_t units[] = {1, 2, 2, 1};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(means[i].event_time == static_cast<int>(i) - 2);
    CHECK(means[i].mean == doctest::Approx(expected[i]));
    CHECK(means[i].units == units[i]);
  }
}

TEST_CASE("event means: a missing value is no part of a mean") {
  Panel panel = two_dates();
  panel.metrics[0].sum[1] = missing;  // unit 0 in period 1
  const std::vector<EventMean> means = event_means(panel, 0);
  CHECK(means[2].mean == doctest::Approx(12));
  CHECK(means[2].units == 1);
}

TEST_CASE("event means: one date, or totals before and after only, give none") {
  Panel panel = two_dates();
  CHECK(event_means(to_phases(panel), 0).empty());
  panel.units[1].adopted_period = 1;
  CHECK(event_means(panel, 0).empty());
}

}  // TEST_SUITE("study/event_means")
