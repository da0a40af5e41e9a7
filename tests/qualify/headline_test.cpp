#include "qualify/headline.hpp"

#include <doctest/doctest.h>

#include "qualify/example.hpp"

using namespace payoff;
using example::headline_of;

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

const std::string groups = ", compared with the comparison group (n = 60 with the assistant and 60 without";

}  // namespace

TEST_SUITE_BEGIN("qualify/headline");

TEST_CASE("headline: by hand, grade A and B: saved") {
  CHECK(headline_of(example::evidence_of(example::did_minutes(), true)) ==
        "The assistant saved support agents 3+ hours a week each (estimate 5.0, 95% CI 3.3 to 6.7)" + groups +
            "; evidence grade A).");
  Effect effect = example::did_minutes();
  effect.weeks_before = 4;
  CHECK(headline_of(example::evidence_of(effect, true)) ==
        "The assistant saved support agents 3+ hours a week each (estimate 5.0, 95% CI 3.3 to 6.7)" + groups +
            "; evidence grade B).");
}

TEST_CASE("headline: by hand, grade C: is estimated to have saved") {
  CHECK(
      headline_of(example::evidence_of(example::did_minutes())) ==
      "The assistant is estimated to have saved support agents 3+ hours a week each (estimate 5.0, 95% CI 3.3 to 6.7)" +
          groups + "; evidence grade C).");
}

TEST_CASE("headline: by hand, grade D: changed after the rollout, and part may be due to other causes") {
  Effect effect = example::did_minutes();
  effect.pre_trend_p = 0.01;
  CHECK(headline_of(example::evidence_of(effect)) ==
        "The handle minutes per ticket of support agents changed after the rollout of the assistant: it fell by 6.0 "
        "minutes per ticket (95% CI 4.0 to 8.0), 3+ hours a week each (estimate 5.0, 95% CI 3.3 to 6.7)" +
            groups + "; evidence grade D); part may be due to other causes.");
}

TEST_CASE("headline: by hand, grade E: was X before and Y after") {
  CHECK(
      headline_of(example::evidence_of(one_group())) ==
      "The handle minutes per ticket of support agents was 30.0 before and 24.0 minutes per ticket after the rollout "
      "of "
      "the assistant, a change of -6.0 minutes per ticket (95% CI -8.0 to -4.0), compared with the same people before "
      "(n = 60; evidence grade E); this alone does not show that the assistant caused it.");
}

TEST_CASE("headline: by hand, grade E of users against non-users: was X without and Y with it") {
  Effect effect = example::did_minutes();
  effect.method = "two_sample";
  CHECK(
      headline_of(example::evidence_of(effect)) ==
      "The handle minutes per ticket of support agents was 30.0 without the assistant and 24.0 minutes per ticket with "
      "it, a difference of -6.0 minutes per ticket (95% CI -8.0 to -4.0)" +
          groups + "; evidence grade E); this alone does not show that the assistant caused it.");
}

TEST_CASE("headline: by hand, grade E of a difference in differences has no plain before and after") {
  Effect effect = example::did_minutes();
  effect.metric.self_reported = true;
  const std::string text = headline_of(example::evidence_of(effect));
  CHECK(text.starts_with("By their own account: The handle minutes per ticket of support agents changed after"));
  CHECK(text.ends_with("evidence grade E); this alone does not show that the assistant caused it."));
}

TEST_CASE("headline: by hand, harm is said as harm, with its numbers") {
  CHECK(headline_of(example::evidence_of(harmful(), true)) ==
        "The assistant made support agents slower: tickets took 20% longer (95% CI 13% to 27%), which cost them about "
        "5.0 "
        "hours a week each (95% CI 3.3 to 6.7)" +
            groups + "; evidence grade A).");
}

TEST_CASE("headline: by hand, harm stays harm in the words of every lower grade") {
  CHECK(headline_of(example::evidence_of(harmful()))
            .starts_with("The assistant is estimated to have made support agents slower: tickets took 20% longer"));
  Effect effect = harmful();
  effect.pre_trend_p = 0.01;
  CHECK(headline_of(example::evidence_of(effect))
            .find("it rose by 6.0 minutes per ticket (95% CI 4.0 to 8.0), a change for "
                  "the worse") != std::string::npos);
  effect.method = "paired";
  CHECK(headline_of(example::evidence_of(effect)).find("for the worse") != std::string::npos);
}

TEST_CASE("headline: reference, METR 2025 says that AI made developers 18 % slower") {
  // Becker et al. 2025: +18.8 %, 95 % CI 1.3 % to 39.4 % (HC3); the point goes toward zero, the interval outward.
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
      "AI made developers slower: work, measured as task minutes, took 18% longer (95% CI 1.3% to 40%), compared with "
      "the comparison group (n = 136 with AI and 110 without; evidence grade A).");
}

TEST_CASE("headline: by hand, revenue in percent and money") {
  Evidence evidence = example::evidence_of(example::randomized_revenue(), true);
  evidence.who = "customers";
  evidence.tool = "the recommender";
  CHECK(headline_of(evidence) ==
        "The recommender raised the revenue of customers by 12% (95% CI 8.1% to 17%), 0.77 USD per customer, compared "
        "with the comparison group (n = 10,000 with the recommender and 10,000 without; evidence grade A).");
  evidence.effects[0].absolute = {
      .estimate = -0.77, .se = 0.145, .df = 4000, .low = -1.0545, .high = -0.4851, .p = 1e-7};
  evidence.effects[0].relative = {.estimate = -0.1234, .se = 0.02, .low = -0.1604, .high = -0.081};
  CHECK(
      headline_of(evidence).starts_with("The recommender made the revenue of customers worse: it fell by 12% (95% CI "
                                        "8.1% to 17%), 0.77 USD per customer"));
}

TEST_CASE("headline: by hand, time in minutes where no volume is known, and in percent on the log scale") {
  Effect effect = example::did_minutes();
  effect.volume_per_unit_week = missing;
  CHECK(headline_of(example::evidence_of(effect, true))
            .starts_with("The assistant saved support agents about 6.0 minutes per ticket (95% CI 4.0 to 8.0)"));
  effect.metric.scale = Scale::log;
  CHECK(
      headline_of(example::evidence_of(effect, true))
          .starts_with("The assistant cut the handle minutes per ticket of support agents by 20% (95% CI 14% to 26%)"));
}

TEST_CASE("headline: by hand, a null says so with its interval") {
  Effect effect = example::did_minutes();
  effect.absolute = {.estimate = -0.1, .se = 0.15, .df = 23, .low = -0.41, .high = 0.21, .p = 0.5};
  CHECK(headline_of(example::evidence_of(effect, true)) ==
        "No detectable change in the handle minutes per ticket of support agents with the assistant: -0.10 minutes per "
        "ticket (95% CI -0.41 to 0.21)" +
            groups + "; evidence grade A).");
}

TEST_CASE("headline: by hand, what Holm takes away is not claimed although the interval excludes 0") {
  Effect effect = example::did_minutes();
  effect.absolute.p = 0.03;
  Evidence evidence = example::evidence_of(effect, true);
  evidence.effects.push_back(effect);
  evidence.metrics_tested = 2;
  CHECK(headline_of(evidence) ==
        "No change in the handle minutes per ticket of support agents with the assistant is claimed: -6.0 minutes per "
        "ticket (95% CI -8.0 to -4.0), but p = 0.06 among 2 primary metrics (Holm)" +
            groups + "; evidence grade A).");
}

TEST_CASE("headline: by hand, without names it speaks of people and the tool") {
  Evidence evidence = example::evidence_of(example::did_minutes(), true);
  evidence.who = evidence.tool = "";
  CHECK(headline_of(evidence).starts_with("The tool saved people 3+ hours a week each"));
}

TEST_CASE("headline: refusal, an effect that is not usable says why") {
  Effect effect = example::did_minutes();
  effect.usable = false;
  effect.message = "every value is 3";
  CHECK(headline_of(example::evidence_of(effect)) ==
        "No effect of the assistant on the handle minutes per ticket of support agents could be estimated: every value "
        "is "
        "3.");
}

TEST_SUITE_END();
