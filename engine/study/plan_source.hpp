// The key "data" of study.json, and tables beside it: where the rows are, and what they look up.
#pragma once

#include <filesystem>

#include "study/node.hpp"

namespace payoff {

// Files are relative to this folder. A frame stands in place of what the study says of the table of its name.
Source read_source(const Node& data, const std::filesystem::path& folder, const Frames& frames);

// A table of its own beside the rows; of a database it is the one of the rows.
Source read_table_beside(const Node& table, const Source& rows, const std::filesystem::path& folder);

}  // namespace payoff
