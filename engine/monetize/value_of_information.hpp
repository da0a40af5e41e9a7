// What it would be worth to know before deciding: everything, the effects alone, or what some more weeks would show of them.
//
// Formula   V = E max(E(NPV | what is known), 0) - max(E NPV, 0): who knew would not begin where it is below 0
//           the effects: E(NPV | effects) is the NPV at the means of all else, which is a product of independent numbers
//           w more weeks after T: what is then known of an effect is its estimate + sqrt(w / (T + w)) of its error, if
//           information grows with the weeks; it grows slower, so that this is the most
// Source    Howard (1966), Information value theory, IEEE Transactions on Systems Science 2; Raiffa & Schlaifer (1961),
//           Applied statistical decision theory, chapter 5
#pragma once

#include "monetize/joint_draw.hpp"

namespace payoff {

// Of everything: from the draws themselves.
Quantity value_of_certainty(const std::vector<double>& npv);

Quantity value_of_effects(const CashModel& model, const JointDraw& joint);

// Missing where it is not known how long the follow-up was.
Quantity value_of_weeks(const CashModel& model, const JointDraw& joint, double more, double weeks_after);

}  // namespace payoff
