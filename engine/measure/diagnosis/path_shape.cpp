#include "measure/diagnosis/path_shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
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
    return {"anticipation", missing, least_p, say(MessageId::found_one_period_before)};
  }
  const Estimate moved = combination(path, c, effect);
  const bool early = moved.p < least_p;
  return {"anticipation", moved.p, least_p,
          say(early ? MessageId::found_moved_ahead : MessageId::found_not_moved_ahead,
              {{"amount", amount_of(effect.metric, format_number(moved.estimate))},
               {"p", format_significant(moved.p, 2)}})};
}

Diagnostic adoption_spike(const EventPath& path, const Effect& effect) {
  std::vector<double> c(path.event_time.size());
  const bool has_first = add_mean(path, 0, 0, 1, c);
  if (!has_first || !add_mean(path, 1, periods_after_first, -1, c)) {
    return {"adoption_spike", missing, least_p, say(MessageId::found_few_periods_with)};
  }
  const Estimate spike = combination(path, c, effect);
  const bool clear = spike.p < least_p;
  const double first = path.estimate[std::ranges::find(path.event_time, 0) - path.event_time.begin()];
  const bool grows = std::abs(first) < std::abs(first - spike.estimate) && first * (first - spike.estimate) >= 0;
  return {"adoption_spike", spike.p, least_p,
          say(!clear  ? MessageId::found_first_alike
              : grows ? MessageId::found_first_grows
                      : MessageId::found_first_spike,
              {{"amount", amount_of(effect.metric, format_number(spike.estimate))},
               {"p", format_significant(spike.p, 2)}})};
}

}  // namespace

std::vector<Diagnostic> path_shape(const EventPath& path, const Effect& effect) {
  return {anticipation(path, effect), adoption_spike(path, effect)};
}

}  // namespace payoff
