#include <doctest/doctest.h>

#include <set>

#include "report/example.hpp"
#include "report/section/brief.hpp"

using namespace payoff;

TEST_SUITE("report/section/answers") {

namespace {

const Card& first_of(const std::vector<Card>& answers) {
  return answers[0];
}

std::vector<Card> answers(const CaseStudy& study) {
  return answers_of(study);
}

}  // namespace

TEST_CASE("answers: a figure in money stands there only on grades A to C, of a change that could be shown") {
  for (const char grade : {'A', 'B', 'C', 'D', 'E', 'U'}) {
    for (const bool directional : {true, false}) {
      for (const bool claimed : {true, false}) {
        CaseStudy study = example::support_assistant();
        study.verdict.grade = grade;
        study.verdict.reasons.clear();
        if (!directional) study.verdict.reasons.push_back({.effect = RuleEffect::no_direction});
        if (!claimed) std::erase_if(study.claims, [](const Claim& c) { return c.kind == ClaimKind::money; });
        const Card worth = first_of(answers(study));
        CAPTURE(grade);
        CAPTURE(directional);
        CAPTURE(claimed);
        const bool figure = worth.value.find("USD") != std::string::npos;
        CHECK(figure == (grade <= 'C' && directional && claimed));
        if (figure) CHECK((worth.note.find("If the change is due") == 0) == (grade == 'C'));
        if (!figure) CHECK((worth.note + worth.value).find_first_of("0123456789") == std::string::npos);
      }
    }
  }
}

TEST_CASE("answers: by hand, what is not valued, the grade, and the catch: a worse guardrail before any caveat") {
  CaseStudy study = example::support_assistant();
  study.appraisal.reset();
  CHECK(first_of(answers(study)).value == "Not valued");
  study.verdict.grade = 'B';
  CHECK(answers(study)[1].value == "Grade B");
  study.claims = {{"m", ClaimKind::headline, "It fell"}};
  CHECK(answers(study)[1].note.starts_with("A is best, E weakest. Strong evidence"));
  CHECK(answers(study)[2].note == "The checks of this study found none.");
  study.verdict.grade = 'C';
  CHECK(answers(study)[2].note.starts_with("Something else may have happened to those who got "));
  for (const char grade : {'D', 'E', 'U'}) {
    study.verdict.grade = grade;
    CHECK(answers(study)[2].note.starts_with("This evidence cannot tell "));
  }
  study.claims.push_back({"m", ClaimKind::caveat, "It may be the season."});
  CHECK(answers(study)[2].note == "It may be the season.");
  study.claims.push_back({"csat", ClaimKind::guardrail, "Csat fell by -0.2"});
  CHECK(answers(study)[2].note == "Csat fell by −0.2.");
}

TEST_CASE("answers: every recommendation has its words, and each its own") {
  std::set<std::string> actions, reasons;
  CaseStudy study = example::support_assistant();
  for (int i = 0; i <= static_cast<int>(Because::pays); ++i) {
    study.recommendation = {static_cast<Action>(i % 5), static_cast<Because>(i)};
    const Card next = answers(study)[3];
    actions.insert(next.value);
    reasons.insert(next.note);
    CHECK(next.note.ends_with('.'));
  }
  CHECK(actions.size() == 5);
  CHECK(reasons.size() == 15);
  study.recommendation = {Action::stop, Because::harm};
  CHECK(answers(study)[3].value == "Stop");
  CHECK(answers(study)[3].note == "It made things worse, on evidence that can tell.");
}

TEST_CASE("figures: by hand, at most four, those of the effect with what the data fit") {
  const CaseStudy study = example::support_assistant();
  const std::vector<Card> figures = figures_of(study);
  REQUIRE(figures.size() >= 3);
  CHECK(figures.size() <= 4);
  CHECK(figures.front().label.starts_with("Effect on "));
  CHECK(figures.front().note.starts_with("95% range "));
  CHECK(figures.back().label == "Measured on");
  CHECK(figures_of(CaseStudy{}).empty());
  for (const bool weak : {true, false}) {  // or nothing could be shown
    CaseStudy silent = study;
    if (weak) silent.verdict.grade = 'D';
    if (!weak) silent.verdict.reasons.push_back({.effect = RuleEffect::no_direction});
    const std::vector<Card> of_silent = figures_of(silent);
    CHECK(of_silent.front().label.starts_with("Change in "));
    for (const Card& card : of_silent) CHECK_FALSE(card.label.starts_with("Hours"));
  }
  CaseStudy broken = study;
  broken.effects.front().usable = false;
  CHECK(figures_of(broken).size() == 1);
}

}  // TEST_SUITE("report/section/answers")
