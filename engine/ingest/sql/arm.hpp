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

// What is known of a row's group (and of the step of its date, and whether its adoption is a word for never) is one number, the sum of these, so that a cell keeps one
// column of it: which of them any of its rows has. The arm weighs most; without a label it is the comparison.
namespace arm_code {
inline constexpr int comparison = 1, spelled_otherwise = 2, perhaps_no_label = 4, off_step = 8, treated = 16,
                     said_never = 32;
}

// SQL of 1 (treated), 0 (comparison) or NULL, of the SQL of a code.
std::string arm_of_code(const std::string& code);

// SQL of the code; NULL where the row is of neither arm, has no label, or sums up others. Labels are texts: '1', '01' and
// '1.0' are three; but where the data have no '1', '1.0' stands for it. Where no label is the study's to the letter, case,
// blanks and the spellings of yes and no do not count, unless as_written.
std::string arm_by_group(OpenSource& source, const std::string& group_sql, const Rollout& rollout,
                         const ArmRules& rules);

}  // namespace payoff
