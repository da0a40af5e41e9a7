// Which share of the people has the tool in each month: the rollout as it happened, or as the study says that it will.
//
// Formula   reach_m = sum over starts of share * min(max(m - month, 0), 1),  m = 1 .. H
//           Month m ends m months after the first began, so that who begins within a month has the rest of it.
#pragma once

#include <vector>

#include "payoff/monetize.hpp"

namespace payoff {

// (H + 1) The first is 0: on its first day nobody has had the tool.
std::vector<double> reach_by_month(const std::vector<Start>& rollout, int horizon_months);

// As those of the study began; all at once where their dates are not known. Where there are bills, which are those people's,
// whoever else there is begins after the last of them.
std::vector<Start> rollout_of(const Effect& effect, const Assumptions& assumptions);

// The assumptions with the rollout that they mean.
Assumptions with_rollout(const Effect& effect, const Assumptions& assumptions);

}  // namespace payoff
