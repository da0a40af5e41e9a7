// G04, G05, G10: each just on both sides of its threshold.
#include <doctest/doctest.h>

#include "qualify/example.hpp"

using namespace payoff;
using example::changed, example::effect_of, example::fires;

TEST_SUITE("qualify/rules/comparability") {

namespace {

void diagnose(Effect& effect, const char* name, double value) {
  effect.diagnostics.push_back({.name = name, .value = value, .text = ""});
}

}  // namespace

TEST_CASE("G04: by hand, one week is no weeks, and 7.96 of them are not eight") {
  const auto text = [](int periods, double weeks) {
    return example::fired(example::evidence_of(changed([&](Effect& e) {
                            e.periods_before = periods;
                            e.weeks_before = weeks;
                          })),
                          "G04")
        .front()
        .text;
  };
  CHECK(text(1, 1) == "Only 1 week before the rollout was observed; 8 are needed to see an earlier trend.");
  CHECK(text(7, 7) == "Only 7 weeks before the rollout were observed; 8 are needed to see an earlier trend.");
  CHECK(text(8, 7.96).starts_with("Only 7.9 weeks before the rollout were observed"));
}

TEST_CASE("G05: by hand, a p value of nearly nothing is below 0.001, and none is 0.000") {
  const auto text = [](double p) {
    return example::fired(example::evidence_of(changed([&](Effect& e) { e.pre_trend_p = p; })), "G05").front().text;
  };
  CHECK(text(1e-9) == "The groups moved apart before the rollout (joint test p < 0.001).");
  CHECK(text(0.0042) == "The groups moved apart before the rollout (joint test p = 0.004).");
  CHECK(text(0.0314) ==
        "The groups may have moved apart before the rollout (joint test p = 0.031; one study in ten without a trend is "
        "below 0.1), but not by so much that it makes half of the effect.");
}

TEST_CASE("G04: by hand, 8 weeks of history are enough and 7 are not") {
  const auto history = [](PeriodKind kind, int periods, double weeks_each) {
    return fires("G04", [&](Effect& e) {
      e.period = kind;
      e.periods_before = periods;
      e.weeks_before = periods * weeks_each;
      e.periods_after = 14;
      e.weeks_after = 14 * weeks_each;
    });
  };
  CHECK(history(PeriodKind::week, 8, 1) == "");
  CHECK(history(PeriodKind::week, 7, 1) == "-1");
  CHECK(history(PeriodKind::day, 56, 1.0 / 7) == "");
  CHECK(history(PeriodKind::day, 55, 1.0 / 7) == "-1");
  CHECK(history(PeriodKind::day, 40, 1.0 / 5) == "");  // working days
  CHECK(history(PeriodKind::sprint, 4, 2) == "");
  CHECK(history(PeriodKind::sprint, 3, 2) == "-1");
  CHECK(history(PeriodKind::month, 3, 4.348) == "");
  CHECK(history(PeriodKind::month, 2, 4.348) == "-1");
  CHECK(history(PeriodKind::integer, 8, missing) == "");  // of unknown length
  CHECK(history(PeriodKind::integer, 7, missing) == "-1");
}

TEST_CASE("G04: by hand, a randomised comparison needs no history, and staggered adoption does") {
  const Effect effect = example::randomized_revenue();
  CHECK(effect.periods_before == 0);
  CHECK(effect_of(example::evidence_of(effect, true), "G04") == "");
  CHECK(fires("G04", [](Effect& e) { e.method = "group_time", e.periods_before = 7, e.weeks_before = 7; }) == "-1");
}

TEST_CASE("G05: by hand, groups that clearly moved apart lose a grade; one clean study in ten is below 0.10: a note") {
  CHECK(fires("G05", [](Effect& e) { e.pre_trend_p = 0.10; }) == "");
  CHECK(fires("G05", [](Effect& e) { e.pre_trend_p = 0.0999; }) == "note");
  CHECK(fires("G05", [](Effect& e) { e.pre_trend_p = 0.01; }) == "note");
  CHECK(fires("G05", [](Effect& e) { e.pre_trend_p = 0.0099; }) == "-1");
}

TEST_CASE("G05: by hand, no lead that chance does not explain may be larger than half of the effect of 6 minutes") {
  CHECK(fires("G05", [](Effect& e) { diagnose(e, "clear_lead", 3), e.pre_trend_p = 0.09; }) != "-1");
  CHECK(fires("G05", [](Effect& e) { diagnose(e, "clear_lead", 3.01), e.pre_trend_p = 0.09; }) == "-1");
  CHECK(fires("G05", [](Effect& e) { diagnose(e, "clear_lead", 3.01), e.pre_trend_p = 0.11; }) == "");
  CHECK(fires("G05", [](Effect& e) { e.path[3].estimate = -30; }) == "");  // the band of all leads has not said so
  const Evidence evidence = example::evidence_of(changed([](Effect& e) {
    diagnose(e, "clear_lead", 4);
    e.pre_trend_p = 0.09;
  }));
  CHECK(example::fired(evidence, "G05").at(0).text ==
        "Before the rollout the groups already differed by as much as 4.0 minutes, more than half of the effect (3.0 "
        "minutes), and more "
        "than chance explains.");
}

TEST_CASE("G05: by hand, a line through the leads that makes more than half of the effect lowers, if it is no chance") {
  const auto line = [](double carried_on, double p) {
    return fires("G05", [&](Effect& e) { e.earlier_trend = EarlierTrend{{.estimate = carried_on, .p = p}, {}}; });
  };
  CHECK(line(-3, 0.01) == "");
  CHECK(line(-3.01, 0.01) == "-1");
  CHECK(line(-3.01, 0.0499) == "-1");
  CHECK(line(-3.01, 0.05) == "note");
  CHECK(line(-3.01, 0.0999) == "note");
  CHECK(line(-3.01, 0.10) == "");
  CHECK(line(-9, missing) == "");
  CHECK(line(9, 0.01) == "");  // carried on, it works against the effect
}

TEST_CASE("G05: by hand, the line says what is left of the effect without it") {
  const Effect effect = changed([](Effect& e) {
    e.earlier_trend =
        EarlierTrend{{.estimate = -4, .p = 0.01}, {.estimate = -2, .se = 2, .low = -6, .high = 2, .p = 0.3}};
  });
  const Reason reason = example::fired(example::evidence_of(effect), "G05").at(0);
  CHECK(reason.measured == 4);
  CHECK(reason.threshold == 3);
  CHECK(reason.text ==
        "The groups were moving apart before the rollout: a line through those periods, carried on, makes -4.0 minutes "
        "of the "
        "effect of -6.0 minutes; without it the effect is -2.0 minutes (-6.0 to 2.0).");
}

TEST_CASE("G05: by hand, half of nothing is no yardstick: of a null only the joint test counts, at 0.10") {
  const auto null = [](double p) {
    return fires("G05", [&](Effect& e) {
      e.absolute = {.estimate = 0.01, .se = 0.1, .df = 23, .low = -0.2, .high = 0.22, .p = 0.9};
      e.pre_trend_p = p;
      e.earlier_trend = EarlierTrend{{.estimate = 3, .p = 0.001}, {}};
      diagnose(e, "clear_lead", 3);
    });
  };
  CHECK(null(0.10) == "");
  CHECK(null(0.0999) == "-1");
}

TEST_CASE("G05: by hand, leads so noisy that half of the effect could hide in them are a note, not a pass") {
  const auto noisy = [](double half_width) {
    return fires("G05", [&](Effect& e) {
      e.path[3].low = e.path[3].estimate - half_width;
      e.path[3].high = e.path[3].estimate + half_width;
    });
  };
  CHECK(noisy(3) == "");
  CHECK(noisy(3.1) == "note");
}

TEST_CASE("G05: by hand, where the power of the test is known it decides, and half of 6 minutes is the limit") {
  const auto hidden = [](double bias) {
    const Effect effect = changed([&](Effect& e) {
      e.path[3].high = e.path[3].low + 7;  // wide, but the power is known
      e.diagnostics.push_back({.name = "pre_trend_power", .value = bias, .text = "Found: little."});
    });
    return example::fired(example::evidence_of(effect), "G05");
  };
  CHECK(hidden(3).empty());
  REQUIRE(hidden(3.01).size() == 1);
  CHECK(name(hidden(3.01)[0].effect) == "note");
  CHECK(hidden(3.01)[0].text == "The test of earlier trends is weak. Found: little.");
}

TEST_CASE("G05: by hand, staggered adoption is tested alike, and leads end where its reference is") {
  for (const char* method : {"group_time", "imputation"}) {
    CHECK(fires("G05", [&](Effect& e) {
            e.method = method;
            e.pre_trend_p = 0.0099;
          }) == "-1");
  }
  // The reference at -2 is 0 by definition; what lies between it and the rollout is anticipation, no lead.
  CHECK(fires("G05", [](Effect& e) {
          e.method = "imputation";
          e.path[10] = {-2, 0, 0, 0, 0};
          e.path[11] = {-1, -5, 2, -9, -1};  // 4 either way
        }) == "");
  // Without a reference the last period before is a lead, too.
  CHECK(fires("G05", [](Effect& e) {
          e.method = "group_time";
          e.path[11] = {-1, -5, 2, -9, -1};
        }) == "note");
}

TEST_CASE("G05: by hand, one period before is no trend, and other methods have none") {
  CHECK(fires("G05", [](Effect& e) {
          e.pre_trend_p = missing;
          e.path.clear();
        }) == "note");
  CHECK(fires("G05", [](Effect& e) {
          e.method = "paired";
          e.pre_trend_p = 0.01;
        }) == "");
}

TEST_CASE(
    "G10: by hand, half of the effect of 6 minutes just before the rollout is the limit, a quarter if it is clear") {
  const auto spell = [](double minutes, double p) {
    return fires("G10", [&](Effect& e) { e.facts.last_spell = {.estimate = minutes, .p = p}; });
  };
  CHECK(spell(3, 0.0499) == "");
  CHECK(spell(3.01, 0.0499) == "-1");
  CHECK(spell(3.01, 0.05) == "");
  CHECK(spell(1.51, 0.01) == "");
  CHECK(spell(1.51, 0.0099) == "-1");
  CHECK(spell(1.5, 0.0099) == "");
  CHECK(spell(-1.51, 0.0099) == "-1");
  CHECK(spell(9, missing) == "");
}

TEST_CASE("G10: by hand, nothing can return to normal where nothing changed, and without a past there is no spell") {
  const Estimate spell{.estimate = 3, .p = 0.001};
  CHECK(fires("G10", [&](Effect& e) { e.facts.last_spell = spell, e.absolute.high = 0; }) == "");
  CHECK(fires("G10", [&](Effect& e) { e.facts.last_spell = spell, e.method = "two_sample"; }) == "");
  CHECK(fires("G10", [&](Effect& e) { e.facts.last_spell = spell, e.method = "group_time"; }) == "-1");
}

TEST_CASE("G10: by hand, a spell against the effect returns to normal, one of its own sign began ahead") {
  const auto text = [](double minutes, const char* method, double effect) {
    return example::fired(example::evidence_of(changed([&](Effect& e) {
                            e.method = method;
                            e.absolute = {.estimate = effect, .se = 1, .df = 23, .low = effect - 2, .high = effect + 2};
                            e.facts.last_spell = {.estimate = minutes, .p = 0.001};
                          })),
                          "G10")
        .at(0)
        .text;
  };
  CHECK(text(2, "did", -6) ==
        "Just before the rollout the group with the tool had an unusually bad spell, 2.0 minutes from its own earlier "
        "mean, compared with the others in the same weeks, so part of the change may be a return to normal (regression "
        "to the mean).");
  CHECK(text(-2, "did", 6).find("an unusually good spell, 2.0 minutes") != std::string::npos);
  CHECK(text(2, "paired", -6).find("earlier mean, so part of") != std::string::npos);
  CHECK(text(-2, "did", -6) ==
        "In the last weeks before the rollout the group with the tool had already moved by 2.0 minutes, compared with "
        "the others in the same weeks: some may have begun ahead of the date.");
}

TEST_CASE("G05: refusal, the reason says what was measured, against which threshold") {
  Effect effect = example::did_minutes();
  const auto reason = [&](double p) {
    effect.pre_trend_p = p;
    return example::fired(example::evidence_of(effect), "G05").at(0);
  };
  CHECK(reason(0.003).measured == 0.003);
  CHECK(reason(0.003).threshold == 0.01);
  CHECK(reason(0.03).threshold == 0.10);
  effect.absolute.high = 0;  // a null
  CHECK(reason(0.03).threshold == 0.10);
}

}  // TEST_SUITE("qualify/rules/comparability")
