// The effect by period since adoption, before (leads) and after (lags), and what the leads say.
#pragma once

#include "measure/rollout/one_date/absorbed_regression.hpp"
#include "payoff/measure.hpp"

namespace payoff {

// Fills path, pre_trend_p, sensitivities and the diagnostics pre_trend, max_lead_share and pre_trend_power of a did
// effect.
// adoption: first period with the tool; reference: the period, by its index, that the others are compared with.
void add_event_study(Effect& effect, const Panel& panel, const AbsorbedDesign& did, int adoption, std::size_t reference,
                     const Context& context = {});

// The last period before the rollout in which both groups were seen. Any other would be aliased, and the last lag, with
// the effect in it, would become the reference in its place.
std::size_t last_compared(const AbsorbedRegression& regression, const AbsorbedDesign& did);

}  // namespace payoff
