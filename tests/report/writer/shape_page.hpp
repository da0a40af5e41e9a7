// The page that describes every key of a schema.
#pragma once

#include <cctype>

#include "report/writer/shape.hpp"

namespace payoff {

class ShapePage {
 public:
  explicit ShapePage(const Json& schema) : schema_(schema) {
    page_ =
        fmt::format("# Every key of {}\n\nMade from {}. {}\n", schema["title"].get<std::string>(),
                    "the schema, which is made from what writes the file", schema["description"].get<std::string>());
    add_table(schema);
    add_objects(schema, "");
    const Json definitions = schema.value("definitions", Json::object());
    for (const auto& [name, definition] : definitions.items()) {
      add_section(name, definition);
      add_objects(definition, name + ".");
    }
  }

  const std::string& text() const { return page_; }

 private:
  static bool is_object(const Json& node) { return node.contains("properties"); }

  // As Markdown pages link to a heading.
  static std::string anchor(const std::string& title) {
    std::string anchor;
    for (const char c : title)
      if (std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-')
        anchor += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return anchor;
  }

  static std::string link(const std::string& title) { return fmt::format("[{}](#{})", title, anchor(title)); }

  static std::string listed(const Json& names) {
    std::string text;
    for (const Json& each : names)
      if (each.is_string()) text += fmt::format("{}`{}`", text.empty() ? "" : ", ", each.get<std::string>());
    return text;
  }

  static std::string type_text(const std::string& type, const Json& node, const std::string& title) {
    if (type == "array") return "list of " + types(node["items"], title + "[]");
    if (type == "object") return is_object(node) ? link(title) : "object";
    if (type == "string" && node.contains("enum")) return listed(node["enum"]);
    if (type == "string" && node.contains("examples")) return listed(node["examples"]) + ", or another";
    static const std::map<std::string, std::string> words{
        {"string", "text"}, {"boolean", "true or false"}, {"integer", "whole number"}};
    const auto word = words.find(type);
    return word == words.end() ? type : word->second;
  }

  static std::string types(const Json& node, const std::string& title) {
    if (const std::string target = reference_of(node); !target.empty())
      return link(target.substr(target.rfind('/') + 1)) + (node.contains("anyOf") ? " or null" : "");
    const Json all = node["type"].is_array() ? node["type"] : Json::array({node["type"]});
    std::string text;
    for (const Json& each : all) text += (text.empty() ? "" : " or ") + type_text(each.get<std::string>(), node, title);
    return text;
  }

  void add_table(const Json& node, const std::string& title = "") {
    const Json required = node.value("required", Json::array());
    page_ += "\n| key | value | what it is |\n|---|---|---|\n";
    for (const auto& [key, property] : node["properties"].items()) {
      if (is_reason(key, node)) continue;
      const bool always = std::find(required.begin(), required.end(), key) != required.end();
      page_ += fmt::format("| `{}` | {}{} | {} |\n", key, types(property, title.empty() ? key : title + "." + key),
                           always ? "" : "; not always there", property.value("description", std::string()));
    }
  }

  // Said once for all, in the introduction.
  static bool is_reason(const std::string& key, const Json& node) {
    const std::size_t end = key.rfind("_reason");
    return end != std::string::npos && node["properties"].contains(key.substr(0, end));
  }

  void add_section(const std::string& title, const Json& node) {
    if (!is_object(node)) return;
    page_ += fmt::format("\n## {}\n", title);
    if (node.contains("description")) page_ += "\n" + node["description"].get<std::string>() + "\n";
    add_table(node, title);
  }

  void add_objects(const Json& node, const std::string& before) {
    if (!is_object(node)) return;
    for (const auto& [key, property] : node["properties"].items()) {
      std::string title = before + key;
      const Json* inner = &property;
      while (inner->contains("items")) inner = &(*inner)["items"], title += "[]";
      add_section(title, *inner);
      add_objects(*inner, title + ".");
    }
  }

  const Json& schema_;
  std::string page_;
};

}  // namespace payoff
