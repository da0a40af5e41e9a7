// Labels as people type them: which are the same, and which sum up others.
#pragma once

#include <string>

namespace payoff {

// SQL of a label without what people do not mean by it: blanks at its ends, several in a row, case, and the two ways in
// which Unicode writes an accent.
std::string folded_label(const std::string& label);

// The same of a text; letters beyond ASCII are left as they are.
std::string folded_text(std::string_view label);

// SQL of whether a label says that its row sums up others: Total, Grand total, Summe, ...
std::string is_total(const std::string& label);
bool is_total_text(std::string_view label);

// SQL that holds of each label of which is_total_text() does, and of few others.
std::string may_be_total(const std::string& label);

}  // namespace payoff
