#include "qualify/lot.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/lot") {

namespace {

std::vector<std::string> checks(const std::function<void(Effect&)>& change, bool by_lot = true) {
  Effect effect = example::did_minutes();
  effect.facts.treated = {.clusters = 50, .began = 50};
  effect.facts.comparison = {.clusters = 50, .began = 50};
  effect.facts.imbalances = {{"minutes", 0.1}};
  effect.facts.own_change_comparison = {.estimate = 0.1, .p = 0.8};
  effect.alternatives.push_back({.name = "without the unit that moves it most",
                                 .absolute = {.estimate = -5, .low = -7, .high = -3},
                                 .relative = {},
                                 .purpose = Purpose::without_some});
  change(effect);
  return grade(example::evidence_of(effect, by_lot)).lot_checks;
}

}  // namespace

TEST_CASE("lot: by hand, all that a whole trial passes, with its counts and p") {
  const auto all = checks([](Effect&) {});
  REQUIRE(all.size() == 1);
  CHECK(all[0] ==
        "The lottery was held against the data and passed these checks: as many in each group as a lot gives (50 with "
        "the tool and 50 without, where 50% were to get it: p = 1); groups alike before the rollout; few who left, and "
        "as "
        "few from one group as from the other; few missing observations; enough people or groups that were drawn; "
        "nothing else at that time; no single one who decides it.");
}

TEST_CASE("lot: by hand, thousands are grouped") {
  const auto all = checks([](Effect& e) { e.facts.treated.clusters = e.facts.comparison.clusters = 10000; });
  CHECK(all[0].find("(10,000 with the tool and 10,000 without,") != std::string::npos);
}

TEST_CASE("lot: by hand, what it did not pass, and what the data could not be asked") {
  const auto some = checks([](Effect& e) {
    e.facts.treated.left = 30;
    e.facts.imbalances.clear();
    e.alternatives.clear();
  });
  REQUIRE(some.size() == 3);
  CHECK(some[1] == "It did not pass these: few who left, and as few from one group as from the other.");
  CHECK(some[2] ==
        "The data could not be asked for these: groups alike before the rollout; no single one who decides it.");
}

TEST_CASE("lot: refusal, without a lot there is none to test") {
  CHECK(checks([](Effect&) {}, false).empty());
  CHECK(checks([](Effect& e) { e.usable = false; }).empty());
}

}  // TEST_SUITE("qualify/lot")
