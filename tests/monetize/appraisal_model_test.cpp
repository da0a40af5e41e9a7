#include "monetize/appraisal_model.hpp"

#include <doctest/doctest.h>

#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/appraisal_model") {

TEST_CASE("appraisal model: by hand, the rollout is that of the study, and all who are valued are in the model") {
  Effect minutes = example::minutes_per_ticket();
  minutes.facts.adoption = {{0, 10}, {13, 30}};
  Assumptions assumptions = example::plain_money();
  assumptions.values = {{.metric = "handle_minutes"}, {.metric = "escalations", .price = 35}};
  const example::Priced priced({minutes, example::escalations(), example::revenue_per_month()}, assumptions);
  REQUIRE(priced.appraised.assumptions.rollout.size() == 2);
  CHECK(priced.appraised.assumptions.rollout[1].share == 0.75);
  REQUIRE(priced.appraised.values.size() == 2);
  CHECK(priced.appraised.values[1].effect == &priced.effects[1]);
  CHECK(priced.model().benefits.size() == 2);
  CHECK(priced.model().effects.size() == 2);
  CHECK(priced.model().costs.size() == 2);
  CHECK(priced.model().months() == 37);
}

TEST_CASE("appraisal model: refusal, what may not be valued comes before what is assumed of it") {
  Effect effect = example::minutes_per_ticket();
  effect.usable = false;
  Assumptions assumptions = example::plain_money();
  assumptions.people = 0;
  CHECK(example::error_of([&] { example::Priced(effect, assumptions); }).find("is not usable") != std::string::npos);
  effect.usable = true;
  CHECK(example::error_of([&] { example::Priced(effect, assumptions); }).starts_with("money.people: people is 0"));
}

}  // TEST_SUITE("monetize/appraisal_model")
