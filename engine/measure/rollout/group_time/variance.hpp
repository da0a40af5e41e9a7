// From the influence of units to variances: summed by cluster, for any averages of group-time effects.
#pragma once

#include <vector>

#include "measure/rollout/group_time/aggregate.hpp"

namespace payoff {

using Targets = std::vector<const GroupTimeTarget*>;  // (m)

// sum over clusters of (sum of influence)(sum of influence)': (m x m), without a correction for few clusters.
std::vector<double> influence_covariance(const CohortPanel& panel, const GroupTime& fit, const Targets& targets,
                                         const Context& context = {});

// Influence summed by cluster: (G x m) by rows.
std::vector<double> cluster_influence(const CohortPanel& panel, const GroupTime& fit, const Targets& targets);

// All leads are 0: W = b'V^-1 b, chi squared with df of the rank of V; NaN where there is no lead.
struct PreTest {
  double statistic = missing, p = missing;
  std::size_t df = 0;
};
PreTest pre_test(const CohortPanel& panel, const GroupTime& fit);

// Units in pieces of one cohort and at most 65,536 units: what is summed piece by piece in order is the same on any
// number of threads.
struct UnitPiece {
  std::size_t cohort, begin, end;
};
std::vector<UnitPiece> pieces_of(const CohortPanel& panel);

// Visits the influence of a piece on the targets, a block of rows at a time: either features, with loadings still to
// be applied (features x m, by rows), or influence itself, whichever is narrower.
class InfluenceRows {
 public:
  InfluenceRows(const GroupTime& fit, const Targets& targets, std::size_t cohort);
  std::size_t columns() const { return columns_; }
  bool projected() const { return columns_ == targets_; }
  const std::vector<double>& projection() const { return projection_; }  // (features x m) by columns
  // (end - begin) x columns, by columns.
  void fill(std::size_t begin, std::size_t end, std::vector<double>& out) const;

 private:
  const GroupTimeInfluence& influence_;
  std::size_t cohort_, targets_, features_, columns_;
  std::vector<double> projection_;
};
inline constexpr std::size_t units_at_once = 512;

}  // namespace payoff
