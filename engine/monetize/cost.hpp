// What the rollout costs: once at the start, and every month after it.
#pragma once

#include "payoff/monetize.hpp"

namespace payoff {

struct CostStream {
  double once = 0;       // currency at month 0
  double per_month = 0;  // currency at the end of each month
};

// Formula   once = sum once;  per_month = sum per_month + people * sum per_person_month
CostStream cost_stream(const Assumptions& assumptions);

}  // namespace payoff
