// PDF of Typst sources, by what there is on this machine: the program typst, or its Python module.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "payoff/report.hpp"

namespace payoff {

// Beside every "x.typ" among these files, which are in the folder, its "x.pdf", all or none: the paths. Nothing without
// typst; those of an earlier run go then. It is PDF/UA-1, which can be heard; where a letter is in no font of this machine,
// a tagged PDF that claims less. Throws Error(source) with what typst said.
std::vector<std::string> write_pdfs(std::span<const ReportFile> files, const std::string& folder);

}  // namespace payoff
