// JSON with comments, read so that nothing in it can end the program.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace payoff {

// Throws Error(usage) at `path`, and its line, for what is not JSON, nested deeper than 64 brackets, or no double.
nlohmann::ordered_json parse_json(const std::string& text, const std::string& path);

}  // namespace payoff
