// The files of a run, before anybody writes them.
#pragma once

#include <string>
#include <vector>

#include "payoff/report.hpp"

namespace payoff {

// What a run writes: the documents in the formats that were asked for, their tables and pictures, the effects, and the rows
// that were rejected. In an anonymous study all formats, the others empty: what an earlier run left would name names.
// What several of them show is made once, then they are written side by side, on as many threads; 0 = all.
std::vector<ReportFile> files_of_run(const CaseStudy& result, const std::vector<std::string>& formats, int threads);

std::string rejected_rows(const Ledger& ledger);  // empty where there are none

}  // namespace payoff
