#include "study/node.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/suggestion.hpp"

namespace payoff {
namespace {

// Numbers and truth values as they are written.
std::string as_text(const Json& value, const Place& place) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number() || value.is_boolean()) return value.dump();
  throw Node::wrong(place, value, "text");
}

bool is_whole(const Key& key, const Json& value) {
  if (!value.is_number_integer() || (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX))
    return false;
  const auto number = static_cast<double>(value.get<std::int64_t>());
  return number >= key.least && number <= key.most;
}

}  // namespace

std::string shown(const Json& value) {
  const std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.size() > 60 ? text.substr(0, 57) + "..." : text;
}

Error Node::wrong(const Place& place, const Json& value, const std::string& rule) {
  return Error(ErrorKind::usage, place, "value is " + shown(value) + ", but must be " + rule);
}

Node::Node(const Json& value, Place place, const KeySection& section)
    : value_(&value), place_(std::move(place)), section_(&section) {
  if (!value.is_object()) throw wrong(place_, value, "an object");
  std::vector<std::string> names;
  for (const Key& key : section.keys) names.push_back(key.name);
  for (const auto& [name, found] : value.items()) {
    const auto key = std::ranges::find(section.keys, name, &Key::name);
    if (key == section.keys.end() && !section.takes_others)
      throw Error(ErrorKind::usage, path(name), "key '" + name + "' is not known here", suggestion(name, names));
    if (key == section.keys.end())
      as_text(found, path(name));
    else if (!found.is_null())
      check(*key, found);
  }
  for (const Key& key : section.keys)
    if (key.required && !has(key.name))
      throw Error(ErrorKind::usage, place_, "'" + key.name + "' is missing",
                  fmt::format("write e.g. \"{}\": {}", key.name, key.example));
}

void Node::check(const Key& key, const Json& value) const {
  const auto require = [&](bool good, const std::string& rule) {
    if (!good) throw wrong(path(key.name), value, rule);
  };
  switch (key.type) {
    case KeyType::text:
      as_text(value, path(key.name));
      return;
    case KeyType::choice:
      return require_choice(key, as_text(value, path(key.name)));
    case KeyType::texts:
    case KeyType::expressions:
      return check_texts(key, value);
    case KeyType::number:
      return require(value.is_number(), "a number");
    case KeyType::numbers:
      return require(value.is_array() && std::ranges::all_of(value, [](const Json& each) { return each.is_number(); }),
                     "a list of numbers like " + key.example);
    case KeyType::share:
      return require(value.is_number() && value.get<double>() >= key.least && value.get<double>() <= key.most,
                     "a share from 0 to 1 (0.01 is 1 %)");
    case KeyType::whole:
      return require(is_whole(key, value), fmt::format("a whole number from {:.0f} to {:.0f}", key.least, key.most));
    case KeyType::flag:
      return require(value.is_boolean(), "true or false");
    case KeyType::range:
      return require(value.is_number() || value.is_object(), "a number, or an object like " + key.example);
    case KeyType::objects:
      return require(value.is_array(), "a list like " + key.example);
    case KeyType::object: {
      if (value.is_object()) return;
      const bool is_name = value.is_string() && key.keys->keys[0].name == "name";
      throw Error(ErrorKind::usage, path(key.name), "value is " + shown(value) + ", but must be an object",
                  fmt::format("write \"{}\": {}", key.name,
                              is_name ? fmt::format(R"({{"name": {}}})", shown(value)) : key.example));
    }
  }
}

void Node::require_choice(const Key& key, const std::string& found) const {
  if (std::ranges::find(key.choices, found) != key.choices.end()) return;
  throw Error(ErrorKind::usage, path(key.name),
              fmt::format("value is '{}', but must be one of {}", found, fmt::join(key.choices, ", ")),
              suggestion(found, key.choices));
}

void Node::check_texts(const Key& key, const Json& value) const {
  const bool named = key.type == KeyType::expressions && value.is_object();
  if (!value.is_string() && !value.is_array() && !named)
    throw wrong(path(key.name), value,
                key.type == KeyType::texts ? "text or a list of texts" : "text, a list of texts or an object of them");
  for (const auto& [name, each] : value.items()) {
    if (named)
      as_text(each, path(fmt::format("{}.{}", key.name, name)));
    else if (!each.is_string())
      throw wrong(path(key.name), each, "text");
    else if (!key.choices.empty())
      require_choice(key, each.get<std::string>());
  }
}

const Key& Node::declared(const std::string& key) const {
  static const Key option{};
  const auto found = std::ranges::find(section_->keys, key, &Key::name);
  if (found != section_->keys.end()) return *found;
  if (section_->takes_others) return option;
  throw Error(ErrorKind::internal, path(key), "the key is read, but not declared");
}

std::vector<std::string> Node::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, unused] : value_->items()) keys.push_back(key);
  return keys;
}

std::string Node::text(const std::string& key) const {
  const Json& found = read(key);
  return found.is_null() ? "" : as_text(found, path(key));
}

double Node::number(const std::string& key) const {
  const Json& found = read(key);
  return found.is_null() ? missing : found.get<double>();
}

std::vector<double> Node::numbers(const std::string& key) const {
  const Json& found = read(key);
  return found.is_null() ? std::vector<double>{} : found.get<std::vector<double>>();
}

int Node::choice(const std::string& key) const {
  const std::vector<std::string>& choices = declared(key).choices;
  return has(key) ? static_cast<int>(std::ranges::find(choices, text(key)) - choices.begin()) + 1 : 0;
}

std::int64_t Node::whole(const std::string& key) const {
  return read(key).get<std::int64_t>();
}

bool Node::flag(const std::string& key) const {
  const Json& found = read(key);
  return !found.is_null() && found.get<bool>();
}

std::vector<std::string> Node::texts(const std::string& key) const {
  const Json& found = read(key);
  if (found.is_null()) return {};
  if (found.is_string()) return {found.get<std::string>()};
  return found.get<std::vector<std::string>>();
}

std::vector<NamedExpression> Node::expressions(const std::string& key) const {
  std::vector<NamedExpression> all;
  if (has(key) && at(key).is_object()) {
    for (const auto& [name, value] : at(key).items()) {
      const Place place = path(fmt::format("{}.{}", key, name));
      all.push_back({name, as_text(value, place), place.key});
    }
    return all;
  }
  const bool list = has(key) && at(key).is_array();
  for (const std::string& column : texts(key))
    all.push_back({column, column, (list ? path(key, all.size()) : path(key)).key});
  return all;
}

Node Node::object(const std::string& key) const {
  static const Json empty = Json::object();
  return {has(key) ? at(key) : empty, path(key), *declared(key).keys};
}

std::vector<Node> Node::objects(const std::string& key) const {
  std::vector<Node> all;
  if (!has(key)) return all;
  for (const Json& each : at(key)) all.emplace_back(each, path(key, all.size()), *declared(key).keys);
  return all;
}

}  // namespace payoff
