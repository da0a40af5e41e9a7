#include "ingest/most_changed.hpp"

#include "ingest/visits.hpp"

using namespace payoff;
using namespace payoff::loading;
using namespace payoff::visits;
using payoff::tools::Workplace;

TEST_SUITE("ingest/most_changed") {

TEST_CASE("property: with a past, too, the effect without its largest units is that of the other units") {
  Random random(73);
  const Rollout rollout{.group = "arm", .treated = "B", .date = "2025-01-15", .randomized = true};
  for (int i = 0; i < 8; ++i) {
    Workplace place;
    std::string csv = visits_of_people(random, i % 2, true, i % 4 == 1 ? 60 : 130);
    if (i > 3) csv += "p7,A,US,2025-01-20,1e3,4000,9,10\np9,B,US,2025-01-12,1e3,4000,9,10\n";  // giants
    place.write("x.csv", csv);
    std::vector<Loaded> both;
    for (const bool in_database : {false, true}) {
      Source source{.files = {place.path("x.csv")}};
      source.moments = in_database;
      both.push_back(load(source, by_day, rollout, three, Grain::periods, {.threads = 2}));
    }
    for (std::size_t k = 0; k < three.size(); ++k) {
      CAPTURE(i);
      CAPTURE(k);
      const Question question{.metric = k, .method = "two_sample", .randomized = true};
      const Effect units = estimate(both[0].panel, question), moments = estimate(both[1].panel, question);
      REQUIRE(units.alternatives.size() == (i % 4 == 1 ? 2 : 3));  // unadjusted, without one, without ten of many
      REQUIRE(moments.alternatives.size() == units.alternatives.size());
      for (std::size_t a = 0; a < moments.alternatives.size(); ++a) {
        const Alternative &one = units.alternatives[a], &other = moments.alternatives[a];
        CHECK(one.name == other.name);
        CHECK(one.purpose == other.purpose);
        CHECK_CLOSE(one.absolute.estimate, other.absolute.estimate, 1e-9);
        CHECK_CLOSE(one.absolute.se, other.absolute.se, 1e-9);
        CHECK(alike(one.relative.se, other.relative.se, 1e-9));
      }
    }
  }
}

TEST_CASE("whose rows are units of their own were not followed, and are left out by their values") {
  Random random(79);
  const Rollout rollout{.group = "arm", .treated = "B", .date = "2025-01-15", .randomized = true};
  Workplace place;
  place.write("x.csv", visits_of_people(random, false, false));
  Source source{.files = {place.path("x.csv")}};
  const auto alternatives = [&](bool moments) {
    source.moments = moments;
    const Loaded loaded =
        load(source, {.unit = "", .time = "day"}, rollout, {three[0]}, Grain::periods, {.threads = 1});
    return estimate(loaded.panel, {.method = "two_sample", .randomized = true}).alternatives;
  };
  const std::vector<Alternative> units = alternatives(false), moments = alternatives(true);
  REQUIRE(units.size() == 2);
  REQUIRE(moments.size() == 2);
  for (std::size_t a = 0; a < units.size(); ++a) {
    CHECK(units[a].name == moments[a].name);
    CHECK_CLOSE(units[a].absolute.estimate, moments[a].absolute.estimate, 1e-10);
    CHECK_CLOSE(units[a].absolute.se, moments[a].absolute.se, 1e-10);
  }
}

}  // TEST_SUITE("ingest/most_changed")
