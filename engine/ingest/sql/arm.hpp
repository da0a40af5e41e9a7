// Which arm a row is of, by the label of its group.
#pragma once

#include <string>

#include "ingest/source/source.hpp"
#include "payoff/ingest.hpp"

namespace payoff {

// SQL of 1 (treated), 0 (comparison) or NULL (neither, or a row that sums up others); 3 and 2 are the same for a label that
// is spelled otherwise than the study spells it. Labels are texts: '1', '01' and '1.0' are three; but where the data have no
// '1', '1.0' stands for it. Where no label is the study's to the letter, case, blanks and the spellings of yes and no do
// not count, unless as_written.
std::string arm_by_group(OpenSource& source, const std::string& group_sql, const Rollout& rollout, bool as_written,
                         bool keep_totals);

}  // namespace payoff
