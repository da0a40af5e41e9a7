#include "qualify/words/headline.hpp"

#include <doctest/doctest.h>

#include "qualify/example.hpp"

using namespace payoff;
using example::headline_of;

TEST_SUITE("qualify/words/headline") {

namespace {

Effect harmful() {
  Effect effect = example::did_minutes();
  effect.absolute = {.estimate = 6, .se = 1, .df = 23, .low = 4, .high = 8, .p = 1e-6};
  effect.relative = {.estimate = 0.2, .se = 0.03, .low = 0.13, .high = 0.27};
  return effect;
}

Effect one_group() {
  Effect effect = example::did_minutes();
  effect.method = "paired";
  effect.against = "the same people before";
  effect.units_comparison = 0;
  return effect;
}

Effect drifting() {  // grade D
  Effect effect = example::did_minutes();
  effect.facts.level_treated = {30, 25}, effect.facts.level_comparison = {29, 30};
  effect.pre_trend_p = 0.009;
  return effect;
}

// The headline of an effect that the study prices.
std::string priced(const Effect& effect, bool randomized = false) {
  Evidence evidence = example::evidence_of(effect, randomized);
  const Appraisal appraisal = appraise(effect, example::plain_money());
  evidence.appraisal = &appraisal;
  return headline_of(evidence);
}

std::string unpriced(const Effect& effect, bool randomized = false) {
  return headline_of(example::evidence_of(effect, randomized));
}

const std::string unless = ", if nothing else happened to those who got it at that time";
const std::string groups = "; compared with the comparison group; n = 60 with the assistant and 60 without";

}  // namespace

TEST_CASE("headline: by hand, a staggered rollout is worded by its grade, against those that had not begun yet") {
  Effect effect = example::did_minutes();
  effect.method = "group_time";
  effect.against = "teams that had not begun yet";
  CHECK(headline_of(example::evidence_of(effect)) ==
        "The assistant is estimated to have cut the handle minutes per ticket of support agents by 6.0 minutes, if "
        "nothing else happened to those who got it when they did (95% CI 4.0 to 8.0; compared with teams that had not "
        "begun yet; n = 60 with the assistant and 60 without; evidence "
        "grade C).");
  effect.metric.self_reported = true;  // grade E: no levels before and after, for there is no one date
  CHECK(headline_of(example::evidence_of(effect)).find("stood at") == std::string::npos);
}

TEST_CASE("headline: by hand, grade A and B: saved") {
  const std::string saved = "The assistant saved support agents 3+ hours a week each",
                    figures = " (estimate 5.0, 95% CI 3.3 to 6.7" + groups;
  CHECK(priced(example::did_minutes(), true) == saved + figures + "; evidence grade A).");
  Effect effect = example::did_minutes();
  effect.weeks_before = 4;
  CHECK(priced(effect, true) ==
        saved + ", in a trial with gaps: little is known of the time before" + figures + "; evidence grade B).");
}

TEST_CASE("headline: by hand, grade C: is estimated to have saved") {
  CHECK(priced(example::did_minutes()) ==
        "The assistant is estimated to have saved support agents 3+ hours a week each" + unless +
            " (estimate 5.0, 95% CI 3.3 to 6.7" + groups + "; evidence grade C).");
}

TEST_CASE("headline: by hand, grade D: changed after the rollout, and part or all of it may be due to other causes") {
  CHECK(
      priced(drifting()) ==
      "Among support agents, handle minutes per ticket fell by 5.0 minutes after the rollout of the assistant and rose "
      "among those without it, 6.0 minutes apart; part or all of it may be due to other causes (95% CI 4.0 to 8.0" +
          groups + "; evidence grade D).");
}

TEST_CASE("headline: by hand, grade E: stood at X before and at Y after") {
  CHECK(unpriced(one_group()) ==
        "Among support agents, handle minutes per ticket stood at 30.0 before the assistant and at 24.0 "
        "minutes after it; this alone does not show that the assistant caused it (change -6.0 minutes, 95% CI -8.0 to "
        "-4.0; compared with the same people before; n = 60; evidence grade E).");
}

TEST_CASE("headline: by hand, a bad spell just before stands in the claim, with the change without it") {
  Effect effect = one_group();
  effect.facts.last_spell = {.estimate = 2, .p = 0.001};
  effect.alternatives.push_back({.name = "without the last window before the rollout",
                                 .absolute = {.estimate = -0.2, .se = 1, .df = 59, .low = -2.2, .high = 1.8, .p = 0.8},
                                 .relative = {},
                                 .purpose = Purpose::without_last_window});
  CHECK(unpriced(effect).starts_with(
      "Among support agents, handle minutes per ticket stood at 30.0 before the assistant and at 24.0 "
      "minutes after it; without the unusually bad spell just before, the change is -0.2 minutes "
      "(change -6.0 minutes, "));
  effect.alternatives[0].absolute = {.estimate = -8, .se = 1, .df = 59, .low = -10, .high = -6, .p = 1e-6};
  CHECK(unpriced(effect).find("without the unusually good spell just before, the change is -8.0 minutes") !=
        std::string::npos);
}

TEST_CASE("headline: by hand, grade E of users against non-users: stood at X without and at Y with it") {
  Effect effect = example::did_minutes();
  effect.method = "two_sample";
  CHECK(unpriced(effect) ==
        "Among support agents, handle minutes per ticket stood at 30.0 without the assistant and at 24.0 minutes with "
        "it; this alone does not show that the assistant caused it (difference -6.0 minutes, 95% CI -8.0 to -4.0" +
            groups + "; evidence grade E).");
}

TEST_CASE("headline: by hand, grade E of a difference in differences has two befores and two afters") {
  Effect effect = drifting();
  effect.metric.self_reported = true;
  CHECK(unpriced(effect) ==
        "By their own account, among support agents, handle minutes per ticket stood at 30.0 before the assistant and "
        "at 25.0 minutes after it, and among those without it at 29.0 and 30.0 minutes; this alone does not show that "
        "the assistant caused it (difference -6.0 minutes, 95% CI -8.0 to -4.0" +
            groups + "; evidence grade E).");
}

TEST_CASE("headline: by hand, harm is said as harm, with its numbers") {
  CHECK(priced(harmful(), true) ==
        "The assistant made support agents slower: each ticket took 20.0% longer, which costs them about 5.0 hours a "
        "week each (95% CI 13.0% to 27.0%; hours: 95% CI 3.3 to 6.7" +
            groups + "; evidence grade A).");
}

TEST_CASE("headline: by hand, harm stays harm in the words of every lower grade") {
  CHECK(unpriced(harmful()).starts_with(
      "The assistant is estimated to have made support agents slower: each ticket took 20.0% longer" + unless + " ("));
  Effect effect = harmful();
  effect.pre_trend_p = 0.009;
  CHECK(unpriced(effect).find("than with the change of those without it, a change for the worse;") !=
        std::string::npos);
  effect.method = "paired";
  CHECK(unpriced(effect).find("after it, a change for the worse;") != std::string::npos);
}

TEST_CASE("headline: by hand, a guardrail that became worse is named in the claim, for gain and null alike") {
  Evidence evidence = example::evidence_of(example::did_minutes(), true);
  evidence.effects.push_back(example::guardrail(-0.3, 0.2));
  CHECK(
      headline_of(evidence).starts_with("The assistant cut the handle minutes per ticket of support agents by 6.0 "
                                        "minutes; but something became worse: csat ("));
  evidence.effects[0].absolute = {.estimate = -0.1, .se = 0.15, .df = 23, .low = -0.41, .high = 0.21, .p = 0.5};
  CHECK(headline_of(evidence).find("with the assistant; but something became worse: csat (") != std::string::npos);
}

TEST_CASE("headline: by hand, a fading effect says so, and speaks of no hours a week") {
  Effect effect = example::did_minutes();
  for (PathPoint& point : effect.path) {
    if (point.event_time > 8) point.estimate = -0.5;
  }
  CHECK(priced(effect, true)
            .starts_with("The assistant cut the handle minutes per ticket of support agents by 6.0 minutes, but the "
                         "effect faded ("));
  effect.pre_trend_p = 0.009;
  CHECK(priced(effect).find("; the effect faded; part or all of it may be due to other causes (") != std::string::npos);
}

TEST_CASE("headline: by hand, an effect that turned round is never said to have faded") {
  Effect effect = example::did_minutes();
  for (PathPoint& point : effect.path) {
    if (point.event_time > 8) point.estimate = 5, point.low = 3, point.high = 7;
  }
  const std::string turned = "turned round: -6.0 minutes at first, +5.0 minutes in the last third of the follow-up";
  CHECK(priced(effect, true).find("by 6.0 minutes, but the effect " + turned + " (") != std::string::npos);
  CHECK(priced(effect, true).find("fade") == std::string::npos);
  effect.pre_trend_p = 0.009;
  CHECK(priced(effect).find("; the effect " + turned + "; part") != std::string::npos);
  CHECK(priced(effect).find("fade") == std::string::npos);
}

TEST_CASE("headline: by hand, only where earlier trends were found may all of the change be due to others") {
  Effect effect = example::did_minutes();
  effect.weeks_before = 4;
  CHECK(priced(effect).find("; part may be due to other causes (") != std::string::npos);
  effect.weeks_before = 12;
  effect.pre_trend_p = 0.009;
  CHECK(priced(effect).find("; part or all of it may be due to other causes (") != std::string::npos);
}

TEST_CASE("headline: reference, METR 2025 says that AI made developers 18.8 % slower") {
  // Becker et al. 2025: +18.8 %, 95 % CI 1.3 % to 39.4 % (HC3); the point goes toward zero, the interval outward.
  // B, not A: the interval holds trifles and 39 % alike (G08).
  Effect effect = example::randomized_revenue();
  effect.metric = {.name = "task_minutes",
                   .kind = MetricKind::time,
                   .unit = "minutes",
                   .better = Better::lower,
                   .scale = Scale::log};
  effect.absolute = {.estimate = 0.1726078150972417,
                     .se = 0.08146730563040647,
                     .df = INFINITY,
                     .low = 0.0129348,
                     .high = 0.3322808,
                     .p = 0.034};
  effect.relative = {.estimate = 0.188399941, .se = missing, .low = 0.0130188, .high = 0.3941443};
  effect.units_treated = 136;
  effect.units_comparison = 110;
  Evidence evidence = example::evidence_of(effect, true);
  evidence.who = "developers";
  evidence.tool = "AI";
  CHECK(
      headline_of(evidence) ==
      "AI made developers slower: their task minutes rose by 18.8% (95% CI 1.3% to 39.5%; compared with the comparison "
      "group; n = 136 with AI and 110 without; evidence grade A).");
}

TEST_CASE("headline: by hand, revenue in percent and money") {
  Evidence evidence = example::evidence_of(example::randomized_revenue(), true);
  evidence.who = "customers of the online shop";
  evidence.tool = "the recommender";
  const std::string context =
      " (95% CI 8.1% to 16.1%; compared with the comparison group; n = 10,000 with the recommender and 10,000 without; "
      "evidence grade A).";
  CHECK(headline_of(evidence) ==
        "The recommender raised the revenue per customer of the online shop by 12.3%, 0.77 USD" + context);
  evidence.effects[0].absolute = {
      .estimate = -0.77, .se = 0.145, .df = 4000, .low = -1.0545, .high = -0.4851, .p = 1e-7};
  evidence.effects[0].relative = {.estimate = -0.1234, .se = 0.02, .low = -0.1604, .high = -0.081};
  CHECK(headline_of(evidence) ==
        "The recommender lowered the revenue per customer of the online shop by 12.3%, 0.77 USD, a change for the "
        "worse" +
            context);
}

TEST_CASE("headline: by hand, time that nobody prices stays in its own unit, and in percent on the log scale") {
  Effect effect = example::did_minutes();
  CHECK(unpriced(effect, true)
            .starts_with(
                "The assistant cut the handle minutes per ticket of support agents by 6.0 minutes (95% CI 4.0 to 8.0"));
  effect.metric.scale = Scale::log;
  effect.absolute = {.estimate = -0.22, .se = 0.04, .df = 23, .low = -0.3, .high = -0.14, .p = 1e-6};
  CHECK(unpriced(effect, true)
            .starts_with("The assistant cut the handle minutes per ticket of support agents by 20.0% (95% CI "));
}

TEST_CASE("headline: by hand, a precise null says so with its interval, and a weak design that it may hide something") {
  Effect effect = example::did_minutes();
  effect.absolute = {.estimate = -0.1, .se = 0.15, .df = 23, .low = -0.41, .high = 0.21, .p = 0.5};
  CHECK(unpriced(effect, true) ==
        "No detectable change in the handle minutes per ticket of support agents with the assistant (-0.10 minutes, "
        "95% CI -0.41 to 0.21" +
            groups + "; evidence grade A).");
  effect.pre_trend_p = 0.01;
  CHECK(
      unpriced(effect).starts_with("No detectable change in the handle minutes per ticket of support agents with the "
                                   "assistant; other causes may hide one ("));
}

TEST_CASE("headline: by hand, a wide null does not read as no effect") {
  Effect effect = example::did_minutes();
  effect.absolute = {.estimate = -1, .se = 5, .df = 23, .low = -11.3, .high = 9.3, .p = 0.8};
  CHECK(unpriced(effect, true) ==
        "The data cannot tell whether the assistant changed the handle minutes per ticket of support agents (-1.0 "
        "minutes, 95% CI -11.3 to 9.3" +
            groups + "; evidence grade B).");
}

TEST_CASE("headline: by hand, what Holm takes away is not claimed although the interval excludes 0") {
  Effect effect = example::did_minutes();
  effect.absolute.p = 0.03;
  Evidence evidence = example::evidence_of(effect, true);
  evidence.effects.push_back(effect);
  CHECK(headline_of(evidence) ==
        "No change in the handle minutes per ticket of support agents with the assistant is claimed, because among 2 "
        "primary metrics it may be chance (-6.0 minutes, 95% CI -8.0 to -4.0, p = 0.06 by Holm" +
            groups + "; evidence grade A).");
}

TEST_CASE("headline: by hand, without names it speaks of people and the tool") {
  Evidence evidence = example::evidence_of(example::did_minutes(), true);
  evidence.who = evidence.tool = "";
  CHECK(headline_of(evidence).starts_with("The tool cut the handle minutes per ticket of people by 6.0 minutes"));
}

TEST_CASE("headline: refusal, an effect that is not usable says why") {
  Effect effect = example::did_minutes();
  effect.usable = false;
  for (const char* message : {"every value is 3", "every value is 3."}) {
    effect.message = message;
    CHECK(unpriced(effect) ==
          "No effect of the assistant on the handle minutes per ticket of support agents could be estimated: every "
          "value is 3.");
  }
}

}  // TEST_SUITE("qualify/words/headline")
