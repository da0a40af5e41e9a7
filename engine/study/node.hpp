// One JSON object of the study file, which knows its place and refuses unknown keys.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/suggestion.hpp"
#include "payoff/error.hpp"
#include "payoff/ingest.hpp"

namespace payoff {

using Json = nlohmann::ordered_json;

inline std::string shown(const Json& value) {
  const std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.size() > 60 ? text.substr(0, 57) + "..." : text;
}

// One JSON object and where it stands.
class Node {
 public:
  Node(const Json& value, Place place, const std::vector<std::string>& keys) : value_(value), place_(std::move(place)) {
    if (!value.is_object()) throw wrong(place_, value, "an object");
    for (const auto& [key, unused] : value.items())
      if (std::ranges::find(keys, key) == keys.end())
        throw Error(ErrorKind::usage, path(key), "key '" + key + "' is not known here", suggestion(key, keys));
  }

  static Error wrong(const Place& place, const Json& value, const std::string& rule) {
    return Error(ErrorKind::usage, place, "value is " + shown(value) + ", but must be " + rule);
  }
  Place path(const std::string& key) const {
    return {.key = place_.key.empty() ? key : place_.key + "." + key, .file = place_.file};
  }
  Place path(const std::string& key, std::size_t index) const { return path(fmt::format("{}[{}]", key, index)); }
  bool has(const std::string& key) const { return value_.contains(key) && !value_[key].is_null(); }
  const Json& at(const std::string& key) const { return value_[key]; }

  // Text; numbers and truth values are taken as written, since column values may be either.
  std::string text(const std::string& key, const std::string& fallback = "") const {
    if (!has(key)) return fallback;
    const Json& found = value_[key];
    if (found.is_string()) return found.get<std::string>();
    if (found.is_number() || found.is_boolean()) return found.dump();
    throw wrong(path(key), found, "text");
  }
  std::string required(const std::string& key, const std::string& why) const {
    if (!has(key)) throw Error(ErrorKind::usage, place_, "'" + key + "' is missing", why);
    return text(key);
  }
  double number(const std::string& key, double fallback) const {
    if (!has(key)) return fallback;
    if (!value_[key].is_number()) throw wrong(path(key), value_[key], "a number");
    return value_[key].get<double>();
  }
  // A whole number in least .. most.
  std::int64_t whole(const std::string& key, std::int64_t fallback, std::int64_t least, std::int64_t most) const {
    if (!has(key)) return fallback;
    const Json& found = value_[key];
    const bool good =
        found.is_number_integer() && found.get<std::int64_t>() >= least && found.get<std::int64_t>() <= most;
    if (!good) throw wrong(path(key), found, fmt::format("a whole number from {} to {}", least, most));
    return found.get<std::int64_t>();
  }
  bool flag(const std::string& key, bool fallback) const {
    if (!has(key)) return fallback;
    if (!value_[key].is_boolean()) throw wrong(path(key), value_[key], "true or false");
    return value_[key].get<bool>();
  }
  template <typename T>
  T choice(const std::string& key, const std::vector<std::pair<std::string, T>>& choices, T fallback) const {
    if (!has(key)) return fallback;
    const std::string found = text(key);
    std::vector<std::string> names;
    for (const auto& [name, meaning] : choices) {
      if (name == found) return meaning;
      names.push_back(name);
    }
    throw Error(ErrorKind::usage, path(key),
                "value is '" + found + "', but must be one of " + fmt::format("{}", fmt::join(names, ", ")),
                suggestion(found, names));
  }
  // One of an enumeration's values, by its name().
  template <typename T>
  T value(const std::string& key, std::span<const T> values, T fallback) const {
    std::vector<std::pair<std::string, T>> choices;
    for (const T each : values) choices.emplace_back(name(each), each);
    return choice(key, choices, fallback);
  }
  // One text, or a list of texts.
  std::vector<std::string> texts(const std::string& key) const {
    if (!has(key)) return {};
    const Json& found = value_[key];
    if (found.is_string()) return {found.get<std::string>()};
    std::vector<std::string> all;
    if (!found.is_array()) throw wrong(path(key), found, "text or a list of texts");
    for (const Json& each : found) {
      if (!each.is_string()) throw wrong(path(key), each, "text");
      all.push_back(each.get<std::string>());
    }
    return all;
  }
  // A list of columns, or an object of name: SQL expression.
  std::vector<NamedExpression> expressions(const std::string& key) const {
    std::vector<NamedExpression> all;
    if (has(key) && value_[key].is_object()) {
      const Node named(value_[key], path(key), keys_of(value_[key]));
      for (const auto& [name, unused] : value_[key].items())
        all.push_back({name, named.text(name), named.path(name).key});
    } else {
      const bool list = has(key) && value_[key].is_array();
      for (const std::string& column : texts(key))
        all.push_back({column, column, (list ? path(key, all.size()) : path(key)).key});
    }
    return all;
  }
  static std::vector<std::string> keys_of(const Json& object) {
    std::vector<std::string> keys;
    for (const auto& [key, unused] : object.items()) keys.push_back(key);
    return keys;
  }

 private:
  const Json& value_;
  Place place_;
};

}  // namespace payoff
