// A name for a cell that a spreadsheet accepts.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace payoff {

// Letters, digits and underscores like the wish, no other cell's address ("A1", "R1C1"), and none of those taken, which it
// joins; taken: in lower case, for a spreadsheet takes no notice of it.
std::string unique_cell_name(std::string_view wish, std::set<std::string>& taken);

}  // namespace payoff
