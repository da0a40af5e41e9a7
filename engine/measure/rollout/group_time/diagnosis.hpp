// What a sceptic asks of group-time effects: who is left out and why, and what the leads say.
#pragma once

#include <string>
#include <vector>

#include "measure/diagnosis/event_path.hpp"
#include "measure/rollout/group_time/aggregate.hpp"

namespace payoff {

// No unit was seen in two periods: repeated cross-sections.
bool seen_once(const CohortPanel& panel);

// Throws Error(method) where no cohort has an effect, with the reason.
void require_effects(const Panel& panel, const CohortPanel& cohorts, const GroupTime& fit);

// Units and clusters of a cohort, without its effect.
Cohort count_cohort(const CohortPanel& panel, std::size_t cohort);

// Why a cohort has no effect in any period.
std::string why_no_effect(const Panel& panel, const CohortPanel& cohorts, const GroupTime& fit, std::size_t cohort);

// Why a headline has no interval, in its estimates and message. lone: one cluster of adopters.
void explain_no_interval(Effect& effect, bool lone);

// The headline as weights of the path: sums to 1 over event times from 0 on. Empty for averages by cohort or calendar,
// which are no means of the path.
std::vector<double> path_target(const CohortPanel& panel, const GroupTime& fit, Aggregation kind,
                                const std::vector<int>& event_times);

// Level-scale mean of the treated with the tool over exp(ATT).
double log_baseline(const Panel& panel, const CohortPanel& cohorts, const Question& question, double att);

// Adopters without a period before; cells without an estimate.
void add_facts(Effect& effect, const Panel& panel, const CohortPanel& cohorts, const GroupTime& fit);

}  // namespace payoff
