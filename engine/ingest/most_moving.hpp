// The few units that move the difference of an experiment's arms most, asked of the database, and the arms without them.
//
// Formula   that of measure/influence.hpp: unit i moves it by +-(v_i - m_a D_i) / sum of D over its arm a.
#pragma once

#include "ingest/strata.hpp"

namespace payoff {

// Adds MetricMoments::without_most of each primary metric. Two questions for each of these.
void add_without_most(OpenSource& source, const MomentsQuery& query, const std::vector<MetricSource>& metrics,
                      const StrataDeviations& deviations, std::vector<MetricMoments>& moments,
                      std::vector<std::string>& sql);

}  // namespace payoff
