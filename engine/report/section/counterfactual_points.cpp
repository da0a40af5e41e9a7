#include "report/section/counterfactual_points.hpp"

#include <algorithm>
#include <cmath>

#include "data/spoken.hpp"
#include "monetize/level_effect.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "report/document/format.hpp"

namespace payoff {
namespace {

// What a level with the tool would have been without it, if it changed by x, on the scale of the effect.
double less(const Effect& effect, double level, double x) {
  return spoken(effect, is_multiplicative(effect.metric) ? level * std::exp(-x) : level - x);
}

std::optional<PathPoint> at_event(const Effect& effect, int event_time) {
  const auto at = std::ranges::find(effect.path, event_time, &PathPoint::event_time);
  if (at == effect.path.end() || !std::isfinite(at->estimate)) return std::nullopt;
  return *at;
}

// A path is measured from one period, which may have been an odd one; the answer from all periods before. How far the mean
// of the path lies from the answer; nothing where the path does not know most of the periods with the tool.
std::optional<double> path_above_answer(const Effect& effect, const std::vector<TrendPoint>& trend, int rollout) {
  double sum = 0, units = 0, periods = 0, known = 0;
  for (const TrendPoint& point : trend) {
    if (!point.treated || point.period < rollout) continue;
    ++periods;
    const std::optional<PathPoint> at = at_event(effect, point.period - rollout);
    if (!at || !std::isfinite(point.mean)) continue;
    ++known;
    sum += at->estimate * static_cast<double>(point.units);
    units += static_cast<double>(point.units);
  }
  if (2 * known < periods || !(units > 0)) return std::nullopt;
  return sum / units - effect.absolute.estimate;
}

// One date: each period less its own effect, the path set so that its mean is the answer, whose interval it has. Where there
// is no path, and of people and their own past, less the answer.
std::vector<LevelPoint> points_by_period(const CaseStudy& study, const Effect& effect) {
  std::vector<LevelPoint> points;
  const auto metric = std::ranges::find(study.trend_metrics, effect.metric.name, &Metric::name);
  const auto i = static_cast<std::size_t>(metric - study.trend_metrics.begin());
  if (study.rollout_period == never || effect.segment || i >= study.trends.size()) return points;
  const std::optional<double> above =
      is_own_past(effect) ? std::nullopt : path_above_answer(effect, study.trends[i], study.rollout_period);
  for (const TrendPoint& trend : study.trends[i]) {
    if (!trend.treated) continue;
    points.push_back({static_cast<double>(trend.period), spoken(study.calendar, trend.period), trend.mean, {}});
    if (trend.period < study.rollout_period) continue;
    PathPoint change = average_of(effect);
    if (above) {
      const std::optional<PathPoint> at = at_event(effect, trend.period - study.rollout_period);
      const double estimate = at ? at->estimate - *above : missing, moved = estimate - change.estimate;
      change = {0, estimate, change.se, change.low + moved, change.high + moved};
    }
    points.back().change = change;
  }
  return points;
}

// Several dates: each time since adoption less its own effect.
std::vector<LevelPoint> points_since_adoption(const CaseStudy& study, const Effect& effect) {
  std::vector<LevelPoint> points;
  for (const EventMean& mean : study.event_means) {
    const std::optional<PathPoint> at = at_event(effect, mean.event_time);
    if (!at) continue;
    points.push_back({static_cast<double>(mean.event_time), number(mean.event_time), mean.mean, {}});
    if (mean.event_time >= 0) points.back().change = *at;
  }
  return points;
}

// Do the means of the picture meet the levels of its title? Where the estimate left out what the means hold, they do not.
bool meets_title(const CaseStudy& study, const Effect& effect) {
  double sum = 0, units = 0;
  for (const EventMean& mean : study.event_means) {
    if (mean.event_time < 0 || !at_event(effect, mean.event_time)) continue;
    sum += mean.mean * static_cast<double>(mean.units);
    units += static_cast<double>(mean.units);
  }
  const LevelEffect level = level_effect(effect);
  const double interval_length = std::isfinite(level.high - level.low) ? level.high - level.low : 0;
  const double tolerance = std::max(interval_length / 4, 0.01 * std::abs(effect.baseline));
  return units > 0 && std::abs(sum / units - level_with(effect)) <= tolerance;
}

}  // namespace

Without without_tool(const Effect& effect, double level, const PathPoint& change) {
  return {less(effect, level, change.estimate), less(effect, level, change.high), less(effect, level, change.low)};
}

PathPoint average_of(const Effect& effect) {
  const Estimate& e = effect.absolute;
  return {0, e.estimate, e.se, e.low, e.high};
}

double level_with(const Effect& effect) {
  const double x = effect.absolute.estimate;
  return is_multiplicative(effect.metric) ? effect.baseline * std::exp(x) : effect.baseline + x;
}

bool has_interval(const Without& w) {
  return std::isfinite(w.low) && std::isfinite(w.high);
}

bool is_own_past(const Effect& effect) {
  return compares_of(effect) == Compares::own_past;
}

bool has_several_dates(const CaseStudy& study) {
  return !study.event_means.empty() || (!study.effects.empty() && !study.effects.front().cohorts.empty());
}

std::vector<LevelPoint> counterfactual_points(const CaseStudy& study) {
  const Effect& effect = study.effects.front();
  if (!has_several_dates(study)) return points_by_period(study, effect);
  const bool by_cohort = !effect.cohorts.empty() && meets_title(study, effect);
  return by_cohort ? points_since_adoption(study, effect) : std::vector<LevelPoint>();
}

}  // namespace payoff
