// The path of an answer by placebo rank: the same differences, period by period, and what the leads say.
//
// Estimand  that of placebo_rank.hpp in each period: the change of the one from the reference less that of the others.
// Formula   z_g of a period is the cluster's mean in it less its mean in the reference. Leads jointly: the sum of the
//           squares of the one's leads among those of all G placements; p is the share at least as large.
// Error     of each period by inversion, as the answer's; none with too few clusters.
// Refuses   a cluster not seen in a period takes no part there; in the test of the leads it must be seen in all.
// Source    Abadie, Diamond & Hainmueller (2010), JASA 105(490), section 2.4: the fit before the rollout, ranked.
//
// Notation  G clusters   z_g number of a cluster
#pragma once

#include "measure/rollout/one_date/absorbed_regression.hpp"
#include "payoff/measure.hpp"

namespace payoff {

// Fills path, pre_trend_p and the diagnostic pre_trend. reference: the period, by its index, that the others start from.
void add_placebo_path(Effect& effect, const Panel& panel, const AbsorbedRegression& regression, std::size_t reference,
                      const Context& context);

}  // namespace payoff
