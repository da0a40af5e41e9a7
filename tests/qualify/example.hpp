// Evidence with round numbers. Each test changes the one thing it is about.
#pragma once

#include <functional>

#include "measure/diagnosis/course.hpp"
#include "monetize/example.hpp"
#include "payoff/qualify.hpp"

namespace payoff::example {

// 26 weeks, difference in differences, 12 + 12 teams; nothing to object to.
inline Effect did_minutes() {
  Effect effect = minutes_per_ticket();
  effect.method = "did";
  effect.estimand = "ATT";
  effect.against = "the comparison group";
  effect.units_treated = effect.units_comparison = 60;
  effect.clusters = 24;
  effect.clusters_treated = 12;
  effect.absolute.df = 23;
  effect.period = PeriodKind::week;
  effect.periods_before = 12;
  effect.weeks_before = 12;
  effect.periods_after = 14;
  effect.weeks_after = 14;
  effect.pre_trend_p = 0.6;
  effect.uptake_treated = 0.8;
  effect.missing_share_treated = effect.missing_share_comparison = 0.01;
  effect.facts.unit_sd = 15;  // a fifth is 3 minutes
  for (int e = -12; e < 14; ++e) {
    if (e == -1) effect.path.push_back({-1, 0, 0, 0, 0});
    if (e < -1) effect.path.push_back({e, 0.5, 1, -1.5, 2.5});
    if (e >= 0) effect.path.push_back({e, -6, 1, -8, -4});
  }
  return effect;
}

// A randomised test of revenue per customer without time.
inline Effect randomized_revenue() {
  Effect effect;
  effect.metric = {.name = "revenue", .kind = MetricKind::revenue, .unit = "USD", .better = Better::higher};
  effect.method = "two_sample";
  effect.estimand = "ATE";
  effect.against = "the comparison group";
  effect.absolute = {.estimate = 0.77, .se = 0.145, .df = 4000, .low = 0.4851, .high = 1.0545, .p = 1e-7};
  effect.relative = {.estimate = 0.1234, .se = 0.02, .low = 0.081, .high = 0.1604};
  effect.baseline = 6.24;
  effect.units_treated = 10000;
  effect.units_comparison = 10000;
  effect.clusters = 20000;
  effect.clusters_treated = 10000;
  effect.facts.unit_sd = 3.12;
  return effect;
}

inline Evidence evidence_of(Effect effect, bool randomized = false) {
  Evidence evidence;
  if (!effect.course) effect.course = course_of(effect);
  evidence.effects = {std::move(effect)};
  evidence.randomized = randomized;
  evidence.who = "support agents";
  evidence.tool = "the assistant";
  return evidence;
}

// did_minutes with one thing changed.
inline Effect changed(const std::function<void(Effect&)>& change) {
  Effect effect = did_minutes();
  change(effect);
  return effect;
}

inline Effect guardrail(double estimate, double half_width) {
  Effect effect = did_minutes();
  effect.metric = {.name = "csat", .kind = MetricKind::score, .unit = "points", .role = Role::guardrail};
  effect.absolute = {.estimate = estimate,
                     .se = half_width / 2,
                     .df = 23,
                     .low = estimate - half_width,
                     .high = estimate + half_width,
                     .p = std::abs(estimate) > half_width ? 0.01 : 0.5};
  effect.relative = {};
  effect.baseline = 4;
  return effect;
}

// The reasons of one rule, in order; "base" is the design.
inline std::vector<Reason> fired(const Evidence& evidence, std::string_view rule) {
  std::vector<Reason> found;
  for (const Reason& reason : grade(evidence).reasons) {
    if (name(reason.rule) == rule) found.push_back(reason);
  }
  return found;
}

// "-1", "cap D" ... of the only reason of this rule; "" when it did not fire.
inline std::string effect_of(const Evidence& evidence, std::string_view rule) {
  const std::vector<Reason> found = fired(evidence, rule);
  return found.empty() ? "" : name(found.front().effect);
}

// What a rule does to did_minutes with one thing changed; "" = nothing.
inline std::string fires(std::string_view rule, const std::function<void(Effect&)>& change) {
  return effect_of(evidence_of(changed(change)), rule);
}

inline std::string text_of(const Evidence& evidence, std::string_view kind) {
  for (const Claim& claim : claims(evidence, grade(evidence))) {
    if (name(claim.kind) == kind) return claim.text();
  }
  return "";
}

inline std::string headline_of(const Evidence& evidence) {
  return claims(evidence, grade(evidence)).front().text();
}

}  // namespace payoff::example
