// Were all leads 0? The joint test, and the largest lead, of every estimator that has a path.
//
// Formula   Hotelling's T squared for two groups of clusters: F = b' S^-1 b (G - 1 - q) / (G q) on q and G - 1 - q degrees
//           of freedom, S the covariance without its factor for small samples. (F = b' V^-1 b / q on q and G - 1 rejects
//           in half of all studies without a pre-trend when 11 leads meet 24 clusters.)
//           A path of infinite df is normal: b' V^-1 b / q is then chi squared / q.
//           Many leads on few adopting clusters are first averaged in blocks of neighbours (EventPath::lead_blocks).
// Refuses   too few clusters for the leads, or leads that determine one another: pre_trend_p is NaN.
// Limits    a test that finds nothing has not shown parallel paths: the smallest lead it would have found is named.
// Source    Hotelling (1931); Roth (2022), Pretest with caution.
//
// Notation  G clusters   q leads   V their covariance (q x q)
#pragma once

#include <cstddef>
#include <vector>

#include "measure/diagnosis/event_path.hpp"

namespace payoff {

struct LeadRule {
  std::size_t clusters = 0;
  double small_sample_factor = 1;  // what the path's covariance was multiplied by: V = factor x S
};

// The leads as the test sees them: points with an estimate, averaged in blocks where the path asks for it.
struct Leads {
  std::size_t points = 0;                          // before they were averaged
  std::vector<double> time, estimate, covariance;  // (q), (q), (q x q); periods since the reference, < 0
};
Leads leads_of(const EventPath& path);

// Sets pre_trend_p; adds the diagnostics "pre_trend", "clear_lead" and "max_lead_share". Leads without an estimate are left out.
void add_pre_trend(Effect& effect, const EventPath& path, const LeadRule& rule);

}  // namespace payoff
