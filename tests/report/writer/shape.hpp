// The JSON Schema (draft 7) of what a writer writes. What a key means, and which objects are one (definitions), is written
// in the schema by hand; types, what may be null, which keys are always there come from the documents, the names of an
// enumeration from the code.
#pragma once

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace payoff {

using Json = nlohmann::ordered_json;

// The values of an enumeration. Open: later versions may add to them, so that they are examples and no rule.
struct ShapeNames {
  std::vector<std::string> names;
  bool open = false;
};

// "/definitions/estimate", of a schema that is one by reference; empty = it stands for itself.
inline std::string reference_of(const Json& node) {
  if (node.contains("$ref")) return node["$ref"].get<std::string>().substr(1);
  for (const char* of : {"allOf", "anyOf"})
    if (node.contains(of)) return node[of][0]["$ref"].get<std::string>().substr(1);
  return "";
}

class DocumentShape {
 public:
  // names: by the JSON pointer of what holds them in the schema.
  DocumentShape(Json schema, std::map<std::string, ShapeNames> names)
      : schema_(std::move(schema)), names_(std::move(names)) {}

  void see(const Json& document) { see("", document); }

  // As it must be, in the order in which it is written.
  Json schema() { return rebuilt(""); }

 private:
  struct Seen {
    std::set<std::string> types;  // of a reference: null, or not
    std::size_t objects = 0;
    std::map<std::string, std::size_t> keys;  // in how many of the objects each is
  };

  static std::string type_of(const Json& value) {
    if (value.is_number_integer()) return "integer";
    return value.type_name();
  }

  Json& at(const std::string& pointer) { return schema_[Json::json_pointer(pointer)]; }

  void see(const std::string& here, const Json& value) {
    Seen& seen = seen_[here];
    seen.types.insert(type_of(value));
    if (const std::string target = reference_of(at(here)); !target.empty()) {
      if (!value.is_null()) see(target, value);
      return;
    }
    if (value.is_array()) {
      for (const Json& each : value) see(here + "/items", each);
    } else if (value.is_object() && at(here).contains("additionalProperties")) {
      if (at(here)["additionalProperties"].is_object())
        for (const Json& each : value) see(here + "/additionalProperties", each);
    } else if (value.is_object()) {
      ++seen.objects;
      for (const auto& [key, each] : value.items()) {
        ++seen.keys[key];
        see(here + "/properties/" + key, each);
      }
    }
  }

  Json rebuilt(const std::string& here) {
    const Json node = at(here);
    const Seen& seen = seen_[here];
    Json out = Json::object();
    for (const char* key : {"$schema", "title", "description"})
      if (node.contains(key)) out[key] = node[key];
    if (const std::string target = reference_of(node); !target.empty()) {
      Json any = Json::array({{{"$ref", "#" + target}}});
      if (!out.contains("description")) return any[0];
      if (seen.types.contains("null")) any.push_back({{"type", "null"}});
      out[seen.types.contains("null") ? "anyOf" : "allOf"] = any;
      return out;
    }
    put_type(seen, out);
    if (const auto names = names_.find(here); names != names_.end()) put_names(names->second, seen, out);
    if (node.contains("items")) out["items"] = rebuilt(here + "/items");
    if (node.contains("additionalProperties"))
      out["additionalProperties"] =
          node["additionalProperties"].is_object() ? rebuilt(here + "/additionalProperties") : Json(true);
    else if (seen.objects > 0)
      put_properties(here, seen, out);
    const Json definitions = node.contains("definitions") ? node["definitions"] : Json::object();
    for (const auto& [name, unused] : definitions.items()) out["definitions"][name] = rebuilt("/definitions/" + name);
    return out;
  }

  static void put_type(const Seen& seen, Json& out) {
    Json types = Json::array();
    for (const std::string& type : seen.types)
      if (type != "null" && !(type == "integer" && seen.types.contains("number"))) types.push_back(type);
    if (seen.types.contains("null")) types.push_back("null");
    out["type"] = types.size() == 1 ? types[0] : types;
  }

  static void put_names(const ShapeNames& names, const Seen& seen, Json& out) {
    Json& values = out[names.open ? "examples" : "enum"] = names.names;
    if (!names.open && seen.types.contains("null")) values.push_back(nullptr);
  }

  void put_properties(const std::string& here, const Seen& seen, Json& out) {
    Json required = Json::array();
    out["properties"] = Json::object();
    const Json properties = at(here + "/properties");
    for (const auto& [key, unused] : properties.items()) {
      if (!seen.keys.contains(key)) continue;
      if (const std::string of = reason_of(key); !of.empty() && seen.keys.contains(of))
        at(here + "/properties/" + key)["description"] =
            fmt::format("Why there is no `{}`; only there where there is none.", of);
      out["properties"][key] = rebuilt(here + "/properties/" + key);
      if (seen.keys.at(key) == seen.objects) required.push_back(key);
    }
    if (!required.empty()) out["required"] = required;
  }

  // "low" of "low_reason".
  static std::string reason_of(const std::string& key) {
    return key.ends_with("_reason") ? key.substr(0, key.size() - std::string("_reason").size()) : "";
  }

  Json schema_;
  std::map<std::string, ShapeNames> names_;
  std::map<std::string, Seen> seen_;
};

}  // namespace payoff
