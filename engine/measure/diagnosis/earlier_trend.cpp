#include "measure/diagnosis/earlier_trend.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/messages.hpp"
#include "measure/answer/inference.hpp"

namespace payoff {
namespace {

// (p) weights of the slope; empty with fewer than two leads. The reference is one more point, at 0.
std::vector<double> slope_weights(const EventPath& path) {
  std::vector<double> time(path.event_time.size(), missing);
  double sum = 0, count = 1;
  for (std::size_t j = 0; j < time.size(); ++j) {
    if (!is_lead(path, j)) continue;
    time[j] = path.event_time[j] - path.reference;
    sum += time[j];
    ++count;
  }
  if (count < 3) return {};
  const double mean = sum / count;
  double squares = mean * mean;
  for (const double t : time) squares += std::isnan(t) ? 0 : (t - mean) * (t - mean);
  std::vector<double> weight;
  for (const double t : time) weight.push_back(std::isnan(t) ? 0 : (t - mean) / squares);
  return weight;
}

}  // namespace

std::optional<EarlierTrend> earlier_trend(const EventPath& path, const Effect& effect, double distance) {
  const std::vector<double> slope = slope_weights(path);
  if (slope.empty() || !std::isfinite(distance)) return std::nullopt;
  std::vector<double> carried, less;
  for (std::size_t j = 0; j < slope.size(); ++j) {
    carried.push_back(distance * slope[j]);
    less.push_back((path.target.empty() ? 0 : path.target[j]) - carried[j]);
  }
  EarlierTrend trend{combination(path, carried, effect), combination(path, less, effect)};
  // A headline that is no mean of the path starts from its own estimate; how the two vary together is not known.
  const double apart = trend.less_trend.estimate + trend.carried_on.estimate - effect.absolute.estimate;
  if (std::abs(apart) > 1e-6 * std::abs(effect.absolute.estimate)) {
    trend.less_trend = {.estimate = effect.absolute.estimate - trend.carried_on.estimate,
                        .unit = unit_of(effect.metric)};
    trend.less_trend.reason = say(MessageId::why_no_mean_of_path);
  }
  return trend;
}

}  // namespace payoff
