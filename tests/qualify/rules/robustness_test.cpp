// G22, on both sides of its thresholds.
#include <doctest/doctest.h>

#include <functional>
#include <limits>

#include "qualify/example.hpp"

using namespace payoff;
using example::effect_of;

TEST_SUITE("qualify/rules/robustness") {

namespace {

Evidence changed(const std::function<void(Effect&)>& change) {
  Effect effect = example::did_minutes();  // -6, from -8 to -4
  change(effect);
  return example::evidence_of(effect);
}

std::string fires(const std::function<void(Effect&)>& change) {
  return effect_of(changed(change), "G22");
}

Alternative other_way(double estimate) {
  return {.name = "two_stage",
          .absolute = {.estimate = estimate, .se = 1, .df = 23, .low = estimate - 2, .high = estimate + 2, .p = 0.5},
          .relative = {}};
}

void break_down_at(Effect& effect, double bound) {
  effect.sensitivities.push_back({.kind = SensitivityKind::relative_magnitude, .breakdown = bound});
}

}  // namespace

TEST_CASE("G22: by hand, one defensible method on the other side of zero costs a grade") {
  CHECK(fires([](Effect& e) { e.alternatives.push_back(other_way(-0.1)); }) == "");
  CHECK(fires([](Effect& e) { e.alternatives.push_back(other_way(0)); }) == "");
  CHECK(fires([](Effect& e) { e.alternatives.push_back(other_way(0.1)); }) == "-1");
}

TEST_CASE("G22: by hand, what misleads, has no interval, or leaves out the last window is no counter-evidence") {
  CHECK(fires([](Effect& e) {
          e.alternatives.push_back(other_way(3));
          e.alternatives[0].purpose = Purpose::misleads;
        }) == "");
  CHECK(fires([](Effect& e) {
          e.alternatives.push_back(other_way(3));
          e.alternatives[0].absolute.low = missing;
        }) == "");
  CHECK(fires([](Effect& e) {
          e.alternatives.push_back(other_way(3));
          e.alternatives[0].purpose = Purpose::without_last_window;  // G10 speaks of it
        }) == "");
}

TEST_CASE("G22: by hand, what claims no direction cannot be fragile") {
  CHECK(fires([](Effect& e) {
          e.alternatives.push_back(other_way(3));
          break_down_at(e, 0);
          e.absolute.high = 0;
        }) == "");
}

TEST_CASE("G22: by hand, below half of the largest wobble before is a warning, and costs no letter") {
  CHECK(fires([](Effect& e) { break_down_at(e, 0.5); }) == "");
  CHECK(fires([](Effect& e) { break_down_at(e, 0.49); }) == "note");
  CHECK(fires([](Effect& e) { break_down_at(e, missing); }) == "");
  CHECK(fires([](Effect& e) { break_down_at(e, std::numeric_limits<double>::infinity()); }) == "");
  CHECK(fires([](Effect& e) { e.sensitivities.push_back({.kind = SensitivityKind::smoothness, .breakdown = 0.01}); }) ==
        "");  // in metric units, not in wobbles
  CHECK(grade(changed([](Effect& e) { break_down_at(e, 0.1); })).grade == 'C');
}

TEST_CASE("G22: refusal, both reasons say what was found, and a caveat repeats them") {
  const Evidence evidence = changed([](Effect& e) {
    e.alternatives.push_back(other_way(0.5));
    break_down_at(e, 0.318);
  });
  const std::vector<Reason> reasons = example::fired(evidence, "G22");
  REQUIRE(reasons.size() == 2);
  CHECK(reasons[0].text ==
        "The sign changes with the method: the estimate is -6.0 minutes, but 0.5 minutes by two stage (-1.5 to 2.5).");
  CHECK(reasons[1].text ==
        "The direction rests on parallel trends: for the average effect, it holds only while the groups would have "
        "parted in each period by at most 0.31 times as much as in the worst one before the rollout.");
  CHECK(reasons[1].measured == 0.318);
  CHECK(reasons[1].threshold == 0.5);
  int caveats = 0;
  for (const Claim& claim : claims(evidence, grade(evidence))) {
    for (const Reason& reason : reasons) caveats += claim.kind == ClaimKind::caveat && claim.text() == reason.text;
  }
  CHECK(caveats == 2);
}

TEST_CASE("G22: by hand, a small breakdown keeps two digits, as in the figure: 0.068 is not 0.06") {
  const Evidence evidence = changed([](Effect& e) { break_down_at(e, 0.0689); });
  CHECK(example::fired(evidence, "G22").front().text.find("at most 0.068 times") != std::string::npos);
}

TEST_CASE("G22: refusal, a direction that no difference in trends survives says so") {
  const Evidence evidence = changed([](Effect& e) {
    break_down_at(e, 0);
    e.sensitivities[0].text = "Even exactly parallel trends would not let us conclude.";
  });
  CHECK(example::fired(evidence, "G22").front().text == "Even exactly parallel trends would not let us conclude.");
}

}  // TEST_SUITE("qualify/rules/robustness")
