// A study with a metric of every kind to speak of: handle minutes per ticket (primary, -6 of 30, 5 hours a week saved,
// valued in USD), csat, a return rate, revenue and issues a week, and handle minutes of new agents.
#pragma once

#include "payoff/assertion.hpp"
#include "qualify/example.hpp"

namespace payoff::example {

inline Effect other(Metric metric, double estimate, double se, double baseline) {
  Effect effect = did_minutes();
  effect.metric = std::move(metric);
  const double half = 1.959963984540054 * se;
  effect.absolute = {.estimate = estimate, .se = se, .df = INFINITY, .low = estimate - half, .high = estimate + half};
  effect.absolute.p = std::abs(estimate) > half ? 0.001 : 0.5;
  effect.relative = effect.absolute;
  for (double* number : {&effect.relative.estimate, &effect.relative.se, &effect.relative.low, &effect.relative.high})
    *number /= baseline;
  effect.baseline = baseline;
  return effect;
}

struct Spoken {
  Evidence evidence;
  Appraisal appraisal;

  explicit Spoken(double rework_share = 0) {
    Effect primary = other(did_minutes().metric, -6, 1, 30);
    primary.volume_per_unit_week = 50;
    Effect fresh = primary;
    fresh.segment = SegmentValue{"tenure", "new"};
    evidence = evidence_of(primary);
    evidence.effects.push_back(other({.name = "csat", .unit = "points of 5", .role = Role::guardrail}, 0.3, 0.1, 4));
    evidence.effects.push_back(
        other({.name = "return_rate", .kind = MetricKind::rate, .per = "orders", .role = Role::secondary}, -0.02, 0.004,
              0.1));
    evidence.effects.push_back(
        other({.name = "revenue", .kind = MetricKind::revenue, .unit = "USD", .role = Role::secondary}, 8, 1, 60));
    evidence.effects.push_back(
        other({.name = "issues", .kind = MetricKind::count, .role = Role::secondary}, 2, 0.5, 20));
    evidence.effects.push_back(fresh);
    Assumptions money = plain_money();
    money.rework_share = rework_share;
    appraisal = appraise(primary, money);
    evidence.appraisal = &appraisal;
  }
  Spoken(const Spoken&) = delete;
  Spoken& operator=(const Spoken&) = delete;

  Assertion read(const std::string& sentence) const { return read_assertion(sentence, evidence); }
  std::string refusal(const std::string& sentence) const {
    return error_of([&] { read(sentence); });
  }
  Judgement judged(const std::string& sentence) const {
    const Verdict verdict = grade(evidence);
    return judge(read(sentence), evidence, verdict, claims(evidence, verdict));
  }
};

}  // namespace payoff::example
