// G11, G12: each just on both sides of its threshold.
#include <doctest/doctest.h>

#include "qualify/example.hpp"

using namespace payoff;
using example::effect_of;

TEST_SUITE("qualify/rules/duration") {

namespace {

// -6 minutes in the first third of the lags (interval half as wide again if unclear), `last` in the last third.
Effect with_last_third(double last, double half_width = 2) {
  Effect effect = example::did_minutes();
  for (PathPoint& point : effect.path) {
    if (point.event_time < 0) continue;
    point.estimate = point.event_time < 7 ? -6 : last;
    point.low = point.estimate - half_width;
    point.high = point.estimate + half_width;
  }
  return effect;
}

std::string followed(double weeks) {
  Effect effect = example::did_minutes();
  effect.weeks_after = weeks;
  return effect_of(example::evidence_of(effect), "G12");
}

}  // namespace

TEST_CASE("G11: by hand, half of the first effect still counts as lasting, less does not") {
  CHECK(effect_of(example::evidence_of(with_last_third(-3)), "G11") == "");
  CHECK(effect_of(example::evidence_of(with_last_third(-2.9)), "G11") == "note");
  CHECK(effect_of(example::evidence_of(with_last_third(4)), "G11") == "note");  // turned round
  CHECK(effect_of(example::evidence_of(with_last_third(-9)), "G11") == "");     // grows
}

TEST_CASE("G11: by hand, an effect that was never clear cannot fade") {
  CHECK(effect_of(example::evidence_of(with_last_third(0, 5.9)), "G11") == "note");
  CHECK(effect_of(example::evidence_of(with_last_third(0, 6.1)), "G11") == "");
}

TEST_CASE("G11: by hand, the sentence says how much is left, toward zero") {
  CHECK(example::fired(example::evidence_of(with_last_third(-0.68)), "G11").front().text ==
        "The effect fades: in the last third of the follow-up 11% of what it was in the first was left.");
  CHECK(example::fired(example::evidence_of(with_last_third(0.68)), "G11").front().text ==
        "The effect fades: in the last third of the follow-up nothing of it was left.");  // -1.3 to 2.7
}

TEST_CASE("G11: by hand, an effect that became clear on the other side turned round, and did not fade") {
  const std::vector<Reason> reasons = example::fired(example::evidence_of(with_last_third(12.1)), "G11");
  REQUIRE(reasons.size() == 1);
  CHECK(reasons[0].text ==
        "The effect turned round: -6.0 minutes at first, +12.1 minutes in the last third of the follow-up.");
  CHECK(name(reasons[0].effect) == "note");
}

TEST_CASE("G12: by hand, 8 weeks are enough, 4 are a projection, fewer give no figure for a year") {
  CHECK(followed(8) == "");
  CHECK(followed(7.9) == "note");
  CHECK(followed(4) == "note");
  CHECK(followed(3.9) == "no annual figure");
}

TEST_CASE(
    "G12: by hand, totals before and after say nothing of how an effect of six periods lasted, and that is said") {
  const auto of = [](const char* method, int periods, bool has_path) {
    Effect effect = example::did_minutes();
    effect.method = method;
    effect.periods_after = periods;
    if (!has_path) effect.path.clear();
    return effect_of(example::evidence_of(effect, true), "G12");
  };
  CHECK(of("two_sample", 6, false) == "note");
  CHECK(of("two_sample", 5, false) == "");
  CHECK(of("two_sample", 6, true) == "");
  CHECK(of("did", 6, false) == "");
}

TEST_CASE("G12: by hand, one week is not 1.0 weeks") {
  Effect effect = example::did_minutes();
  effect.weeks_after = 1;
  CHECK(example::fired(example::evidence_of(effect), "G12").front().text ==
        "The effect was followed for only 1 week, so no figure for a year is given.");
}

TEST_CASE("G12: by hand, an unknown follow-up is a note and lowers nothing") {
  CHECK(followed(missing) == "note");
  CHECK(grade(example::evidence_of(example::randomized_revenue(), true)).grade == 'A');
}

}  // TEST_SUITE("qualify/rules/duration")
