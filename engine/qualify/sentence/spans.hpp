// From the span of time that a sentence says to that of the data. A week, month, quarter and year are 52 weeks to the
// year, as the money has them; how many days of a week are worked, nobody said: a day is refused unless the data are
// daily.
#pragma once

#include <string>

#include "payoff/measure.hpp"
#include "qualify/sentence/said.hpp"

namespace payoff {

// " a week" of what is summed by the period of the data; "" of a score, a share, a mean, and of data without time.
std::string own_period(const Effect& effect);

// How many periods of the data are in the span that is said. Throws Error(usage) where that is not known.
double periods_of_data_in(const Period& said, const Effect& effect);

// How many weeks. Throws Error(usage) for a day of data that are not daily.
double weeks_in(const Period& said, const Effect& effect);

}  // namespace payoff
