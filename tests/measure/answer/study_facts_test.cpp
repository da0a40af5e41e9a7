#include "measure/answer/study_facts.hpp"

#include <climits>

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/answer/study_facts") {

namespace {

const Question question{.metric = 0, .method = "did"};

Effect facts(const Panel& panel) {
  return describe(panel, question, std::vector<bool>(panel.units.size(), true));
}

// Weeks 0 to 3, rollout in week 2; two treated units in one team, one comparison unit without a team.
PanelBuilder small() {
  PanelBuilder builder(2, {.name = "minutes", .unit = "minutes", .per = "ticket"});
  builder.unit(true, 0).cell(0, 10, 1).cell(1, 10, 2).cell(2, 10, 4).cell(3, 10, 8);
  builder.unit(true, 0).cell(0, 10, 1).cell(2, 10, 6);
  builder.unit(false).cell(0, 10, 1).cell(1, missing, 1).cell(2, 10, 1).cell(3, 10, 1);
  return builder;
}

}  // namespace

TEST_CASE("study facts: units, clusters, periods and missing cells are counted by hand") {
  const Effect effect = facts(small().panel);
  CHECK(effect.units_treated == 2);
  CHECK(effect.units_comparison == 1);
  CHECK(effect.clusters == 2);
  CHECK(effect.clusters_treated == 1);
  CHECK(effect.periods_before == 2);
  CHECK(effect.periods_after == 2);
  CHECK(effect.weeks_before == 2);
  CHECK(effect.weeks_after == 2);
  CHECK(effect.missing_share_treated == 0.25);     // 6 of 8
  CHECK(effect.missing_share_comparison == 0.25);  // 3 of 4
}

TEST_CASE("study facts: volume counts weeks unseen as weeks without work") {
  // After: 4 + 8 + 6 tickets by 2 units in 2 weeks: 18 / 4.
  CHECK(facts(small().panel).volume_per_unit_week == 4.5);
  Panel days = small().panel;
  days.calendar.kind = PeriodKind::day;
  CHECK_CLOSE(facts(days).volume_per_unit_week, 4.5 * 7, 1e-15);
}

TEST_CASE("study facts: uptake is the mean share of use among the treated that are known") {
  Panel panel = small().panel;
  CHECK(std::isnan(facts(panel).uptake_treated));
  panel.uptake = {0.5, missing, 0};
  CHECK(facts(panel).uptake_treated == 0.5);
  panel.uptake = {0.5, 1, 0};
  CHECK(facts(panel).uptake_treated == 0.75);
}

TEST_CASE("study facts: clusters are numbered in the order of the units in use, units without one stand alone") {
  Panel panel = small().panel;
  panel.units[1].cluster = 1;
  panel.clusters = {"a", "b"};
  const ClusterIndex two = index_clusters(panel, {false, true, true});
  CHECK(two.of_unit == std::vector<int>{-1, 0, 1});
  CHECK(two.count == 2);
  CHECK(two.declared);
  CHECK_FALSE(index_clusters(panel, {false, false, true}).declared);
}

TEST_CASE("study facts: a week without tickets is an observation of a ratio, not of a mean") {
  MetricColumn column{{.name = "minutes", .per = "ticket"}, {0, missing, 5}, {0, 1, missing}, {}};
  CHECK(has_value(column, 0));
  CHECK_FALSE(has_value(column, 1));
  CHECK_FALSE(has_value(column, 2));
  column.metric.per.clear();
  CHECK_FALSE(has_value(column, 0));
}

TEST_CASE("study facts: dates of adoption leave out those who never adopted, and at most five are listed") {
  Panel panel = small().panel;
  panel.units[0].adopted_period = 7;
  CHECK(adoption_dates(panel) == std::vector<int>{2, 7});
  panel.units[0].adopted_period = never;
  CHECK(adoption_dates(panel) == std::vector<int>{2});
  panel.calendar.kind = PeriodKind::integer;
  CHECK(list_periods(panel.calendar, {1, 2, 3, 4, 5}) == "1, 2, 3, 4, 5");
  CHECK(list_periods(panel.calendar, {1, 2, 3, 4, 5, 6}) == "1, 2, 3, 4, 5, ...");
  CHECK(list_periods({.kind = PeriodKind::week}, {INT_MIN, 0}).starts_with("the start, 19"));
}

TEST_CASE("study facts: totals of phases tell the same periods and missing shares as the periods do") {
  const Panel panel = small().panel;
  const Effect periods = facts(panel), phases = facts(to_phases(panel));
  CHECK(phases.periods_before == periods.periods_before);
  CHECK(phases.weeks_after == periods.weeks_after);
  CHECK(phases.missing_share_treated == periods.missing_share_treated);
  CHECK(phases.missing_share_comparison == periods.missing_share_comparison);
  CHECK(phases.volume_per_unit_week == periods.volume_per_unit_week);
}

TEST_CASE("study facts: with the tool from the start there is nothing before, without time there are no weeks") {
  Panel panel = small().panel;
  for (Unit& unit : panel.units) {
    if (unit.treated) unit.adopted_period = INT_MIN;
  }
  CHECK(facts(panel).periods_before == 0);
  CHECK(facts(panel).periods_after == 4);
  const Effect timeless = facts(two_arms({1, 2}, {3}));
  CHECK(timeless.periods_after == 0);
  CHECK(std::isnan(timeless.weeks_after));
  CHECK(timeless.missing_share_treated == 0);
}

TEST_CASE("by hand: the clock starts with the first adoption among the units in use") {
  Panel panel = small().panel;
  panel.units[0].adopted_period = -9;  // before the data, so an estimator of changes leaves the unit out
  const Effect effect = describe(panel, question, {false, true, true});
  CHECK(effect.periods_before == 2);
  CHECK(effect.weeks_before == 2);
  CHECK(effect.weeks_after == 2);
  CHECK(facts(panel).weeks_after == 4);  // an estimator that uses it follows it from the start
  panel.units[1].adopted_period = never;
  CHECK(earliest_adoption(panel, {false, true, true}) == -9);  // without a date: with the earliest of all
}

}  // TEST_SUITE("measure/answer/study_facts")
