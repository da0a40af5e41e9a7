// The effect in the first and in the last third of the follow-up, and the change between them.
//
// Formula   c = mean of the lags in the last third - mean of those in the first, with variance c' V c; t.
// Thirds    of the event times from 0 to the last one: thirds of the calendar, whether or not every period has an estimate.
// Staggered Late event times are held by early cohorts alone, and early cohorts may gain more or less: only the event
//           times at which three quarters of the adopters were followed are compared, so that hardly anything but time
//           tells the thirds apart.
// Refuses   fewer than three lags, or none in a third: nothing.
#pragma once

#include <optional>

#include "measure/diagnosis/event_path.hpp"

namespace payoff {

inline constexpr double least_share_followed = 0.75;  // of the adopters; staggered adoption only

// Of the path with its covariance. `effect` for its level, unit and cohorts.
std::optional<Course> course_of(const EventPath& path, const Effect& effect);

// Of Effect::path alone, which carries no covariances: the means of the ends are intervals as if all lags were perfectly
// correlated, which errs on the wide side; the change has no interval.
std::optional<Course> course_of(const Effect& effect);

}  // namespace payoff
