// A unit is one thing: its group, adoption, cluster and segments do not change.
#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/assemble") {

namespace {

// Units a (comparison) and b (treated) in four weeks; b's `column` reads `other` in the week given.
std::string panel_with(const std::string& column, const std::string& usual, const std::string& other, int week) {
  std::string csv = "unit,week,arm,minutes," + column + "\n";
  const char* weeks[] = {"2025-01-20", "2025-01-27", "2025-02-03", "2025-02-10"};
  for (int w = 0; w < 4; ++w) csv += fmt::format("a,{0},A,1,\nb,{0},B,2,{1}\n", weeks[w], w == week ? other : usual);
  return csv;
}

}  // namespace

TEST_CASE("assemble: a cluster or segment that changes is refused, between phases and within one") {
  Workplace place;
  for (const Grain grain : {Grain::periods, Grain::phases})
    for (const int week : {0, 1, 2, 3}) {
      place.write("x.csv", panel_with("team", "t1", "t2", week));
      Columns columns = by_week;
      columns.cluster = "team";
      holds(message_of([&] { load_file(place.path("x.csv"), columns, one_date, grain); }),
            "columns.cluster: cluster of unit 'b' changes between rows");
      columns = by_week;
      columns.segments = {{"team", "team"}};
      holds(message_of([&] { load_file(place.path("x.csv"), columns, one_date, grain); }),
            "columns.segments[0]: segment team of unit 'b' changes between rows");
    }
}

TEST_CASE("assemble: the same where several rows become one") {
  Workplace place;
  place.write("x.csv", panel_with("team", "t1", "t1", 0) + "b,2025-01-20,B,2,t2\n");
  const std::vector<MetricSource> mean{{.metric = {.name = "minutes"}, .aggregate = Aggregate::mean}};
  Columns columns = by_week;
  columns.segments = {{"team", "team"}};
  holds(message_of(
            [&] { load({.files = {place.path("x.csv")}}, columns, one_date, mean, Grain::periods, {.threads = 1}); }),
        "segment team of unit 'b' changes");
}

TEST_CASE("assemble: a group or an adoption date that changes is refused") {
  Workplace place;
  for (const Grain grain : {Grain::periods, Grain::phases}) {
    std::string csv = panel_with("x", "1", "1", 0);
    csv.replace(csv.find("b,2025-02-10,B") + 13, 1, "A");
    place.write("x.csv", csv);
    holds(message_of([&] { load_file(place.path("x.csv"), by_week, one_date, grain); }), "group of unit 'b' changes");
  }
  place.write("x.csv", panel_with("since", "2025-02-03", "2025-02-10", 3));
  holds(message_of([&] { load_file(place.path("x.csv"), by_week, {.adopted_on = "since"}); }),
        "adoption date of unit 'b' changes");
}

TEST_CASE("by hand: who begins after the last period counts as without the tool, and the coding line counts them") {
  Workplace place;
  std::string csv = "unit,week,since,minutes\n";
  for (const char* week : {"2025-01-20", "2025-01-27", "2025-02-03", "2025-02-10"})
    csv +=
        fmt::format("a,{0},,1\nb,{0},2025-02-03,2\nc,{0},2025-02-17,3\nd,{0},2025-06-30,4\ne,{0},2025-02-10,5\n", week);
  place.write("x.csv", csv);
  const Loaded loaded = load_file(place.path("x.csv"), by_week, {.adopted_on = "since"});
  std::string treated;
  for (const Unit& unit : loaded.panel.units) {
    if (unit.treated) treated += unit.label;
    CHECK(unit.treated == (unit.adopted_period != never));
  }
  CHECK(treated == "be");  // e begins with the last period, and is seen in it
  holds(loaded.coding.text,
        "treated: 8 rows of units with a value in since; comparison: 12 rows of units without; 2 units begin after the "
        "data end and count as without the tool");
  REQUIRE_FALSE(loaded.coding.differences.empty());
  CHECK(loaded.coding.differences.front().mean_treated == 3.5);  // (2 + 5) / 2
  CHECK(loaded.coding.differences.front().mean_comparison == doctest::Approx(8.0 / 3).epsilon(1e-12));
}

TEST_CASE("refusal: where everybody begins after the data end, the message says when they end") {
  Workplace place;
  place.write("x.csv", panel_with("since", "2025-02-17", "2025-02-17", 0));
  CHECK(
      message_of([&] { load_file(place.path("x.csv"), by_week, {.adopted_on = "since"}); }) ==
      "rollout.adopted_on: the first adoption in since is 2025-02-17, but must be at most 2025-02-10, the last period "
      "of the data; load the periods since the adoption, or check the dates");
}

TEST_CASE(
    "refusal: an empty and a written date, or two, name the column, the unit, both values and the SQL that mends") {
  Workplace place;
  const std::vector<MetricSource> mean{{.metric = {.name = "minutes"}, .aggregate = Aggregate::mean}};
  const auto refusal_of = [&](const std::string& usual, const std::string& other) {
    place.write("x.csv", panel_with("since", usual, other, 3));
    const std::string of_periods =
        message_of([&] { load_file(place.path("x.csv"), by_week, {.adopted_on = "since"}); });
    // The same in rows of one period, which become one.
    place.write("x.csv", panel_with("since", usual, usual, 0) + fmt::format("b,2025-02-10,B,2,{}\n", other));
    CHECK(message_of([&] {
            load({.files = {place.path("x.csv")}}, by_week, {.adopted_on = "since"}, mean, Grain::periods,
                 {.threads = 1});
          }) == of_periods);
    return of_periods;
  };
  CHECK(refusal_of("2025-02-03", "") ==
        "rollout.adopted_on: adoption date of unit 'b' changes between rows: since is 2025-02-03 in some and empty in "
        "others, but must be "
        "the same in all of them; to take the first, write \"adopted_on\": \"min(since) OVER (PARTITION BY unit)\"");
  holds(refusal_of("2025-02-03", "2025-02-10"), "since is 2025-02-03 in some and 2025-02-10 in others");
  place.write("x.csv", panel_with("since", "2025-02-03", "", 0));
  const Loaded mended = load_file(place.path("x.csv"), by_week, {.adopted_on = "min(since) OVER (PARTITION BY unit)"});
  CHECK(mended.panel.calendar.label(mended.panel.units[1].adopted_period) == "2025-02-03");
}

TEST_CASE("by hand: the rollout begins with the first adoption within the data, if there is one") {
  Workplace place;
  const auto begin_of = [&](const std::string& b, const std::string& c) {
    std::string csv = "unit,week,since,minutes\n";
    for (const char* week : {"2025-01-20", "2025-01-27", "2025-02-03"})
      csv += fmt::format("a,{0},,1\nb,{0},{1},2\nc,{0},{2},3\n", week, b, c);
    place.write("x.csv", csv);
    const Loaded loaded = load_file(place.path("x.csv"), by_week, {.adopted_on = "since"});
    return loaded.panel.calendar.label(loaded.rollout_period);
  };
  CHECK(begin_of("2024-11-04", "2025-02-03") == "2025-02-03");
  CHECK(begin_of("2025-01-20", "2025-01-27") == "2025-01-27");  // b had the tool in every week
  CHECK(begin_of("2024-11-04", "2024-12-02") == "2024-11-04");
}

}  // TEST_SUITE("ingest/assemble")
