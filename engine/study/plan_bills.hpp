// The key "money.bills" of study.json: what was paid, and how it goes on.
#pragma once

#include "payoff/study.hpp"
#include "study/node.hpp"

namespace payoff {

// rows: where the data are; files are relative to the folder.
std::vector<StudyBill> read_bills(const Node& money, const Source& rows, const std::filesystem::path& folder);

}  // namespace payoff
