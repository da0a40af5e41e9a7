#include "measure/diagnosis/course.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "data/thirds.hpp"

namespace payoff {
namespace {

// Share of the adopters (units of cohorts with an estimate) that were followed for `event_time` periods. The data
// end where the earliest cohort's path does. 1 where all began together.
double share_followed(const Effect& effect, int event_time, int last_event_time) {
  int earliest = never;
  for (const Cohort& cohort : effect.cohorts) {
    if (std::isfinite(cohort.absolute.estimate)) earliest = std::min(earliest, cohort.adopted_period);
  }
  double followed = 0, all = 0;
  for (const Cohort& cohort : effect.cohorts) {
    if (!std::isfinite(cohort.absolute.estimate)) continue;
    const auto units = static_cast<double>(cohort.units);
    const int periods_later = cohort.adopted_period - earliest;
    all += units;
    if (event_time <= last_event_time - periods_later) followed += units;
  }
  return all > 0 ? followed / all : 1;
}

// Thirds of the event times at which enough adopters were followed.
std::optional<Thirds> followed_thirds(const std::vector<int>& event_time, const std::vector<double>& estimate,
                                      const Effect& effect) {
  int last_seen = -1, last = -1;
  const auto is_lag = [&](std::size_t i) { return event_time[i] >= 0 && std::isfinite(estimate[i]); };
  for (std::size_t i = 0; i < event_time.size(); ++i)
    if (is_lag(i)) last_seen = std::max(last_seen, event_time[i]);
  for (std::size_t i = 0; i < event_time.size(); ++i)
    if (is_lag(i) && share_followed(effect, event_time[i], last_seen) >= least_share_followed)
      last = std::max(last, event_time[i]);
  return thirds_of(event_time, estimate, last);
}

Estimate mean_of_points(const Effect& effect, const std::vector<double>& weight) {
  Estimate mean{.estimate = 0, .se = 0, .low = 0, .high = 0, .unit = effect.absolute.unit};
  for (std::size_t i = 0; i < weight.size(); ++i) {
    if (weight[i] == 0) continue;
    const PathPoint& point = effect.path[i];
    mean.estimate += weight[i] * point.estimate;
    mean.se += weight[i] * point.se;
    mean.low += weight[i] * point.low;
    mean.high += weight[i] * point.high;
  }
  return mean;
}

}  // namespace

std::optional<Course> course_of(const EventPath& path, const Effect& effect) {
  const std::optional<Thirds> thirds = followed_thirds(path.event_time, path.estimate, effect);
  if (!thirds) return std::nullopt;
  std::vector<double> change = thirds->last;
  for (std::size_t i = 0; i < change.size(); ++i) change[i] -= thirds->first[i];
  return Course{combination(path, thirds->first, effect), combination(path, thirds->last, effect),
                combination(path, change, effect)};
}

std::optional<Course> course_of(const Effect& effect) {
  std::vector<int> event_time;
  std::vector<double> estimate;
  for (const PathPoint& point : effect.path) {
    event_time.push_back(point.event_time);
    estimate.push_back(point.estimate);
  }
  const std::optional<Thirds> thirds = followed_thirds(event_time, estimate, effect);
  if (!thirds) return std::nullopt;
  Course course{mean_of_points(effect, thirds->first), mean_of_points(effect, thirds->last), {}};
  course.change.estimate = course.last.estimate - course.first.estimate;
  return course;
}

}  // namespace payoff
