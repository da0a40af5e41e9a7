// A rollout in four waves and one team that cannot be estimated: numbers are plausible, not estimated.
#pragma once

#include <cmath>
#include <limits>

#include "report/example.hpp"

namespace payoff::example {

inline Estimate minutes(double estimate, double half_width) {
  return {estimate, half_width / 2, 47, estimate - half_width, estimate + half_width, 0.001, "minutes per ticket", ""};
}

inline std::vector<PathPoint> learning_path() {
  std::vector<PathPoint> path;
  for (int t = -12; t <= 23; ++t) {
    if (t == -1) {
      path.push_back({t, 0, 0, 0, 0, 0, 0});
      continue;
    }
    const double wobble = 0.12 * std::sin(1.7 * t) + 0.06 * std::cos(0.6 * t);
    const double effect = t < 0 ? wobble : -4.1 * (1 - 0.75 * std::exp(-t / 6.0)) + wobble;
    const double se = 0.16 + 0.01 * std::max(t, 0);
    path.push_back({t, effect, se, effect - 2 * se, effect + 2 * se, effect - 3.1 * se, effect + 3.1 * se});
  }
  return path;
}

inline TrendSensitivity relative_magnitude(double breakdown = 0.83) {
  TrendSensitivity s{SensitivityKind::relative_magnitude, SensitivityTarget::average_effect, {}, breakdown, ""};
  for (const double bound : {0.0, 0.25, 0.5, 0.75, 1.0, 1.5})
    s.points.push_back({bound, -2.96 - 2.6 * bound, -2.19 + 2.64 * bound});
  s.text =
      "The conclusion holds unless trends after the rollout differ by more than 0.83 times the largest wobble before "
      "it.";
  return s;
}

inline Effect staggered_minutes() {
  Effect e = handle_minutes();
  e.method = "group_time";
  e.against = "teams that had not begun yet";
  e.inference = "cluster jackknife, 48 clusters";
  e.absolute = {-2.573, 0.19, 47, -2.954, -2.191, 1e-12, "minutes per ticket", ""};
  e.relative = {-0.176, 0.012, 47, -0.2, -0.152, 1e-12, "share", ""};
  e.path = learning_path();
  e.cohorts = {{2870, 45, 9, minutes(-3.387, 0.55)},
               {2874, 45, 9, minutes(-2.929, 0.52)},
               {2878, 45, 9, minutes(-1.669, 0.5)},
               {2884, 45, 9, minutes(-1.299, 0.58)},
               {2886, 5, 1, {}}};
  e.cohorts.back().absolute.reason = "a single cluster has no spread of its own";
  e.sensitivities = {relative_magnitude(),
                     {SensitivityKind::smoothness,
                      SensitivityTarget::first_period,
                      {{0, -1.1, -0.42}, {0.05, -1.2, -0.3}, {0.1, -1.35, -0.12}, {0.2, -1.6, 0.2}},
                      0.128,
                      "The conclusion holds unless the trend bends by more than 0.12 minutes per ticket a week."}};
  e.decomposition = {{"adopters against never-adopters", 0.41, -2.62},
                     {"earlier against later adopters, before those began", 0.27, -2.21},
                     {"later against earlier adopters (misleads)", 0.32, -0.44, true}};
  e.alternatives = {{"interaction_weighted", minutes(-2.58, 0.4), {}},
                    {"imputation", minutes(-2.511, 0.31), {}},
                    {"two_stage", minutes(-2.511, 0.34), {}},
                    {"never-adopters only", minutes(-2.43, 0.46), {}},
                    {"static two-way", minutes(-1.815, 0.27), {}}};
  Alternative& naive = e.alternatives.back();
  naive.purpose = Purpose::misleads;
  naive.remark =
      "It puts 32% of its weight on comparing later adopters with those already treated, which counts their growing "
      "effect as a trend.";
  for (Alternative& other : e.alternatives) {
    const Estimate& a = other.absolute;
    other.relative = {a.estimate / 14.6, a.se / 14.6, 47, a.low / 14.6, a.high / 14.6, a.p, "share", ""};
  }
  return e;
}

inline CaseStudy staggered() {
  CaseStudy s = support_assistant();
  s.title = "Support assistant, four waves";
  s.effects[0] = staggered_minutes();
  s.method_reason = "Units began at different times, so each cohort is compared with those that had not begun yet.";
  s.claims[0] = {
      "handle_minutes", ClaimKind::headline,
      "The assistant is estimated to have saved support agents 4+ hours a week each", "estimate 5.1, 95% CI 4.3 to 6.0",
      "compared with teams that had not begun yet; n = 180 with the assistant and 60 without; evidence grade C"};
  return s;
}

}  // namespace payoff::example
