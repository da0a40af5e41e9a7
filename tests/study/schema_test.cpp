// The schema and the page of study.json, beside what reads it.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "payoff/error.hpp"
#include "payoff/study.hpp"
#include "report/writer/contract.hpp"
#include "study/node.hpp"
#include "study/parse_json.hpp"

TEST_SUITE("study/schema") {
using namespace payoff;

namespace {

// As parse_study goes through it, without what the keys mean together.
void read_all(const Node& node, const KeySection& section) {
  for (const Key& key : section.keys) {
    if (!key.keys || !node.has(key.name)) continue;
    if (key.type == KeyType::objects)
      for (const Node& each : node.objects(key.name)) read_all(each, *key.keys);
    else if (node.at(key.name).is_object())
      read_all(node.object(key.name), *key.keys);
  }
}

bool is_read(const Json& study) {
  try {
    read_all(Node(study, {}, study_keys()), study_keys());
    return true;
  } catch (const Error&) {
    return false;
  }
}

const Json least = Json::parse(R"({"data": {"files": "d.csv"}, "rollout": {"date": "2025-03-03"},
                                   "metrics": [{"name": "m"}]})");

// Calls visit(a study with this key set to this value) for every key and value.
template <typename Visit>
void for_each_key(const KeySection& section, const Json::json_pointer& at, const std::vector<Json>& values,
                  Visit visit) {
  for (const Key& key : section.keys) {
    const Json::json_pointer here = at / key.name;
    for (const Json& value : values) {
      Json study = least;
      study[here] = value;
      visit(study);
    }
    if (!key.keys) continue;
    for_each_key(*key.keys, key.type == KeyType::objects ? here / 0 : here, values, visit);
  }
}

}  // namespace

TEST_CASE("the schema and the reader agree on every key with every kind of value") {
  const JsonSchema schema(study_schema());
  std::vector<Json> values;
  for (const char* text : {"null", "true", "3", "-1", "0.5", "1e30", "\"x\"", "\"week\"", "[]", "[\"x\"]", "[1]",
                           "[{}]", "[{\"name\": \"m\"}]", "{}", "{\"a\": 1}", "{\"a\": [1]}", "{\"name\": \"did\"}"})
    values.push_back(Json::parse(text));
  int read = 0, refused = 0;
  for_each_key(study_keys(), Json::json_pointer(), values, [&](const Json& study) {
    const bool good = is_read(study);
    (good ? read : refused) += 1;
    CHECK_MESSAGE(schema.accepts(study.dump()) == good, study.dump());
  });
  CHECK(read > 300);
  CHECK(refused > 300);
}

TEST_CASE("the example and the default of every key are what it may be") {
  const JsonSchema schema(study_schema());
  // around: a study in which the objects around this one have what they must.
  const auto check = [&](const auto& self, const KeySection& section, const Json::json_pointer& at,
                         Json around) -> void {
    for (const Key& key : section.keys)
      if (key.required) around[at / key.name] = Json::parse(key.example);
    for (const Key& key : section.keys) {
      const Json::json_pointer here = at / key.name;
      for (const Json& value : {Json::parse(key.example), key.otherwise}) {
        if (value.is_null()) continue;
        Json study = around;
        study[here] = value;
        if (here.to_string().starts_with("/data/join/0")) study["data"]["join"][0]["files"] = "r.csv";
        CHECK_MESSAGE(schema.accepts(study.dump()), study.dump());
        CHECK_MESSAGE(is_read(study), study.dump());
      }
      if (key.keys) self(self, *key.keys, key.type == KeyType::objects ? here / 0 : here, around);
    }
  };
  check(check, study_keys(), Json::json_pointer(), least);
}

TEST_CASE("the schema accepts the worked cases and refuses a key that it does not know") {
  const JsonSchema schema(study_schema());
  for (const char* name : {"support_assistant", "coding_assistant", "idle_tool", "bad_month", "storefront_recommender",
                           "service_desk", "agents"}) {
    const std::string path = std::string(PAYOFF_SOURCE_DIR) + "/datasets/" + name + "/study.json";
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    CHECK(schema.accepts(parse_json(text.str(), path).dump()));
  }
  Json study = least;
  study["metrics"][0]["unti"] = "minutes";
  CHECK_FALSE(schema.accepts(study.dump()));
}

TEST_CASE("the schema and the reader agree on amounts of money: a number, each shape, and what is none") {
  const JsonSchema schema(study_schema());
  const auto agreed = [&](const char* amount) {
    Json study = least;
    study["money"] = {{"costs", {{{"name", "c"}, {"once", Json::parse(amount)}}}}, {"people", Json::parse(amount)}};
    const bool good = is_read(study);
    CHECK_MESSAGE(schema.accepts(study.dump()) == good, study.dump());
    return good;
  };
  for (const char* amount :
       {"5", "0.5", R"({"low": 1, "mode": 2, "high": 3})", R"({"shape": "pert", "low": 1, "mode": 2, "high": 3})",
        R"({"p10": 1, "p90": 2})", R"({"values": [1, 2, 3]})", R"({"shape": "sample", "values": [1, 2.5]})"})
    CHECK_MESSAGE(agreed(amount), amount);
  for (const char* amount : {R"("5")", "true", "[1, 2]", R"({"low": "1"})", R"({"mean": 1})", R"({"shape": "normal"})",
                             R"({"values": [1, "2"]})", R"({"values": 3})"})
    CHECK_MESSAGE(!agreed(amount), amount);
}

TEST_CASE("docs/study.md and schemas/study-1.json are what the declarations make") {
  require_page("docs/study.md", study_reference());
  require_page("schemas/study-1.json", study_schema());
}

}  // TEST_SUITE("study/schema")
