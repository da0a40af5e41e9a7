// The few units whose change from their own past moves the difference of an experiment's arms most, and the arms without
// them, adjusted anew.
//
// Formula   that of measure/influence.hpp: unit i moves it by +-D_i (v_i - x_i - m_a) / sum of D over its arm a, where x_i is
//           its own value before the rollout, 0 for who has none, and m_a the mean of v_i - x_i in the arm.
#pragma once

#include "ingest/strata.hpp"

namespace payoff {

// Adds MetricMoments::without_most of each primary metric of which units were followed: eight questions for each of these.
// tenths: see MomentsQuery::sums(). Where units have no labels none is told from another, and nothing is added.
void add_without_most_changed(OpenSource& source, const MomentsQuery& query, const QueryParts& parts,
                              const std::vector<Tenths>& tenths, std::vector<MetricMoments>& moments,
                              std::vector<std::string>& sql);

}  // namespace payoff
