// Rows of a Poisson regression that are predicted to be 0 perfectly: the maximum lies at minus infinity for them.
#pragma once

#include <cstdint>
#include <vector>

#include "fit/regression_rows.hpp"

namespace payoff {

// Takes out rows in levels of which every outcome is 0, until none is left; returns how many. used (rows): 1 = in use.
std::size_t drop_zero_levels(const RegressionModel& model, std::vector<std::uint8_t>& used);

// The rest, by the iterative rectifier: 1 for a separated row (n).
// Rows are separated if some z = X g + D d is 0 wherever y > 0, at least 0 wherever y = 0, and positive for them.
std::vector<std::uint8_t> find_separated(const RegressionModel& model, const RegressionRows& rows,
                                         const Context& context);

}  // namespace payoff
