#include <doctest/doctest.h>

#include "report/example.hpp"
#include "report/section/brief.hpp"

using namespace payoff;

TEST_SUITE("report/section/worth") {

namespace {

// Time that is freed for 420 people, half of it counted; nothing of it is cash.
CaseStudy valued() {
  CaseStudy study = example::support_assistant();
  Appraisal& a = *study.appraisal;
  a.assumptions.people = 420;
  a.assumptions.realized_share = {0.3, 0.5, 0.7};
  a.pv_benefits = 2.3e6, a.pv_costs = 459000, a.pv_cash_released = 0;
  return study;
}

CaseStudy without_direction(CaseStudy study) {
  study.verdict.reasons.push_back({.effect = RuleEffect::no_direction});
  return study;
}

bool says(const Card& card, const std::string& text) {
  return card.note.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("worth: by hand, hours are no cash, and for how many it is reckoned stands beside on how many it was seen") {
  CaseStudy study = valued();
  const Card card = worth_of(study);
  CHECK(card.value == "USD 1.8 million net over 36 months");
  CHECK(
      card.note ==
      "If the change is due to the assistant; eight of ten simulated outcomes: USD 0.9 to 2.9 million. Freed time, "
      "30% to 70% of it counted; no cash unless spending falls. For 420 support agents; measured on 420 for 20 weeks.");
  study.appraisal->assumptions.realized_share = 0.5;
  CHECK(says(worth_of(study), "Freed time, 50% of it counted"));
  study.appraisal->values[0].as = ValueAs::cost_avoided;
  CHECK(says(worth_of(study), "Freed capacity; no cash unless spending falls."));
  study.appraisal->pv_cash_released = 1e6;
  CHECK_FALSE(says(worth_of(study), "no cash"));
  study.who = "developers";  // and the unit an agent
  CHECK(says(worth_of(study), "For 420 developers; measured on 420 units, one for each agent for 20 weeks."));
}

TEST_CASE("worth: by hand, what is worth more than its average says why") {
  CaseStudy study = valued();
  CHECK_FALSE(says(worth_of(study), "taken to last"));
  const Estimate first{-0.3, 0.2, 41, -0.7, 0.1, 0.1, "", ""}, last{-2, 0.2, 41, -2.4, -1.6, 1e-9, "", ""};
  study.effects[0].course = Course{first, last, {1.7, 0.3, 41, 1.1, 2.3, 1e-6, "", ""}};
  CHECK(says(worth_of(study), "The later, larger effect is taken to last."));
}

TEST_CASE("worth: by hand, where nothing was shown the costs are told, and what it would take") {
  CaseStudy study = without_direction(valued());
  CHECK(worth_of(study).value == "No gain shown");
  CHECK(worth_of(study).note ==
        "Its costs are USD 459,000 over 36 months. To pay for them it would take a gain of 0.4 minutes.");
  study.recommendation = {Action::stop, Because::rules_out_break_even};
  CHECK(worth_of(study).note.ends_with("a gain of 0.4 minutes, which the data rule out."));
  study.appraisal->values.push_back({.metric = "csat"});  // then no one effect pays
  CHECK(worth_of(study).note == "Its costs are USD 459,000 over 36 months.");
  study.appraisal->pv_costs = 0;
  CHECK(worth_of(study).value == "Not claimed");
}

TEST_CASE("worth: by hand, what would be a loss even if all of it were the tool's is not kept back") {
  CaseStudy study = valued();
  study.verdict.grade = 'D';
  CHECK(worth_of(study).value == "Not claimed");
  study.appraisal->npv = {-27000, -42000, -27000, -10400};
  CHECK(worth_of(study).value == "It would not pay");
  CHECK(worth_of(study).note ==
        "Even if all of the change were due to the assistant: USD −27,000 net over 36 months; eight of ten simulated "
        "outcomes USD −42,000 to −10,400.");
  study.appraisal->npv.p90 = 100;  // then it might
  CHECK(worth_of(study).value == "Not claimed");
  study.appraisal->npv.p90 = -10400;
  study.effects[0].absolute = {1.3, 0.2, 41, 0.9, 1.7, 1e-8, "minutes per ticket", ""};  // a change for the worse
  CHECK(worth_of(study).value == "Not claimed");
}

}  // TEST_SUITE("report/section/worth")
