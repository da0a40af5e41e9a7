// The difference between two arms, period by period: an experiment's own path, so that what fades, or begins late, is seen
// where the groups were drawn by lot, too.
//
// Formula   beta_t = R_T(t) - R_C(t), the arms' means of period t (ratio metrics: sum over sum), of the units seen in it;
//           psi_i(t) = +-d_i(t) / n_g(t), d the linearised deviation (unit_sums.hpp), 0 where the unit was not seen;
//           V_ts = sum over arms of G / (G - 1) sum over clusters of (sum psi(t)) (sum psi(s)).  t with
//           Welch's degrees of freedom for two arms of so many clusters that vary alike.
// Past      where units were seen before the rollout, y less b (x_i - mean x) takes the place of y in the periods after it, x
//           the unit's own mean before, b the slope within the arms of its mean after on x (CUPED).
// Refuses   before/after totals, one cluster in an arm, fewer than three periods after the rollout: an empty path.
#pragma once

#include "measure/answer/options.hpp"
#include "measure/answer/sample.hpp"
#include "measure/diagnosis/event_path.hpp"

namespace payoff {

inline constexpr std::size_t least_lags = 3;  // periods after the rollout

EventPath arm_path(const Panel& panel, std::size_t metric, const Sample& sample);

// Its points, and what they say of the effect's course.
void add_arm_path(Effect& effect, const Panel& panel, std::size_t metric, const Sample& sample,
                  Quantile quantile = Quantile::t);

}  // namespace payoff
