// Leave one cluster out: the error of group-time averages when clusters are few.
//
// Formula   V = (G - 1) / G sum_c (theta_(c) - theta)(theta_(c) - theta)', theta_(c) estimated without cluster c, all of
//           it: cells, shares, which cells exist (CV3; MacKinnon, Nielsen & Webb 2023, eq. 18)
#pragma once

#include <functional>
#include <vector>

#include "measure/rollout/group_time/group_time.hpp"

namespace payoff {

// The numbers of interest of a fit, always as many and in the same order; NaN where one cannot be had.
using Numbers = std::function<std::vector<double>(const CohortPanel&, const GroupTime&)>;

// (m x m); NaN in the rows and columns of what cannot be had without some cluster.
std::vector<double> jackknife_covariance(const CohortPanel& panel, const GroupTimeChoice& choice,
                                         const std::vector<double>& full, const Numbers& numbers,
                                         const Context& context);

// The panel without the units of one cluster, which leaves cohorts, periods and the order of units as they are.
CohortPanel without_cluster(const CohortPanel& panel, std::int32_t cluster);

}  // namespace payoff
