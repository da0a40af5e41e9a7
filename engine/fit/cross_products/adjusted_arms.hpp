// Two arms adjusted for what their units did before, of whom only moments are here.
//
// Formula   with slopes by arm: b_g = sum x e / sum x^2 within the arm, shift = b_T (x_T - x) - b_C (x_C - x), where x_g is
//           the mean of an arm and x that of all; with a common slope b of both arms, shift = b (x_T - x_C). The effect is
//           the difference of the arms less the shift. It is sum a_i y_i with a_i = weight + tilt u_i, u_i = x_i - x_g, its
//           residuals are e_i - b u_i, its leverages 1 / n_g + leverage u_i^2, and through the mean of all a unit moves it
//           by centring (x_i - x).
// Source    measure/experiment/regression_adjustment.hpp, which does the same with units.
#pragma once

#include "payoff/panel.hpp"

namespace payoff {

struct AdjustedArms {
  struct Line {
    double slope = 0, weight = 0, tilt = 0, leverage = 0, centring = 0;
  };
  Line comparison, treated;
  double shift = 0, mean_x = 0;
  std::size_t parameters = 0;
};

AdjustedArms adjusted_arms(const MetricMoments& arms, bool slopes_by_arm);

// Whether any unit was seen on both sides of the rollout.
bool any_followed(const MetricMoments& arms);

// Whether the past can adjust unasked: in both arms enough units have one, and it differs between them.
bool past_can_adjust(const MetricMoments& arms);

// The past of those of an arm who were followed: x_i, less the mean of all.
struct FollowedPast {
  double count = 0, mean = 0, variance = 0;
};
FollowedPast followed_past(const ArmMoments& arm);

}  // namespace payoff
