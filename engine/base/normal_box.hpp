// The chance that a normal vector of mean `mean` lies in a box: -limit_j <= x_j <= limit_j for all j.
//
// Formula   Genz (1992), Numerical computation of multivariate normal probabilities: one conditional interval after
//           another along the Cholesky factor, averaged over a fixed lattice of points (Richtmyer), so that the same
//           arguments give the same number and a change of the mean changes it smoothly.
// Limits    error about 1e-4 for a dozen correlated variables, 1e-3 for more than sixteen. A singular covariance is allowed.
#pragma once

#include <span>

namespace payoff {

// covariance: n x n by rows.
double normal_box_probability(std::span<const double> mean, std::span<const double> covariance,
                              std::span<const double> limit);

}  // namespace payoff
