#include "measure/rollout/group_time/cohort_panel.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/group_time/cohort_panel") {

namespace {

// Periods 3 to 6. Units 0 to 4 adopt at 5, never, 4, 5 and 3 (always); unit 1 was not seen in period 6.
Panel mixed() {
  Panel panel;
  panel.calendar.kind = PeriodKind::week;
  panel.metrics.push_back({.metric = {.name = "minutes"}});
  const int adoption[] = {5, never, 4, 5, 3};
  for (int u = 0; u < 5; ++u) {
    panel.units.push_back({.label = std::to_string(u), .treated = adoption[u] != never, .adopted_period = adoption[u]});
    for (int t = 3; t <= 6; ++t) {
      if (u == 1 && t == 6) continue;
      panel.unit_of.push_back(u);
      panel.period_of.push_back(t);
      panel.metrics[0].sum.push_back(10 * u + t);
    }
  }
  return panel;
}

}  // namespace

TEST_CASE("by hand: units come by cohort, never-adopters last, those who always had the tool not at all") {
  const CohortPanel panel = cohort_panel(mixed(), {});
  CHECK(panel.periods == std::vector<int>{3, 4, 5, 6});
  CHECK(panel.cohorts == std::vector<int>{1, 2});  // indices of periods 4 and 5
  CHECK(panel.unit == std::vector<std::int32_t>{2, 0, 3, 1});
  CHECK(panel.cohort_begin == std::vector<std::size_t>{0, 1, 3, 4});
  CHECK(panel.cohort_of(0) == 0);
  CHECK(panel.cohort_of(2) == 1);
  CHECK(panel.cohort_of(3) == 2);
  CHECK(panel.clusters == 4);
  CHECK(panel.at(1)[0] == 24);  // unit 2, period 4
  CHECK(panel.at(3)[2] == 36);  // unit 3, period 6
  CHECK(std::isnan(panel.at(3)[3]));
  CHECK(panel.weight.empty());
}

TEST_CASE("by hand: a ratio metric weighs a unit by its mean denominator before anyone adopted") {
  Panel raw = mixed();
  raw.metrics[0].metric.per = "tickets";
  for (const std::int32_t period : raw.period_of) raw.metrics[0].weight.push_back(period == 3 ? 2 : 7);
  const CohortPanel panel = cohort_panel(raw, {.method = "group_time"});
  CHECK(panel.weight == std::vector<double>{2, 2, 2, 2});  // period 3 alone lies before the first cohort with a before
  CHECK(panel.at(0)[0] == 11.5);                           // 23 minutes over 2 tickets
}

TEST_CASE("refusal: before/after totals have no path") {
  Panel raw = mixed();
  raw.grain = Grain::phases;
  CHECK(message_of([&] { cohort_panel(raw, {.method = "group_time"}); }) ==
        "group_time: the panel holds before/after totals, but must hold periods; load it with Grain::periods");
}

TEST_CASE("by hand: few adopters among many have Welch's degrees of freedom, and call for the jackknife") {
  PanelBuilder builder(5);
  for (int u = 0; u < 43; ++u) builder.unit(u < 3).cell(4, u).cell(5, 2 * u);
  const CohortPanel lopsided = cohort_panel(builder.panel, {});
  CHECK(adopting_clusters(lopsided) == 3);
  // (1/3 + 1/40)^2 / (1 / (9 x 2) + 1 / (1600 x 39))
  CHECK_CLOSE(degrees_of_freedom(lopsided), std::pow(1.0 / 3 + 1.0 / 40, 2) / (1.0 / 18 + 1.0 / 62400), 1e-12);
  CHECK(calls_for_jackknife(lopsided));
  CHECK(lead_blocks(lopsided) == 1);
  for (int u = 0; u < 20; ++u) builder.unit(true).cell(4, u).cell(5, 2 * u);
  const CohortPanel even = cohort_panel(builder.panel, {});
  CHECK(degrees_of_freedom(even) == 62);
  CHECK_FALSE(calls_for_jackknife(even));
  CHECK(lead_blocks(even) == 3);
}

TEST_CASE("by hand: lopsided is more than twice as many others as adopters, and fewer than six adopters") {
  const auto df = [](int adopters, int others) {
    PanelBuilder builder(5);
    for (int u = 0; u < adopters + others; ++u) builder.unit(u < adopters).cell(4, u).cell(5, 2 * u);
    return degrees_of_freedom(cohort_panel(builder.panel, {}));
  };
  CHECK(df(3, 6) == 8);
  // (1/3 + 1/7)^2 / (1 / (9 x 2) + 1 / (49 x 6))
  CHECK_CLOSE(df(3, 7), std::pow(10.0 / 21, 2) / (1.0 / 18 + 1.0 / 294), 1e-12);
  CHECK(df(5, 11) < 15);
  CHECK(df(6, 13) == 18);
  CHECK(df(1, 9) == 9);
}

TEST_CASE("by hand: the first lead that counts is where half of the clusters that adopt had been seen") {
  const auto first = [](const std::vector<int>& starts, const std::vector<int>& clusters = {}) {
    PanelBuilder builder(0);
    for (std::size_t u = 0; u < starts.size(); ++u) {
      builder.rollout = starts[u];
      builder.unit(starts[u] != never, clusters.empty() ? -1 : clusters[u]);
      for (int t = 1; t < 10; ++t) builder.cell(t, t);  // weeks 1 to 9
    }
    return first_common_lead(cohort_panel(builder.panel, {}));
  };
  CHECK(first({3, 3, 5, 5, 9, 9, never, never}) == 1 - 5);  // two of six at -8, four at -4
  CHECK(first({3, 3, 9, 9, never}) == 1 - 9);               // two of four are half
  CHECK(first({3, 5, 9}) == 1 - 5);                         // one of three is less
  CHECK(first({4, 4, 4}) == 1 - 4);
  // Of five clusters three units that begin in week 9 are one; those of week 5 two more.
  CHECK(first({9, 9, 9, 5, 5, 3, 3}, {0, 0, 0, 1, 2, 3, 4}) == 1 - 5);
  // A cluster whose units begin in weeks 9 and 8 is one of four at either.
  CHECK(first({9, 8, 3, 3, 3}, {0, 0, 1, 2, 3}) == 1 - 3);
  CHECK(first({1, 1, 1, 6}) == 1 - 6);  // whoever always had the tool is not in it
  CHECK(first({never, never}) == INT_MIN);
}

}  // TEST_SUITE("measure/rollout/group_time/cohort_panel")
