// The sheets of a workbook that a study reads, each as a CSV copy.
#pragma once

#include <string>
#include <vector>

#include "ingest/source/readable.hpp"

namespace payoff {

// sheet: a name, "*" = all that hold rows, empty = the one that does; sheets that are hidden count only by name. range:
// "A3:H200", "A:H", or empty = all cells. Lines are rows of the sheet. Throws Error(usage) for a sheet that is not there and
// where several hold rows and none is named; Error(data) for a damaged workbook and one without rows.
std::vector<ReadableFile> readable_sheets(const ReadableFile& file, const std::string& sheet, const std::string& range,
                                          const Context& context);

}  // namespace payoff
