// One cluster (or unit) in an arm: its rank among all clusters, each in turn put in its place.
//
// Estimand  a constant effect on the one treated cluster, in units of the metric; where the comparison is a single
//           cluster, on those with the tool.
// Formula   one number z_g for each cluster, the statistic of randomization_inference.hpp for each of the G placements
//           of the one; p is the share of placements with |t*| >= |t|, the data's among them. With one cluster in an
//           arm |t| orders the placements as |z_g - mean of the others|.
// Error     interval by inversion where 1 / G is at most 1 - level (20 clusters at 95 %); else none, and no standard
//           error: its reason names the rank. The standard error beside an interval is the pooled one of all clusters,
//           t with G - 2: for what draws from it.
// Assumes   by lot: nothing else. Without one: that any of the G could have been the one, so that without the tool its
//           number would have been one of theirs. The answer says which.
// Refuses   clusters with units in both arms; fewer than 3 clusters.
// Limits    p cannot be below 1 / G. Every cluster counts the same. Covariates take no part.
// Source    Conley & Taber (2011), Inference with difference in differences with a small number of policy changes,
//           Review of Economics and Statistics 93(1); Abadie, Diamond & Hainmueller (2010), Synthetic control methods
//           for comparative case studies, JASA 105(490), section 2.4; MacKinnon & Webb (2020), Randomization inference
//           for difference-in-differences with few treated clusters, Journal of Econometrics 218(2).
// Checked   by full enumeration written out; exact rejection rates over all placements of fixed outcomes.
//
// Notation  G clusters   z_g number of a cluster
#pragma once

#include <string>
#include <vector>

#include "measure/answer/sample.hpp"
#include "measure/experiment/randomization_inference.hpp"

namespace payoff {

// The answer rests on one cluster in an arm: nothing beside it may have errors built on that one.
bool is_ranked(const Effect& effect);

// One arm is a single cluster, the other holds at least two, and no cluster is of both.
bool is_lone(const Lot& lot);

// The mean of each cluster's units. value: (units) NaN = not in it; weight: (units) empty = all alike.
Lot lot_of_units(const Panel& panel, const std::vector<double>& value, const std::vector<double>& weight = {});

// p by rank; where there are enough clusters an interval, else no standard error, and a reason that names the rank.
Estimate placebo_test(const Lot& lot, double level, std::string unit, const Context& context = {});

// The same as the answer; the baseline is treated_mean less the effect. randomized: a lot decided which is the one.
// Throws Error(method) where there is no other placement. An outcome that does not vary makes it unusable.
void report_placebo_rank(Effect& effect, const Lot& lot, double treated_mean, bool randomized, const Context& context);

}  // namespace payoff
