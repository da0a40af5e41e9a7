// An experiment by period, summed where its rows are, is that of its units.
#include "ingest/arm_periods.hpp"

#include "ingest/visits.hpp"

using namespace payoff;
using namespace payoff::loading;
using namespace payoff::visits;
using payoff::tools::Workplace;

TEST_SUITE("ingest/arm_periods") {

TEST_CASE("property: moments by day and by week are those of the units' days and weeks") {
  Random random(41);
  for (int i = 0; i < 12; ++i) {
    Workplace place;
    place.write("x.csv", visits_of_people(random, i % 2));
    CAPTURE(i);
    Columns columns = by_day;
    columns.period = i % 3 ? "day" : "week";
    const Loaded units = load_experiment(place.path("x.csv"), false, three, columns),
                 moments = load_experiment(place.path("x.csv"), true, three, columns);
    CHECK(moments.panel.units.empty());
    CHECK(units.ledger.units == moments.ledger.units);
    CHECK(units.ledger.periods == moments.ledger.periods);
    CHECK(units.ledger.rows_rejected == moments.ledger.rows_rejected);
    CHECK(fmt::format("{}", fmt::join(units.ledger.notes, "|")) ==
          fmt::format("{}", fmt::join(moments.ledger.notes, "|")));
    for (std::size_t k = 0; k < three.size(); ++k) {
      CAPTURE(k);
      check_same(units.panel.trend[k], moments.panel.trend[k]);
      const Question question{.metric = k, .method = "two_sample", .randomized = true};
      check_same(estimate(units.panel, question), estimate(moments.panel, question));
    }
  }
}

TEST_CASE("property: without a column of units each row is one, seen on its day") {
  Random random(43);
  for (int i = 0; i < 6; ++i) {
    Workplace place;
    place.write("x.csv", visits_of_people(random, i % 2, false));
    const Columns columns{.unit = "", .time = "day"};
    const Loaded units = load_experiment(place.path("x.csv"), false, three, columns),
                 moments = load_experiment(place.path("x.csv"), true, three, columns);
    for (std::size_t k = 0; k < three.size(); ++k) {
      check_same(units.panel.trend[k], moments.panel.trend[k]);
      const Question question{.metric = k, .method = "two_sample", .randomized = true};
      check_same(estimate(units.panel, question), estimate(moments.panel, question));
    }
  }
}

TEST_CASE("property: events count zero in periods without any, from a unit's first to its last") {
  Random random(47);
  const std::vector<MetricSource> events{
      {.metric = {.name = "visits"}, .aggregate = Aggregate::count},
      {.metric = {.name = "spent"}, .aggregate = Aggregate::sum},
      {.metric = {.name = "queues"}, .value = "returned", .aggregate = Aggregate::distinct},
      {.metric = {.name = "minutes"}, .aggregate = Aggregate::mean},
      {.metric = {.name = "returned", .per = "orders"}, .per = "orders", .aggregate = Aggregate::sum}};
  for (int i = 0; i < 8; ++i) {
    Workplace place;
    place.write("x.csv", visits_of_people(random, i % 2));
    CAPTURE(i);
    std::vector<Loaded> both;
    for (const bool in_database : {false, true}) {
      Source source{.files = {place.path("x.csv")}};
      source.moments = in_database;
      if (i % 4 == 3) source.where = "day <> '2025-01-09' AND day <> '2025-01-10'";  // periods that nobody has
      both.push_back(load(source, by_day, by_lot, events, Grain::periods, {.threads = 2}));
    }
    CHECK(fmt::format("{}", fmt::join(both[0].ledger.notes, "|")) ==
          fmt::format("{}", fmt::join(both[1].ledger.notes, "|")));
    for (std::size_t k = 0; k < events.size(); ++k) {
      CAPTURE(k);
      check_same(both[0].panel.trend[k], both[1].panel.trend[k]);
      const Question question{.metric = k, .method = "two_sample", .randomized = true};
      check_same(estimate(both[0].panel, question), estimate(both[1].panel, question));
    }
  }
}

TEST_CASE("refusals: two rows of a day, and units that change") {
  Workplace place;
  const auto refused = [&](const char* date) {
    Source source{.files = {place.path("x.csv")}};
    source.moments = true;
    return message_of([&] {
      load(source, {.unit = "id", .time = "day"}, {.group = "arm", .treated = "B", .date = date, .randomized = true},
           {{.metric = {.name = "minutes"}}}, Grain::periods, {.threads = 1});
    });
  };
  std::string csv = "id,arm,day,minutes\n";
  for (int day = 6; day < 12; ++day)
    for (int id = 0; id < 8; ++id)
      csv += fmt::format("{},{},2025-01-{:02},{}\n", id, id % 2 ? "A" : "B", day, day + id);
  place.write("x.csv", csv);
  CHECK(refused("2025-01-06").empty());
  CHECK(refused("2025-01-09").empty());
  place.write("x.csv", csv + "3,A,2025-01-06,9\n");
  holds(refused("2025-01-06"), "more than one row for a unit and period: '3' in 2025-01-06 (2 rows)");
  place.write("x.csv", csv + "3,B,2025-01-13,9\n");
  holds(refused("2025-01-06"), "group of 1 units changes between rows");
}

}  // TEST_SUITE("ingest/arm_periods")
