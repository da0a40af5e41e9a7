// A JSON Schema (draft 7) that documents are held against.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace payoff {

class JsonSchema {
 public:
  explicit JsonSchema(const std::string& text) : json_(nlohmann::json::parse(text)) {
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(json_), schema_);
  }

  // What is wrong with the document; empty = nothing.
  std::string fault(const std::string& document) const {
    const nlohmann::json json = nlohmann::json::parse(document);
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(schema_, valijson::adapters::NlohmannJsonAdapter(json), &results)) return "";
    std::string text;
    for (valijson::ValidationResults::Error error; results.popError(error);) {
      for (const std::string& step : error.context) text += step;
      text += ": " + error.description + "\n";
    }
    return text;
  }
  bool accepts(const std::string& document) const { return fault(document).empty(); }

 private:
  nlohmann::json json_;
  valijson::Schema schema_;
};

// The schema that takes no key which it does not name.
inline nlohmann::ordered_json strict(nlohmann::ordered_json schema) {
  for (auto& [key, value] : schema.items())
    if (value.is_structured()) value = strict(value);
  if (schema.is_object() && schema.contains("properties") && schema["properties"].is_object() &&
      !schema.contains("additionalProperties") && schema.contains("type"))
    schema["additionalProperties"] = false;
  return schema;
}

}  // namespace payoff
