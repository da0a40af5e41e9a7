#include "qualify/design.hpp"

#include <doctest/doctest.h>

#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/design") {

namespace {

char letter(const std::string& method, bool randomized, bool adjusted) {
  Effect effect = example::did_minutes();
  effect.method = method;
  if (adjusted) effect.adjusted_for.push_back({"tenure"});
  return design_of(example::evidence_of(effect, randomized), effect).letter;
}

}  // namespace

TEST_CASE("design: by hand, every method with its letter") {
  CHECK(letter("two_sample", true, false) == 'A');
  CHECK(letter("two_sample", true, true) == 'A');
  CHECK(letter("did", false, false) == 'C');
  CHECK(letter("two_sample", false, true) == 'D');
  CHECK(letter("two_sample", false, false) == 'E');
  CHECK(letter("paired", false, false) == 'E');
}

TEST_CASE(
    "design: by hand, groups drawn by lot stay so in a difference in differences; one group alone was not compared") {
  CHECK(letter("did", true, false) == 'A');
  CHECK(letter("paired", true, false) == 'E');
}

TEST_CASE("design: by hand, staggered adoption begins at C, at B where only who was drawn by lot, at A where both") {
  for (const char* method : {"group_time", "interaction_weighted", "imputation", "two_stage"}) {
    CHECK(letter(method, false, false) == 'C');
    CHECK(letter(method, true, false) == 'B');
    Effect effect = example::did_minutes();
    effect.method = method;
    Evidence evidence = example::evidence_of(effect, true);
    evidence.dates_by_lot = true;
    CHECK(design_of(evidence, effect).letter == 'A');
  }
}

TEST_CASE("design: refusal, an effect that is not usable and a method without a grade cannot be scored") {
  CHECK(letter("horoscope", false, false) == 'U');
  Effect effect = example::did_minutes();
  effect.usable = false;
  effect.message = "every value is 3";
  const Design design = design_of(example::evidence_of(effect), effect);
  CHECK(design.letter == 'U');
  CHECK(design.text == "The effect could not be estimated: every value is 3.");
}

}  // TEST_SUITE("qualify/design")
