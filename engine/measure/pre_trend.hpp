// Were all leads 0? The joint test, and the largest lead, of every estimator that has a path.
//
// Formula   Hotelling's T squared for two groups of clusters: F = b' S^-1 b (G - 1 - q) / (G q) on q and G - 1 - q degrees
//           of freedom, S the covariance without its factor for small samples. (F = b' V^-1 b / q on q and G - 1 rejects
//           in half of all studies without a pre-trend when 11 leads meet 24 clusters.)
// Refuses   too few clusters for the leads, or leads that determine one another: pre_trend_p is NaN.
// Limits    a test that finds nothing has not shown parallel paths: the smallest lead it would have found is named.
// Source    Hotelling (1931); Roth (2022), Pretest with caution.
//
// Notation  G clusters   q leads   V their covariance (q x q)
#pragma once

#include <cstddef>

#include "measure/event_path.hpp"

namespace payoff {

struct LeadRule {
  std::size_t clusters = 0;
  double small_sample_factor = 1;     // what the path's covariance was multiplied by: V = factor x S
  std::size_t clusters_per_lead = 1;  // more than this times (leads + 1) are needed
};

// Sets pre_trend_p; adds the diagnostics "pre_trend" and "max_lead_share". Leads without an estimate are left out.
void add_pre_trend(Effect& effect, const EventPath& path, const LeadRule& rule);

}  // namespace payoff
