#include "qualify/advice.hpp"

#include <doctest/doctest.h>

#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/advice") {

TEST_CASE("advice: by hand, the design first, then each rule that lowered the grade") {
  Effect effect = example::did_minutes();
  effect.weeks_before = 4;
  effect.clusters_treated = 6;
  const std::vector<std::string> advice = grade(example::evidence_of(effect)).to_raise;
  REQUIRE(advice.size() == 3);
  CHECK(advice[0] == "Draw by lot who gets the tool next, and measure both groups: that can reach A.");
  CHECK(advice[1] == "Add data from before the rollout: at least 8 weeks, or 3 months.");
  CHECK(advice[2] == "Give the tool to more independent teams or people: at least 10.");
}

TEST_CASE("advice: by hand, one group alone is told to find a comparison") {
  Effect effect = example::did_minutes();
  effect.method = "paired";
  CHECK(grade(example::evidence_of(effect)).to_raise.front() ==
        "Measure a comparison group without the tool over the same time: that can reach C.");
}

TEST_CASE("advice: by hand, a staggered rollout is told to let a lot decide when") {
  Effect effect = example::did_minutes();
  effect.method = "group_time";
  CHECK(grade(example::evidence_of(effect)).to_raise.front() ==
        "Draw by lot who begins when in the next rollout: that can reach A.");
}

TEST_CASE("advice: by hand, a note asks for nothing") {
  Effect effect = example::did_minutes();
  effect.uptake_treated = 0.1;
  CHECK(grade(example::evidence_of(effect, true)).to_raise.empty());
}

TEST_CASE("advice: invariance, every rule that can lower a grade has its advice") {
  // Fire each -1 and cap by itself on a randomised study: exactly one sentence must come of it.
  const auto sentences = [](auto spoil) {
    Effect effect = example::did_minutes();
    spoil(effect);
    return grade(example::evidence_of(effect, true)).to_raise.size();
  };
  CHECK(sentences([](Effect& e) {
          e.method = "two_sample";
          e.facts.imbalances = {{"tenure", 0.9}};  // 0.82 is a lot's own
        }) == 1);
  CHECK(sentences([](Effect& e) { e.weeks_before = 1; }) == 1);
  CHECK(sentences([](Effect& e) { e.pre_trend_p = 0.009; }) == 1);
  CHECK(sentences([](Effect& e) { e.clusters_treated = 4; }) == 1);
  CHECK(sentences([](Effect& e) { e.absolute = {.estimate = 0, .se = 5, .df = 23, .low = -10, .high = 10}; }) == 1);
  CHECK(sentences([](Effect& e) { e.facts.last_spell = {.estimate = 4, .p = 0.001}; }) == 1);
  CHECK(sentences([](Effect& e) { e.metric.self_reported = true; }) == 1);
  CHECK(sentences([](Effect& e) { e.metric.declared_in_advance = false; }) == 1);
  CHECK(sentences([](Effect& e) { e.missing_share_treated = 0.5; }) == 1);
  CHECK(sentences([](Effect& e) {
          const Estimate other{.estimate = 1, .se = 1, .df = 23, .low = -1, .high = 3};
          e.alternatives.push_back({.name = "two_stage", .absolute = other, .relative = {}});
        }) == 1);
  CHECK(sentences([](Effect& e) { e.facts.treated.clusters = 233, e.facts.comparison.clusters = 167; }) == 1);
  CHECK(sentences([](Effect& e) {
          e.facts.treated.began = e.facts.comparison.began = 100;
          e.facts.treated.left = 30;
        }) == 1);
  CHECK(sentences([](Effect& e) { e.facts.own_change_comparison = {.estimate = 4, .p = 0.001}; }) == 1);
  CHECK(sentences([](Effect& e) { e.facts.volume = {.estimate = -0.5, .p = 0.001}; }) == 1);
}

TEST_CASE("advice: by hand, two reasons of one rule ask for one thing, once") {
  Effect effect = example::did_minutes();
  effect.clusters_treated = 4;
  effect.facts.nesting = Nesting{.column = "team", .labels_treated = 1, .labels_comparison = 5};
  CHECK(grade(example::evidence_of(effect, true)).to_raise.size() == 1);
}

}  // TEST_SUITE("qualify/advice")
