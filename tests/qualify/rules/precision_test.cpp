// G06, G07, G08, G17: each just on both sides of its threshold.
#include <doctest/doctest.h>

#include <functional>

#include "qualify/example.hpp"

using namespace payoff;
using example::effect_of;

TEST_SUITE("qualify/rules/precision") {

namespace {

Effect changed(const std::function<void(Effect&)>& change) {
  Effect effect = example::did_minutes();
  change(effect);
  return effect;
}

std::string fires(std::string_view rule, const std::function<void(Effect&)>& change) {
  return effect_of(example::evidence_of(changed(change)), rule);
}

Effect with_interval(double low, double high) {
  return changed([&](Effect& e) {
    e.absolute = {.estimate = (low + high) / 2, .se = (high - low) / 4, .df = 23, .low = low, .high = high, .p = 0.5};
  });
}

// An appraisal that breaks even at 2 minutes per ticket.
std::string imprecise_against_two_minutes(double low, double high) {
  Appraisal appraisal;
  appraisal.metric = "handle_minutes";
  appraisal.break_even_effect = 2;
  Evidence evidence = example::evidence_of(with_interval(low, high), true);
  evidence.appraisal = &appraisal;
  return effect_of(evidence, "G08");
}

}  // namespace

TEST_CASE("G06: by hand, ten treated teams are enough, nine lose a grade, four are capped at D") {
  CHECK(fires("G06", [](Effect& e) { e.clusters_treated = 10; }) == "");
  CHECK(fires("G06", [](Effect& e) { e.clusters_treated = 9; }) == "-1");
  CHECK(fires("G06", [](Effect& e) { e.clusters_treated = 5; }) == "-1");
  CHECK(fires("G06", [](Effect& e) { e.clusters_treated = 4; }) == "cap D");
}

TEST_CASE("G06: by hand, below 40 clusters Student's t is required") {
  CHECK(fires("G06", [](Effect& e) { e.absolute.df = INFINITY; }) == "required");  // 24 clusters
  CHECK(fires("G06", [](Effect& e) {
          e.absolute.df = INFINITY;
          e.clusters = 40;
        }) == "");
  CHECK(fires("G06", [](Effect& e) { e.absolute.df = 23; }) == "");
}

TEST_CASE("G06: by hand, few clusters are met by an interval that is made for them") {
  const auto by = [](IntervalBy way) {
    return fires("G06", [&](Effect& e) {
      e.absolute.df = INFINITY;
      e.interval_by = way;
    });
  };
  using enum IntervalBy;
  for (const IntervalBy way : {wild_bootstrap, jackknife, bell_mccaffrey, randomization, placebo_rank})
    CHECK(by(way) == "");
  CHECK(by(formula) == "required");
}

TEST_CASE("G06, G07: by hand, one without the tool caps at D as one with it does, and no interval is no direction") {
  const auto ranked = [](std::size_t treated) {
    return changed([&](Effect& e) {
      e.clusters = 9;
      e.clusters_treated = treated;
      e.interval_by = IntervalBy::placebo_rank;
      e.absolute = {.estimate = -6, .p = 1.0 / 9, .reason = "the most unusual of 9"};
    });
  };
  for (const std::size_t treated : {1, 8}) {
    const Evidence evidence = example::evidence_of(ranked(treated));
    CHECK(effect_of(evidence, "G06") == "cap D");
    CHECK(grade(evidence).grade == 'D');
    REQUIRE(effect_of(evidence, "G07") == "no directional claim");
    CHECK(example::fired(evidence, "G07").front().text == "There is no 95% interval: the most unusual of 9.");
    CHECK(effect_of(evidence, "G08") == "");
  }
}

TEST_CASE("G06: by hand, ten expected in the smaller arm are enough to tell a difference from chance") {
  // Of 1000 and 1000: 20 with anything but 0 are 20 / 2000 x 1000 = 10 an arm.
  const auto events = [](ArmFlow treated, ArmFlow comparison) {
    return fires("G06", [&](Effect& e) { e.facts.treated = treated, e.facts.comparison = comparison; });
  };
  const auto some = [](std::size_t seen, std::size_t nonzero) {
    return ArmFlow{.seen_after = seen, .nonzero = nonzero};
  };
  CHECK(events(some(1000, 18), some(1000, 2)) == "");
  CHECK(events(some(1000, 18), some(1000, 1)) == "no directional claim");
  CHECK(events(some(1000, 0), some(1000, 0)) == "no directional claim");
  // Of 500 and 1500: 40 / 2000 x 500 = 10 in the smaller.
  CHECK(events(some(500, 20), some(1500, 20)) == "");
  CHECK(events(some(500, 20), some(1500, 19)) == "no directional claim");
  CHECK(events(some(1500, 19), some(500, 20)) == "no directional claim");
  CHECK(events(some(1000, 20), some(0, 0)) == "no directional claim");
  CHECK(events({}, {}) == "");
}

TEST_CASE("G06: by hand, where half have some the zeros are not what decides, and one group alone has no other arm") {
  const auto half = [](std::size_t nonzero, const char* method, std::size_t comparison) {
    return fires("G06", [&](Effect& e) {
      e.method = method;
      e.units_comparison = comparison;
      e.facts.treated = {.seen_after = 10, .nonzero = nonzero};
      e.facts.comparison = {.seen_after = 10, .nonzero = 5};
    });
  };
  CHECK(half(5, "did", 60) == "");
  CHECK(half(4, "did", 60) == "no directional claim");
  CHECK(half(4, "paired", 60) == "");
  CHECK(half(4, "group_time", 0) == "");
}

TEST_CASE("G06: by hand, few events cost no letter, and the reason counts them") {
  const Evidence evidence = example::evidence_of(changed([](Effect& e) {
                                                   e.facts.treated = {.seen_after = 900, .nonzero = 12};
                                                   e.facts.comparison = {.seen_after = 1000, .nonzero = 3};
                                                 }),
                                                 true);
  const Reason reason = example::fired(evidence, "G06").at(0);
  CHECK(reason.text ==
        "Only 12 of 900 with the tool and 3 of 1,000 without had anything but 0: too few to tell a difference from "
        "chance.");
  CHECK(reason.measured == doctest::Approx(15.0 / 1900 * 900));
  CHECK(reason.threshold == 10);
  CHECK(grade(evidence).grade == 'A');
  CHECK(example::text_of(evidence, "caveat") == reason.text);
}

TEST_CASE("G07: by hand, an interval that touches 0 allows no direction, and the grade stays") {
  CHECK(fires("G07", [](Effect& e) { e.absolute.high = -0.001; }) == "");
  CHECK(fires("G07", [](Effect& e) { e.absolute.high = 0; }) == "no directional claim");
  const Evidence evidence = example::evidence_of(with_interval(-0.3, 0.2), true);
  CHECK(grade(evidence).grade == 'A');
}

TEST_CASE("G08: by hand, without money an effect must be known to a fifth of the standard deviation of 15") {
  CHECK(effect_of(example::evidence_of(with_interval(-3, 3)), "G08") == "");
  CHECK(effect_of(example::evidence_of(with_interval(-3.1, 3.1)), "G08") == "-1");
  const auto by_lot = [](double low, double high) {
    return effect_of(example::evidence_of(with_interval(low, high), true), "G08");
  };
  CHECK(by_lot(-12, -0.1) == "-1");  // a trifle, or far more than 3
  CHECK(by_lot(-12, -3.1) == "");    // wide, and matters throughout
  CHECK(by_lot(0.1, 12) == "-1");    // harm: the same
  CHECK(by_lot(-6, -0.1) == "");     // not wider than 3 either way
}

TEST_CASE("G08: by hand, what the study says matters comes first") {
  const auto with_smallest = [](double smallest) {
    Effect effect = with_interval(-2.1, 2.1);
    effect.metric.smallest_effect = smallest;
    return effect_of(example::evidence_of(effect), "G08");
  };
  CHECK(with_smallest(0) == "");  // 2.1 is less than a fifth of 15
  CHECK(with_smallest(2.0) == "-1");
  CHECK(with_smallest(2.2) == "");
}

TEST_CASE("G08: by hand, with money the interval must decide whether 2 minutes are reached") {
  CHECK(imprecise_against_two_minutes(-1.9, 1.9) == "");    // a null that rules the pay-off out
  CHECK(imprecise_against_two_minutes(-2.1, 2.1) == "-1");  // a null that rules nothing out
  CHECK(imprecise_against_two_minutes(-15, -5) == "");      // wide, and pays at both ends
  CHECK(imprecise_against_two_minutes(-5, -0.5) == "-1");   // both answers, and wider than 2 either way
  CHECK(imprecise_against_two_minutes(-3, -0.5) == "");     // both answers, but narrow
  CHECK(imprecise_against_two_minutes(5, 15) == "");        // harm at both ends
  CHECK(imprecise_against_two_minutes(-0.1, 5) == "-1");    // no gain, but does it harm?
}

TEST_CASE("G08: by hand, the sentence says how wide, in which unit, and against what") {
  CHECK(example::fired(example::evidence_of(with_interval(-12, -0.1)), "G08").front().text ==
        "The interval is 6.0 minutes either way: it holds effects below and above a fifth of a standard deviation "
        "(3.0 minutes), so it "
        "cannot decide whether the effect matters.");
}

TEST_CASE("G08: by hand, an appraisal of another metric is no yardstick") {
  Appraisal appraisal;
  appraisal.metric = "revenue";
  appraisal.break_even_effect = 0.001;
  Evidence evidence = example::evidence_of(with_interval(-3, 3));
  evidence.appraisal = &appraisal;
  CHECK(effect_of(evidence, "G08") == "");
}

TEST_CASE("G08: by hand, a null without a smallest effect that matters cannot be called precise") {
  Effect effect = with_interval(-3, 3);
  effect.facts.unit_sd = missing;
  CHECK(effect_of(example::evidence_of(effect), "G08") == "note");
}

TEST_CASE("G17: by hand, two primary metrics double the smaller p; 0.026 no longer speaks") {
  const auto with_second = [](double p) {
    Evidence evidence = example::evidence_of(changed([&](Effect& e) { e.absolute.p = p; }));
    evidence.effects.push_back(changed([](Effect& e) { e.absolute.p = 0.5; }));
    return effect_of(evidence, "G17");
  };
  CHECK(with_second(0.024) == "note");
  CHECK(with_second(0.026) == "no directional claim");
}

TEST_CASE("G17: by hand, Benjamini-Hochberg takes less away: of 0.03 and 0.04 both speak") {
  Evidence evidence = example::evidence_of(changed([](Effect& e) { e.absolute.p = 0.03; }));
  evidence.effects.push_back(changed([](Effect& e) { e.absolute.p = 0.04; }));
  CHECK(effect_of(evidence, "G17") == "no directional claim");  // Holm: 0.03 x 2
  CHECK(example::fired(evidence, "G17")[0].text == "Among 2 primary metrics the p value becomes 0.06 (Holm).");
  evidence.correction = Correction::benjamini_hochberg;  // min(0.03 x 2, 0.04)
  CHECK(effect_of(evidence, "G17") == "note");
  CHECK(example::fired(evidence, "G17")[0].text ==
        "Among 2 primary metrics the p value becomes 0.04 (Benjamini-Hochberg).");
}

TEST_CASE("G17: by hand, one primary metric and a guardrail need no correction") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  evidence.effects.push_back(example::guardrail(0, 1));
  CHECK(effect_of(evidence, "G17") == "");
}

TEST_CASE("G17: by hand, a metric that was not declared in advance is exploratory") {
  CHECK(fires("G17", [](Effect& e) { e.metric.declared_in_advance = false; }) == "-1");
  CHECK(fires("G17", [](Effect& e) { e.metric.declared_in_advance = true; }) == "");
}

}  // TEST_SUITE("qualify/rules/precision")
