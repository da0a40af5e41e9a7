// The first and the last third of a follow-up, by the points of a path.
#pragma once

#include <optional>
#include <vector>

namespace payoff {

// Weights of the points that average each third.
struct Thirds {
  std::vector<double> first, last;
};

// Thirds of the event times from 0 to `last`, of the points with an estimate (NaN: none); nothing where a third has none.
std::optional<Thirds> thirds_of(const std::vector<int>& event_time, const std::vector<double>& estimate, int last);
// The same to the last point with an estimate.
std::optional<Thirds> thirds_of(const std::vector<int>& event_time, const std::vector<double>& estimate);

}  // namespace payoff
