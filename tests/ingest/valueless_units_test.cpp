// Who was assigned and never observed stays in the study: a trial that lost half of one arm must say so.
#include "base/random.hpp"
#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/valueless_units") {

namespace {

// Random people, weeks and empty cells; how many of each arm were assigned, and how many have any value.
struct Trial {
  std::string csv = "unit,week,arm,minutes,team\n";
  std::size_t assigned[2] = {0, 0}, observed[2] = {0, 0};
};

Trial random_trial(Random& random) {
  Trial trial;
  const int people = 12 + static_cast<int>(random.below(12));
  for (int person = 0; person < people; ++person) {
    const bool treated = person % 2 == 0, lost = person > 5 && random.uniform() < 0.4;
    bool seen = false;
    for (const char* week : {"2025-01-20", "2025-01-27", "2025-02-03", "2025-02-10"}) {
      const bool empty = lost || (person > 3 && random.uniform() < 0.3);
      seen = seen || !empty;
      trial.csv +=
          fmt::format("p{:02},{},{},{},t{}\n", person, week, treated ? "B" : "A",
                      empty ? std::string(random.uniform() < 0.5 ? "" : "NA") : std::to_string(person), person % 4);
    }
    ++trial.assigned[treated];
    trial.observed[treated] += seen;
  }
  return trial;
}

}  // namespace

TEST_CASE("valueless units: by rows, whoever has an arm is a unit, and has cells only where it has values") {
  Random random(41);
  for (int i = 0; i < 8; ++i) {
    const Trial trial = random_trial(random);
    Workplace place;
    place.write("x.csv", trial.csv);
    for (const Grain grain : {Grain::periods, Grain::phases}) {
      const Panel panel = load_file(place.path("x.csv"), by_week, one_date, grain).panel;
      check(panel);
      std::vector<bool> seen(panel.units.size());
      for (const std::int32_t unit : panel.unit_of) seen[static_cast<std::size_t>(unit)] = true;
      std::size_t assigned[2] = {0, 0}, observed[2] = {0, 0};
      for (std::size_t u = 0; u < panel.units.size(); ++u) {
        ++assigned[panel.units[u].treated];
        observed[panel.units[u].treated] += seen[u];
      }
      for (const int arm : {0, 1}) {
        CHECK(assigned[arm] == trial.assigned[arm]);
        CHECK(observed[arm] == trial.observed[arm]);
      }
    }
  }
}

TEST_CASE("valueless units: what a row is left out for stays left out") {
  Workplace place;
  place.write("x.csv",
              "unit,week,arm,minutes\na,2025-02-03,A,1\nb,2025-02-03,B,2\nc,2025-02-03,C,\nTotal,2025-02-03,,3\n");
  const Rollout rollout{.group = "arm", .treated = "B", .comparison = "A"};
  CHECK(load_file(place.path("x.csv"), by_week, rollout).panel.units.size() == 2);
}

}  // TEST_SUITE("ingest/valueless_units")
