// What a schema says otherwise than an earlier one, so that a reader of the earlier one goes wrong. Keys may be added, and
// examples; nothing else may change.
#pragma once

#include "report/writer/shape.hpp"

namespace payoff {

class SchemaChange {
 public:
  SchemaChange(const Json& then, const Json& now) : then_(then), now_(now) { compare("$", then, now); }

  // Empty = none; otherwise each as "$.effects[].role: ...".
  const std::vector<std::string>& broken() const { return broken_; }

 private:
  // What stands for a value of the schema, with null among its types where the reference allows it.
  static Json resolved(const Json& node, const Json& schema) {
    const std::string target = reference_of(node);
    if (target.empty()) return node;
    Json definition = schema[Json::json_pointer(target)];
    if (node.contains("anyOf")) {
      if (!definition["type"].is_array()) definition["type"] = Json::array({definition["type"]});
      definition["type"].push_back("null");
    }
    return definition;
  }

  static std::set<Json> values(const Json& node, const char* key) {
    if (!node.contains(key)) return {};
    if (!node[key].is_array()) return {node[key]};
    return {node[key].begin(), node[key].end()};
  }

  static std::string listed(const std::set<Json>& values) {
    std::string text;
    for (const Json& each : values) text += (text.empty() ? "" : ", ") + each.dump();
    return text.empty() ? "anything" : text;
  }

  void compare(const std::string& here, const Json& before, const Json& after) {
    const Json then = resolved(before, then_), now = resolved(after, now_);
    for (const char* key : {"type", "enum"})
      if (const auto was = values(then, key), is = values(now, key); was != is)
        broken_.push_back(fmt::format("{}: {} was {}, and is {}", here, key, listed(was), listed(is)));
    if (then.contains("items")) compare(here + "[]", then["items"], now.contains("items") ? now["items"] : Json());
    if (!then.contains("properties")) return;
    const std::set<Json> needed = values(then, "required"), given = values(now, "required");
    for (const auto& [key, property] : then["properties"].items()) {
      const std::string inner = here + "." + key;
      if (!now.contains("properties") || !now["properties"].contains(key)) {
        broken_.push_back(inner + ": is gone");
        continue;
      }
      if (needed.contains(key) && !given.contains(key)) broken_.push_back(inner + ": is not always there any more");
      compare(inner, property, now["properties"][key]);
    }
  }

  const Json &then_, &now_;
  std::vector<std::string> broken_;
};

}  // namespace payoff
