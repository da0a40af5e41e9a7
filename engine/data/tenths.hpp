// The first and the last tenth of the periods: who was seen in both has stayed.
#pragma once

#include <climits>
#include <cstddef>
#include <vector>

namespace payoff {

struct Tenths {
  int first_ends = INT_MIN, last_begins = INT_MAX;
};

// Of ascending periods.
inline Tenths tenths_of(const std::vector<int>& periods) {
  if (periods.empty()) return {};
  const std::size_t tenth = (periods.size() + 9) / 10;
  return {periods[tenth - 1], periods[periods.size() - tenth]};
}

}  // namespace payoff
