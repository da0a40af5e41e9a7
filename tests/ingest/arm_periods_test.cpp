// An experiment by period, summed where its rows are, is that of its units.
#include "ingest/arm_periods.hpp"

#include "base/random.hpp"
#include "ingest/loading.hpp"
#include "measure/panels.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/arm_periods") {

namespace {

const Columns by_day{.unit = "id", .time = "day", .segments = {{"country", "country"}}};
const std::vector<MetricSource> three{
    {.metric = {.name = "minutes", .unit = "minutes"}, .aggregate = Aggregate::mean},
    {.metric = {.name = "spent"}, .aggregate = Aggregate::sum},
    {.metric = {.name = "returned", .per = "orders"}, .per = "orders", .aggregate = Aggregate::sum}};

// People who come on some days, some of whom stay away for good; `messy`: rows that are bad in one way or another.
std::string visits(Random& random, bool messy, bool with_ids = true) {
  const char* wrong_day[] = {"", "soon", "2025-02-31"};
  const char* wrong_id[] = {"Total", "", "NA"};
  std::string csv = std::string(with_ids ? "id," : "") + "arm,country,day,minutes,spent,returned,orders\n";
  for (int person = 0; person < 60; ++person) {
    const int first = static_cast<int>(random.below(5)), days = 20 + static_cast<int>(random.below(15));
    for (int day = first; day < days; ++day) {
      if (random.uniform() < 0.6) continue;
      for (int row = 0; row < 1 + (random.uniform() < 0.2); ++row) {
        std::string id = fmt::format("p{}", person), date = fmt::format("2025-0{}-{:02}", 1 + day / 28, 1 + day % 28);
        if (messy && random.uniform() < 0.02) id = wrong_id[random.below(3)];
        if (messy && random.uniform() < 0.01) date = wrong_day[random.below(3)];
        csv += with_ids ? id + "," : "";
        csv += fmt::format("{},{},{},{},{},{},{}\n", person % 3 ? "A" : "B", person % 4 ? "US" : "DE", date,
                           messy && random.uniform() < 0.1 ? "" : fmt::format("{:.2f}", 10 * random.uniform()),
                           5 * random.below(20), random.below(2), 1 + random.below(4));
      }
    }
  }
  return csv;
}

// Or neither is there.
bool alike(double one, double other, double tolerance) {
  return std::isnan(one) ? std::isnan(other) : std::abs(one - other) <= tolerance * std::abs(one);
}

void check_same(const ArmFlow& one, const ArmFlow& other) {
  CHECK(one.assigned == other.assigned);
  CHECK(one.seen_after == other.seen_after);
  CHECK(one.began == other.began);
  CHECK(one.left == other.left);
  CHECK(one.nonzero == other.nonzero);
}

void check_same(const std::vector<TrendPoint>& units, const std::vector<TrendPoint>& moments) {
  REQUIRE(units.size() == moments.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    CHECK(units[i].period == moments[i].period);
    CHECK(units[i].treated == moments[i].treated);
    CHECK(units[i].units == moments[i].units);
    CHECK_CLOSE(units[i].mean, moments[i].mean, 1e-13);
  }
}

void check_same(const Effect& one, const Effect& other) {
  CHECK_CLOSE(one.absolute.estimate, other.absolute.estimate, 1e-11);
  CHECK_CLOSE(one.absolute.se, other.absolute.se, 1e-11);
  CHECK_CLOSE(one.absolute.df, other.absolute.df, 1e-11);
  CHECK_CLOSE(one.relative.se, other.relative.se, 1e-11);
  CHECK(one.period == other.period);
  CHECK(one.periods_before == other.periods_before);
  CHECK(one.periods_after == other.periods_after);
  CHECK_CLOSE(one.weeks_after, other.weeks_after, 1e-15);
  CHECK_CLOSE(one.missing_share_treated, other.missing_share_treated, 1e-13);
  CHECK_CLOSE(one.missing_share_comparison, other.missing_share_comparison, 1e-13);
  CHECK(alike(one.volume_per_unit_week, other.volume_per_unit_week, 1e-12));
  check_same(one.facts.treated, other.facts.treated);
  check_same(one.facts.comparison, other.facts.comparison);
  CHECK_CLOSE(one.facts.unit_sd, other.facts.unit_sd, 1e-11);
  CHECK(alike(one.facts.volume.estimate, other.facts.volume.estimate, 1e-10));
  CHECK(alike(one.facts.volume.se, other.facts.volume.se, 1e-11));
  REQUIRE(one.facts.granularity.has_value() == other.facts.granularity.has_value());
  if (!one.facts.granularity) return;
  CHECK(one.facts.granularity->step == other.facts.granularity->step);
  CHECK_CLOSE(one.facts.granularity->treated_after, other.facts.granularity->treated_after, 1e-15);
}

}  // namespace

TEST_CASE("property: moments by day and by week are those of the units' days and weeks") {
  Random random(41);
  for (int i = 0; i < 12; ++i) {
    Workplace place;
    place.write("x.csv", visits(random, i % 2));
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
    place.write("x.csv", visits(random, i % 2, false));
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
    place.write("x.csv", visits(random, i % 2));
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

TEST_CASE("refusals: rows from before the rollout, and units that change") {
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
  holds(refused("2025-01-09"),
        "date is 2025-01-09, but with data.moments no period may be before it, as 2025-01-06 is");
  place.write("x.csv", csv + "3,A,2025-01-06,9\n");
  holds(refused("2025-01-06"), "more than one row for a unit and period: '3' in 2025-01-06 (2 rows)");
  place.write("x.csv", csv + "3,B,2025-01-13,9\n");
  holds(refused("2025-01-06"), "group of 1 units changes between rows");
}

}  // TEST_SUITE("ingest/arm_periods")
