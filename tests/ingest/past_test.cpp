// What units did before the rollout adjusts their moments as it adjusts the units.
#include "ingest/past.hpp"

#include "data/panel_parts.hpp"
#include "ingest/visits.hpp"

using namespace payoff;
using namespace payoff::loading;
using namespace payoff::visits;
using payoff::tools::Workplace;

TEST_SUITE("ingest/past") {

namespace {

const Rollout mid_january{.group = "arm", .treated = "B", .date = "2025-01-15", .randomized = true};

Loaded loaded(const std::string& file, bool moments, const std::vector<MetricSource>& metrics, const Columns& columns,
              int threads = 2) {
  Source source{.files = {file}};
  source.moments = moments;
  return load(source, columns, mid_january, metrics, Grain::periods, {.threads = threads});
}

void check_all(const Effect& one, const Effect& other) {
  check_same(one, other);
  CHECK(one.units_treated == other.units_treated);
  CHECK_CLOSE(one.weeks_before, other.weeks_before, 1e-15);
  REQUIRE(one.diagnostics.size() == other.diagnostics.size());
  for (std::size_t i = 0; i < one.diagnostics.size(); ++i) {
    CHECK(one.diagnostics[i].name == other.diagnostics[i].name);
    CHECK(alike(one.diagnostics[i].value, other.diagnostics[i].value, 1e-9));
    CHECK(one.diagnostics[i].text == other.diagnostics[i].text);
  }
  REQUIRE(one.adjusted_for.size() == other.adjusted_for.size());
  if (!one.adjusted_for.empty()) CHECK(one.adjusted_for[0].name == other.adjusted_for[0].name);
  REQUIRE(other.alternatives.size() == one.adjusted_for.size());
  if (!other.alternatives.empty()) {
    CHECK(one.alternatives[0].name == other.alternatives[0].name);
    CHECK_CLOSE(one.alternatives[0].absolute.estimate, other.alternatives[0].absolute.estimate, 1e-10);
    CHECK_CLOSE(one.alternatives[0].absolute.se, other.alternatives[0].absolute.se, 1e-10);
  }
  for (const ArmLevel Facts::* level : {&Facts::level_treated, &Facts::level_comparison}) {
    CHECK_CLOSE((one.facts.*level).before, (other.facts.*level).before, 1e-11);
    CHECK_CLOSE((one.facts.*level).after, (other.facts.*level).after, 1e-11);
  }
  REQUIRE(one.facts.imbalances.size() == other.facts.imbalances.size());
  CHECK_CLOSE(one.facts.imbalances[0].difference, other.facts.imbalances[0].difference, 1e-9);
}

}  // namespace

TEST_CASE("property: adjusted for the past, moments say what their units say, in every way of adjusting") {
  Random random(53);
  int adjusted = 0;
  for (int i = 0; i < 8; ++i) {
    Workplace place;
    place.write("x.csv", visits_of_people(random, i % 2));
    Columns columns = by_day;
    columns.period = i % 3 ? "day" : "week";
    const Loaded units = loaded(place.path("x.csv"), false, three, columns),
                 moments = loaded(place.path("x.csv"), true, three, columns);
    CHECK(fmt::format("{}", fmt::join(units.ledger.notes, "|")) ==
          fmt::format("{}", fmt::join(moments.ledger.notes, "|")));
    CHECK(units.rollout_period == moments.rollout_period);
    for (std::size_t k = 0; k < three.size(); ++k) {
      check_same(units.panel.trend[k], moments.panel.trend[k]);
      for (const char* adjustment : {"interacted", "additive", "none"})
        for (const char* errors : {"auto", "hc1", "hc2", "hc3"}) {
          CAPTURE(i);
          CAPTURE(k);
          CAPTURE(adjustment);
          CAPTURE(errors);
          const Question question{.metric = k,
                                  .method = "two_sample",
                                  .options = {{"adjustment", adjustment}, {"errors", errors}},
                                  .randomized = true,
                                  .compare_methods = false};
          const Effect one = estimate(units.panel, question), other = estimate(moments.panel, question);
          check_all(one, other);
          adjusted += !one.adjusted_for.empty();
        }
    }
  }
  CHECK(adjusted > 100);
}

TEST_CASE("property: of events, too, whose zeros are before the rollout and after it; and of each label") {
  Random random(59);
  const std::vector<MetricSource> events{
      {.metric = {.name = "visits"}, .aggregate = Aggregate::count},
      {.metric = {.name = "spent"}, .aggregate = Aggregate::sum},
      {.metric = {.name = "returned", .per = "orders"}, .per = "orders", .aggregate = Aggregate::sum}};
  for (int i = 0; i < 6; ++i) {
    Workplace place;
    place.write("x.csv", visits_of_people(random, i % 2));
    const Loaded units = loaded(place.path("x.csv"), false, events, by_day),
                 moments = loaded(place.path("x.csv"), true, events, by_day);
    for (std::size_t k = 0; k < events.size(); ++k) {
      CAPTURE(i);
      CAPTURE(k);
      const Question question{.metric = k, .method = "two_sample", .randomized = true, .compare_methods = false};
      check_all(estimate(units.panel, question), estimate(moments.panel, question));
      const Segment& country = moments.panel.segments[0];
      for (std::size_t label = 0; label < country.labels.size(); ++label) {
        std::vector<bool> keep;
        for (const Unit& unit : units.panel.units)
          keep.push_back(unit.segments[0] >= 0 &&
                         units.panel.segments[0].labels[static_cast<std::size_t>(unit.segments[0])] ==
                             country.labels[label]);
        const Effect one = estimate(subset(units.panel, keep), question),
                     other = estimate(moments_of_label(moments.panel, 0, label), question);
        CHECK_CLOSE(one.absolute.estimate, other.absolute.estimate, 1e-10);
        CHECK_CLOSE(one.absolute.se, other.absolute.se, 1e-10);
      }
    }
  }
}

TEST_CASE("moments with a past are the same bytes on any number of threads, in any order of the rows") {
  Random random(61);
  std::string csv = "id,arm,day,minutes\n";
  std::vector<std::string> rows;
  for (int person = 0; person < 300; ++person)
    for (int day = 10; day < 20; ++day)
      rows.push_back(fmt::format("{},{},2025-01-{},{:.17g}\n", person, person % 2 ? "A" : "B", day,
                                 std::pow(10, 9 * random.uniform() - 3)));
  std::optional<Effect> first;
  for (int order = 0; order < 4; ++order) {
    Workplace place;
    std::string text = csv;
    for (const std::string& row : rows) text += row;
    place.write("x.csv", text);
    const Loaded found = loaded(place.path("x.csv"), true, {{.metric = {.name = "minutes"}}},
                                {.unit = "id", .time = "day"}, 1 + order % 3);
    const Effect effect = estimate(found.panel, {.method = "two_sample", .randomized = true});
    if (!first) first = effect;
    CHECK(effect.absolute.estimate == first->absolute.estimate);
    CHECK(effect.absolute.se == first->absolute.se);
    CHECK(effect.relative.se == first->relative.se);
    for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random.below(i)]);
  }
}

TEST_CASE("refusals: a past that units alone can adjust for") {
  Random random(67);
  Workplace place;
  place.write("x.csv", visits_of_people(random, false));
  const Loaded found = loaded(place.path("x.csv"), true, three, by_day);
  const auto refused = [&](const char* errors, bool randomized) {
    return message_of([&] {
      estimate(found.panel, {.method = "two_sample", .options = {{"errors", errors}}, .randomized = randomized});
    });
  };
  holds(refused("welch", true), "errors is welch, but must be hc1, hc2, hc3 or cluster with covariates");
  holds(refused("auto", false), "groups that were not drawn by lot are adjusted for the past of their units");
}

}  // TEST_SUITE("ingest/past")
