#include "qualify/reading/finding.hpp"

#include <doctest/doctest.h>

#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/reading/finding") {

TEST_CASE("finding: by hand, an interval that touches 0 includes it") {
  Effect effect = example::did_minutes();
  effect.absolute.low = -8;
  effect.absolute.high = 0;
  CHECK_FALSE(excludes_zero(effect));
  effect.absolute.high = -1e-12;
  CHECK(excludes_zero(effect));
  effect.absolute.low = 0;
  effect.absolute.high = 8;
  CHECK_FALSE(excludes_zero(effect));
}

TEST_CASE("finding: by hand, fewer minutes are better and less revenue is worse") {
  CHECK(improves(example::did_minutes()));
  Effect revenue = example::randomized_revenue();
  revenue.absolute.estimate = -1;
  CHECK_FALSE(improves(revenue));
}

TEST_CASE("finding: by hand, Holm multiplies the smallest of three by 3, the next by 2, and never turns round") {
  // 0.01 x 3 = 0.03; 0.03 x 2 = 0.06; 0.04 x 1 = 0.04, but not below 0.06.
  const std::vector<double> adjusted = holm({0.04, 0.01, 0.03});
  CHECK(adjusted[1] == doctest::Approx(0.03));
  CHECK(adjusted[2] == doctest::Approx(0.06));
  CHECK(adjusted[0] == doctest::Approx(0.06));
  CHECK(holm({0.7, 0.8})[1] == 1);
}

TEST_CASE("finding: reference, Holm's adjusted p values of R") {
  // p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm"): 0.05 0.08 0.09 0.09 0.09. Exact.
  const std::vector<double> expected{0.05, 0.08, 0.09, 0.09, 0.09};
  const std::vector<double> adjusted = holm({0.01, 0.02, 0.03, 0.04, 0.05});
  for (std::size_t i = 0; i < 5; ++i) CHECK(adjusted[i] == doctest::Approx(expected[i]).epsilon(1e-12));
}

TEST_CASE("finding: by hand, only usable primary metrics without a segment count for Holm") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  Effect other = example::did_minutes();
  evidence.effects.push_back(other);
  other.segment = SegmentValue{"tenure", "new"};
  evidence.effects.push_back(other);
  evidence.effects.push_back(example::guardrail(0, 1));
  other.segment.reset();
  other.usable = false;
  evidence.effects.push_back(other);
  CHECK(holm_adjusted(evidence, evidence.effects[0]).tested == 2);
  CHECK(holm_adjusted(evidence, evidence.effects[0]).p == doctest::Approx(2e-9));
  CHECK(holm_adjusted(evidence, evidence.effects[2]).tested == 1);
}

TEST_CASE("finding: invariance, Holm does not depend on the order") {
  const std::vector<double> one = holm({0.2, 0.001, 0.03, 0.5}), other = holm({0.5, 0.03, 0.001, 0.2});
  for (std::size_t i = 0; i < 4; ++i) CHECK(one[i] == other[3 - i]);
}

TEST_CASE("finding: by hand, where everyone begins in the end, the treated alone tell whether a segment is too small") {
  Effect effect = example::did_minutes();
  effect.segment = SegmentValue{"tenure", "new"};
  effect.units_comparison = 0;
  CHECK(is_too_small(effect));
  effect.method = "group_time";
  CHECK_FALSE(is_too_small(effect));
  effect.units_treated = 4;
  CHECK(is_too_small(effect));
}

TEST_CASE("finding: refusal, without a primary metric there is nothing to grade") {
  const Evidence evidence = example::evidence_of(example::guardrail(0, 1));
  CHECK(example::error_of([&] { graded_effect(evidence); }) ==
        "qualify: the number of primary metrics is 0, but must be at least 1: the grade is that of the first; give one "
        "metric the role primary");
}

TEST_CASE(
    "finding: by hand, segments are one family for Holm: 0.01 of three is 0.03, and too small ones do not count") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  for (const double p : {0.01, 0.2, 0.3, 0.4}) {
    Effect segment = example::did_minutes();
    segment.segment = SegmentValue{"tenure", "new"};
    segment.absolute.p = p;
    if (p == 0.4) segment.units_treated = 4;
    evidence.effects.push_back(segment);
  }
  CHECK(holm_adjusted(evidence, evidence.effects[1]).p == doctest::Approx(0.03));
  CHECK(holm_adjusted(evidence, evidence.effects[1]).tested == 3);
  CHECK(holm_adjusted(evidence, evidence.effects[0]).tested == 1);
}

TEST_CASE("finding: by hand, the last spell was bad when the improvement shrinks without it, else good") {
  Effect effect = example::did_minutes();  // -6 minutes, lower is better
  CHECK(last_spell(effect).without == nullptr);
  effect.alternatives.push_back({.name = "", .absolute = {}, .relative = {}, .purpose = Purpose::without_last_window});
  effect.alternatives[0].absolute.estimate = -2;
  CHECK(last_spell(effect).word == "bad");
  effect.alternatives[0].absolute.estimate = -8;
  CHECK(last_spell(effect).word == "good");
  effect.metric.better = Better::higher;
  CHECK(last_spell(effect).word == "bad");
}

TEST_CASE("finding: by hand, a guardrail is worse when its whole interval is") {
  CHECK(is_worse_guardrail(example::guardrail(-0.3, 0.2)));
  CHECK_FALSE(is_worse_guardrail(example::guardrail(-0.3, 0.4)));
  CHECK_FALSE(is_worse_guardrail(example::guardrail(0.3, 0.2)));
  CHECK_FALSE(is_worse_guardrail(example::did_minutes()));
}

}  // TEST_SUITE("qualify/reading/finding")
