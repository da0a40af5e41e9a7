// The keys of study.json, each declared once: by these a study is read and refused, editors complete it (the JSON Schema)
// and docs/study.md describes it.
#pragma once

#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace payoff {

using Json = nlohmann::ordered_json;

enum class KeyType {
  text,         // numbers and truth values are taken as written, since column values may be either
  texts,        // a text or a list of texts
  expressions,  // a column, a list of columns, or an object of name: SQL expression
  number,
  numbers,  // a list of them
  share,    // from 0 to 1
  whole,
  flag,
  choice,
  range,   // a number, or an object of keys
  object,  // of keys
  objects  // a list of them
};

struct KeySection;

struct Key {
  std::string name;
  KeyType type = KeyType::text;
  std::string meaning;  // a sentence or two, in Markdown
  std::string example;  // JSON
  Json otherwise{};     // what is read where it is not written; null = nothing, as the meaning says
  std::vector<std::string> choices{};
  double least = -std::numeric_limits<double>::infinity(), most = std::numeric_limits<double>::infinity();
  const KeySection* keys = nullptr;  // of an object, of each of the objects, of a range
  bool required = false;
};

struct KeySection {
  std::string title;    // "rollout"
  std::string meaning;  // what it is about
  std::vector<Key> keys;
  bool takes_others = false;  // options of a method, as text
};

const KeySection& study_keys();
const KeySection& money_keys();    // keys_money.cpp
const KeySection& bill_keys();     // keys_bills.cpp
const KeySection& distribution();  // of a number that is uncertain
std::vector<Key> table_keys();     // what data, each join and each bill say of a table alike

}  // namespace payoff
