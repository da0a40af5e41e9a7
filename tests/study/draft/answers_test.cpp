// What a person types at a question, and what it means.
#include "study/draft/answers.hpp"

#include <doctest/doctest.h>

using namespace payoff;

TEST_SUITE("study/draft/answers") {

namespace {

DraftAnswers answered(const std::string& key, const std::string& line) {
  DraftAnswers answers;
  CHECK(add_answer({key, ""}, line, answers));
  return answers;
}

}  // namespace

TEST_CASE("answers: a date, a lottery, a column, a column and its value") {
  CHECK(answered("date", "2025-03-31").date == "2025-03-31");
  CHECK(answered("date", "by lot").randomized);
  CHECK(answered("date", "Randomized").date.empty());
  CHECK(answered("adopted_on", "roster.since").adopted_on == "roster.since");
  CHECK(answered("rollout", "since").adopted_on == "since");
  CHECK(answered("rollout", "2025-03-31").date == "2025-03-31");
  const DraftAnswers group = answered("rollout", "arm=B");
  CHECK(group.group == "arm");
  CHECK(group.treated == "B");
  DraftAnswers none;
  CHECK_FALSE(add_answer({"rollout", ""}, "arm=", none));
  for (const char* key : {"date", "adopted_on", "rollout"})
    CHECK(hint_of({key, ""}).find("empty leaves it open") != std::string::npos);
}

}  // TEST_SUITE("study/draft/answers")
