#include "report/writer/json.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "report/alone.hpp"
#include "report/example.hpp"
#include "report/markup.hpp"

using namespace payoff;
using Json = nlohmann::ordered_json;

TEST_SUITE("report/writer/json") {

namespace {

// The sample of the contract, schema payoff/1: every key in it must be there, with this type and in this order.
constexpr const char* contract = R"json(
{"schema": "payoff/1", "study": {}, "provenance": {"payoff": "version", "seed": 1, "inputs": [{"name": "", "sha256": "", "rows": 0}], "sql": []},
 "ledger": {"rows_read": 0, "rows_used": 0, "rows_rejected": 0, "rows_filtered": 0, "units": 0, "periods": 0, "reasons": []},
 "effects": [{"metric": "", "role": "primary", "segment": null, "method": "did", "estimand": "ATT", "level": 0.95,
    "absolute": {"estimate": 0, "se": 0, "df": 0, "low": 0, "high": 0, "p": 0, "unit": "minutes per ticket"},
    "relative": {"estimate": 0, "se": 0, "low": 0, "high": 0},
    "baseline": 0, "units_treated": 0, "units_comparison": 0, "observations": 0, "clusters": 0,
    "usable": true, "message": "", "path": [{"event_time": -1, "estimate": 0, "se": 0, "low": 0, "high": 0}], "diagnostics": [], "alternatives": []}],
 "appraisal": {"currency": "USD", "npv": {"mean": 0, "p10": 0, "p50": 0, "p90": 0}, "roi": {}, "payback_months": {}, "probability_npv_positive": 0, "cash_flow": [], "ladder": [], "sensitivity": []},
 "verdict": {"grade": "C", "reasons": [{"rule": "G05", "measured": 0, "threshold": 0, "effect": "", "text": ""}], "to_raise": []},
 "claims": [{"text": "", "metric": "", "kind": "headline"}]})json";

// Every key of the sample, in the sample's order, among whatever else is there.
void require_keys(const Json& sample, const Json& found, const std::string& path) {
  INFO(path);
  if (sample.is_array() && !sample.empty()) {
    REQUIRE(found.is_array());
    REQUIRE_FALSE(found.empty());
    require_keys(sample[0], found[0], path + "[0]");
  }
  if (!sample.is_object()) return;
  REQUIRE(found.is_object());
  auto next = found.begin();
  for (const auto& [key, value] : sample.items()) {
    INFO(key);
    while (next != found.end() && next.key() != key) ++next;
    REQUIRE(next != found.end());
    require_keys(value, *next, path + "." + key);
  }
}

// Counts nulls, and requires a reason in words beside each that stands for a number.
std::size_t nulls_with_reasons(const Json& json) {
  std::size_t nulls = 0;
  for (const auto& [key, value] : json.items()) {
    INFO(key);
    if (value.is_null() && key != "segment") {
      REQUIRE(json.is_object());
      REQUIRE(json.contains(key + "_reason"));
      CHECK_FALSE(json[key + "_reason"].get<std::string>().empty());
      ++nulls;
    }
    if (value.is_structured()) nulls += nulls_with_reasons(value);
  }
  return nulls;
}

Json rendered(const CaseStudy& study) {
  return Json::parse(render_json(study));
}

}  // namespace

TEST_CASE("json: every key of the contract is there, in its order") {
  require_keys(Json::parse(contract), rendered(example::support_assistant()), "$");
  CHECK(rendered(example::support_assistant())["schema"] == "payoff/1");
}

TEST_CASE("json: the numbers come back as they were put in") {
  const Json json = rendered(example::support_assistant());
  CHECK(json["effects"][0]["absolute"]["estimate"].get<double>() == -1.324);
  CHECK(json["effects"][0]["relative"]["high"].get<double>() == -0.101);
  CHECK(json["effects"][0]["path"].size() == 32);
  CHECK(json["effects"][0]["path"][11]["event_time"] == -1);
  CHECK(json["effects"][0]["alternatives"][1]["name"] == "balanced panel");
  CHECK(json["effects"][1]["role"] == "guardrail");
  CHECK(json["appraisal"]["npv"]["p50"].get<double>() == 1841000);
  CHECK(json["appraisal"]["cash_flow"].size() == 37);
  CHECK(json["appraisal"]["ladder"].size() == 5);
  CHECK(json["appraisal"]["sensitivity"].size() == 4);
  CHECK(json["ledger"]["rows_read"] == 1712408);
  CHECK(json["coding"]["differences"][0]["standardized"].get<double>() == 2.41);
  CHECK(json["calendar"]["rollout"] == "2024-12-30");
  CHECK(json["trends"][0]["points"].size() == 84);
  CHECK(json["study"]["columns"]["unit"] == "agent_id");
  CHECK(json["provenance"]["inputs"][0]["bytes"] == 48211334);
}

TEST_CASE("json: the text is laid out as a tree of all of it would be, also without effects") {
  CaseStudy none = example::support_assistant();
  none.effects.clear();
  for (const CaseStudy& study : {example::support_assistant(), example::hostile(), none})
    CHECK(render_json(study) == rendered(study).dump(2) + "\n");
}

TEST_CASE("json: rejected rows are counted but not repeated, their text may be private") {
  CHECK(render_json(example::support_assistant()).find("n/a") == std::string::npos);
}

TEST_CASE("json: every picture of the page is there as a specification, under its own id and with the same title") {
  for (const CaseStudy& study : {example::support_assistant(), example::no_change(), example::hostile()}) {
    const Json pictures = rendered(study)["pictures"];
    const std::string html = render_evidence_html(study);
    std::set<std::string> ids;
    for (const Json& picture : pictures) {
      const std::string id = picture["id"];
      CHECK(html.find("<title id=\"" + id + "-title\">") != std::string::npos);
      CHECK(picture["title"] == picture["vega_lite"]["title"]["text"]);
      CHECK(picture["description"] == picture["vega_lite"]["description"]);
      ids.insert(id);
    }
    CHECK(ids.size() == pictures.size());
    CHECK(count_of(html, "<svg ") == pictures.size());
  }
  CHECK(rendered(CaseStudy{})["pictures"].is_array());
}

TEST_CASE("json: what could not be computed is null with its reason, never zero") {
  const Json harm = rendered(example::harm());
  CHECK(nulls_with_reasons(harm) > 10);
  CHECK(harm["effects"][0]["relative"]["estimate"].is_null());
  CHECK(harm["effects"][0]["relative"]["estimate_reason"] == "the baseline is zero");
  CHECK(harm["appraisal"].is_null());
  CHECK(harm["appraisal_reason"] == "the study file has no money section");
  const Json null_case = rendered(example::no_change());
  CHECK(null_case["effects"][0]["absolute"]["df"].is_null());
  CHECK(null_case["effects"][0]["absolute"]["df_reason"] == "infinite: the normal distribution");
  nulls_with_reasons(null_case);
  nulls_with_reasons(rendered(example::support_assistant()));
  nulls_with_reasons(rendered(example::hostile()));
  nulls_with_reasons(rendered(CaseStudy{}));
}

TEST_CASE("json: a null always has its reason, whichever number is missing") {
  CaseStudy study = example::support_assistant();
  study.effects[0].absolute = {};
  study.effects[0].usable = false;
  study.effects[0].message = "the matrix is singular";
  study.appraisal->npv = study.appraisal->roi = study.appraisal->payback_months = {};
  study.appraisal_reason.clear();
  const Json json = rendered(study);
  CHECK(nulls_with_reasons(json) > 15);
  CHECK(json["effects"][0]["absolute"]["p_reason"] == "the matrix is singular");
  study.appraisal.reset();
  CHECK_FALSE(rendered(study)["appraisal_reason"].get<std::string>().empty());
}

// 0.1 + 0.2 and 0.3 differ in the 17th digit, as do sums taken in another order.
TEST_CASE("json: the order in which threads add up does not show") {
  CaseStudy one = example::support_assistant(), other = one;
  one.effects[0].baseline = 0.1 + 0.2;
  other.effects[0].baseline = 0.3;
  REQUIRE(one.effects[0].baseline != other.effects[0].baseline);
  one.appraisal->pv_benefits = 0.1 + 0.2;
  other.appraisal->pv_benefits = 0.3;
  CHECK(render_json(one) == render_json(other));
  other.effects[0].baseline = 0.3 + 1e-11;
  CHECK(render_json(one) != render_json(other));
}

TEST_CASE("json: hostile bytes give valid JSON in valid UTF-8") {
  const std::string text = render_json(example::hostile());
  CHECK(Json::accept(text));
  CHECK(text.find('\xff') == std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("json: a study file that is not JSON is kept as text, not lost") {
  CaseStudy study = example::harm();
  study.study_json = "{not json";
  CHECK(rendered(study)["study"] == "{not json");
}

TEST_CASE("json: by hand, a number has twelve digits, a zero no sign, and what is none is null with its reason") {
  Json out;
  put(out, "one", 1, "");
  put(out, "zero", -0.0, "");
  put(out, "third", 1.0 / 3, "");
  put(out, "none", missing, "why");
  CHECK(out.dump() == R"({"one":1.0,"zero":0.0,"third":0.333333333333,"none":null,"none_reason":"why"})");
}

}  // TEST_SUITE("report/writer/json")
