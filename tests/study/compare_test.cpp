// What changed between two runs: told, or refused where the difference means nothing.
#include <cmath>
#include <nlohmann/json.hpp>

#include "ingest/loading.hpp"
#include "study/json_differences.hpp"

using namespace payoff;
using namespace payoff::loading;
using Json = nlohmann::ordered_json;
using payoff::tools::Workplace;

TEST_SUITE("study/compare") {

namespace {

constexpr const char* money =
    R"(, "tool": "the aid", "who": "agents", "money": {"hourly_cost": 40, "people": 30,
  "realized_share": {"low": 0.4, "mode": 0.5, "high": 0.6}, "costs": [{"name": "licence", "per_person_month": 20}]})";

std::string results_of(const std::string& rows, const std::string& study) {
  Workplace place;
  place.write("x.csv", rows);
  return rendered(run(parse_study(study, place.path("study.json"))), "json");
}

const std::string& first_run() {
  static const std::string text = results_of(tools::tickets(), tools::study("x.csv", money));
  return text;
}

RunComparison compared(const std::string& then, const std::string& now, bool independent = false) {
  return compare_runs(RecordedRun{then, "a/results.json"}, RecordedRun{now, "b/results.json"}, independent);
}

// The run with one value of its results replaced.
std::string with(const std::string& pointer, const Json& value) {
  Json results = Json::parse(first_run());
  results[Json::json_pointer(pointer)] = value;
  return results.dump();
}

std::string refusal(const std::string& now, bool independent = false) {
  try {
    compared(first_run(), now, independent);
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::usage);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("compare: a run and itself: nothing changed") {
  const RunComparison comparison = compared(first_run(), first_run());
  CHECK(comparison.unchanged());
  CHECK(comparison.data == SharedData::all);
  CHECK(comparison_text(comparison) ==
        fmt::format("{:<30} a/results.json\n{:<30} b/results.json\n\nnothing changed\n", "then", "now"));
  CHECK(Json::parse(comparison_json(comparison))["unchanged"] == true);
}

TEST_CASE("compare: by hand, two samples that share no unit differ by so much, with an interval after Welch") {
  Json then = Json::parse(first_run()), now = then;
  for (auto& [results, estimate, se, df] :
       {std::tuple<Json&, double, double, double>{then, -5, 0.3, 10}, {now, -3, 0.4, 20}}) {
    Json& effect = results["effects"][0]["absolute"];
    effect["estimate"] = estimate, effect["se"] = se, effect["df"] = df;
    effect["low"] = estimate - 1, effect["high"] = estimate + 1;
  }
  now["provenance"]["inputs"][0]["sha256"] = std::string(64, 'a');
  CHECK(std::isnan(compared(then.dump(), now.dump()).effects[0].difference.low));
  const Estimate difference = compared(then.dump(), now.dump(), true).effects[0].difference;
  CHECK(difference.estimate == doctest::Approx(2));
  CHECK(difference.se == doctest::Approx(0.5));
  CHECK(difference.df == doctest::Approx(0.0625 / (0.0081 / 10 + 0.0256 / 20)));  // 29.9
  CHECK(difference.low == doctest::Approx(2 - 2.0425 * 0.5).epsilon(1e-3));
  CHECK(difference.high == doctest::Approx(2 + 2.0425 * 0.5).epsilon(1e-3));
}

TEST_CASE("compare: what makes the difference mean nothing is refused by its name, and by both of its values") {
  const std::pair<const char*, std::pair<const char*, Json>> changes[] = {
      {"metric", {"/effects/0/metric_declared/name", "hours"}},
      {"unit", {"/effects/0/metric_declared/unit", "hours"}},
      {"per", {"/effects/0/metric_declared/per", "ticket"}},
      {"kind", {"/effects/0/metric_declared/kind", "cost"}},
      {"scale", {"/effects/0/metric_declared/scale", "log"}},
      {"better", {"/effects/0/metric_declared/better", "higher"}},
      {"averaged", {"/effects/0/metric_declared/averaged", true}},
      {"method", {"/effects/0/method", "imputation"}},
      {"estimand", {"/effects/0/estimand", "ATE"}},
      {"against", {"/effects/0/against", "their past"}},
      {"level", {"/effects/0/level", 0.9}},
      {"tool", {"/tool", "another aid"}},
      {"currency", {"/appraisal/currency", "EUR"}}};
  for (const auto& [name, change] : changes) {
    CAPTURE(name);
    const std::string message = refusal(with(change.first, change.second));
    holds(message, fmt::format("b/results.json: cannot be compared with a/results.json: {} is ", name));
    holds(message, fmt::format("and {} here; run one of them again with the other's {}", change.second.dump(), name));
  }
  holds(refusal(with("/schema", "payoff/2")), "b/results.json:$.schema: value is \"payoff/2\"");
}

TEST_CASE("compare: many differences are all named") {
  Json results = Json::parse(first_run());
  results["tool"] = std::string(1000, 't');
  results["appraisal"]["currency"] = std::string(1000, 'c');
  Json& effect = results["effects"][0];
  effect["method"] = std::string(1000, 'm'), effect["level"] = 0.9;
  holds(refusal(results.dump()), "run one of them again with the other's method, level, tool, currency");
}

TEST_CASE("compare: what leaves the difference a meaning is told, with both values") {
  const std::pair<const char*, Json> changes[] = {{"/provenance/seed", 7},
                                                  {"/provenance/payoff", "9.9.9"},
                                                  {"/provenance/inputs/0/sha256", "00"},
                                                  {"/title", "Another"},
                                                  {"/who", "others"},
                                                  {"/study/money/people", 31},
                                                  {"/study/seed", 7},
                                                  {"/study/metrics/0/covariates", Json::array({"tenure"})},
                                                  {"/disclosure/run_by", "somebody"},
                                                  {"/effects/0/metric_declared/self_reported", true},
                                                  {"/calendar/week_starts_on", 7}};
  for (const auto& [pointer, value] : changes) {
    CAPTURE(pointer);
    const RunComparison comparison = compared(first_run(), with(pointer, value));
    REQUIRE(comparison.others.size() == 1);
    CHECK(comparison.others[0].now.find(value.is_array() ? "tenure" : value.dump()) != std::string::npos);
    CHECK_FALSE(comparison.unchanged());
    holds(comparison_text(comparison), comparison.others[0].what);
  }
}

TEST_CASE("compare: each answer and figure that moved is told, then and now") {
  const std::pair<const char*, Json> answers[] = {
      {"/verdict/grade", "E"}, {"/recommendation/action", "stop"}, {"/claims/0/text", "All is different"}};
  for (const auto& [pointer, value] : answers) {
    CAPTURE(pointer);
    const RunComparison comparison = compared(first_run(), with(pointer, value));
    REQUIRE(comparison.answers.size() == 1);
    CHECK(comparison.answers[0].now == value.dump());
  }
  const std::pair<const char*, const char*> figures[] = {{"/ledger/rows_used", "rows used"},
                                                         {"/ledger/rows_rejected", "rows rejected"},
                                                         {"/appraisal/npv/mean", "net present value"},
                                                         {"/appraisal/benefit_per_year", "benefit a year"}};
  for (const auto& [pointer, name] : figures) {
    CAPTURE(pointer);
    const RunComparison comparison = compared(first_run(), with(pointer, 12345));
    for (const ComparedFigure& figure : comparison.figures) CHECK(figure.unchanged() == (figure.name != name));
    holds(comparison_text(comparison), name);
  }
}

TEST_CASE("compare: real runs: an option is refused or told, and later rows are told by their hash") {
  const auto now = [](const std::string& more, const std::string& rows = tools::tickets()) {
    return results_of(rows, tools::study("x.csv", money + more));
  };
  holds(refusal(now(R"(, "method": {"level": 0.9})")), "level is 0.95 there and 0.9 here");
  holds(refusal(now(R"(, "method": {"name": "paired"})")), "method is ");
  const RunComparison seed = compared(first_run(), now(R"(, "seed": 9)"));
  CHECK(seed.data == SharedData::all);
  holds(comparison_text(seed), "Both read the same files");
  const std::string more_rows = tools::tickets([](int, const std::string& row) { return row; }, 30);
  const RunComparison data = compared(first_run(), now("", more_rows));
  CHECK(data.data == SharedData::unknown);
  CHECK_FALSE(data.effects[0].unchanged());
  holds(comparison_text(data), "inputs.x.csv.sha256");
  holds(comparison_text(data), "240, was 160");
  holds(refusal(now(R"(, "seed": 9)"), true), "reads a file that a/results.json read too");
}

TEST_CASE("compare: effects that only one run has, or that ask another question, are not held against each other") {
  Json now = Json::parse(first_run());
  Json other = now["effects"][0];
  other["metric_declared"]["name"] = "score";
  other["metric_declared"]["role"] = "secondary";
  Json then = now;
  then["effects"].push_back(other);
  other["metric_declared"]["unit"] = "points";
  now["effects"].push_back(other);
  const ComparedEffect apart = compared(then.dump(), now.dump()).effects.at(1);
  CHECK(apart.apart == "unit is \"minutes\" there and \"points\" here");
  CHECK(std::isnan(apart.difference.estimate));
  CHECK(compared(first_run(), now.dump()).effects.at(1).then.reason == "not in this run");
  CHECK(compared(then.dump(), first_run()).effects.at(1).now.reason == "not in this run");
}

TEST_CASE("compare: hostile results break no line, and what is no results.json is refused at its place") {
  const std::string text = comparison_text(compared(first_run(), with("/title", "a\nb\x1b[31m\xe2\x80\xae")));
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("\xe2\x80\xae") == std::string::npos);
  holds(refusal(with("/provenance/inputs", 3)), "b/results.json:$.provenance.inputs: value is 3");
  holds(refusal(with("/ledger/units", -1)), "b/results.json:$.ledger.units: value is -1");
  holds(refusal(with("/appraisal/npv", "much")), "b/results.json:$.appraisal.npv");
  holds(refusal("[]"), "b/results.json");
}

TEST_CASE("compare: by hand, leaves that differ by their paths") {
  const Json then = Json::parse(R"({"a": 1, "b": [1, {"c": 2}], "d": {}, "e": null})");
  const Json now = Json::parse(R"({"a": 1.0, "b": [1, {"c": 3}, 4], "d": [], "f": {"g": 5}})");
  std::vector<std::string> found;
  for (const ComparedValue& value : differences_of(then, now))
    found.push_back(value.what + ":" + value.then + ":" + value.now);
  CHECK(found == std::vector<std::string>{"b[1].c:2:3", "b[2]::4", "d:{}:[]", "e:null:", "f.g::5"});
}

}  // TEST_SUITE("study/compare")
