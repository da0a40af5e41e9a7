// A straight line through the leads, carried on to the follow-up: what the effect would be if the groups had gone on moving
// apart as they did before.
//
// Formula   s = sum of w_j beta_j,  w_j = (t_j - mean t) / sum (t - mean t)^2, over the leads and the reference, where beta
//           is 0;  var = w' V w.  Carried on: s times the periods between the headline's "after" and "before".
//           Less the trend: the headline - s times that distance, with variance (a - h w)' V (a - h w), a the headline's
//           weights of the path, h the distance. t.
// Refuses   fewer than two leads: nothing.
// Source    Dobkin, Finkelstein, Kluender & Notowidigdo (2018), section III; Rambachan & Roth (2023), on why a line is one
//           guess of many.
#pragma once

#include <optional>

#include "measure/diagnosis/event_path.hpp"

namespace payoff {

std::optional<EarlierTrend> earlier_trend(const EventPath& path, const Effect& effect, double distance);

}  // namespace payoff
