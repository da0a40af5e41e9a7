// G02, G09: each just on both sides of its threshold.
#include <doctest/doctest.h>

#include "qualify/example.hpp"

using namespace payoff;
using example::changed, example::effect_of, example::fires;

TEST_SUITE("qualify/rules/baseline") {

namespace {

void differ(Effect& effect, double difference) {
  effect.facts.imbalances = {{"csat", 0.01}, {"tenure", difference}};
}

}  // namespace

TEST_CASE("G02: by hand, a quarter of a standard deviation can be adjusted for, more cannot") {
  const auto balance = [](double difference, bool adjusted, bool by_lot = false) {
    const Effect effect = changed([&](Effect& e) {
      e.method = "two_sample";
      differ(e, difference);
      if (adjusted) e.adjusted_for.push_back({"tenure"});
    });
    return effect_of(example::evidence_of(effect, by_lot), "G02");
  };
  CHECK(balance(0.25, true) == "");
  CHECK(balance(0.26, true) == "-1");
  CHECK(balance(-0.26, true) == "-1");
  CHECK(balance(0.05, false) == "");
  CHECK(balance(0.06, false) == "-1");
}

TEST_CASE("G02: by hand, a lot of few clusters differs by chance: of two looked at 2.241 sqrt(1/12 + 1/12) = 0.915") {
  const auto lot = [](double difference, std::size_t clusters, const char* method = "two_sample") {
    Effect effect = changed([&](Effect& e) { e.method = method, differ(e, difference); });
    effect.clusters = clusters, effect.clusters_treated = clusters / 2;
    return example::fired(example::evidence_of(effect, true), "G02");
  };
  CHECK(lot(0.06, 24).empty());
  CHECK(lot(-0.91, 24).empty());
  for (const char* method : {"two_sample", "did", "group_time"}) REQUIRE(lot(-0.92, 24, method).size() == 1);
  CHECK(lot(-0.92, 24)[0].threshold == doctest::Approx(0.91506));
  CHECK(name(lot(-0.92, 24)[0].effect) == "-1");
  CHECK(lot(-0.92, 24)[0].text ==
        "Before the rollout the groups already differed by 0.92 standard deviations in tenure; a lot makes more than "
        "0.92 in at most one of twenty studies, so either the draw was an unlucky one or the groups were not drawn by "
        "lot alone.");
  CHECK(lot(0.25, 2000).empty());  // 2.241 errors are 0.1: a quarter stays the limit
  CHECK(lot(0.26, 2000).size() == 1);
  CHECK(lot(0.40, 0).empty());  // clusters unknown: 60 and 60 units leave 0.409
  CHECK(lot(0.42, 0).size() == 1);
}

TEST_CASE(
    "G02: by hand, levels are warned of where changes are compared, beyond what chance leaves; one group has none") {
  const auto warned = [](const char* method, double difference) {
    return fires("G02", [&](Effect& e) { e.method = method, differ(e, difference); });
  };
  CHECK(warned("did", 0.91) == "");
  CHECK(warned("did", -0.92) == "note");
  CHECK(warned("group_time", 0.92) == "note");
  CHECK(warned("paired", 3) == "");
}

TEST_CASE("G09: by hand, a placebo that is clear and half of the effect; 1 in 100 where there is no effect") {
  const auto placebo = [](double found, double p, bool null = false, double pre_trend = 0.6) {
    return fires("G09", [&](Effect& e) {
      e.facts.placebo = {.estimate = found, .low = found - 1, .high = found + 1, .p = p};
      e.pre_trend_p = pre_trend;
      if (null) e.absolute = {.estimate = -0.1, .se = 0.15, .df = 23, .low = -0.41, .high = 0.21, .p = 0.5};
    });
  };
  CHECK(placebo(-3.1, 0.049) == "-1");
  CHECK(placebo(3.1, 0.049) == "-1");
  CHECK(placebo(-2.9, 0.049) == "note");
  CHECK(placebo(-3.1, 0.051) == "note");
  CHECK(placebo(-3.1, 0.11) == "");
  CHECK(placebo(-3.1, missing) == "");
  CHECK(placebo(-0.2, 0.011, true) == "note");
  CHECK(placebo(-0.2, 0.009, true) == "-1");
  CHECK(placebo(-3.1, 0.049, false, 0.009) == "note");  // the trend that G05 has counted
}

TEST_CASE("G09: by hand, a difference among those out of reach counts as one of the time before does, and both once") {
  const auto of_group = [](double found, double p, double before_p) {
    Effect effect = changed([&](Effect& e) {
      e.facts.placebo_group = {.estimate = found, .low = found - 1, .high = found + 1, .p = p};
      e.facts.placebo = {.estimate = -3.5, .low = -4, .high = -3, .p = before_p};
    });
    return example::fired(example::evidence_of(effect), "G09");
  };
  REQUIRE(of_group(-3.1, 0.049, 0.5).size() == 1);
  CHECK(name(of_group(-3.1, 0.049, 0.5)[0].effect) == "-1");
  CHECK(of_group(-3.1, 0.049, 0.5)[0].text ==
        "Among those out of reach of the tool the same comparison finds -3.1 minutes (-4.1 to -2.1), where the tool "
        "could do "
        "nothing.");
  CHECK(name(of_group(-2.9, 0.049, 0.5)[0].effect) == "note");
  CHECK(name(of_group(-3.1, 0.051, 0.5)[0].effect) == "note");
  CHECK(of_group(-3.1, 0.11, 0.5).empty());
  const std::vector<Reason> both = of_group(-3.1, 0.049, 0.001);
  REQUIRE(both.size() == 2);
  CHECK(std::ranges::count_if(both, [](const Reason& r) { return r.effect.kind == RuleEffect::lowers; }) == 1);
}

TEST_CASE("G09: by hand, those out of reach who cannot be compared are not passed over in silence") {
  Effect effect = example::did_minutes();
  effect.facts.placebo_group.reason = "they are too few";
  const std::vector<Reason> told = example::fired(example::evidence_of(effect), "G09");
  REQUIRE(told.size() == 1);
  CHECK(name(told[0].effect) == "note");
  CHECK(told[0].text == "Those out of reach of the tool could not be compared: they are too few.");
}

}  // TEST_SUITE("qualify/rules/baseline")
