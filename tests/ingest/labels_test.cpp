// Labels are texts and numbers are numbers, whatever the other cells look like.
#include <set>

#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/labels") {

TEST_CASE("labels: labels that are equal as numbers stay apart, in expressions too") {
  Workplace place;
  place.write("x.csv", "unit,site,g,minutes\n01,7,B,1\n1,7,A,2\n9007199254740993,07,B,3\n9007199254740992,7,A,4\n");
  const Rollout lot{.group = "g", .treated = "B", .randomized = true};
  const auto labels = [&](const std::string& unit) {
    std::set<std::string> found;
    for (const Unit& each : load_file(place.path("x.csv"), {.unit = unit}, lot).panel.units) found.insert(each.label);
    return found;
  };
  CHECK(labels("unit") == std::set<std::string>{"01", "1", "9007199254740993", "9007199254740992"});
  CHECK(labels("unit || '/' || site") ==
        std::set<std::string>{"01/7", "1/7", "9007199254740993/07", "9007199254740992/7"});
  CHECK(labels("floor(minutes / 2) || unit").size() == 4);  // minutes remain a number
}

TEST_CASE("labels: refused at its line: a number whose square is none") {
  Workplace place;
  place.write("x.csv", "unit,g,minutes\na,B,1\nb,A,1e160\nc,B,3\nd,A,2\n");
  const Ledger ledger =
      load_file(place.path("x.csv"), {.unit = "unit"}, {.group = "g", .treated = "B", .randomized = true}).ledger;
  REQUIRE(ledger.rejected.size() == 1);
  CHECK(ledger.rejected[0].line == 3);
  CHECK(ledger.rejected[0].reason == "is not a finite number below 1e150 in size");
}

}  // TEST_SUITE("ingest/labels")
