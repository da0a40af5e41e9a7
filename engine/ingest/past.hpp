// What each unit of an experiment adds to a difference that is adjusted for its past, where units stay in the database.
#pragma once

#include <string>
#include <vector>

#include "ingest/source/source.hpp"
#include "ingest/sql/moments_query.hpp"

namespace payoff {

// The moments of all units (stratum 0), or of those with a label of segment stratum - 1.
struct StratumMoments {
  std::size_t stratum = 0;
  std::string label;
  std::vector<MetricMoments>* moments = nullptr;  // (metrics)
};

// MetricMoments::adjusted, where the past can adjust: one question more, of all strata together.
void add_adjusted(OpenSource& source, const MomentsQuery& query, const std::vector<StratumMoments>& strata,
                  std::vector<std::string>& sql);

}  // namespace payoff
