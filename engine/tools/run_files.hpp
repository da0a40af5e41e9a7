// The files of a run, in the folder that was asked for.
#pragma once

#include <span>
#include <string>

#include "payoff/report.hpp"

namespace payoff {

std::string path_in(const std::string& folder, std::string_view file);

// Is it a table or a picture of a report, in a folder of its own?
bool is_beside(const ReportFile& file);

// All files of a run, by their names, in a folder that is made for them if need be: whole or not at all. A name that
// comes twice is one file. What is empty is not written: a list without rows, a workbook where there is no money. That
// of an earlier run would contradict this one and goes, as do the tables and pictures that an earlier report of the
// same name led to and this one does not.
void write_files(std::span<const ReportFile> all, const std::string& folder);

}  // namespace payoff
