// G14, G15, G16, G18, G19, G25: each just on both sides of its threshold.
#include <doctest/doctest.h>

#include <functional>

#include "qualify/example.hpp"

using namespace payoff;
using example::effect_of, example::fires;

TEST_SUITE("qualify/rules/measurement") {

namespace {

std::string with_other(std::string_view rule, const Effect& other) {
  Evidence evidence = example::evidence_of(example::did_minutes());
  evidence.effects.push_back(other);
  return effect_of(evidence, rule);
}

}  // namespace

TEST_CASE("G14: by hand, half of the people using the tool is enough, and unknown is not low") {
  CHECK(fires("G14", [](Effect& e) { e.uptake_treated = 0.5; }) == "");
  CHECK(fires("G14", [](Effect& e) { e.uptake_treated = 0.49; }) == "note");
  CHECK(fires("G14", [](Effect& e) { e.uptake_treated = missing; }) == "");
}

TEST_CASE("G15: by hand, what people say is capped at E, even when randomised") {
  CHECK(fires("G15", [](Effect& e) { e.metric.self_reported = true; }) == "cap E");
  CHECK(fires("G15", [](Effect&) {}) == "");
  Effect effect = example::did_minutes();
  effect.metric.self_reported = true;
  CHECK(grade(example::evidence_of(effect, true)).grade == 'E');
}

TEST_CASE("G16: by hand, activity makes no money") {
  CHECK(fires("G16", [](Effect& e) { e.metric.activity = true; }) == "no money claim");
  CHECK(fires("G16", [](Effect&) {}) == "");
}

TEST_CASE("G18: by hand, a guardrail must be significantly worse to fire, and better is fine") {
  CHECK(with_other("G18", example::guardrail(-0.3, 0.29)) == "required");
  CHECK(with_other("G18", example::guardrail(-0.3, 0.3)) == "");
  CHECK(with_other("G18", example::guardrail(0.3, 0.29)) == "");
  Effect segment = example::guardrail(-0.3, 0.1);
  segment.segment = SegmentValue{"tenure", "new"};
  CHECK(with_other("G18", segment) == "");
}

TEST_CASE("G19: by hand, a fifth may be missing, and 5 points between the groups") {
  const auto missing_of = [](double treated, double comparison) {
    return fires("G19", [&](Effect& e) {
      e.missing_share_treated = treated;
      e.missing_share_comparison = comparison;
    });
  };
  CHECK(missing_of(0.2, 0.2) == "");
  CHECK(missing_of(0.21, 0.2) == "-1");
  CHECK(missing_of(0.2, 0.21) == "-1");
  CHECK(missing_of(0.07, 0.03) == "");
  CHECK(missing_of(0.09, 0.03) == "-1");
  CHECK(missing_of(0.21, missing) == "-1");
  CHECK(missing_of(missing, missing) == "");
}

TEST_CASE("G25: by hand, a segment of four is not reported, of five it is") {
  Effect segment = example::did_minutes();
  segment.segment = SegmentValue{"tenure", "new"};
  segment.units_treated = 5;
  segment.units_comparison = 5;
  CHECK(with_other("G25", segment) == "");
  segment.units_comparison = 4;
  CHECK(with_other("G25", segment) == "suppressed");
  segment.method = "paired";
  segment.units_comparison = 0;
  CHECK(with_other("G25", segment) == "");
  segment = example::did_minutes();  // something else failed, and nobody was counted
  segment.segment = SegmentValue{"tenure", "new"};
  segment.usable = false;
  segment.units_treated = segment.units_comparison = 0;
  CHECK(with_other("G25", segment) == "");
}

TEST_CASE("G25: by hand, the sentence says which group was small") {
  const auto text = [](std::size_t with, std::size_t without) {
    Evidence evidence = example::evidence_of(example::did_minutes());
    evidence.effects.push_back(example::did_minutes());
    evidence.effects.back().segment = SegmentValue{"tenure", "new"};
    evidence.effects.back().units_treated = with;
    evidence.effects.back().units_comparison = without;
    return example::fired(evidence, "G25").front().text;
  };
  CHECK(text(4, 9) == "The segment 'tenure = new' has fewer than 5 with the tool and is not reported.");
  CHECK(text(9, 4) == "The segment 'tenure = new' has fewer than 5 without the tool and is not reported.");
  CHECK(text(4, 4) ==
        "The segment 'tenure = new' has fewer than 5 with the tool, and without it, and is not reported.");
}

}  // TEST_SUITE("qualify/rules/measurement")
