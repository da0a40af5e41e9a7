// Which arm a row is of, by the label of its group.
#pragma once

#include <string>
#include <vector>

#include "ingest/source/source.hpp"
#include "payoff/ingest.hpp"

namespace payoff {

struct ArmRules {
  bool as_written = false, keep_totals = false;
  std::vector<std::string> missing{};  // spellings of no label
  bool may_be_missing = false;         // else they are of the comparison, as the only ones there
};

// SQL of 1 (treated), 0 (comparison) or NULL (neither, no label, or a row that sums up others); 3 and 2 are the same for a
// label that is spelled otherwise than the study spells it, 4 is the comparison under a label that may mean that there is
// none. Labels are texts: '1', '01' and '1.0' are three; but where the data have no
// '1', '1.0' stands for it. Where no label is the study's to the letter, case, blanks and the spellings of yes and no do
// not count, unless as_written.
std::string arm_by_group(OpenSource& source, const std::string& group_sql, const Rollout& rollout,
                         const ArmRules& rules);

}  // namespace payoff
