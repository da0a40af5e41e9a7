#include "qualify/words/judgement.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "qualify/sentence/evidence.hpp"

using namespace payoff;

TEST_SUITE("qualify/words/judgement") {

namespace {

std::string understood(const example::Spoken& spoken, const std::string& sentence) {
  return read_as(spoken.read(sentence), spoken.evidence);
}

std::string amount(const example::Spoken& spoken, const std::string& sentence, double value, RoundTo rounding) {
  return amount_in_words(spoken.read(sentence), spoken.evidence, value, rounding);
}

}  // namespace

TEST_CASE("judgement words: by hand, a claim as it was understood") {
  const example::Spoken spoken;
  CHECK(understood(spoken, "saves 5+ hours a week per agent") ==
        "support agents saved at least 5 hours a week each, by their handle minutes");
  CHECK(understood(spoken, "costs an hour a week") ==
        "support agents lost at least 1.0 hours a week each, by their handle minutes");
  CHECK(understood(spoken, "costs 1 hour a week") ==
        "support agents lost at least 1 hour a week each, by their handle minutes");
  CHECK(understood(spoken, "new agents are 10.5% faster") ==
        "the handle minutes per ticket of support agents with tenure new fell by at least 10.5%");
  CHECK(understood(spoken, "csat rose by about 0.20") == "the csat of support agents rose by about 0.20 points of 5");
  CHECK(understood(spoken, "return rate fell by 1 pp") ==
        "the return rate per order of support agents fell by at least 1 percentage point");
  CHECK(understood(spoken, "revenue rose") == "the revenue per support agent rose");
  CHECK(understood(spoken, "worth $2.5m a year") == "the assistant is worth at least USD 2.5 million a year in total");
  CHECK(understood(spoken, "pays off") == "the net present value of the assistant is above 0");
  CHECK(understood(spoken, "NPV down 1 million USD") ==
        "the net present value of the assistant is a loss of at least USD 1.0 million");
  CHECK(understood(spoken, "ROI of 120%") == "the return on investment in the assistant is at least 120%");
  CHECK(understood(spoken, "pays back in 6 months") == "the costs of the assistant are back within 6 months");
  const example::Spoken reworked(0.1);
  CHECK(understood(reworked, "saves 5 hours a week") ==
        "support agents saved at least 5 hours a week each, net of rework, by their handle minutes");
}

TEST_CASE("judgement words: by hand, a bound is rounded towards zero or away, and never past a claim") {
  const example::Spoken spoken;
  CHECK(amount(spoken, "saves 1 hour a week", 4.4999, RoundTo::zero) == "4.4 hours a week each");
  CHECK(amount(spoken, "saves 1 hour a week", 4.41, RoundTo::away) == "4.5 hours a week each");
  CHECK(amount(spoken, "saves 1 hour a week", 4.46, RoundTo::nearest) == "4.5 hours a week each");
  CHECK(amount(spoken, "saves 1 hour a week", 0.29, RoundTo::zero) == "0.29 hours a week each");
  CHECK(amount(spoken, "cut handle time by 1%", 12.39, RoundTo::zero) == "12.3%");
  CHECK(amount(spoken, "saves 1 hour a week in total", 1999.9, RoundTo::zero) == "1,990 hours a week in total");
  CHECK(amount(spoken, "worth USD 1 a year", 1.999e6, RoundTo::zero) == "USD 2.0 million a year in total");
  CHECK(amount(spoken, "pays back", -3, RoundTo::nearest) == "3 months");
  CHECK(amount(spoken, "saves 1 hour a week", NAN, RoundTo::zero) == "not available");
}

TEST_CASE("judgement words: by hand, a chance says what it rests on") {
  const example::Spoken spoken;
  const Assertion said = spoken.read("cut handle time by 1%");
  const auto words = [&](Chance chance, char grade = 'A', Measured measured = {}) {
    return probability_in_words(said, spoken.evidence, measured, chance, grade);
  };
  CHECK(words({0.5, 0.5}) ==
        "50%: the chance that the effect is at least as large as claimed, if the model of the study holds");
  CHECK(words({0.5, 0.5}, 'D').find("the change, whatever caused it, is") != std::string::npos);
  CHECK(words({0.975, 1}).starts_with("at least 97.5%: "));
  CHECK(words({0, 0.025}).starts_with("at most 2.5%: "));
  CHECK(words({0.025, 0.975}).starts_with("2.5% to 97.5%: "));
  CHECK(words({}).starts_with("cannot be had: "));
  CHECK(words({0.5, 0.5}, 'A', {.draws = {1, 2}}) ==
        "50% of the simulated cases, on the assumptions of the study and if its model holds");
}

TEST_CASE("judgement words: of many segments the honest sentence is their count") {
  example::Spoken spoken;
  for (int i = 0; i < 5; ++i) {
    spoken.evidence.effects.push_back(spoken.evidence.effects[5]);
    spoken.evidence.effects.back().segment->label = "town " + std::to_string(i);
  }
  CHECK(spoken.judged("new agents saved 3 minutes per ticket").honest.starts_with("Of 6 segments"));
}

TEST_CASE("judgement words: what a claim rests on, by the design") {
  example::Spoken spoken;
  const auto first = [&] {
    const std::vector<std::string> all = spoken.judged("saves 1 hour a week").conditions;
    return all.empty() ? "" : all.front();
  };
  CHECK(first() == "It holds if nothing else happened to those who got it at that time.");
  for (Effect& effect : spoken.evidence.effects) effect.method = "group_time";
  CHECK(first() == "It holds if nothing else happened to those who got it when they did.");
  for (Effect& effect : spoken.evidence.effects) effect.method = "did";
  spoken.evidence.randomized = true;
  CHECK(first() == "");
}

}  // TEST_SUITE("qualify/words/judgement")
