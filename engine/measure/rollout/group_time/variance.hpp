// From the influence of units to variances: summed by cluster, for any averages of group-time effects.
#pragma once

#include <functional>
#include <vector>

#include "measure/rollout/group_time/aggregate.hpp"

namespace payoff {

// sum over clusters of (sum of influence)(sum of influence)': (m x m), without a correction for few clusters.
std::vector<double> influence_covariance(const CohortPanel& panel, const GroupTime& fit, const Targets& targets,
                                         const Context& context = {});

// Influence summed by cluster: (G x m) by rows.
std::vector<double> cluster_influence(const CohortPanel& panel, const GroupTime& fit, const Targets& targets,
                                      const Context& context = {});

// Few units for so many targets: their influence is kept whole, as that of clusters is.
bool has_few_units(const CohortPanel& panel, const Targets& targets);

// All leads are 0: W = b'V^-1 b, chi squared with df of the rank of V; NaN where there is no lead.
struct PreTest {
  double statistic = missing, p = missing;
  std::size_t df = 0;
};
PreTest pre_test(const CohortPanel& panel, const GroupTime& fit);

// Units in pieces of one cohort and at most 65,536 units.
struct UnitPiece {
  std::size_t cohort, begin, end;
};
std::vector<UnitPiece> pieces_of(const CohortPanel& panel);

// The sum of so many numbers over all pieces: add(rows, p, piece, sum) adds those of piece p, whose cohort the rows have
// entered. Pieces are summed in runs, and runs in order, so that the answer is the same on any number of threads.
using AddPiece =
    std::function<void(const InfluenceRows& rows, std::size_t p, const UnitPiece& piece, std::vector<double>& sum)>;
std::vector<double> sum_over_pieces(const CohortPanel& panel, const GroupTime& fit, const Targets& targets,
                                    std::size_t numbers, const Context& context, const AddPiece& add);
inline constexpr std::size_t units_at_once = 512;

}  // namespace payoff
