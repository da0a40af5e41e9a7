// At which interest the money would have earned as much.
//
// Formula   the r with sum over months of cash_m (1 + r)^(-m / 12) = 0, a spreadsheet's XIRR for months of a twelfth of a year
// Refuses   cash that never changes its sign has none; cash whose sum from the start changes its sign more than once may have
//           several (Norstrom's condition): NaN, and why.
// Source    Norstrom (1972), A sufficient condition for a unique nonnegative internal rate of return, Journal of Financial
//           and Quantitative Analysis 7.
#pragma once

#include <string>
#include <vector>

namespace payoff {

struct InternalRate {
  double per_year;     // share
  std::string reason;  // why there is none
};

// cash: currency by month, from month 0.
InternalRate internal_rate(const std::vector<double>& cash);

}  // namespace payoff
