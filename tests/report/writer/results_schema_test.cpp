// schemas/results-1.json, beside what writes results.json.
#include <filesystem>

#include "data/names.hpp"
#include "payoff/payoff.hpp"
#include "report/writer/contract.hpp"
#include "report/writer/results_documents.hpp"

using namespace payoff;
using example::results_documents;

TEST_SUITE("report/writer/results_schema") {

namespace {

const std::vector<std::string> letters{"A", "B", "C", "D", "E", "U"};

// The names of an enumeration from its first value to its last.
template <typename T>
std::vector<std::string> names_to(T last) {
  std::vector<std::string> names;
  for (int k = 0; k <= static_cast<int>(last); ++k) names.emplace_back(name(static_cast<T>(k)));
  return names;
}

std::vector<std::string> method_names() {
  std::vector<std::string> names;
  for (const Method& method : methods()) names.emplace_back(method.name);
  return names;
}

std::vector<std::string> period_names() {
  std::vector<std::string> names = names_of(period_kinds);
  names.insert(names.begin(), name(PeriodKind::none));
  return names;
}

std::vector<std::string> rule_effect_names() {
  std::vector<std::string> names;
  for (int kind = 0; kind <= RuleEffect::note; ++kind)
    names.push_back(name(RuleEffect(static_cast<RuleEffect::Kind>(kind), 'C')));
  return names;
}

constexpr bool open = true;

std::map<std::string, ShapeNames> effect_names() {
  const std::string effect = "/properties/effects/items/properties/", metric = effect + "metric_declared/properties/",
                    sensitivity = effect + "sensitivities/items/properties/";
  return {{effect + "role", {names_of(roles)}},
          {effect + "method", {method_names(), open}},
          {sensitivity + "kind", {names_to(SensitivityKind::smoothness), open}},
          {sensitivity + "target", {names_to(SensitivityTarget::first_period), open}},
          {metric + "kind", {names_of(metric_kinds), open}},
          {metric + "better", {names_of(betters)}},
          {metric + "scale", {names_of(scales), open}},
          {metric + "role", {names_of(roles)}}};
}

std::map<std::string, ShapeNames> money_names() {
  const std::string money = "/properties/appraisal/properties/", value = money + "values/items/properties/",
                    assumed = money + "assumptions/properties/", given = assumed + "values/items/properties/";
  return {{money + "lines/items/properties/kind", {{"benefit", "cost"}}},
          {value + "as", {names_of(all_value_as), open}},
          {value + "class", {names_of(all_value_classes)}},
          {given + "as", {names_of(all_value_as), open}},
          {given + "class", {names_of(all_value_classes)}},
          {assumed + "bills/items/properties/goes_on", {names_of(all_bill_goes_on), open}},
          {assumed + "discounting", {names_of(all_discounting)}},
          {"/definitions/amount/properties/shape", {names_of(all_shapes), open}}};
}

std::map<std::string, ShapeNames> all_names() {
  const std::string published = "/properties/published/properties/", verdict = "/properties/verdict/properties/";
  std::map<std::string, ShapeNames> names{
      {"/properties/schema", {{"payoff/1"}}},
      {"/properties/ledger/properties/reasons/items/properties/outcome", {names_to(RowOutcome::filtered)}},
      {"/properties/calendar/properties/period", {period_names(), open}},
      {published + "standing", {names_to(PublishedStanding::other_sign)}},
      {published + "effects/items/properties/basis", {names_to(PublishedBasis::vendor), open}},
      {published + "effects/items/properties/outcome", {names_to(PublishedOutcome::throughput), open}},
      {verdict + "grade", {letters}},
      {verdict + "base", {letters}},
      {verdict + "reasons/items/properties/rule", {names_to(RuleId::measurement_change), open}},
      {verdict + "reasons/items/properties/effect", {rule_effect_names(), open}},
      {"/properties/claims/items/properties/kind", {names_to(ClaimKind::secondary), open}},
      {"/properties/recommendation/properties/action", {names_to(Action::measure_on), open}},
      {"/properties/recommendation/properties/because", {names_to(Because::pays), open}}};
  names.merge(effect_names());
  names.merge(money_names());
  return names;
}

bool may_be_null(const Json& property) {
  if (property.contains("anyOf")) return true;
  const Json type = property.value("type", Json());
  return type.is_array() && std::find(type.begin(), type.end(), "null") != type.end();
}

}  // namespace

TEST_CASE("results schema: it is what the code writes, with a meaning for each key, and so is its page") {
  require_contract("results", results_documents(), all_names());
  const bool is_embedded = results_schema() == source_text("schemas/results-1.json");
  CHECK_MESSAGE(is_embedded, "build again: the program holds an older one");
}

TEST_CASE("results schema: property, whatever is missing, infinite, empty or hostile is described to the last key") {
  require_described("results", results_documents());
}

TEST_CASE("results schema: every worked case is described to the last key") {
  std::vector<std::string> documents;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(PAYOFF_SOURCE_DIR) / "datasets"))
    for (const char* name : {"study.json", "study_ko.json"})
      if (std::filesystem::exists(entry.path() / name))
        documents.push_back(rendered(run(read_study((entry.path() / name).string())), "json"));
  CHECK(documents.size() == 8);
  require_described("results", documents);
}

TEST_CASE("results schema: what may be null has its reason beside it, but for what says in words that it has none") {
  std::size_t nullable = 0;
  const Json schema = Json::parse(source_text("schemas/results-1.json"));
  for_each_property(
      schema, "", [&](const std::string& pointer, const std::string& key, const Json& property, const Json& object) {
        if (!may_be_null(property)) return;
        ++nullable;
        const bool said = property["description"].get<std::string>().ends_with("there is no reason beside it.");
        CHECK_MESSAGE(object["properties"].contains(key + "_reason") != said, pointer);
      });
  CHECK(nullable > 100);
}

TEST_CASE("results schema: refusal, what payoff does not write is none") {
  const JsonSchema schema{std::string(results_schema())};
  const Json good = Json::parse(rendered(example::support_assistant(), "json"));
  CHECK(schema.fault(good.dump()) == "");
  const auto changed = [&](const char* pointer, const Json& value) {
    Json bad = good;
    bad[Json::json_pointer(pointer)] = value;
    return bad.dump();
  };
  CHECK_FALSE(schema.accepts(changed("/schema", "payoff/2")));
  CHECK_FALSE(schema.accepts(changed("/effects/0/absolute/estimate", "4.1")));
  CHECK_FALSE(schema.accepts(changed("/effects/0/role", "main")));
  CHECK_FALSE(schema.accepts(changed("/appraisal/npv/p50", true)));
  CHECK_FALSE(schema.accepts(changed("/claims/0/segment", "new")));
  CHECK(schema.accepts(changed("/effects/0/method", "a method of one's own")));
  CHECK(schema.accepts(changed("/effects/0/later", 1)));
  for (const auto& [key, value] : good.items()) {
    Json bad = good;
    bad.erase(key);
    CHECK_MESSAGE(!schema.accepts(bad.dump()), key);
  }
}

}  // TEST_SUITE("report/writer/results_schema")
