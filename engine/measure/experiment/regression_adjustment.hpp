// The difference of two arms, adjusted for covariates by least squares; without covariates the plain difference.
//
// Formula   additive:    y = a + tau d + x'b               (analysis of covariance)
//           interacted:  y = a + tau d + x'b + d x'c       with x centred at the mean of everyone, so that tau is the
//                        average effect whatever the slopes   (Lin 2013, section 3)
// Centring  That mean is itself drawn with the units: where the slopes differ, it moves tau by c'(x_i - xbar) / n for
//           each unit. Lin's sandwich leaves this out, because his effect is that of these n units and no others; ours
//           is that of the people they stand for (Source 2), as is the effect without covariates.
// Source    Lin (2013), Agnostic notes on regression adjustments, Annals of Applied Statistics 7(1).   2 Negi &
//           Wooldridge (2021), Revisiting regression adjustment in experiments with heterogeneous treatment effects,
//           Econometric Reviews 40(5).
//
// Notation  n units   p covariates   d treated, 0/1 (n)   x covariates, centred (n x p, never held)   h leverages (n)
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace payoff {

struct ArmSample {
  std::vector<std::size_t> unit;  // (n) index into Panel::units
  std::vector<char> treated;      // (n)
  std::vector<double> outcome;    // (n) on the metric's scale, linearised for a ratio
  std::vector<int> cluster;       // (n) 0 ... clusters - 1
  std::size_t clusters = 0;
  std::vector<std::string> covariates;  // (p) names
  std::function<double(std::size_t unit, std::size_t covariate)> value;
};

struct ArmDifference {
  double effect = 0;
  std::vector<double> projection;  // (n) a_i with effect = sum a_i y_i
  std::vector<double> residual;    // (n)
  std::vector<double> leverage;    // (n)
  std::vector<double> centring;    // (n) influence through the mean of the covariates; 0 unless interacted
  std::size_t parameters = 0;      // k, with the constant
};

// Throws Error(method) naming a covariate that the others explain, or that leaves no degrees of freedom.
ArmDifference fit_arms(const ArmSample& sample, bool interacted);

}  // namespace payoff
