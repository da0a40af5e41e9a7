#include "qualify/words/sentence.hpp"

#include <doctest/doctest.h>

#include "base/messages.hpp"
#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/words/sentence") {

namespace {

Course course_of(double first, double last, double p) {
  const auto third = [](double mean) {
    return Estimate{.estimate = mean, .se = 0.5, .df = 23, .low = mean - 1, .high = mean + 1};
  };
  return {third(first), third(last), {.estimate = last - first, .p = p}};
}

std::string course(double first, double last, double p) {
  Effect effect = example::did_minutes();
  effect.course = course_of(first, last, p);
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

TEST_CASE("sentence: by hand, of two sentences the second ends in a point, too, and a single one does not") {
  const Speaking korean(language_of("ko"));
  Effect late = example::did_minutes();
  late.course = course_of(-1, -10, 0.001);
  const Evidence of_late = example::evidence_of(late);
  CHECK(example::headline_of(of_late).find("추정됩니다. 그러나 대부분은 뒤늦게 나타났습니다(") != std::string::npos);
  CHECK(claims(of_late, grade(of_late)).front().claim.ends_with("나타났습니다."));
  CHECK(example::headline_of(example::evidence_of(example::did_minutes())).find("추정됩니다(") != std::string::npos);
}

}  // TEST_SUITE("qualify/words/sentence")
