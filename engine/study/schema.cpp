// From the declarations of the keys: what editors complete study.json by, and what docs/study.md says of it.
#include <fmt/format.h>

#include <cmath>

#include "payoff/measure.hpp"
#include "payoff/study.hpp"
#include "study/keys.hpp"

namespace payoff {
namespace {

Json object_schema(const KeySection& section);

// Null is as if the key were not written, so a required one cannot be.
Json of_types(const Key& key, std::vector<std::string> types) {
  if (!key.required) types.emplace_back("null");
  return {{"type", types}};
}

Json bounded(const Key& key, const char* type) {
  Json schema = of_types(key, {type});
  schema["minimum"] = key.least;
  schema["maximum"] = key.most;
  return schema;
}

// Any of the schemas.
Json either(const Key& key, Json schemas) {
  if (!key.required) schemas.push_back({{"type", "null"}});
  return {{"anyOf", std::move(schemas)}};
}

const std::vector<std::string> text_types{"string", "number", "boolean"};

Json texts_schema(const Key& key) {
  Json text{{"type", "string"}};
  if (!key.choices.empty()) text["enum"] = key.choices;
  Json list{{"type", "array"}};
  list["items"] = text;
  Json schemas = Json::array({text, list});
  if (key.type == KeyType::expressions)
    schemas.push_back({{"type", "object"}, {"additionalProperties", {{"type", text_types}}}});
  return either(key, schemas);
}

Json value_schema(const Key& key) {
  switch (key.type) {
    case KeyType::text:
      return of_types(key, text_types);
    case KeyType::choice: {
      Json values = key.choices;
      values.push_back(nullptr);
      return {{"enum", values}};
    }
    case KeyType::texts:
    case KeyType::expressions:
      return texts_schema(key);
    case KeyType::number:
      return of_types(key, {"number"});
    case KeyType::numbers: {
      Json list = of_types(key, {"array"});
      list["items"] = {{"type", "number"}};
      return list;
    }
    case KeyType::share:
      return bounded(key, "number");
    case KeyType::whole:
      return bounded(key, "integer");
    case KeyType::flag:
      return of_types(key, {"boolean"});
    case KeyType::range:
      return either(key, Json::array({{{"type", "number"}}, object_schema(*key.keys)}));
    case KeyType::object:
      return either(key, Json::array({object_schema(*key.keys)}));
    case KeyType::objects:
      break;
  }
  Json list = of_types(key, {"array"});
  list["items"] = object_schema(*key.keys);
  return list;
}

Json property(const Key& key) {
  Json schema = value_schema(key);
  schema["description"] = key.meaning;
  if (!key.otherwise.is_null()) schema["default"] = key.otherwise;
  schema["examples"] = Json::array({Json::parse(key.example)});
  return schema;
}

Json object_schema(const KeySection& section) {
  Json properties = Json::object(), required = Json::array();
  for (const Key& key : section.keys) {
    properties[key.name] = property(key);
    if (key.required) required.push_back(key.name);
  }
  if (section.takes_others)
    for (const Method& method : methods())
      for (const OptionSpec& option : method.options) {
        Json& known = properties[std::string(option.name)];
        if (!known.is_null()) continue;
        known = {{"type", text_types}};
        known["description"] = fmt::format("{}: {}", values_of(option), option.meaning);
      }
  Json schema{{"type", "object"}, {"properties", properties}};
  if (!required.empty()) schema["required"] = required;
  schema["additionalProperties"] = section.takes_others ? Json{{"type", text_types}} : Json(false);
  return schema;
}

// "a text or a list", and what it may be.
std::string values_text(const Key& key) {
  const auto listed = [&] {
    std::string text;
    for (const std::string& choice : key.choices) text += fmt::format("{}`{}`", text.empty() ? "" : ", ", choice);
    return text;
  };
  switch (key.type) {
    case KeyType::text:
      return "text";
    case KeyType::choice:
      return listed();
    case KeyType::texts:
      return key.choices.empty() ? "text or list" : "list of " + listed();
    case KeyType::expressions:
      return "text, list, or name: SQL";
    case KeyType::number:
      return "number";
    case KeyType::numbers:
      return "list of numbers";
    case KeyType::share:
      return "share, 0 to 1";
    case KeyType::whole:
      return fmt::format("whole number, {:.0f} to {:.0f}", key.least, key.most);
    case KeyType::flag:
      return "true or false";
    case KeyType::range:
      return fmt::format("number, or [object](#{})", key.keys->title);
    case KeyType::object:
      return fmt::format("[object](#{})", key.keys->title);
    case KeyType::objects:
      break;
  }
  return fmt::format("list of [objects](#{})", key.keys->title);
}

// In a cell of a Markdown table.
std::string in_cell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (c == '|') cell += '\\';
    cell += c;
  }
  return cell;
}

void add_section(const KeySection& section, std::string& page) {
  page += fmt::format("\n## {}\n\n{}\n\n| key | value | not written | what it is | example |\n|---|---|---|---|---|\n",
                      section.title, section.meaning);
  for (const Key& key : section.keys)
    page += fmt::format("| `{}` | {} | {} | {} | `{}` |\n", key.name, in_cell(values_text(key)),
                        key.required              ? "required"
                        : key.otherwise.is_null() ? ""
                                                  : "`" + key.otherwise.dump() + "`",
                        in_cell(key.meaning), in_cell(key.example));
  if (section.takes_others) page += "\nAny other key is an option of the method; `payoff methods` lists them.\n";
  for (const Key& key : section.keys)
    if (key.keys) add_section(*key.keys, page);
}

constexpr const char* introduction = R"(# Every key of study.json

Made from the declarations that read it. `payoff schema` prints the same as a JSON Schema, by which
editors complete and check a study: `payoff schema > study.schema.json`, and in the study `"$schema":
"study.schema.json"`. `payoff init FILES` drafts a study; `payoff check study.json` says what is wrong with it.
)";

}  // namespace

std::string study_schema() {
  Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
              {"title", "study.json of payoff"},
              {"description", study_keys().meaning}};
  schema.update(object_schema(study_keys()));
  return schema.dump(2) + "\n";
}

std::string study_reference() {
  std::string page(introduction);
  add_section(study_keys(), page);
  return page;
}

}  // namespace payoff
