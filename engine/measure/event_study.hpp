// The effect by period since adoption, before (leads) and after (lags), and what the leads say.
#pragma once

#include "measure/absorbed_regression.hpp"
#include "payoff/measure.hpp"

namespace payoff {

// Fills path, pre_trend_p and the diagnostics pre_trend and max_lead_share of a did effect.
// adoption: first period with the tool.
void add_event_study(Effect& effect, const Panel& panel, const Question& question, const AbsorbedDesign& did,
                     int adoption);

}  // namespace payoff
