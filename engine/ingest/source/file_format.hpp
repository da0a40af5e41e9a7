// What the files of a study are.
#pragma once

#include <string>
#include <vector>

#include "ingest/source/readable.hpp"
#include "payoff/ingest.hpp"

namespace payoff {

// "csv", "parquet", "json" or "workbook": as the study says, else by the first file. Throws Error(data) where workbooks and
// other files are mixed, and Error(usage) for a sheet or a range of what is no workbook, and for rows of what is no JSON.
std::string format_of(const Source& source, const std::vector<ReadableFile>& files);

}  // namespace payoff
