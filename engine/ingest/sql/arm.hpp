// Which arm a row is of, by the label of its group.
#pragma once

#include <string>

#include "ingest/source/source.hpp"
#include "payoff/ingest.hpp"

namespace payoff {

// SQL of 1 (treated), 0 (comparison) or NULL (neither). Labels are texts: '1', '01' and '1.0' are three; but where the
// data have no '1', '1.0' stands for it, and truth values are compared in any case.
std::string arm_by_group(OpenSource& source, const std::string& group_sql, const Rollout& rollout);

}  // namespace payoff
