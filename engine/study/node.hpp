// One JSON object of the study file, which knows its place and the keys that are declared for it.
#pragma once

#include <fmt/format.h>

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "payoff/error.hpp"
#include "payoff/ingest.hpp"
#include "study/keys.hpp"

namespace payoff {

std::string shown(const Json& value);

// Once it is made, every value in it is as its key is declared; what is null is as if it were not written.
class Node {
 public:
  // Throws Error(usage) for a key that is not declared, one that is missing, or a value that is not as its key is.
  Node(const Json& value, Place place, const KeySection& section);

  static Error wrong(const Place& place, const Json& value, const std::string& rule);
  Place path(const std::string& key) const {
    return {.key = place_.key.empty() ? key : place_.key + "." + key, .file = place_.file};
  }
  bool has(const std::string& key) const { return value_->contains(key) && !(*value_)[key].is_null(); }
  const Json& at(const std::string& key) const { return (*value_)[key]; }
  std::vector<std::string> keys() const;

  // What is written, else what the key says is read otherwise, else `missing`, "", false.
  std::string text(const std::string& key) const;
  double number(const std::string& key) const;
  std::vector<double> numbers(const std::string& key) const;
  std::int64_t whole(const std::string& key) const;
  bool flag(const std::string& key) const;
  int choice(const std::string& key) const;  // its place among the key's choices, from 1; 0 = not written
  // One of an enumeration's values, by its name().
  template <typename T>
  T value(const std::string& key, std::span<const T> values, T fallback) const {
    const std::string found = text(key);
    for (const T each : values)
      if (found == name(each)) return each;
    return fallback;
  }
  std::vector<std::string> texts(const std::string& key) const;
  std::vector<NamedExpression> expressions(const std::string& key) const;
  Node object(const std::string& key) const;  // an empty one where it is not written
  std::vector<Node> objects(const std::string& key) const;

 private:
  const Key& declared(const std::string& key) const;
  void check(const Key& key, const Json& value) const;
  void check_texts(const Key& key, const Json& value) const;
  void require_choice(const Key& key, const std::string& found) const;
  Place path(const std::string& key, std::size_t index) const { return path(fmt::format("{}[{}]", key, index)); }
  const Json& read(const std::string& key) const { return has(key) ? at(key) : declared(key).otherwise; }

  const Json* value_;
  Place place_;
  const KeySection* section_;
};

}  // namespace payoff
