#include "qualify/reading/yardstick.hpp"

#include <doctest/doctest.h>

#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/reading/yardstick") {

TEST_CASE(
    "yardstick: by hand, the study's own word comes first, then the costs, then a fifth of a standard deviation") {
  Effect effect = example::did_minutes();
  Appraisal appraisal;
  appraisal.metric = effect.metric.name;
  appraisal.break_even_effect = 2;
  Evidence evidence = example::evidence_of(effect);
  CHECK(yardstick_of(evidence, effect).matters == doctest::Approx(3));
  evidence.appraisal = &appraisal;
  CHECK(yardstick_of(evidence, effect).matters == 2);
  effect.metric.smallest_effect = 0.5;
  CHECK(yardstick_of(evidence, effect).matters == 0.5);
  appraisal.metric = "another";
  effect.metric.smallest_effect = 0;
  CHECK(yardstick_of(evidence, effect).matters == doctest::Approx(3));
}

TEST_CASE("yardstick: by hand, undecided is what is wider than what matters and holds it") {
  const auto undecided = [](double low, double high) {
    return Yardstick{.low = low, .high = high, .matters = 3, .name = ""}.cannot_decide();
  };
  CHECK_FALSE(undecided(-3, 3));     // just as wide
  CHECK(undecided(-3.1, 3.1));       // holds 3 and what is less
  CHECK_FALSE(undecided(3.1, 12));   // wide, and matters throughout
  CHECK(undecided(-12, -0.1));       // a harm matters like a gain
  CHECK_FALSE(undecided(-6, -0.1));  // not wider than 3 either way
}

TEST_CASE("yardstick: refusal, without any of the three nothing is undecided and nothing is known") {
  Effect effect = example::did_minutes();
  effect.facts.unit_sd = missing;
  const Yardstick yardstick = yardstick_of(example::evidence_of(effect), effect);
  CHECK_FALSE(yardstick.known());
  CHECK_FALSE(yardstick.cannot_decide());
}

TEST_CASE("yardstick: by hand, a standard deviation of logarithms is a share of the baseline") {
  Effect effect = example::did_minutes();
  effect.metric.scale = Scale::log;
  effect.baseline = 30;
  effect.facts.unit_sd = 0.5;
  CHECK(yardstick_of(example::evidence_of(effect), effect).matters == doctest::Approx(3));
}

}  // TEST_SUITE("qualify/reading/yardstick")
