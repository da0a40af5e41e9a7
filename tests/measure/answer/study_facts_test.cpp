#include "measure/answer/study_facts.hpp"

#include <climits>

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/answer/study_facts") {

TEST_CASE("study facts: clusters are numbered in the order of the units in use, units without one stand alone") {
  Panel panel = small_ratio_panel();
  panel.units[1].cluster = 1;
  panel.clusters = {"a", "b"};
  const ClusterIndex two = index_clusters(panel, {false, true, true});
  CHECK(two.of_unit == std::vector<int>{-1, 0, 1});
  CHECK(two.count == 2);
  CHECK(two.declared);
  CHECK_FALSE(index_clusters(panel, {false, false, true}).declared);
}

TEST_CASE("study facts: different values are found in any order, each at its place") {
  Distinct some;
  for (const int value : {5, 6, 7, 2, 6, 7, 9, 2, 1, INT_MIN, INT_MAX, 5}) some.add(value);
  const std::vector<int> values = std::move(some).values();
  CHECK(values == std::vector<int>{INT_MIN, 1, 2, 5, 6, 7, 9, INT_MAX});
  Position position(values);
  for (const int value : {1, 2, 5, 7, 6, 9, INT_MAX, INT_MIN, 1}) CHECK(values[position.of(value)] == value);
  CHECK(position.of(8) == 6);
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
  Panel panel = small_ratio_panel();
  panel.units[0].adopted_period = 7;
  CHECK(adoption_dates(panel) == std::vector<int>{2, 7});
  panel.units[0].adopted_period = never;
  CHECK(adoption_dates(panel) == std::vector<int>{2});
  panel.calendar.kind = PeriodKind::integer;
  CHECK(list_periods(panel.calendar, {1, 2, 3, 4, 5}) == "1, 2, 3, 4, 5");
  CHECK(list_periods(panel.calendar, {1, 2, 3, 4, 5, 6}) == "1, 2, 3, 4, 5, ...");
  CHECK(list_periods({.kind = PeriodKind::week}, {INT_MIN, 0}).starts_with("the start, 19"));
}

TEST_CASE("by hand: the periods of a metric are those in which it was seen; of totals, those that the trend tells") {
  const Panel panel = small_ratio_panel();
  CHECK(codes_seen(panel, 0) == std::vector<int>{0, 1, 2, 3});
  CHECK(periods_seen(panel, 0) == std::vector<int>{0, 1, 2, 3});
  const Panel phases = to_phases(panel);
  CHECK(codes_seen(phases, 0) == std::vector<int>{0, 1});
  CHECK(periods_seen(phases, 0) == std::vector<int>{0, 1, 2, 3});
}

TEST_CASE("by hand: the first adoption is that of the units in use; where none of them has a date, that of all") {
  Panel panel = small_ratio_panel();
  panel.units[0].adopted_period = -9;
  CHECK(earliest_adoption(panel, {false, true, true}) == 2);
  panel.units[1].adopted_period = never;
  CHECK(earliest_adoption(panel, {false, true, true}) == -9);
}

}  // TEST_SUITE("measure/answer/study_facts")
