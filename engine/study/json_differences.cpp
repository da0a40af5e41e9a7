#include "study/json_differences.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace payoff {
namespace {

using Json = nlohmann::ordered_json;

const Json* member(const Json* value, const std::string& key) {
  return value && value->contains(key) ? &value->at(key) : nullptr;
}

const Json* element_of(const Json* value, std::size_t i) {
  return value && i < value->size() ? &value->at(i) : nullptr;
}

// Of either, each once, in the order in which they stand.
std::vector<std::string> keys_of(const Json* then, const Json* now) {
  std::vector<std::string> keys;
  for (const Json* value : {then, now}) {
    if (!value) continue;
    for (const auto& [key, unused] : value->items())
      if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
  }
  return keys;
}

// Nothing stands for a value that one of them does not have.
void add_differences(const std::string& path, const Json* then, const Json* now, std::vector<ComparedValue>& found) {
  if (then && now && *then == *now) return;
  const auto either = [&](auto is) { return (!then || is(*then)) && (!now || is(*now)); };
  const auto size = [](const Json* value) { return value ? value->size() : 0; };
  const bool holds_some = size(then) + size(now) > 0;
  if (holds_some && either([](const Json& value) { return value.is_object(); })) {
    for (const std::string& key : keys_of(then, now))
      add_differences(path.empty() ? key : fmt::format("{}.{}", path, key), member(then, key), member(now, key), found);
  } else if (holds_some && either([](const Json& value) { return value.is_array(); })) {
    for (std::size_t i = 0; i < std::max(size(then), size(now)); ++i)
      add_differences(fmt::format("{}[{}]", path, i), element_of(then, i), element_of(now, i), found);
  } else {
    found.push_back({path, then ? dumped(*then) : "", now ? dumped(*now) : ""});
  }
}

}  // namespace

std::string dumped(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<ComparedValue> differences_of(const Json& then, const Json& now) {
  std::vector<ComparedValue> found;
  add_differences("", &then, &now, found);
  return found;
}

}  // namespace payoff
