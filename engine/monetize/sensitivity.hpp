// Which assumption the answer hangs on: NPV with one assumption at each of its
// ends and all the others at their middle.
//
// Ends      effect: its confidence interval. What is uncertain: its range. All others: 20 % either way, shares not above 1.
#pragma once

#include <vector>

#include "monetize/appraisal_model.hpp"

namespace payoff {

// Sorted by swing, largest first.
std::vector<NpvSensitivity> sensitivity(const AppraisalModel& appraised);

}  // namespace payoff
