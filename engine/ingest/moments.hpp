// An experiment of more units than a machine holds: of its rows only the moments of its two groups are fetched.
#pragma once

#include "ingest/sql/panel_query.hpp"
#include "payoff/ingest.hpp"

namespace payoff {

// Throws Error(usage) for what only units can answer: clusters, covariates, use of the tool, observation, logs.
void require_moments_do(const Columns& columns, const Rollout& rollout, const std::vector<MetricSource>& metrics);

// Panel::moments, those of segments, its metrics without numbers, and the ledger, coding and SQL that go with them. Two
// passes over the rows: sums, then squares about the means, which loses no digit to the size of the numbers; with time one or
// two before them (arm_periods.hpp), with a past one after them (past.hpp); and more for each primary metric
// (most_moving.hpp, most_changed.hpp). Labels of units are taken as they are written.
Loaded load_moments(OpenSource& source, QueryParts parts);

}  // namespace payoff
