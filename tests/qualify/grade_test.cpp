#include <doctest/doctest.h>

#include <algorithm>

#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/grade") {

TEST_CASE("grade: by hand, a clean difference in differences is a C and says why") {
  const Verdict verdict = grade(example::evidence_of(example::did_minutes()));
  CHECK(verdict.base == 'C');
  CHECK(verdict.grade == 'C');
  REQUIRE(verdict.reasons.size() == 1);
  CHECK(name(verdict.reasons[0].rule) == "base");
  CHECK(name(verdict.reasons[0].effect) == "base C");
}

TEST_CASE("grade: by hand, each -1 is one letter, and E is the last") {
  Effect effect = example::did_minutes();
  effect.pre_trend_p = 0.009;
  CHECK(grade(example::evidence_of(effect, true)).grade == 'B');
  effect.weeks_before = 4;
  CHECK(grade(example::evidence_of(effect, true)).grade == 'C');
  CHECK(grade(example::evidence_of(effect)).grade == 'E');
  effect.missing_share_treated = 0.5;
  CHECK(grade(example::evidence_of(effect)).grade == 'E');
}

TEST_CASE("grade: by hand, a wide interval alone takes no effect that is clear of 0 below C, and a null it does") {
  const auto graded = [](double low, double high, bool randomized, double weeks_before) {
    Effect effect = example::did_minutes();
    effect.absolute = {
        .estimate = (low + high) / 2, .se = (high - low) / 4, .df = 23, .low = low, .high = high, .p = 0.5};
    effect.weeks_before = weeks_before;  // 4 are one letter
    const Verdict verdict = grade(example::evidence_of(effect, randomized));
    CHECK(std::ranges::count(verdict.reasons, RuleId::imprecision, &Reason::rule) == 1);
    return verdict.grade;
  };
  CHECK(graded(-12, -0.1, true, 12) == 'B');
  CHECK(graded(-12, -0.1, true, 4) == 'C');
  CHECK(graded(-12, -0.1, false, 12) == 'C');
  CHECK(graded(-12, -0.1, false, 4) == 'D');
  CHECK(graded(-12, 0.1, false, 12) == 'D');
}

TEST_CASE("grade: by hand, the design comes first, then caps, lowered letters, forbidden claims and notes") {
  Effect effect = example::did_minutes();
  effect.absolute = {.estimate = -0.1, .se = 0.15, .df = 23, .low = -0.41, .high = 0.21, .p = 0.5};  // G07
  effect.pre_trend_p = 0.01;                                                                         // G05
  effect.clusters_treated = 4;                                                                       // G06
  effect.weeks_after = 6;                                                                            // G12
  std::string order;
  for (const Reason& reason : grade(example::evidence_of(effect)).reasons) order += name(reason.rule) + " ";
  CHECK(order == "base G06 G05 G07 G12 ");
}

TEST_CASE("grade: by hand, a cap holds a good design down and does not lift a bad one") {
  Effect effect = example::did_minutes();
  effect.clusters_treated = 4;  // cap D
  CHECK(grade(example::evidence_of(effect, true)).grade == 'D');
  effect.method = "paired";
  CHECK(grade(example::evidence_of(effect)).grade == 'E');
}

TEST_CASE("grade: by hand, a precise null of a randomised trial is an A") {
  Effect effect = example::did_minutes();
  effect.absolute = {.estimate = 0.02, .se = 0.1, .df = 23, .low = -0.19, .high = 0.23, .p = 0.84};
  CHECK(grade(example::evidence_of(effect, true)).grade == 'A');
  CHECK(grade(example::evidence_of(effect)).grade == 'C');
}

TEST_CASE("grade: by hand, a randomised test without any time is an A") {
  const Verdict verdict = grade(example::evidence_of(example::randomized_revenue(), true));
  CHECK(verdict.grade == 'A');
  CHECK(verdict.to_raise.empty());
}

TEST_CASE("grade: by hand, an effect that is not usable is U, and no rule is asked") {
  Effect effect = example::did_minutes();
  effect.usable = false;
  effect.message = "every value is 3";
  const Verdict verdict = grade(example::evidence_of(effect));
  CHECK(verdict.grade == 'U');
  CHECK(verdict.reasons.size() == 1);
}

TEST_CASE("grade: invariance, no rule ever raises a grade above its base") {
  for (const char* method : {"did", "two_sample", "paired"}) {
    for (bool randomized : {false, true}) {
      Effect effect = example::did_minutes();
      effect.method = method;
      const Verdict verdict = grade(example::evidence_of(effect, randomized));
      CHECK(verdict.grade >= verdict.base);
      CHECK(verdict.grade <= 'E');
    }
  }
}

}  // TEST_SUITE("qualify/grade")
