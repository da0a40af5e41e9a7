// A column whose labels each lie in one group is what was assigned; a column that crosses the groups is not.
#include "base/random.hpp"
#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/nesting") {

namespace {

const Rollout by_arm{.group = "arm", .treated = "B"};

struct Assignment {
  int teams = 8, people = 40;
  bool by_team = true, named = false;  // the study names the cluster
  bool as_segments = false;            // and the other columns are segments
};

Panel panel_of(const Assignment& assignment, std::uint64_t seed) {
  Random random(seed);
  std::string csv = "unit,week,arm,minutes,team,office,variant\n";
  for (int person = 0; person < assignment.people; ++person) {
    const int team = person % assignment.teams;
    const bool treated = assignment.by_team ? team < assignment.teams / 2 : random.uniform() < 0.5;
    for (const char* week : {"2025-01-27", "2025-02-03"})
      csv += fmt::format("p{},{},{},{},team {},office {},{}\n", person, week, treated ? "B" : "A", person % 7, team,
                         person % 3, treated ? "with it" : "as ever");
  }
  Workplace place;
  place.write("x.csv", csv);
  Columns columns = by_week;
  if (assignment.named) columns.cluster = "unit";
  if (assignment.as_segments)
    for (const char* column : {"team", "office", "variant"}) columns.segments.push_back({column, column});
  return load_file(place.path("x.csv"), columns).panel;
}

}  // namespace

TEST_CASE("nesting: by hand, forty people in eight teams of one group each: the teams are the clusters") {
  const Panel panel = panel_of({}, 1);
  REQUIRE(panel.nesting);
  CHECK(panel.nesting->column == "team");
  CHECK(panel.nesting->labels_treated == 4);
  CHECK(panel.nesting->labels_comparison == 4);
  CHECK(panel.nesting->is_cluster);
  CHECK(panel.clusters.size() == 8);
}

TEST_CASE("nesting: invariance, columns that are segments are seen through as others are") {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    for (const bool by_team : {true, false}) {
      const Panel plain = panel_of({.by_team = by_team}, seed);
      const Panel segments = panel_of({.by_team = by_team, .as_segments = true}, seed);
      REQUIRE(plain.nesting.has_value() == by_team);
      REQUIRE(segments.nesting.has_value() == by_team);
      if (by_team) CHECK(segments.nesting->column == plain.nesting->column);
      CHECK(segments.clusters == plain.clusters);
    }
  }
}

TEST_CASE("nesting: by hand, one team of twelve with the tool is told, and is no cluster by itself") {
  std::string csv = "unit,week,arm,minutes,team\n";
  for (int person = 0; person < 48; ++person)
    csv += fmt::format("p{},2025-02-03,{},{},team {}\n", person, person % 12 == 0 ? "B" : "A", person, person % 12);
  Workplace place;
  place.write("x.csv", csv);
  const Panel panel = load_file(place.path("x.csv"), by_week, by_arm).panel;
  REQUIRE(panel.nesting);
  CHECK(panel.nesting->labels_treated == 1);
  CHECK_FALSE(panel.nesting->is_cluster);
  CHECK(panel.clusters.empty());
}

TEST_CASE("nesting: by hand, six people alike are chance, seven are not") {
  const auto found = [](int people) {  // pairs of one group each, and one person more
    std::string csv = "unit,week,arm,minutes,desk\n";
    for (int person = 0; person < people; ++person)
      csv += fmt::format("p{:02},2025-02-03,{},1,desk {}\n", person, person / 2 % 2 == 0 ? "B" : "A", person / 2);
    Workplace place;
    place.write("x.csv", csv);
    return load_file(place.path("x.csv"), by_week, by_arm).panel.nesting.has_value();
  };
  CHECK_FALSE(found(12));
  CHECK(found(14));
}

TEST_CASE("nesting: by hand, of teams within offices the offices count only where they say more") {
  const auto column = [](int offices) {  // 16 teams of 3; offices of 16 / offices teams each
    std::string csv = "unit,week,arm,minutes,office,team\n";
    for (int person = 0; person < 48; ++person) {
      const int team = person / 3, office = team * offices / 16;
      csv += fmt::format("p{:02},2025-02-03,{},1,o{},t{}\n", person, office % 2 == 0 ? "B" : "A", office, team);
    }
    Workplace place;
    place.write("x.csv", csv);
    return load_file(place.path("x.csv"), by_week, by_arm).panel.nesting->column;
  };
  CHECK(column(4) == "office");   // twelve teams fell in with others of their office
  CHECK(column(16) == "office");  // the same labels twice: the first that is looked at
}

TEST_CASE("nesting: rows that name no unit are of the people in them") {
  std::string csv = "agent,minutes,arm\n";
  for (int row = 0; row < 60; ++row) csv += fmt::format("a{},{},{}\n", row % 10, row, row % 10 < 5 ? "B" : "A");
  Workplace place;
  place.write("x.csv", csv);
  const Panel panel = load_file(place.path("x.csv"), {}, by_arm).panel;
  REQUIRE(panel.nesting);
  CHECK(panel.nesting->column == "agent");
  CHECK(panel.clusters.size() == 10);
}

TEST_CASE("nesting: of many rows the first alone do not decide, unless labels cross the groups in them") {
  // 220,000 rows, ten a person: a desk for two, of both groups; and two columns that are empty in the
  // first 30,000 rows: the same desks, and teams of one group each.
  std::string csv = "unit,week,arm,minutes,desk,late desk,late team\n";
  for (int person = 0; person < 22000; ++person) {
    const int team = person % 220;
    const bool late = person >= 3000;
    for (int week = 0; week < 10; ++week)
      csv += fmt::format("p{},2025-{:02}-06,{},1,desk {},{},{}\n", person, week + 1, team % 2 ? "B" : "A", person / 2,
                         late ? fmt::format("d{}", person / 2) : "", late ? fmt::format("t{}", team) : "");
  }
  Workplace place;
  place.write("x.csv", csv);
  const Panel panel = load_file(place.path("x.csv"), by_week, by_arm).panel;
  REQUIRE(panel.nesting);
  CHECK(panel.nesting->column == "late team");
  CHECK(panel.nesting->labels_treated == 110);
  CHECK(panel.nesting->labels_comparison == 110);
}

TEST_CASE("nesting: people drawn one by one, or a study that names its cluster, have none") {
  for (std::uint64_t seed = 0; seed < 6; ++seed) CHECK_FALSE(panel_of({.by_team = false}, seed).nesting.has_value());
  CHECK_FALSE(panel_of({.named = true}, 1).nesting.has_value());
}

}  // TEST_SUITE("ingest/nesting")
