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
  CHECK(adjusted_p(evidence, evidence.effects[0]).tested == 2);
  CHECK(adjusted_p(evidence, evidence.effects[0]).p == doctest::Approx(2e-9));
  CHECK(adjusted_p(evidence, evidence.effects[2]).tested == 1);
}

TEST_CASE("finding: by hand, Benjamini-Hochberg: m p / rank, and no smaller p above a larger one") {
  // 0.005 x 4 / 1 = 0.02; 0.01 x 4 / 2 = 0.02; 0.04 x 4 / 3 = 0.0533, but not above 0.05 x 4 / 4 = 0.05.
  const std::vector<double> adjusted = benjamini_hochberg({0.05, 0.01, 0.04, 0.005});
  CHECK(adjusted[0] == doctest::Approx(0.05));
  CHECK(adjusted[1] == doctest::Approx(0.02));
  CHECK(adjusted[2] == doctest::Approx(0.05));
  CHECK(adjusted[3] == doctest::Approx(0.02));
  CHECK(benjamini_hochberg({0.7, 0.8})[0] == doctest::Approx(0.8));
  CHECK(benjamini_hochberg({0.3})[0] == 0.3);
  CHECK(benjamini_hochberg({}).empty());
}

TEST_CASE("finding: reference, Benjamini-Hochberg's adjusted p values of R") {
  // p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "BH"): five times 0.05. Exact.
  for (const double p : benjamini_hochberg({0.01, 0.02, 0.03, 0.04, 0.05}))
    CHECK(p == doctest::Approx(0.05).epsilon(1e-12));
  // By its definition, pmin(1, cummin(n / (n:1) * p[order(p, decreasing = TRUE)])), to ten digits.
  const std::vector<double> p{0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205};
  const std::vector<double> expected{0.008, 0.032, 0.0672, 0.0672, 0.0672, 0.08, 0.0845714286, 0.205};
  const std::vector<double> adjusted = benjamini_hochberg(p);
  for (std::size_t i = 0; i < p.size(); ++i) CHECK(adjusted[i] == doctest::Approx(expected[i]).epsilon(1e-9));
}

TEST_CASE("finding: invariance, Benjamini-Hochberg is never below p nor above Holm, and knows no order") {
  const std::vector<double> p{0.2, 0.001, 0.03, 0.5, 0.03}, turned{0.03, 0.5, 0.03, 0.001, 0.2};
  const std::vector<double> adjusted = benjamini_hochberg(p), other = benjamini_hochberg(turned), most = holm(p);
  for (std::size_t i = 0; i < p.size(); ++i) {
    CHECK(adjusted[i] >= p[i]);
    CHECK(adjusted[i] <= most[i]);
    CHECK(adjusted[i] == other[p.size() - 1 - i]);
  }
}

TEST_CASE(
    "finding: by hand, secondary metrics are a family of their own, and a guardrail is never talked out of its p") {
  // Primary: 0.03 alone. Secondary: 0.01, 0.02, 0.04; Holm 0.03, 0.04, 0.04; Benjamini-Hochberg 0.03, 0.03, 0.04.
  Evidence evidence;
  const auto add = [&](Role role, double p) {
    Effect effect = example::did_minutes();
    effect.metric.role = role;
    effect.absolute.p = p;
    evidence.effects.push_back(effect);
  };
  add(Role::primary, 0.03);
  for (const double p : {0.01, 0.02, 0.04}) add(Role::secondary, p);
  for (const double p : {0.03, 0.04}) add(Role::guardrail, p);
  const auto adjusted = [&](std::size_t i) { return adjusted_p(evidence, evidence.effects[i]); };
  CHECK(adjusted(0).p == 0.03);
  CHECK(adjusted(0).tested == 1);
  CHECK(adjusted(2).p == doctest::Approx(0.04));
  CHECK(adjusted(2).tested == 3);
  CHECK(adjusted(4).p == 0.03);
  CHECK(adjusted(5).p == 0.04);
  CHECK(adjusted(5).tested == 1);
  evidence.correction = Correction::benjamini_hochberg;
  CHECK(adjusted(2).p == doctest::Approx(0.03));
  CHECK(adjusted(3).p == doctest::Approx(0.04));
  CHECK(adjusted(4).p == 0.03);
}

TEST_CASE("finding: by hand, the gaps of a trial are those of the rules that lowered it, each once") {
  Verdict verdict{.grade = 'A', .base = 'A', .reasons = {{.rule = RuleId::design, .effect = {RuleEffect::base, 'A'}}}};
  CHECK(gaps_of(verdict) == "");
  verdict.reasons.push_back({.rule = RuleId::uptake, .effect = RuleEffect::note});
  verdict.reasons.push_back({.rule = RuleId::guardrails, .effect = RuleEffect::required});
  verdict.reasons.push_back({.rule = RuleId::includes_zero, .effect = RuleEffect::no_direction});
  CHECK(gaps_of(verdict) == "");
  verdict.reasons.push_back({.rule = RuleId::treated_clusters, .effect = {RuleEffect::caps, 'D'}});
  CHECK(gaps_of(verdict) == "few independent people or groups got it");
  verdict.reasons.push_back({.rule = RuleId::treated_clusters, .effect = RuleEffect::lowers});
  verdict.reasons.push_back({.rule = RuleId::imprecision, .effect = RuleEffect::lowers});
  CHECK(gaps_of(verdict) == "few independent people or groups got it");
  verdict.base = 'B';
  CHECK(gaps_of(verdict) == "when each began was not drawn by lot; few independent people or groups got it");
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
  CHECK(adjusted_p(evidence, evidence.effects[1]).p == doctest::Approx(0.03));
  CHECK(adjusted_p(evidence, evidence.effects[1]).tested == 3);
  CHECK(adjusted_p(evidence, evidence.effects[0]).tested == 1);
}

TEST_CASE("finding: by hand, the last spell was bad when the improvement shrinks without it, else good") {
  Effect effect = example::did_minutes();  // -6 minutes, lower is better
  CHECK(last_spell(effect).without == nullptr);
  effect.alternatives.push_back({.name = "", .absolute = {}, .relative = {}, .purpose = Purpose::without_last_window});
  effect.alternatives[0].absolute.estimate = -2;
  CHECK(last_spell(effect).without == nullptr);  // without an interval it is no answer
  effect.alternatives[0].absolute.low = -4;
  CHECK(last_spell(effect).word == MessageId::spell_bad);
  effect.alternatives[0].absolute.estimate = -8;
  CHECK(last_spell(effect).word == MessageId::spell_good);
  effect.metric.better = Better::higher;
  CHECK(last_spell(effect).word == MessageId::spell_bad);
}

TEST_CASE("finding: by hand, a guardrail is worse when its whole interval is") {
  CHECK(is_worse_guardrail(example::guardrail(-0.3, 0.2)));
  CHECK_FALSE(is_worse_guardrail(example::guardrail(-0.3, 0.4)));
  CHECK_FALSE(is_worse_guardrail(example::guardrail(0.3, 0.2)));
  CHECK_FALSE(is_worse_guardrail(example::did_minutes()));
}

}  // TEST_SUITE("qualify/reading/finding")
