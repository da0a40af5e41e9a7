// A run in another language: the same numbers, and other words for all that is not a name of the data.
#include <nlohmann/json.hpp>
#include <regex>

#include "base/messages.hpp"
#include "data/spoken.hpp"
#include "ingest/loading.hpp"
#include "measure/diagnosis/test_names.hpp"

using namespace payoff;
using namespace payoff::loading;
using nlohmann::json;
using payoff::tools::Workplace;

TEST_SUITE("study/run_language") {

namespace {

CaseStudy run_in(const std::string& name, const std::string& language, const json& changed = json::object()) {
  const std::string path = (std::filesystem::path(PAYOFF_SOURCE_DIR) / "datasets" / name / "study.json").string();
  json study = json::parse(std::ifstream(path), nullptr, true, true);
  study["report"]["language"] = language;
  study.merge_patch(changed);
  return run(parse_study(study.dump(), path));
}

// All of it but the texts, and the tooltips of pictures, in which a language says what English calls by its column.
json without_texts(const json& value) {
  if (value.is_string()) return "text";
  if (!value.is_structured()) return value;
  json rest = value.is_array() ? json::array() : json::object();
  for (const auto& [key, each] : value.items()) {
    if (value.is_array())
      rest.push_back(without_texts(each));
    else if (key != "tooltip")
      rest[key] = without_texts(each);
  }
  return rest;
}

void add(const Estimate& estimate, std::vector<std::string>& texts) {
  texts.push_back(estimate.reason);
}

void add(const Effect& effect, std::vector<std::string>& texts) {
  texts.insert(texts.end(), {effect.against, effect.estimand, effect.inference, effect.message});
  add(effect.absolute, texts);
  add(effect.relative, texts);
  for (const Diagnostic& each : effect.diagnostics) texts.push_back(each.text);
  for (const TrendSensitivity& each : effect.sensitivities) texts.push_back(each.text);
  for (const DecompositionPart& each : effect.decomposition) texts.push_back(each.name);
  for (const Cohort& each : effect.cohorts) add(each.absolute, texts);
  for (const AdjustedFor& each : effect.adjusted_for) texts.push_back(each.name);
  for (const Alternative& each : effect.alternatives) {
    texts.insert(texts.end(), {each.name, each.remark});
    add(each.absolute, texts);
    add(each.relative, texts);
  }
}

// What the stages before the verdict say.
std::vector<std::string> texts_of(const CaseStudy& study) {
  std::vector<std::string> texts{study.coding.text, study.method_reason, study.appraisal_reason};
  for (const LedgerReason& each : study.ledger.reasons) texts.push_back(each.reason);
  for (const std::string& each : study.ledger.notes) texts.push_back(each);
  for (const Input& each : study.inputs) texts.push_back(each.read_as);
  for (const Effect& effect : study.effects) add(effect, texts);
  return texts;
}

std::string without(std::string text, const std::string& name) {
  for (std::size_t at = 0; !name.empty() && (at = text.find(name, at)) != std::string::npos;)
    text.erase(at, name.size());
  return text;
}

// Three Latin words in a row that no name of the data explains.
bool holds_english(std::string text, const CaseStudy& study) {
  static const std::regex three_words("[A-Za-z]+ [A-Za-z]+ [A-Za-z]+");
  for (const Effect& effect : study.effects) {
    text = without(text, effect.absolute.unit);
    text = without(text, spoken(effect.metric));
  }
  return std::regex_search(text, three_words);
}

}  // namespace

TEST_CASE("run: in Korean the shipped cases have the numbers that they have in English, and no English sentence") {
  for (const char* name : {"support_assistant", "agents", "coding_assistant", "bad_month"}) {
    CAPTURE(name);
    const CaseStudy english = run_in(name, "en"), korean = run_in(name, "ko");
    CHECK(without_texts(json::parse(rendered(english, "json"))) ==
          without_texts(json::parse(rendered(korean, "json"))));
    const std::vector<std::string> in_english = texts_of(english), in_korean = texts_of(korean);
    REQUIRE(in_english.size() == in_korean.size());
    std::size_t sentences = 0;
    for (std::size_t i = 0; i < in_english.size(); ++i) {
      CAPTURE(in_english[i]);
      CAPTURE(in_korean[i]);
      CHECK(in_english[i].empty() == in_korean[i].empty());
      CHECK_FALSE(holds_english(in_korean[i], korean));
      sentences += holds_english(in_english[i], english);
    }
    const Speaking speaking(language_of("ko"));
    for (const Effect& effect : korean.effects)
      for (const Diagnostic& each : effect.diagnostics) CHECK_MESSAGE(said_test(each.name) != each.name, each.name);
    CHECK(sentences > 5);  // else nothing was looked at
  }
}

TEST_CASE("run: in Korean what was refused is told in Korean, where it is a result; what ends the run is English") {
  const json scored = {{"metrics", {{{"name", "csat"}, {"kind", "score"}, {"label", "만족도"}, {"unit", "점"}}}},
                       {"columns", {{"segments", nullptr}}}};
  const CaseStudy korean = run_in("support_assistant", "ko", scored);
  CHECK(korean.appraisal_reason ==
        "money: '만족도'의 종류는 점수(score)입니다. 돈으로 환산하려면 시간, 매출, 비용, 건수나 비율이어야 합니다; "
        "시간, 매출이나 "
        "비용 지표를 주 지표로 두세요");
  const std::string english = run_in("support_assistant", "en", scored).appraisal_reason;
  CHECK(english.starts_with("money: the kind of '만족도' is score, but must be time"));
  const auto refusal = [&](const char* language) {
    return message_of([&] { run_in("support_assistant", language, {{"method", {{"name", "did"}}}}); });
  };
  CHECK(refusal("en").find("did needs one") != std::string::npos);
  CHECK(refusal("ko") == refusal("en"));
}

TEST_CASE("run: in Korean the ledger says why rows are left out, and an error stays English") {
  Workplace place;
  place.write("x.csv", tools::tickets([](int line, const std::string& row) {
                return line % 9 == 0 ? row.substr(0, row.rfind(',')) + ",inf" : row;
              }));
  const auto ledger_in = [&](const char* language) {
    const Speaking speaking(language_of(language));
    return load_file(place.path("x.csv")).ledger;
  };
  const Ledger english = ledger_in("en"), korean = ledger_in("ko");
  REQUIRE(korean.reasons.size() == 1);
  CHECK(english.reasons[0].reason == "minutes is not a finite number below 1e150 in size");
  CHECK(korean.reasons[0].reason == "minutes: 크기가 1e150보다 작은 유한한 수가 아님");
  CHECK(korean.reasons[0].in_english == english.reasons[0].reason);
  CHECK(korean.rejected[0].reason == "크기가 1e150보다 작은 유한한 수가 아님");
  const auto refusal = [](const Ledger& ledger) {
    return message_of([&] { require_acceptable(ledger, default_rejected_limit); });
  };
  CHECK_FALSE(refusal(english).empty());
  CHECK(refusal(korean) == refusal(english));
}

}  // TEST_SUITE("study/run_language")
