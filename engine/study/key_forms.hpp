// How the declarations of keys are written.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "study/keys.hpp"

namespace payoff {

template <typename Values>
std::vector<std::string> names_of(const Values& values) {
  std::vector<std::string> names;
  for (const auto& value : values) names.emplace_back(name(value));
  return names;
}

inline std::vector<Key> operator+(std::vector<Key> keys, const std::vector<Key>& more) {
  keys.insert(keys.end(), more.begin(), more.end());
  return keys;
}

inline Key text(std::string name, std::string meaning, std::string example, Json otherwise = {}) {
  return {std::move(name), KeyType::text, std::move(meaning), std::move(example), std::move(otherwise)};
}
inline Key required(Key key) {
  key.required = true;
  return key;
}
inline Key flag(std::string name, std::string meaning, Json otherwise = false) {
  return {std::move(name), KeyType::flag, std::move(meaning), "true", std::move(otherwise)};
}
inline Key number(std::string name, std::string meaning, std::string example, Json otherwise = {}) {
  return {std::move(name), KeyType::number, std::move(meaning), std::move(example), std::move(otherwise)};
}
inline Key share(std::string name, std::string meaning, std::string example) {
  return {std::move(name), KeyType::share, std::move(meaning), std::move(example), {}, {}, 0, 1};
}
inline Key choice(std::string name, std::vector<std::string> choices, std::string meaning, Json otherwise = {}) {
  return {std::move(name),         KeyType::choice,      std::move(meaning),
          Json(choices[0]).dump(), std::move(otherwise), std::move(choices)};
}
inline Key texts(std::string name, std::string meaning, std::string example) {
  return {std::move(name), KeyType::texts, std::move(meaning), std::move(example)};
}
inline Key expressions(std::string name, std::string meaning, std::string example) {
  return {std::move(name), KeyType::expressions, std::move(meaning), std::move(example)};
}
inline Key whole(std::string name, std::string meaning, Json otherwise, double least, double most) {
  std::string example = otherwise.dump();
  return {
      std::move(name), KeyType::whole, std::move(meaning), std::move(example), std::move(otherwise), {}, least, most};
}

inline Key uncertain(std::string name, std::string meaning, std::string example, Json otherwise = {}) {
  return {std::move(name), KeyType::range, std::move(meaning), std::move(example), std::move(otherwise), {}, 0, 0,
          &distribution()};
}

inline Key object(const KeySection& section, std::string example, KeyType type = KeyType::object) {
  return {section.title, type, section.meaning, std::move(example), {}, {}, 0, 0, &section};
}

}  // namespace payoff
