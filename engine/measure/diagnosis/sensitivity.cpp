// Sensitivity of the conclusion to trends: what the two bounds of Rambachan & Roth (2023) come to in tables and words.
//
// Estimand  breakdown: the largest bound at which the interval of sensitivity_magnitude.cpp or
//           sensitivity_smoothness.cpp excludes 0.
// Formula   bounds are doubled until the interval includes 0, and the first crossing found in between.
//           Table: bounds 0, 0.5, 1, 1.5, 2 times the largest wobble; for bends 0, 0.5, 1, 1.5, 2 times the breakdown,
//           or where that is 0 times the bend from which on bias outweighs noise.
//           Relative magnitudes at bound 0: trends exactly parallel, so that the interval is the target's own, by t.
//           Bends at bound 0: the difference of trends goes on in a straight line.
// Refuses   no lead; for wobbles fewer than two leads (the largest of one says nothing); for bends fewer than 4 degrees
//           of freedom, which allow no lead.
// Limits    the target is measured from the reference alone, so that bound 0 may include 0 where a headline that
//           averages all periods before does not; the sentence says from where it measures.
// Source    Rambachan & Roth (2023), sections 2.3 and 5 (breakdown value).
// Checked   against its parts; the breakdown of HonestDiD's published example lies between its published bounds.
#include "measure/diagnosis/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/root.hpp"
#include "base/wording.hpp"
#include "measure/answer/inference.hpp"
#include "measure/diagnosis/sensitivity_magnitude.hpp"
#include "measure/diagnosis/sensitivity_smoothness.hpp"
#include "measure/diagnosis/trend_words.hpp"

namespace payoff {
namespace {

constexpr double shares[] = {0, 0.5, 1, 1.5, 2};
constexpr double least_bound = 1.0 / 1024;  // in units of scale_of_bends

// How far 0 is outside of the interval; below 0 it is inside.
double clearance(const TrendBound& bound) {
  return std::max(bound.low, -bound.high);
}

// The bound on bends at which 0 enters the interval; 0 = it was inside. Bias grows without end, so there is one.
double breakdown(const SmoothEstimators& estimators, double level) {
  const auto outside = [&](double bound) { return clearance(interval_at(estimators, bound, level)); };
  if (outside(0) <= 0) return 0;
  double low = 0, high = least_bound * scale_of_bends(estimators);
  while (outside(high) > 0) {
    low = high;
    high *= 2;
  }
  return root_between(outside, low, high, 40).first;
}

constexpr std::string_view out_of_reach = "cannot be said: the numbers are too far apart to compute it.";

// "The conclusion", or for one period "That there is an effect in the first period".
std::string subject(const TrendSensitivity& s) {
  return s.target == SensitivityTarget::first_period ? "The conclusion for the first period" : "The conclusion";
}

void say_magnitude(TrendSensitivity& s) {
  if (std::isnan(s.breakdown)) {
    s.text = fmt::format("How much trends may differ compared with before {}", out_of_reach);
  } else if (clearance(s.points.front()) <= 0) {
    s.text = fmt::format(
        "Measured from the last period before the rollout alone, even exactly parallel trends would not let us "
        "conclude{}: the interval includes 0.",
        s.target == SensitivityTarget::first_period ? " for the first period" : "");
  } else if (s.breakdown == 0) {
    s.text = subject(s) + " needs trends that are exactly parallel: the smallest wobble after the rollout undoes it.";
  } else if (std::isinf(s.breakdown)) {
    s.text = subject(s) + " holds however much trends differ after the rollout: there was no wobble before it.";
  } else {
    s.text = fmt::format(
        "{} holds unless trends after the rollout differ by more than {} times the largest wobble before it.",
        subject(s), format_factor(rounded_toward_zero(s.breakdown)));
  }
}

void say_smoothness(TrendSensitivity& s, const std::string& unit, PeriodKind period) {
  const std::string_view word = period_word(period);
  if (std::isnan(s.breakdown)) {
    s.text = fmt::format("How far trends may bend {}", out_of_reach);
  } else if (s.breakdown > 0) {
    s.text = fmt::format("{} holds unless the trend bends by more than {} from one {} to the next.", subject(s),
                         per_period(rounded_toward_zero(s.breakdown), unit, period), word);
  } else if (clearance(s.points.front()) > 0) {
    s.text =
        subject(s) + " needs a difference in trends that goes on in a straight line: the slightest bend undoes it.";
  } else {
    s.text = fmt::format(
        "If the difference in trends went on after the rollout in the straight line it may have had before, we could "
        "not conclude{}: the interval includes 0.",
        s.target == SensitivityTarget::first_period ? " for the first period" : "");
  }
}

TrendSensitivity by_magnitude(const TrendPath& path, SensitivityTarget target, double level) {
  TrendSensitivity s{SensitivityKind::relative_magnitude, target, {}, missing, {}};
  if (path.leads < 2) {
    s.text = fmt::format(
        "How much trends may differ compared with before cannot be said: {} before the reference was seen, and the "
        "largest wobble needs at least two.",
        path.leads == 0 ? "no period" : "one period");
    return s;
  }
  const RelativeMagnitudes magnitudes = relative_magnitudes(path, level);
  const double se = std::sqrt(covariance_of(path, path.target, path.target));
  const Estimate own = make_estimate(magnitudes.target, se, {level, path.df}, "");
  for (const double bound : shares) {
    s.points.push_back(bound == 0 ? TrendBound{0, own.low, own.high} : interval_at(magnitudes, bound, level));
  }
  s.breakdown = clearance(s.points.front()) > 0 ? breakdown(magnitudes, level) : 0;
  say_magnitude(s);
  return s;
}

TrendSensitivity by_bends(const TrendPath& path, SensitivityTarget target, const Metric& metric, PeriodKind period,
                          double level) {
  TrendSensitivity s{SensitivityKind::smoothness, target, {}, missing, {}};
  const SmoothEstimators estimators = smooth_estimators(path, level);
  if (estimators.leads == 0) {
    s.text = path.leads == 0 ? "How far trends may bend cannot be said: no period before the reference was seen."
                             : fmt::format(
                                   "How far trends may bend cannot be said: {:.0f} degrees of freedom are too few to "
                                   "extrapolate the difference in trends.",
                                   path.df);
    return s;
  }
  s.breakdown = breakdown(estimators, level);
  const double scale = s.breakdown > 0 ? s.breakdown : scale_of_bends(estimators);
  for (const double share : shares) s.points.push_back(interval_at(estimators, share * scale, level));
  say_smoothness(s, unit_of(metric), period);
  return s;
}

}  // namespace

std::vector<TrendSensitivity> sensitivities(const EventPath& path, const Metric& metric, PeriodKind period,
                                            double level, const Context& context) {
  const TrendPath average = trend_path(path), first = trend_path(towards_first(path));
  std::vector<TrendSensitivity> found;
  if (average.size() == average.leads) return found;
  using enum SensitivityTarget;
  const auto add = [&](TrendSensitivity s) {
    found.push_back(std::move(s));
    context.stop_if_cancelled();
  };
  add(by_magnitude(average, average_effect, level));
  if (first.target != average.target) add(by_magnitude(first, first_period, level));
  add(by_bends(average, average_effect, metric, period, level));
  if (first.target != average.target) add(by_bends(first, first_period, metric, period, level));
  return found;
}

}  // namespace payoff
