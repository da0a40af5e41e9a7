// What would bring the NPV of the point estimate to 0, all else as it is.
#pragma once

#include "monetize/appraisal_model.hpp"

namespace payoff {

// Fills break_even_effect, _minutes_per_person_week, _share and _price. The effect and the minutes are of the first value; where
// the others pay for the costs by themselves both are 0.
void add_break_evens(const AppraisalModel& appraised, Appraisal& appraisal);

}  // namespace payoff
