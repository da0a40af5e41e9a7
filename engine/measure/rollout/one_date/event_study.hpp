// The effect by period since adoption, before (leads) and after (lags), and what the leads say.
#pragma once

#include "measure/rollout/one_date/absorbed_regression.hpp"
#include "payoff/measure.hpp"

namespace payoff {

struct EventStudy {
  const AbsorbedDesign& did;
  int adoption = 0;           // first period with the tool
  std::size_t reference = 0;  // the period, by its index, that the others are compared with
  Quantile quantile = Quantile::t;
  ParametersCounted counted = ParametersCounted::nested;
};

// Fills path, pre_trend_p, sensitivities and the diagnostics pre_trend, max_lead_share and pre_trend_power of a did
// effect.
void add_event_study(Effect& effect, const Panel& panel, const EventStudy& study, const Context& context = {});

// The last period before the rollout in which both groups were seen. Any other would be aliased, and the last lag, with
// the effect in it, would become the reference in its place.
std::size_t last_compared(const AbsorbedRegression& regression, const AbsorbedDesign& did);

}  // namespace payoff
