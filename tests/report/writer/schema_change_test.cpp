// The promise of payoff/1: whoever reads a results.json or summary.json as 1.0 described it reads every later one.
#include "report/writer/schema_change.hpp"

#include "report/writer/contract.hpp"
#include "report/writer/results_documents.hpp"

using namespace payoff;

TEST_SUITE("report/writer/schema_change") {

namespace {

// Schemas of 1.0. Nobody writes them again.
Json frozen(const std::string& name) {
  return Json::parse(source_text("tests/report/writer/frozen/" + name + "-1.0.json"));
}

const Json small = Json::parse(R"({"type": "object", "properties": {
    "grade": {"type": "string", "enum": ["A", "B"]}, "method": {"type": "string", "examples": ["did"]},
    "rows": {"type": "array", "items": {"type": "object", "properties": {"low": {"type": "number"}}, "required": ["low"]}},
    "effect": {"allOf": [{"$ref": "#/definitions/estimate"}]}},
  "required": ["grade", "rows"],
  "definitions": {"estimate": {"type": "object", "properties": {"p": {"type": ["number", "null"]}}}}})");

// What is broken where the value at a JSON pointer is replaced.
std::vector<std::string> broken(const char* pointer, const char* value) {
  Json now = small;
  now[Json::json_pointer(pointer)] = Json::parse(value);
  return SchemaChange(small, now).broken();
}

using Broken = std::vector<std::string>;

}  // namespace

TEST_CASE("schema change: by hand, keys and examples may be added, and nothing else may change") {
  CHECK(SchemaChange(small, small).broken().empty());
  CHECK(broken("/properties/later", R"({"type": "string"})").empty());
  CHECK(broken("/properties/method/examples", R"(["did", "new"])").empty());
  CHECK(broken("/properties/grade/description", R"("said better")").empty());
  CHECK(broken("/required", R"(["grade", "rows", "method"])").empty());
  CHECK(
      broken("/properties/effect", R"({"type": "object", "properties": {"p": {"type": ["number", "null"]}}})").empty());

  CHECK(broken("/properties", R"({"grade": {"type": "string", "enum": ["A", "B"]}})") ==
        Broken{"$.method: is gone", "$.rows: is gone", "$.effect: is gone"});
  CHECK(broken("/required", R"(["grade"])") == Broken{"$.rows: is not always there any more"});
  CHECK(broken("/properties/method/type", R"(["string", "null"])") ==
        Broken{R"($.method: type was "string", and is "null", "string")"});
  CHECK(broken("/properties/rows/items/properties/low/type", R"("string")") ==
        Broken{R"($.rows[].low: type was "number", and is "string")"});
  CHECK(broken("/properties/rows/items", R"({"type": "number"})") ==
        Broken{R"($.rows[]: type was "object", and is "number")", "$.rows[].low: is gone"});
  CHECK(broken("/definitions/estimate/properties/p/type", R"("number")") ==
        Broken{R"($.effect.p: type was "null", "number", and is "number")"});
  CHECK(broken("/properties/grade/enum", R"(["A", "B", "C"])") ==
        Broken{R"($.grade: enum was "A", "B", and is "A", "B", "C")"});
  CHECK(broken("/properties/method/enum", R"(["did"])") == Broken{R"($.method: enum was anything, and is "did")"});
  CHECK(broken("/properties/effect", R"({"anyOf": [{"$ref": "#/definitions/estimate"}, {"type": "null"}]})") ==
        Broken{R"($.effect: type was "object", and is "null", "object")"});
}

TEST_CASE("schema change: the schemas of this version break nothing that 1.0 promised") {
  for (const char* name : {"results", "portfolio"}) {
    const Json now = Json::parse(source_text(std::string("schemas/") + name + "-1.json"));
    const Json then = frozen(name);
    const SchemaChange change(then, now);
    for (const std::string& broken : change.broken()) FAIL_CHECK(name, ": ", broken);
  }
}

TEST_CASE("schema change: all results of this version are what 1.0 described") {
  const JsonSchema schema(frozen("results").dump());
  for (const std::string& document : example::results_documents()) {
    const std::string fault = schema.fault(document);
    REQUIRE_MESSAGE(fault.empty(), fault);
  }
}

}  // TEST_SUITE("report/writer/schema_change")
