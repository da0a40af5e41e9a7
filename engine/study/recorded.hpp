// One object of a results.json that may come from anyone: each value is looked at as it is taken.
#pragma once

#include <fmt/format.h>

#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "data/names.hpp"
#include "payoff/error.hpp"
#include "payoff/estimate.hpp"
#include "study/node.hpp"
#include "study/parse_json.hpp"

namespace payoff {

inline constexpr double most_counted = 9e18;  // below the largest 64-bit number

// The text of a results.json. Throws Error(source) for a file that cannot be read, or is none.
std::string recorded_text(const std::string& path);

class Recorded {
 public:
  // Throws Error(usage) where it is no object; the value must outlive this.
  Recorded(const Json& value, Place place) : value_(&value), place_(std::move(place)) {
    if (!value.is_object()) throw wrong(place_, value, "an object");
  }

  bool has(const std::string& key) const { return value_->contains(key) && !value_->at(key).is_null(); }

  bool is_object(const std::string& key) const { return at(key).is_object(); }

  Recorded object(const std::string& key) const { return {at(key), place(key)}; }

  std::vector<Recorded> list(const std::string& key) const {
    if (!at(key).is_array()) refuse(key, "a list");
    std::vector<Recorded> all;
    for (const Json& each : at(key)) all.emplace_back(each, place(fmt::format("{}[{}]", key, all.size())));
    return all;
  }

  std::string text(const std::string& key) const {
    if (!at(key).is_string()) refuse(key, "text");
    return at(key).get<std::string>();
  }

  bool flag(const std::string& key) const {
    if (!at(key).is_boolean()) refuse(key, "true or false");
    return at(key).get<bool>();
  }

  // null is `missing`.
  double number(const std::string& key, double least = -std::numeric_limits<double>::max(),
                double most = std::numeric_limits<double>::max()) const {
    if (at(key).is_null()) return missing;
    if (!at(key).is_number()) refuse(key, "a number or null");
    const double value = at(key).get<double>();
    if (!(value >= least && value <= most)) refuse(key, range(least, most));
    return value;
  }

  std::vector<double> numbers(const std::string& key) const {
    if (!at(key).is_array()) refuse(key, "a list of numbers");
    std::vector<double> all;
    for (const Json& each : at(key)) {
      if (!each.is_number()) refuse(key, "a list of numbers");
      all.push_back(each.get<double>());
    }
    return all;
  }

  std::vector<std::string> texts(const std::string& key) const {
    if (!at(key).is_array()) refuse(key, "a list of texts");
    std::vector<std::string> all;
    for (const Json& each : at(key)) {
      if (!each.is_string()) refuse(key, "a list of texts");
      all.push_back(each.get<std::string>());
    }
    return all;
  }

  std::int64_t whole(const std::string& key, double least, double most) const {
    if (!at(key).is_number()) refuse(key, "a whole number");
    const double value = number(key, least, most);
    if (at(key).is_number_integer()) return at(key).get<std::int64_t>();
    if (value != static_cast<double>(static_cast<std::int64_t>(value))) refuse(key, "a whole number");
    return static_cast<std::int64_t>(value);
  }

  // One of an enumeration's values, by its name().
  template <typename T>
  T value(const std::string& key, std::span<const T> values) const {
    const std::string found = text(key);
    std::string known;
    for (const T each : values) {
      if (found == name(each)) return each;
      known += (known.empty() ? "" : ", ") + std::string(name(each));
    }
    refuse(key, "one of " + known);
  }

  [[noreturn]] void refuse(const std::string& key, const std::string& rule) const {
    throw wrong(place(key), at(key), rule);
  }

 private:
  static Error wrong(const Place& place, const Json& value, const std::string& rule) {
    return {ErrorKind::usage, place, fmt::format("value is {}, but must be {}", shown(value), rule),
            "take a results.json as `payoff run` wrote it"};
  }

  static std::string range(double least, double most) {
    if (most == std::numeric_limits<double>::max()) return fmt::format("{} or more", least);
    return fmt::format("in {} to {}", least, most);
  }

  const Json& at(const std::string& key) const {
    const auto found = value_->find(key);
    if (found != value_->end()) return *found;
    throw Error(ErrorKind::usage, place_, fmt::format("'{}' is missing", key),
                "take a results.json as `payoff run` wrote it");
  }

  Place place(const std::string& key) const {
    return {.key = place_.key.empty() ? key : place_.key + "." + key, .file = place_.file};
  }

  const Json* value_;
  Place place_;
};

}  // namespace payoff
