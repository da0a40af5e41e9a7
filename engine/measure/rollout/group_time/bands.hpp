// The multiplier bootstrap of group-time effects: how wide a band must be to hold a whole path.
//
// Formula   draw b: sum over clusters of v_bc psi_c, v = +1 or -1 with equal chance (Rademacher);
//           critical value = quantile over draws of max_j |draw_bj| / se_j     (C&S 2021, Algorithm 1)
#pragma once

#include <cstdint>
#include <vector>

#include "measure/answer/inference.hpp"
#include "measure/rollout/group_time/variance.hpp"

namespace payoff {

// (draws x m) by rows. The same on any number of threads.
std::vector<double> multiplier_draws(const CohortPanel& panel, const GroupTime& fit, const Targets& targets,
                                     std::size_t draws, const Context& context);

// Half-width in standard errors of the band that holds all of them at the level: the smallest order statistic of the
// draws with that share at or below it. scale (m): standard errors of the draws; those that are not above 0 do not count.
double uniform_critical_value(const std::vector<double>& draws, const std::vector<double>& scale, double level);

// How much wider than pointwise intervals the band for all targets is; at least 1. Where the signs of few clusters are too
// few to tell, Bonferroni's bound stands in, for so many points less their reference. scale as above.
double uniform_factor(const CohortPanel& panel, const GroupTime& fit, const std::vector<GroupTimeTarget>& path,
                      const std::vector<double>& scale, double level, const Context& context);
double bonferroni_factor(std::size_t points, const Precision& precision);

}  // namespace payoff
