// What one unit, ten units, or one cluster move the answer: an effect that one person carries is one person's.
//
// Formula   influence of unit i  psi_i = +-(d_i - mean of its arm) D_i / sum of D over the arm, d_i its mean after the rollout
//           less its mean before (where it was seen then), D_i its denominators after it (1 where the metric is no ratio);
//           of a cluster the sum. Those whose psi has most of the effect's own sign are left out, and the method answers again.
// Why so    The ranking is that of a difference of means of changes, exact for none of the other methods; the answers
//           without the units are the methods' own.
#pragma once

#include "payoff/measure.hpp"

namespace payoff {

// Adds the alternatives "without the unit that moves it most", "without the ten units ..." (from 100 units on) and "without
// the cluster ..." (where clusters are declared), of primary metrics. Not where too few units would be left.
void add_influence(Effect& effect, const Panel& panel, const Question& question, const Context& context);

}  // namespace payoff
