// Where two JSON values differ.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "payoff/compare.hpp"

namespace payoff {

// On one line; what is no UTF-8 is replaced.
std::string dumped(const nlohmann::ordered_json& value);

// Every leaf that is not the same, by its path: "money.costs[0].name". 1 and 1.0 are the same.
std::vector<ComparedValue> differences_of(const nlohmann::ordered_json& then, const nlohmann::ordered_json& now);

}  // namespace payoff
