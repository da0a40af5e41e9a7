// Did what is counted, or how it is written down, change with the tool? Then the change may be one of the record.
//
// Formula   volume   v_i = log of the rows (ratio metrics: denominators) a period of unit i after the rollout over those
//                    before it; volume = mean of the treated - mean of the others. Without a past: of the logs after it.
//                    With one cluster in an arm its rank among all (placebo_rank.hpp), else
//                    psi = +-(v_i - mean of its arm) / n_arm, variance and degrees of freedom by arm (arm_variance).
//           form     for steps 1, 5, 10, 60, 0.25 and 0.5: the share of cells, 0 left out, that are multiples of it.
// Refuses   volume: cells of one row each, before/after totals; form: fewer than 30 cells on any side that is there.
#pragma once

#include <optional>

#include "payoff/measure.hpp"

namespace payoff {

Estimate volume_change(const Panel& panel, std::size_t metric, double level);
Estimate volume_change(const MetricMoments& arms, double level);  // without a past, of at least two units an arm

// Of all steps the one whose share changed most with the tool.
std::optional<Granularity> coarser_form(const Panel& panel, std::size_t metric);
std::optional<Granularity> coarser_form(const MetricMoments& arms);

}  // namespace payoff
