#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "base/messages.hpp"
#include "qualify/example.hpp"

using namespace payoff;
using example::text_of;

TEST_SUITE("qualify/words/claims") {

namespace {

std::vector<std::string> kinds(const Evidence& evidence) {
  std::vector<std::string> result;
  for (const Claim& claim : claims(evidence, grade(evidence))) result.emplace_back(name(claim.kind));
  return result;
}

Effect null_effect() {
  Effect effect = example::did_minutes();
  effect.absolute = {.estimate = -0.1, .se = 0.15, .df = 23, .low = -0.41, .high = 0.21, .p = 0.5};
  effect.relative = {.estimate = -0.003, .se = 0.005, .low = -0.0137, .high = 0.0071};
  return effect;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace

TEST_CASE("claims: by hand, a guardrail that became worse stands directly after the headline, before the money") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  const Appraisal appraisal = appraise(evidence.effects[0], example::plain_money());
  evidence.appraisal = &appraisal;
  evidence.effects.push_back(example::guardrail(0.02, 0.1));
  evidence.effects.push_back(example::guardrail(-0.3, 0.2));
  CHECK(kinds(evidence) == std::vector<std::string>{"headline", "guardrail", "money", "secondary"});
  CHECK(text_of(evidence, "guardrail") ==
        "Something became worse: the csat of support agents fell by 0.30 points (95% CI 0.10 to 0.50; n = 60 with the "
        "assistant and 60 without).");
  CHECK(text_of(evidence, "secondary") == "No detectable change in csat: 0.02 points (95% CI -0.08 to 0.12).");
}

TEST_CASE("claims: by hand, a null says what it rules out both ways, with the ends its interval prints") {
  CHECK(text_of(example::evidence_of(null_effect()), "rules_out") ==
        "The data rule out a saving of more than 0.41 minutes per ticket and a loss of more than 0.21 minutes per "
        "ticket, if nothing else happened to those who got it at that time (95% CI).");
  Effect effect = null_effect();
  effect.absolute.low = -0.4101;
  CHECK(text_of(example::evidence_of(effect), "rules_out").find("more than 0.42 minutes") != std::string::npos);
  CHECK(example::headline_of(example::evidence_of(effect)).find("95% CI -0.42 to 0.21") != std::string::npos);
}

TEST_CASE("claims: by hand, a wide null says how little it rules out") {
  Effect effect = null_effect();
  effect.absolute = {.estimate = -1, .se = 5, .df = 23, .low = -11.3, .high = 9.3, .p = 0.8};
  CHECK(text_of(example::evidence_of(effect, true), "rules_out") ==
        "All that the data rule out is a saving of more than 11.3 minutes per ticket and a loss of more than 9.3 "
        "minutes per ticket (95% CI).");
}

TEST_CASE("claims: by hand, on the log scale it rules out percentages, and for other metrics falls and rises") {
  Effect effect = null_effect();
  effect.metric.scale = Scale::log;
  effect.absolute = {.estimate = std::log(0.997),
                     .se = 0.005,
                     .df = 23,
                     .low = std::log(1 - 0.0137),
                     .high = std::log(1.0071),
                     .p = 0.5};
  CHECK(text_of(example::evidence_of(effect), "rules_out") ==
        "The data rule out a saving of more than 1.4% and a loss of more than 0.8%, if nothing else happened to those "
        "who got it at that time (95% CI).");
  effect = null_effect();
  effect.metric = {.name = "csat", .kind = MetricKind::score, .unit = "points"};
  CHECK(text_of(example::evidence_of(effect), "rules_out") ==
        "The data rule out a fall of more than 0.41 points and a rise of more than 0.21 points, if nothing else "
        "happened to those who got it at that time (95% CI).");
}

TEST_CASE("claims: by hand, before and after alone rules nothing out, nor do groups that moved apart before") {
  Effect effect = null_effect();
  effect.pre_trend_p = 0.01;  // grade D
  CHECK(text_of(example::evidence_of(effect), "rules_out") == "");
  effect.method = "paired";
  CHECK(text_of(example::evidence_of(effect), "rules_out") == "");
}

TEST_CASE("claims: by hand, other metrics and segments say which way, and whether that is good") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  Effect segment = example::did_minutes();
  segment.segment = SegmentValue{"tenure", "new"};
  evidence.effects.push_back(segment);
  CHECK(text_of(evidence, "secondary") ==
        "Among support agents with tenure new, handle minutes per ticket fell by 6.0 minutes, a change for the better "
        "(95% CI 4.0 to 8.0).");
  evidence.effects[1].units_treated = 24;
  CHECK(text_of(evidence, "secondary").ends_with("(95% CI 4.0 to 8.0; n = 24 with the assistant and 60 without)."));
}

TEST_CASE("claims: by hand, secondary metrics are one family, and of what it takes away no direction is said") {
  // Holm: 0.03 x 2 = 0.06. Benjamini-Hochberg: 0.03 x 3 / 2 = 0.045. No part has the primary one, or a guardrail.
  Evidence evidence = example::evidence_of(example::did_minutes());
  for (const double p : {0.001, 0.03, 0.9}) {
    Effect other = example::guardrail(0.3, 0.2);
    other.metric.role = Role::secondary;
    other.absolute.p = p;
    evidence.effects.push_back(other);
  }
  evidence.effects.push_back(example::guardrail(0.02, 0.1));
  const auto second = [&] { return claims(evidence, grade(evidence)).at(2).text(); };
  CHECK(second() ==
        "The change in csat may be chance, among 3 that were looked at: 0.30 points (95% CI 0.10 to 0.50, p = 0.06 by "
        "Holm).");
  evidence.correction = Correction::benjamini_hochberg;
  CHECK(second() == "Csat rose by 0.30 points, a change for the better (95% CI 0.10 to 0.50).");
}

TEST_CASE("claims: by hand, of what almost nobody had no direction is claimed although the interval excludes 0") {
  Effect effect = example::did_minutes();
  effect.facts.treated = {.seen_after = 900, .nonzero = 12};
  effect.facts.comparison = {.seen_after = 900, .nonzero = 2};
  CHECK(example::headline_of(example::evidence_of(effect, true))
            .starts_with(
                "The data cannot tell whether the assistant changed the handle minutes per ticket of support agents, "
                "because too few had anything but 0 (-6.0 minutes, 95% CI -8.0 to -4.0; "));
}

TEST_CASE("claims: by hand, of many segments it gives the count, and looking at all of them is allowed for") {
  // Six segments: p = 0.001 x 6 speaks, 0.011 x 5 = 0.055 does not, and four show nothing by themselves.
  Evidence evidence = example::evidence_of(example::did_minutes());
  for (const double p : {0.001, 0.011, 0.3, 0.3, 0.3, 0.3}) {
    Effect segment = example::did_minutes();
    segment.segment = SegmentValue{"team", "a"};
    segment.absolute.p = p;
    if (p == 0.3) segment.absolute.high = 1;
    evidence.effects.push_back(segment);
  }
  CHECK(kinds(evidence) == std::vector<std::string>{"headline", "secondary"});
  CHECK(text_of(evidence, "secondary") ==
        "Of 6 segments, 1 changed for the better, 0 for the worse and 5 not detectably, allowing for having looked at "
        "all of them (Holm).");
}

TEST_CASE("claims: by hand, a segment of four people is not spoken of") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  Effect segment = example::did_minutes();
  segment.segment = SegmentValue{"tenure", "new"};
  segment.units_treated = 4;
  evidence.effects.push_back(segment);
  CHECK(kinds(evidence) == std::vector<std::string>{"headline"});
}

TEST_CASE("claims: by hand, a bad last month is a caveat with the estimate without it") {
  Effect effect = example::did_minutes();
  effect.method = "paired";
  effect.facts.last_spell = {.estimate = 2, .p = 0.001};
  effect.alternatives.push_back({.name = "without the last window before the rollout",
                                 .absolute = {.estimate = -0.2, .se = 1, .df = 59, .low = -2.2, .high = 1.8, .p = 0.8},
                                 .relative = {},
                                 .purpose = Purpose::without_last_window});
  CHECK(text_of(example::evidence_of(effect), "caveat") ==
        "Just before the rollout the group with the tool had an unusually bad spell, 2.0 minutes from its own earlier "
        "mean, so part of the change may be a return to normal (regression to the mean). Without that spell the "
        "estimate is -0.2 minutes (95% CI -2.2 to 1.8) instead of -6.0 minutes.");
}

TEST_CASE("claims: by hand, a fading effect is a caveat, once, with and without money") {
  Effect effect = example::did_minutes();
  for (PathPoint& point : effect.path) {
    if (point.event_time > 8) point.estimate = -0.5;
  }
  effect.course = course_of(effect);
  Evidence evidence = example::evidence_of(effect);
  CHECK(kinds(evidence) == std::vector<std::string>{"headline", "caveat"});
  const Appraisal appraisal = appraise(effect, example::plain_money());
  evidence.appraisal = &appraisal;
  CHECK(kinds(evidence) == std::vector<std::string>{"headline", "caveat", "money"});
}

TEST_CASE("claims: by hand, another metric that could not be estimated says so") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  Effect other = example::guardrail(0, 1);
  other.usable = false;
  other.message = "every value is 4";
  evidence.effects.push_back(other);
  CHECK(text_of(evidence, "caveat") == "No effect on the csat could be estimated: every value is 4.");
}

TEST_CASE(
    "claims: invariance, whatever is found, nobody says up to, and no direction without an interval that has one") {
  const std::vector<std::string> directional{" saved ", " cut ",    " raised ", " lowered ",    "slower",       "worse",
                                             "better",  " fell by", " rose by", "it was lower", "it was higher"};
  Assumptions money = example::plain_money();
  money.draws = 200;  // the words do not depend on it
  int sentences = 0;
  for (double estimate : {-6.0, -0.5, 0.0, 0.5, 6.0}) {
    for (double half_width : {0.3, 2.0, 8.0}) {
      for (const char* method : {"did", "two_sample", "paired"}) {
        for (int variant = 0; variant < 8; ++variant) {
          Effect effect = example::did_minutes();
          effect.method = method;
          effect.absolute = {.estimate = estimate,
                             .se = half_width / 2,
                             .df = 23,
                             .low = estimate - half_width,
                             .high = estimate + half_width,
                             .p = std::abs(estimate) > half_width ? 0.001 : 0.5};
          effect.relative = {
              .estimate = estimate / 30, .low = (estimate - half_width) / 30, .high = (estimate + half_width) / 30};
          for (PathPoint& point : effect.path) point.estimate *= 0;
          if (variant & 1) effect.metric.better = Better::higher;
          if (variant & 2) effect.metric.self_reported = true;
          Evidence evidence = example::evidence_of(effect, variant & 4);
          const Appraisal appraisal = appraise(effect, money);
          evidence.appraisal = &appraisal;
          const bool null = std::abs(estimate) <= half_width;
          for (const Claim& claim : claims(evidence, grade(evidence))) {
            ++sentences;
            CAPTURE(claim.text());
            CHECK(lower(claim.text()).find("up to") == std::string::npos);
            CHECK(lower(claim.text()).find("expand") == std::string::npos);
            if (!null) continue;
            for (const std::string& word : directional) CHECK(claim.text().find(word) == std::string::npos);
          }
        }
      }
    }
  }
  CHECK(sentences > 700);
}

TEST_CASE("claims: invariance, the order of the other effects does not change the headline") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  evidence.effects.push_back(example::guardrail(-0.3, 0.2));
  const std::string first = example::headline_of(evidence);
  std::swap(evidence.effects[0], evidence.effects[1]);
  CHECK(example::headline_of(evidence) == first);
}

TEST_CASE("claims: by hand, claim, evidence and context stand apart, and the sentence is made of the three") {
  const Evidence evidence = example::evidence_of(example::did_minutes());
  const Claim headline = claims(evidence, grade(evidence)).front();
  CHECK(headline.evidence.find("95% CI") != std::string::npos);
  CHECK(headline.context.ends_with("evidence grade C"));
  CHECK(headline.claim.find('(') == std::string::npos);
  CHECK(headline.text() == headline.claim + " (" + headline.evidence + "; " + headline.context + ").");
  CHECK(Claim{"m", ClaimKind::caveat, "The effect fades."}.text() == "The effect fades.");
  CHECK(Claim{"m", ClaimKind::rules_out, "No more", "95% CI"}.text() == "No more (95% CI).");
}

TEST_CASE("claims: by hand, a bracket closes what it follows, and Korean joins it") {
  CHECK(Claim{"m", ClaimKind::headline, "It fell. It came late.", "95% CI"}.text() ==
        "It fell. It came late (95% CI).");
  const Speaking korean(language_of("ko"));
  CHECK(Claim{"m", ClaimKind::headline, "줄었습니다. 늦었습니다.", "95%", "n = 9"}.text() ==
        "줄었습니다. 늦었습니다(95%; n = 9).");
}

TEST_CASE("claims: refusal, no sentence holds a number that could not be had, but the reason why not") {
  Effect other = example::did_minutes();
  other.metric.name = "csat";
  other.metric.role = Role::secondary;
  other.absolute.low = other.absolute.high = missing;
  other.absolute.reason = "too few teams";
  Evidence evidence = example::evidence_of(example::did_minutes());
  evidence.effects.push_back(other);
  CHECK(text_of(evidence, "secondary") ==
        "The data cannot tell whether csat per ticket changed: -6.0 minutes (95% CI not available: too few teams).");
}

TEST_CASE("claims: refusal, of one team no direction is claimed and nothing ruled out, but its rank is told") {
  Effect effect = example::did_minutes();
  effect.clusters = 9;
  effect.clusters_treated = 1;
  effect.interval_by = IntervalBy::placebo_rank;
  effect.absolute = {.estimate = -6.24, .p = 1.0 / 9, .reason = "the one with the tool is the most unusual of 9"};
  effect.relative = {.estimate = -0.2};
  const Evidence evidence = example::evidence_of(effect);
  CHECK(text_of(evidence, "headline") ==
        "The data cannot tell whether the assistant changed the handle minutes per ticket of support agents (-6.2 "
        "minutes, 95% CI not available: the one with the tool is the most unusual of 9; compared with the comparison "
        "group; n = 60 with the assistant and 60 without; evidence grade D).");
  CHECK(text_of(evidence, "rules_out").empty());
}

TEST_CASE("claims: refusal, an effect that is not usable still has its one sentence, and no money") {
  Effect effect = example::did_minutes();
  effect.usable = false;
  effect.message = "every value is 3";
  CHECK(kinds(example::evidence_of(effect)) == std::vector<std::string>{"headline"});
}

}  // TEST_SUITE("qualify/words/claims")
