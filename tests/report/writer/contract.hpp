// A schema in schemas/, held against what the code writes, with its page in docs/.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "json_schema.hpp"
#include "report/writer/shape_page.hpp"

namespace payoff {

inline std::string source_text(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream(std::string(PAYOFF_SOURCE_DIR) + "/" + file).rdbuf();
  return text.str();
}

// Written anew where PAYOFF_WRITE_PAGES says so; otherwise it must be so already.
inline void require_page(const std::string& file, const std::string& text) {
  if (std::getenv("PAYOFF_WRITE_PAGES")) std::ofstream(std::string(PAYOFF_SOURCE_DIR) + "/" + file) << text;
  const bool same = source_text(file) == text;
  CHECK_MESSAGE(same, file, ": write it again: PAYOFF_WRITE_PAGES=1 and this suite");
}

// Every property of the schema, by its JSON pointer.
template <typename Visit>
void for_each_property(const Json& node, const std::string& here, Visit visit) {
  if (node.is_object() && node.contains("properties") && node["properties"].is_object())
    for (const auto& [key, property] : node["properties"].items())
      visit(here + "/properties/" + key, key, property, node);
  if (node.is_structured())
    for (const auto& [key, each] : node.items()) for_each_property(each, here + "/" + key, visit);
}

// The schema is what these documents are, with a meaning for each key, and its page.
inline void require_contract(const std::string& name, const std::vector<std::string>& documents,
                             const std::map<std::string, ShapeNames>& names) {
  const std::string file = "schemas/" + name + "-1.json";
  DocumentShape shape(Json::parse(source_text(file)), names);
  for (const std::string& document : documents) shape.see(Json::parse(document));
  const Json schema = shape.schema();
  for_each_property(schema, "", [](const std::string& pointer, const std::string&, const Json& property, const Json&) {
    CHECK_MESSAGE(property.contains("description"), pointer, ": say in the schema what it is, and its unit");
  });
  for (const auto& [pointer, unused] : names) CHECK_MESSAGE(schema.contains(Json::json_pointer(pointer)), pointer);
  require_page(file, schema.dump(2) + "\n");
  require_page("docs/" + name + ".md", ShapePage(schema).text());
}

// Each document has all that the schema requires, and nothing that it does not describe.
inline void require_described(const std::string& name, const std::vector<std::string>& documents) {
  const JsonSchema exact(strict(Json::parse(source_text("schemas/" + name + "-1.json"))).dump());
  for (const std::string& document : documents) {
    const std::string fault = exact.fault(document);
    REQUIRE_MESSAGE(fault.empty(), fault);
  }
}

}  // namespace payoff
