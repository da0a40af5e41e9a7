// What a person types at a question, and what it means.
#include "study/draft/answers.hpp"

#include <doctest/doctest.h>

using namespace payoff;

TEST_SUITE("study/draft/answers") {

namespace {

DraftAnswers answered(DraftTopic about, const std::string& line) {
  DraftAnswers answers;
  CHECK(add_answer({about, ""}, line, answers));
  return answers;
}

}  // namespace

TEST_CASE("answers: a date, a lottery, a column, a column and its value") {
  CHECK(answered(DraftTopic::date, "2025-03-31").date == "2025-03-31");
  CHECK(answered(DraftTopic::date, "by lot").randomized);
  CHECK(answered(DraftTopic::date, "Randomized").date.empty());
  CHECK(answered(DraftTopic::adopted_on, "roster.since").adopted_on == "roster.since");
  CHECK(answered(DraftTopic::rollout, "since").adopted_on == "since");
  CHECK(answered(DraftTopic::rollout, "2025-03-31").date == "2025-03-31");
  const DraftAnswers group = answered(DraftTopic::rollout, "arm=B");
  CHECK(group.group == "arm");
  CHECK(group.treated == "B");
  DraftAnswers none;
  CHECK_FALSE(add_answer({DraftTopic::rollout, ""}, "arm=", none));
  for (const DraftTopic about : {DraftTopic::date, DraftTopic::adopted_on, DraftTopic::rollout})
    CHECK(hint_of({about, ""}).find("empty leaves it open") != std::string::npos);
}

}  // TEST_SUITE("study/draft/answers")
