// How often the effect happens to one person in a week.
#pragma once

#include <string>

#include "payoff/monetize.hpp"

namespace payoff {

struct Volume {
  double per_person_week = missing;  // effects per person and week
  std::string text;                  // "51.3 tickets per person and week"
};

// Formula   ratio metric (per ticket):   tickets per person and week, assumed or as seen in the data
//           per unit and period:         1 / weeks per period = periods_after / weeks_after
//           no time (one row per task):  assumed tasks per person and week
// Throws    Error(usage) when neither the data nor the assumptions say it, or when
//           an assumed volume would contradict a metric that is already per period.
// assumed: effects per person and week; NaN = as in the data.
Volume weekly_volume(const Effect& effect, double assumed);

}  // namespace payoff
