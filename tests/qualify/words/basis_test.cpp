#include "qualify/words/basis.hpp"

#include <doctest/doctest.h>

#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/words/basis") {

namespace {

std::string basis(Effect effect, bool randomized, char at_least = 'A') {
  const Evidence evidence = example::evidence_of(std::move(effect), randomized);
  const Verdict verdict = grade(evidence);
  CHECK(verdict.grade >= at_least);
  return with_its_basis("It is so", evidence.effects.front(), verdict);
}

}  // namespace

TEST_CASE(
    "basis: by hand, a lot rests on nothing, a trial with gaps on them, the rest on nothing else having happened") {
  Effect effect = example::did_minutes();
  CHECK(basis(effect, true) == "It is so");
  CHECK(basis(effect, false) == "It is so, if nothing else happened to those who got it at that time");
  effect.weeks_before = 4;
  CHECK(basis(effect, true, 'B') == "It is so, in a trial with gaps: little is known of the time before");
  effect.method = "group_time";
  CHECK(basis(effect, false) == "It is so, if nothing else happened to those who got it when they did");
  CHECK(basis(effect, true, 'B') ==
        "It is so, in a trial with gaps: when each began was not drawn by lot; little is known of the time before");
}

}  // TEST_SUITE("qualify/words/basis")
