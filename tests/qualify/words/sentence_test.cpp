#include "qualify/words/sentence.hpp"

#include <doctest/doctest.h>

#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/words/sentence") {

namespace {

std::string course(double first, double last, double p) {
  Effect effect = example::did_minutes();
  const auto third = [](double mean) {
    return Estimate{.estimate = mean, .se = 0.5, .df = 23, .low = mean - 1, .high = mean + 1};
  };
  effect.course = Course{third(first), third(last), {.estimate = last - first, .p = p}};
  const Evidence evidence = example::evidence_of(effect);
  const Verdict verdict = grade(evidence);
  const Sentence sentence{evidence, evidence.effects.front(), verdict};
  return sentence.with_its_course("It fell", MessageId::but_faded, MessageId::but_turned, MessageId::but_came_late);
}

}  // namespace

TEST_CASE("sentence: by hand, the tool, the people and the metric stand in every message") {
  const Evidence evidence = example::evidence_of(example::did_minutes());
  const Verdict verdict = grade(evidence);
  const Sentence sentence{evidence, evidence.effects.front(), verdict};
  CHECK(sentence.fell());
  CHECK(sentence.say(MessageId::lowered, {{"size", "a lot"}}) ==
        "The assistant lowered the handle minutes per ticket of support agents by a lot");
  CHECK(sentence.say(MessageId::stands_lower, {{"size", "1"}}) ==
        "Among support agents, handle minutes per ticket stood 1 lower with the assistant than without it");
}

TEST_CASE("sentence: by hand, what faded, turned round or came late is said so, and what lasted is not") {
  CHECK(course(-6, -6, 0.9) == "It fell");
  CHECK(course(-10, -1, 0.001) == "It fell, but the effect faded");
  CHECK(
      course(-10, 5, 0.001) ==
      "It fell, but the effect turned round: -10.0 minutes at first, +5.0 minutes in the last third of the follow-up");
  CHECK(course(-1, -10, 0.001) == "It fell, but most of it came late");
}

}  // TEST_SUITE("qualify/words/sentence")
