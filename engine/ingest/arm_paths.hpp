// The path of an experiment's effect by period, where its units stay in the database.
#pragma once

#include <string>
#include <vector>

#include "ingest/arm_periods.hpp"
#include "ingest/source/source.hpp"
#include "ingest/sql/path_query.hpp"

namespace payoff {

// Fills ArmMoments::path (moments of all units, their past known) by two questions: the first about the arms' means by
// period, the second about those that it finds.
void add_arm_paths(OpenSource& source, const PathQuery& query, const QueryParts& parts, const ArmPeriods& periods,
                   std::vector<MetricMoments>& moments, std::vector<std::string>& sql);

}  // namespace payoff
