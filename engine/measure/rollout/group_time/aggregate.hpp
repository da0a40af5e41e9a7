// Averages of group-time effects, each with what its variance needs.
//
// Formula   theta = sum_k p_k ATT_k / sum_k p_k over the cells it keeps, p the cohort's share of units.
//           It moves with every ATT_k by p_k / sum p, and with the share of cohort g by
//           sum over its cells (ATT_k - theta) / sum p: shares are estimated too (C&S 2021, section 4.3).
#pragma once

#include <functional>
#include <vector>

#include "measure/rollout/group_time/group_time.hpp"

namespace payoff {

enum class Aggregation { simple, dynamic, group, calendar };

struct GroupTimeAggregate {
  GroupTimeTarget overall;
  std::vector<int> key;               // event time, cohort's period, calendar period; ascending
  std::vector<GroupTimeTarget> each;  // (keys); a reference period is 0 with an empty loading
};

// Event time of a cell: periods of the calendar since adoption.
int event_time(const CohortPanel& panel, const GroupTimeCell& cell);

// dynamic: its overall is the mean over event times from 0 on; group: over cohorts by their share; calendar: over
// periods. Cells without an estimate are left out. Of levels: the mean outcome of adopters over the same cells with the
// same weights.
enum class AveragedOf { effects, levels };
enum class Loadings { all, none };  // none: values alone, for estimates that are made again and again
GroupTimeAggregate aggregate(const CohortPanel& panel, const GroupTime& fit, Aggregation kind,
                             AveragedOf of = AveragedOf::effects, Loadings wanted = Loadings::all);

// One cell by itself.
GroupTimeTarget cell_target(const GroupTime& fit, std::size_t cell);

// sum of c_j target_j.
GroupTimeTarget linear_combination(const std::vector<const GroupTimeTarget*>& targets, const std::vector<double>& c);

}  // namespace payoff
