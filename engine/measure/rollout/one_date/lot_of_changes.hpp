// What a lot that drew clusters would have shown, from the change of each cluster.
#pragma once

#include "measure/experiment/randomization_inference.hpp"
#include "measure/rollout/one_date/absorbed_regression.hpp"

namespace payoff {

// A cluster's number is its mean after less its mean before the rollout.
Lot lot_of_changes(const Panel& panel, const AbsorbedRegression& regression);

}  // namespace payoff
