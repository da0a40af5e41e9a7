// The last window before a rollout: the spell of which is asked whether it was like the periods before it.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "payoff/panel.hpp"

namespace payoff {

// Its first event time: a quarter of those before the rollout (ascending, below 0), at least one, and at most as many as make
// four weeks, four where nobody knows how long they are. 0: there is no window, or nothing before it.
inline int last_window_begins(const std::vector<int>& before, const Calendar& calendar) {
  constexpr int most = 4, looked_at = 12;
  if (before.size() < 2) return 0;
  const int periods = calendar.dated()
                          ? std::max(1, 7 * most * looked_at / (calendar.first_day(looked_at) - calendar.first_day(0)))
                          : most;
  const auto quarter = static_cast<std::size_t>(std::lround(static_cast<double>(before.size()) / 4));
  return std::max(before[before.size() - std::max<std::size_t>(quarter, 1)], before.back() - periods + 1);
}

}  // namespace payoff
