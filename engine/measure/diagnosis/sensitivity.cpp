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

#include "base/messages.hpp"
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
  const auto ask = [&](double bound) { return Asked{bound, outside(bound)}; };
  Asked low = ask(0);
  if (low.value <= 0) return 0;
  Asked high = ask(least_bound * scale_of_bends(estimators));
  while (high.value > 0) {
    low = high;
    high = ask(2 * high.at);
  }
  return root_between(outside, low, high, 40).first;
}

bool of_first_period(const TrendSensitivity& s) {
  return s.target == SensitivityTarget::first_period;
}

// "The conclusion", or for one period "The conclusion for the first period".
std::string subject(const TrendSensitivity& s) {
  return say(of_first_period(s) ? MessageId::conclusion_for_first_period : MessageId::conclusion);
}

void say_magnitude(TrendSensitivity& s) {
  if (std::isnan(s.breakdown)) {
    s.text = say(MessageId::magnitude_unknown);
  } else if (clearance(s.points.front()) <= 0) {
    s.text = say(of_first_period(s) ? MessageId::magnitude_includes_zero_first : MessageId::magnitude_includes_zero);
  } else if (s.breakdown == 0) {
    s.text = say(MessageId::magnitude_exact, {{"subject", subject(s)}});
  } else if (std::isinf(s.breakdown)) {
    s.text = say(MessageId::magnitude_always, {{"subject", subject(s)}});
  } else {
    s.text = say(MessageId::magnitude_holds,
                 {{"subject", subject(s)}, {"times", format_factor(rounded_toward_zero(s.breakdown))}});
  }
}

void say_smoothness(TrendSensitivity& s, const std::string& unit, PeriodKind period) {
  if (std::isnan(s.breakdown)) {
    s.text = say(MessageId::bends_unknown);
  } else if (s.breakdown > 0) {
    s.text = say(MessageId::bends_hold, {{"subject", subject(s)},
                                         {"bend", per_period(rounded_toward_zero(s.breakdown), unit, period)},
                                         {"period", said_period(period)}});
  } else if (clearance(s.points.front()) > 0) {
    s.text = say(MessageId::bends_exact, {{"subject", subject(s)}});
  } else {
    s.text = say(of_first_period(s) ? MessageId::bends_include_zero_first : MessageId::bends_include_zero);
  }
}

TrendSensitivity by_magnitude(const TrendPath& path, SensitivityTarget target, double level) {
  TrendSensitivity s{SensitivityKind::relative_magnitude, target, {}, missing, {}};
  if (path.leads < 2) {
    s.text = say(path.leads == 0 ? MessageId::magnitude_no_period : MessageId::magnitude_one_period);
    return s;
  }
  const RelativeMagnitudes magnitudes = relative_magnitudes(path, level);
  const double se = std::sqrt(covariance_of(path, path.target, path.target));
  const PathPoint own = Pointwise({level, path.df}).at(0, magnitudes.target, se);
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
    s.text = path.leads == 0 ? say(MessageId::bends_no_period)
                             : say(MessageId::bends_few_df, {{"df", fmt::format("{:.0f}", path.df)}});
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
