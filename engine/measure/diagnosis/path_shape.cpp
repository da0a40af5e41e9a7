#include "measure/diagnosis/path_shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/wording.hpp"
#include "measure/answer/inference.hpp"

namespace payoff {
namespace {

constexpr double least_p = 0.05;
constexpr int periods_after_first = 3;

// Mean over the points there are whose event time lies in first ... last, times sign, added to c; false where there are none.
bool add_mean(const EventPath& path, int first, int last, double sign, std::vector<double>& c) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < path.event_time.size(); ++i) {
    const int e = path.event_time[i];
    if (e >= first && e <= last && !std::isnan(path.estimate[i])) found.push_back(i);
  }
  for (const std::size_t i : found) c[i] += sign / static_cast<double>(found.size());
  return !found.empty();
}

Diagnostic anticipation(const EventPath& path, const Effect& effect) {
  std::vector<double> c(path.event_time.size());
  if (!add_mean(path, path.first_lead, path.reference - 1, -1, c)) {
    return {"anticipation", missing, least_p,
            "One period before the rollout: whether people changed ahead of it cannot be looked at."};
  }
  const Estimate moved = combination(path, c, effect);
  const bool early = moved.p < least_p;
  return {"anticipation", moved.p, least_p,
          fmt::format("In the last period before the tool the outcome of adopters {} {} {} (p = {}){}",
                      early ? "had already moved by" : "had not clearly moved:", format_number(moved.estimate),
                      unit_of(effect.metric), format_significant(moved.p, 2),
                      early ? ": some may have begun ahead of the date, or were chosen for that period." : ".")};
}

Diagnostic adoption_spike(const EventPath& path, const Effect& effect) {
  std::vector<double> c(path.event_time.size());
  const bool has_first = add_mean(path, 0, 0, 1, c);
  if (!has_first || !add_mean(path, 1, periods_after_first, -1, c)) {
    return {"adoption_spike", missing, least_p,
            "Too few periods with the tool to tell whether the first of them was unlike the others."};
  }
  const Estimate spike = combination(path, c, effect);
  const bool clear = spike.p < least_p;
  const double first = path.estimate[std::ranges::find(path.event_time, 0) - path.event_time.begin()];
  const bool grows = std::abs(first) < std::abs(first - spike.estimate) && first * (first - spike.estimate) >= 0;
  return {"adoption_spike", spike.p, least_p,
          fmt::format("The first period with the tool {} those that follow by {} {} (p = {}){}",
                      clear ? "differs from" : "does not clearly differ from", format_number(spike.estimate),
                      unit_of(effect.metric), format_significant(spike.p, 2),
                      !clear  ? "."
                      : grows ? ": the effect grows, as when people learn."
                              : ": training, or a change of what is recorded, may be in it.")};
}

}  // namespace

std::vector<Diagnostic> path_shape(const EventPath& path, const Effect& effect) {
  return {anticipation(path, effect), adoption_spike(path, effect)};
}

}  // namespace payoff
