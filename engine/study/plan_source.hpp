// The key "data" of study.json: where the rows are, and what they look up.
#pragma once

#include <filesystem>

#include "study/node.hpp"

namespace payoff {

// Files are relative to this folder.
Source read_source(const Node& data, const std::filesystem::path& folder);

}  // namespace payoff
