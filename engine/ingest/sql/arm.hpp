// Which arm a row is of, by the label of its group.
#pragma once

#include <string>

#include "payoff/ingest.hpp"

namespace payoff {

// SQL of 1 (treated), 0 (comparison) or NULL (neither). Labels are texts: '01' and '1' are two, but a whole number may
// end with ".0", and truth values are compared in any case.
std::string arm_by_group(const std::string& group_sql, const Rollout& rollout);

}  // namespace payoff
