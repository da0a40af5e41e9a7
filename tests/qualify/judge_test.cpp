#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/distributions.hpp"
#include "base/messages.hpp"
#include "qualify/sentence/evidence.hpp"

using namespace payoff;
using doctest::Approx;

TEST_SUITE("qualify/judge") {

namespace {

// -6 of 30 with standard error 1: 5 hours a week saved, the bounds 1.645 / 1.2 away.
constexpr double half = 1.6448536269514722;

Standing standing(const example::Spoken& spoken, const std::string& sentence) {
  CAPTURE(sentence);
  return spoken.judged(sentence).standing;
}

bool says(const std::vector<std::string>& texts, std::string_view part) {
  return std::ranges::any_of(texts, [&](const std::string& text) { return text.find(part) != text.npos; });
}

Course course(double first, double last) {
  return {.first = {.estimate = first, .se = 1, .low = first - 2, .high = first + 2},
          .last = {.estimate = last, .se = 1, .low = last - 2, .high = last + 2},
          .change = {.estimate = last - first, .se = 1.4, .p = 0.001}};
}

void grade_e(example::Spoken& spoken) {
  for (Effect& effect : spoken.evidence.effects) effect.method = "paired";
}

}  // namespace

TEST_CASE("judge: by hand, the lower bound is 3.6 hours a week, the upper 6.4") {
  const example::Spoken spoken;
  const Judgement judgement = spoken.judged("saves 3 hours a week");
  CHECK(judgement.standing == Standing::supported);
  CHECK(judgement.grade == 'C');
  CHECK(judgement.estimate == Approx(5));
  CHECK(judgement.lower == Approx(5 * (6 - half) / 6));
  CHECK(judgement.upper == Approx(5 * (6 + half) / 6));
  CHECK(judgement.largest == Approx(judgement.lower));
  CHECK(judgement.largest_text == "3.6 hours a week each");
  CHECK(judgement.probability_low == Approx(normal_cdf(2.4)));
  CHECK(judgement.probability ==
        "99.1%: the chance that the effect is at least as large as claimed, if the model of the study "
        "holds");
  CHECK(judgement.reasons == std::vector<std::string>{"The one-sided 95% lower bound is 3.6 hours a week each."});
  CHECK(standing(spoken, "saves 3.6 hours a week") == Standing::supported);
  CHECK(standing(spoken, "saves 3.7 hours a week") == Standing::not_supported);
  CHECK(standing(spoken, "saves 6.3 hours a week") == Standing::not_supported);
  CHECK(standing(spoken, "saves 6.4 hours a week") == Standing::contradicted);
  CHECK(standing(spoken, "costs 1 hour a week") == Standing::contradicted);
  CHECK(says(spoken.judged("costs 1 hour a week").reasons, "The effect is the other way."));
}

TEST_CASE("judge: the largest claim that is told is supported, and every smaller one") {
  const example::Spoken spoken;
  for (const std::string unit : {"% less handle time", " minutes per ticket saved", " hours a week saved each"}) {
    const Judgement judgement = spoken.judged("1" + unit);
    bool was_supported = true, was_contradicted = false;
    for (double size = 0.5; size < 40; size += 0.5) {
      const Standing now = standing(spoken, std::to_string(static_cast<int>(10 * size) / 10) + "." +
                                                std::to_string(static_cast<int>(10 * size) % 10) + unit);
      CHECK((now == Standing::supported) == (size <= judgement.largest));
      if (now == Standing::supported) CHECK(was_supported);
      if (was_contradicted) CHECK(now == Standing::contradicted);
      was_supported = now == Standing::supported;
      was_contradicted = now == Standing::contradicted;
    }
    CHECK(was_contradicted);
  }
}

TEST_CASE("judge: minutes and hours, a week and a year are judged alike") {
  const example::Spoken spoken;
  for (const auto& [one, other] :
       std::map<std::string, std::string>{{"saves 3 hours a week", "saves 180 minutes a week"},
                                          {"saves 6 hours a week", "saves 312 hours a year"},
                                          {"saves 7 hours a week", "saves 420 minutes a week"}}) {
    CHECK(spoken.judged(one).standing == spoken.judged(other).standing);
    CHECK(spoken.judged(one).probability_low == Approx(spoken.judged(other).probability_low));
  }
}

TEST_CASE("judge: of a claim and its opposite one at most is supported, and then the other is contradicted") {
  const example::Spoken spoken;
  const std::pair<const char*, const char*> opposites[] = {{"handle time fell", "handle time rose"},
                                                           {"csat rose", "csat fell"},
                                                           {"issues rose by 0.5", "issues fell by 0.5"},
                                                           {"saves 1 hour a week", "costs 1 hour a week"},
                                                           {"worth USD 1 a year", "costs USD 1 a year"}};
  for (const auto& [claim, opposite] : opposites) {
    CHECK(standing(spoken, claim) == Standing::supported);
    CHECK(standing(spoken, opposite) == Standing::contradicted);
    CHECK(spoken.judged(claim).probability_low + spoken.judged(opposite).probability_high <= 1 + 1e-9);
  }
}

TEST_CASE("judge: by hand, about is said of the estimate, as the claim is rounded") {
  const example::Spoken spoken;
  CHECK(standing(spoken, "saves about 5 hours a week") == Standing::supported);
  CHECK(standing(spoken, "saves about 5.0 hours a week") == Standing::supported);
  CHECK(standing(spoken, "saves about 5.1 hours a week") == Standing::not_supported);
  CHECK(standing(spoken, "saves about 4 hours a week") == Standing::not_supported);
  CHECK(standing(spoken, "saves about 7 hours a week") == Standing::contradicted);
  CHECK(says(spoken.judged("saves about 4 hours a week").reasons, "which is 5.0 hours a week each and does not round"));
}

TEST_CASE("judge: weak evidence supports and contradicts nothing, however large the number") {
  example::Spoken spoken;
  grade_e(spoken);
  const Judgement small = spoken.judged("saves 1 hour a week"), large = spoken.judged("saves 9 hours a week");
  CHECK(small.standing == Standing::not_supported);
  CHECK(says(small.reasons, "which cannot tell the tool from other causes"));
  CHECK(says(small.reasons, "As a change, whatever caused it, the numbers reach it."));
  CHECK(small.probability.find("the change, whatever caused it,") != std::string::npos);
  CHECK(large.standing == Standing::not_supported);
  CHECK(says(large.reasons, "The numbers as they are do not even show it."));
  CHECK(std::isnan(small.largest));
  CHECK(small.largest_text == "none: the evidence carries no claim of an effect");
}

TEST_CASE("judge: what people said of themselves supports nothing") {
  example::Spoken spoken;
  spoken.evidence.effects[0].metric.self_reported = true;
  const Judgement judgement = spoken.judged("saves 1 hour a week");
  CHECK(judgement.standing == Standing::not_supported);
  CHECK(judgement.grade == 'E');
  CHECK(says(judgement.reasons, "what people said of themselves"));
  CHECK(standing(spoken, "saves 9 hours a week") == Standing::not_supported);
}

TEST_CASE("judge: by hand, a null supports no direction, and its narrow interval contradicts a large claim") {
  example::Spoken spoken;
  Estimate& absolute = spoken.evidence.effects[0].absolute;
  absolute.estimate = -0.5, absolute.low = -0.5 - 1.959963984540054, absolute.high = -0.5 + 1.959963984540054;
  absolute.p = 0.6;
  spoken.evidence.effects[0].metric.smallest_effect = 3;  // so that the interval decides
  CHECK(standing(spoken, "cut handle time by 0.1 minutes") == Standing::not_supported);
  CHECK(says(spoken.judged("handle time fell").reasons, "no direction can be claimed"));
  CHECK(standing(spoken, "cut handle time by 3 minutes") == Standing::contradicted);
}

TEST_CASE("judge: an effect that faded must reach the claim at the end, too") {
  example::Spoken spoken;
  spoken.evidence.effects[0].course = course(-10, -1);
  const Judgement gone = spoken.judged("cut handle time by 1 minute");
  CHECK(gone.standing == Standing::not_supported);
  CHECK(says(gone.reasons, "It did not last: in the last third of the follow-up the lower bound is below 0."));
  CHECK(gone.largest_text == "none: it did not last");
  spoken.evidence.effects[0].course = course(-10, -4.5);
  CHECK(standing(spoken, "cut handle time by 1 minute") == Standing::supported);
  CHECK(standing(spoken, "cut handle time by 4 minutes") == Standing::not_supported);
  CHECK(spoken.judged("cut handle time by 1 minute").largest == Approx(2.5).epsilon(0.2));
}

TEST_CASE("judge: a guardrail that became worse stands with the claim") {
  example::Spoken spoken;
  spoken.evidence.effects[1] = example::guardrail(-0.4, 0.1);
  const Judgement judgement = spoken.judged("saves 3 hours a week");
  CHECK(judgement.standing == Standing::supported);
  CHECK(says(judgement.conditions, "Something became worse: the csat of support agents fell by 0.40"));
  CHECK(says(judgement.conditions, "It holds if nothing else happened to those who got it at that time."));
}

TEST_CASE("judge: by hand, of three secondary metrics each has a bound of 98.3%") {
  const example::Spoken spoken;
  const Judgement judgement = spoken.judged("issues rose by 0.5");
  CHECK(judgement.confidence == Approx(1 - 0.05 / 3));
  CHECK(judgement.lower == Approx(2 - 0.5 * normal_quantile(1 - 0.05 / 3)));
  CHECK(says(judgement.reasons, "3 of its kind were looked at, so its bound is one of 98.33%."));
  CHECK(spoken.judged("csat rose").confidence == 0.95);
}

TEST_CASE("judge: a segment is judged by its own effect, and one that is too small not at all") {
  example::Spoken spoken;
  CHECK(standing(spoken, "new agents saved 3 minutes per ticket") == Standing::supported);
  CHECK(spoken.judged("new agents saved 3 minutes per ticket")
            .honest.starts_with("Among support agents with tenure new"));
  spoken.evidence.effects[5].units_treated = 4;
  CHECK(standing(spoken, "new agents saved 3 minutes per ticket") == Standing::not_supported);
  CHECK(standing(spoken, "new agents saved 30 minutes per ticket") == Standing::not_supported);
}

TEST_CASE("judge: an effect that could not be estimated supports nothing") {
  example::Spoken spoken;
  spoken.evidence.effects[1].usable = false;
  spoken.evidence.effects[1].message = "it does not vary";
  const Judgement judgement = spoken.judged("csat rose");
  CHECK(judgement.standing == Standing::not_supported);
  CHECK(judgement.reasons == std::vector<std::string>{"No effect could be estimated: it does not vary."});
  CHECK((judgement.grade == 'U' && std::isnan(judgement.probability_low)));
}

TEST_CASE("judge: a bootstrap gives its ends for bounds and the sides of a chance") {
  example::Spoken spoken;
  Effect& effect = spoken.evidence.effects[0];
  effect.absolute.low = -9, effect.absolute.high = -4.5;
  effect.inference = "wild cluster bootstrap, 14 clusters";
  const Judgement judgement = spoken.judged("cut handle time by 5 minutes");
  CHECK(judgement.lower == 4.5);
  CHECK(judgement.probability ==
        "2.5% to 97.5%: the chance that the effect is at least as large as claimed, if the model of the "
        "study holds; the interval was made by wild cluster bootstrap, 14 clusters, which says no more");
  CHECK(standing(spoken, "cut handle time by 4.5 minutes") == Standing::supported);
  CHECK(standing(spoken, "cut handle time by 9.1 minutes") == Standing::contradicted);
  effect.level = 0.8;
  CHECK(says(spoken.judged("cut handle time by 1 minute").reasons, "A one-sided 95% lower bound cannot be had."));
}

TEST_CASE("judge: money is judged by the draws, and says what it rests on") {
  const example::Spoken spoken;
  const Judgement judgement = spoken.judged("worth USD 400,000 a year");
  CHECK(judgement.standing == Standing::supported);
  CHECK(judgement.lower == Approx(650000 * (6 - half) / 6).epsilon(0.02));
  CHECK(says(judgement.conditions, "It rests on the assumptions of the study"));
  CHECK(says(judgement.conditions, "It is a projection") == spoken.appraisal.projected);
  CHECK(judgement.honest.find("net present value") != std::string::npos);
  CHECK(standing(spoken, "worth USD 1 million a year") == Standing::contradicted);
  CHECK(standing(spoken, "pays off") == Standing::supported);
  CHECK(standing(spoken, "NPV of USD 5 million") == Standing::contradicted);
  CHECK(standing(spoken, "pays back within 3 months") == Standing::supported);
  CHECK(standing(spoken, "pays back within 1 month") == Standing::not_supported);
  CHECK(spoken.judged("pays back within 3 months").largest_text == "within 2 months");
}

TEST_CASE("judge: no figure in money is supported where none for a year is given") {
  example::Spoken spoken;
  spoken.evidence.effects[0].weeks_after = 3;
  spoken.evidence.effects[0].periods_after = 3;
  CHECK(says(spoken.judged("pays off").reasons, "No figure in money is claimed"));
}

TEST_CASE("judge: it speaks as the assertion does, and quotes the report in the language of the report") {
  example::Spoken spoken;
  spoken.evidence.effects[0].weeks_after = 3;
  for (const std::string sentence : {"saves 3 hours a week", "saves 9 hours a week", "pays off"}) {
    const Judgement english = spoken.judged(sentence);
    const Speaking speaking(language_of("ko"));
    const Judgement korean = spoken.judged(sentence);
    CHECK(korean.reasons == english.reasons);
    CHECK(korean.read_as == english.read_as);
    CHECK(korean.probability == english.probability);
    CHECK(korean.largest_text == english.largest_text);
    CHECK(korean.honest != english.honest);
    REQUIRE(korean.conditions.size() == english.conditions.size());
    if (!english.conditions.empty()) CHECK(korean.conditions.front() == english.conditions.front());
  }
}

TEST_CASE("judge: the honest sentence is the study's own") {
  const example::Spoken spoken;
  CHECK(spoken.judged("saves 9 hours a week").honest == example::headline_of(spoken.evidence));
  CHECK(spoken.judged("csat rose").honest.starts_with("Csat rose by 0.30 points of 5"));
  CHECK(spoken.judged("saves 9 hours a week").conditions.empty());
}

}  // TEST_SUITE("qualify/judge")
