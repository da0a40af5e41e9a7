// Randomisation inference: what the other outcomes of the lot would have shown, had the tool done the same to everyone.
//
// Estimand  a constant effect tau on every cluster that was drawn, in units of the metric.
// Formula   One number z_g for each cluster. Under H0: tau = r all of z - r D is known, whoever had been drawn. The
//           statistic is t = (difference of the arms' means) / sqrt(s_T^2 / G_T + s_C^2 / G_C), studentised so that it
//           stays valid in large samples when the tool also changes the spread (Source 1); with one cluster in an arm,
//           which has no spread, the pooled variance. p is the share of all assignments of G_T of the G clusters with
//           |t*| >= |t|, the data's among them: all where there are at most 19,999 or one cluster is drawn, else as
//           many drawn.
// Interval  all r with p > 1 - level, by inversion (fit/wild/null_inversion.hpp): z - r D = e + d D with e = z - b D and
//           d = b - r, so numerator and variance of every assignment are polynomials of d.
// Assumes   whole clusters were drawn by lot, every set of G_T equally likely; nothing else: p is exact for no effect
//           at all (the sharp null).
// Refuses   clusters in both arms; an interval when the assignments are fewer than 1 / (1 - level): its reason says so.
// Limits    every cluster counts the same, whatever its size: the estimate may differ from one that weighs people.
// Source    1 Chung & Romano (2013), Exact and asymptotically robust permutation tests, Annals of Statistics 41(2).
//           2 Imbens & Rubin (2015), Causal inference for statistics, social and biomedical sciences, chapter 5.
// Checked   by full enumeration written out, and by exact rejection rates under every lot.
//
// Notation  G clusters   D drawn, 0/1 (G)   b difference of the arms' means
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "measure/experiment/regression_adjustment.hpp"
#include "payoff/measure.hpp"

namespace payoff {

inline constexpr std::size_t most_clusters_by_lot = 50;  // from here on it is not offered

// What the lot drew: one number for each cluster.
struct Lot {
  std::vector<double> value;    // (G)
  std::vector<char> treated{};  // (G)
  std::size_t mixed = 0;        // clusters with units in both arms: they were not drawn as a whole

  std::size_t drawn() const;  // G_T
};

// The arms in which the units of a cluster were seen.
struct ArmsSeen {
  bool treated = false, comparison = false;

  void see(bool is_treated) { (is_treated ? treated : comparison) = true; }
};

Lot lot_of(const std::vector<double>& value, const std::vector<ArmsSeen>& arms);  // (G) both; NaN = not in it
Lot lot_of(const ArmSample& sample);                                              // mean of the units' outcomes

// p and interval; a reason where there is none, and then no se. se is that of the statistic, df does not apply.
Estimate randomization_test(const Lot& lot, double level, std::string unit, const Context& context = {});

// The same beside another answer.
Alternative randomization_alternative(const Effect& effect, const Lot& lot, const Context& context);

}  // namespace payoff
