#include <doctest/doctest.h>

#include "payoff/error.hpp"
#include "payoff/study.hpp"

using namespace payoff;

TEST_SUITE("study/plan") {

namespace {

std::string study_text(const std::string& more, const std::string& metrics = R"([{"name": "m"}])") {
  return R"({"data": {"files": "d.csv"}, "columns": {"unit": "u", "time": "t"}, "rollout": {"group": "g", "treated": 1}, "metrics": )" +
         metrics + more + "}";
}

std::string refusal_of(const std::string& text) {
  try {
    parse_study(text, "s.json");
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::usage);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("plan: what is left out takes its documented default") {
  const Study study = parse_study(study_text(""), "folder/s.json");
  CHECK(study.source.files == std::vector<std::string>{"folder/d.csv"});  // relative to the study file
  CHECK(study.rollout.treated == "1");
  CHECK(study.metrics[0].metric.role == Role::primary);
  CHECK(study.metrics[0].metric.better == Better::higher);
  CHECK(study.level == 0.95);
  CHECK(study.rejected_limit == 0.01);
  CHECK(study.formats.size() == 4);
  CHECK_FALSE(study.money.has_value());
}

TEST_CASE("plan: comments are allowed, and the study as read is kept without them") {
  const Study study = parse_study("// a comment\n" + study_text(", \"seed\": 7 /* another */"), "s.json");
  CHECK(study.seed == 7);
  CHECK(study.json.find("comment") == std::string::npos);
}

TEST_CASE("plan: time and cost are better lower, the second metric is secondary, and covariates add up") {
  const Study study = parse_study(
      study_text(
          "",
          R"([{"name": "a", "kind": "time", "unit": "hours", "covariates": ["x", "ln_y"]}, {"name": "b", "covariates": ["x"]}])"),
      "s.json");
  CHECK(study.metrics[0].metric.better == Better::lower);
  CHECK(study.metrics[1].metric.role == Role::secondary);
  REQUIRE(study.columns.covariates.size() == 2);
  CHECK(study.columns.covariates[1].expression == "ln_y");
  CHECK(study.metric_covariates[0] == std::vector<std::string>{"x", "ln_y"});
  CHECK(study.metric_covariates[1] == std::vector<std::string>{"x"});
}

TEST_CASE("plan: a realised share may be a number or a range, and method options pass through") {
  const Study number = parse_study(study_text(R"(, "money": {"realized_share": 0.4})"), "s.json");
  CHECK(number.money->realized_share.low == 0.4);
  CHECK(number.money->realized_share.high == 0.4);
  const Study range = parse_study(
      study_text(
          R"(, "money": {"realized_share": {"low": 0.1, "mode": 0.2, "high": 0.5}}, "method": {"name": "did", "level": 0.9, "errors": "hc1"})"),
      "s.json");
  CHECK(range.money->realized_share.mode == 0.2);
  const Study timed = parse_study(
      study_text(R"(, "money": {"rollout": [{"month": 0, "share": 0.4}, {"month": 2.5, "share": 0.6}], "discounting":
        "year_ends", "risk_of_benefits": 0.15, "risk_of_costs": 0.1, "volume_growth_per_year": 0.02, "costs":
        [{"name": "seats", "per_person_month": 9, "growth_per_year": 0.03, "once_per_person": 4, "hours_per_person": 6, "hours_per_person_month": 0.5}]})"),
      "s.json");
  REQUIRE(timed.money->rollout.size() == 2);
  CHECK(timed.money->rollout[1].month == 2.5);
  CHECK(timed.money->rollout[1].share == 0.6);
  CHECK(timed.money->discounting == Discounting::year_ends);
  CHECK(timed.money->risk_of_benefits == 0.15);
  CHECK(timed.money->risk_of_costs == 0.1);
  CHECK(timed.money->volume_growth_per_year == 0.02);
  CHECK(timed.money->costs[0].growth_per_year == 0.03);
  CHECK(timed.money->costs[0].once_per_person.middle() == 4);
  CHECK(timed.money->costs[0].hours_per_person.middle() == 6);
  CHECK(timed.money->costs[0].hours_per_person_month.middle() == 0.5);
  CHECK(number.money->rollout.empty());
  CHECK(number.money->discounting == Discounting::months);
  CHECK(range.method == "did");
  CHECK(range.level == 0.9);
  CHECK(range.method_options.at("errors") == "hc1");
}

TEST_CASE("plan: a method that is no object is answered with the object to write") {
  CHECK(refusal_of(study_text(R"(, "method": "group_time")")) ==
        R"(s.json:$.method: value is "group_time", but must be an object; write "method": {"name": "group_time"})");
  CHECK(refusal_of(study_text(R"(, "method": ["did"])")) ==
        R"(s.json:$.method: value is ["did"], but must be an object; write "method": {"name": "did"})");
}

TEST_CASE("plan: each refusal names the JSON path, the value, the rule and what was meant") {
  CHECK(refusal_of(study_text(", \"metrcs\": []")) ==
        "s.json:$.metrcs: key 'metrcs' is not known here; did you mean 'metrics'?");
  CHECK(refusal_of(study_text("", R"([{"name": "m", "kind": "tiem"}])")) ==
        "s.json:$.metrics[0].kind: value is 'tiem', but must be one of time, revenue, cost, count, score, rate; did "
        "you mean 'time'?");
  CHECK(refusal_of(study_text("", "[]")).find("$.metrics: there is no metric") != std::string::npos);
  CHECK(refusal_of(study_text("", R"([{"name": "m"}, {"name": "m"}])"))
            .find("$.metrics[1].name: name 'm' is used twice") != std::string::npos);
  CHECK(refusal_of(study_text("", R"([{"name": "m", "role": "guardrail"}])")).find("no metric has the role primary") !=
        std::string::npos);
  CHECK(refusal_of(study_text(", \"seed\": -1")).find("$.seed: value is -1, but must be a whole number from 0") !=
        std::string::npos);
  CHECK(refusal_of(study_text(R"(, "report": {"formats": ["pdf"]})"))
            .find("$.report.formats: value is 'pdf', but must be one of html") != std::string::npos);
  CHECK(refusal_of(study_text("", R"([{"name": "m", "per": "n", "aggregate": "mean"}])"))
            .find("$.metrics[0].aggregate") != std::string::npos);
  CHECK(refusal_of(R"({"data": {}, "rollout": {"date": "2025-01-01"}, "metrics": [{"name": "m"}]})")
            .find("0 of files, table and query are given") != std::string::npos);
  CHECK(refusal_of(R"({"data": {"files": "d.csv"}, "rollout": {}, "metrics": [{"name": "m"}]})")
            .find("nothing says who got the tool or when") != std::string::npos);
  CHECK(refusal_of(R"({"data": {"files": "d.csv"}, "rollout": {"date": "2025-01-01"}, "metrics": [{"name": "m"}]})")
            .find("needs a time column") != std::string::npos);
}

TEST_CASE("plan: what is no JSON is refused at its line") {
  CHECK(refusal_of("{\n\"a\": 1,\n]").starts_with("s.json:3: is not JSON: syntax error"));
}

TEST_CASE("plan: refused: a driver beside files") {
  CHECK(refusal_of(R"({"data": {"files": "d.csv", "driver": "x"}, "rollout": {}, "metrics": [{"name": "m"}]})")
            .find("$.data.driver: a driver stands beside files") != std::string::npos);
}

TEST_CASE("plan: refused: 200,000 nested brackets, and a number that no double holds") {
  const std::string deep(200000, '[');
  CHECK(refusal_of("{\"title\": " + deep) ==
        "s.json: brackets are nested deeper than 64, but must not be; look for a bracket that is never closed");
  CHECK(refusal_of(study_text(", \"seed\": 1e999")).starts_with("s.json: holds a number that is too large: number"));
  CHECK(refusal_of(study_text(", \"seed\": 1e30")).find("$.seed: value is 1e+30, but must be a whole") !=
        std::string::npos);
  CHECK(refusal_of(study_text(", \"seed\": 18446744073709551615")).find("$.seed: value is 1844") != std::string::npos);
}

TEST_CASE("plan: refusal, a key that stands twice, and options of no driver") {
  CHECK(refusal_of(R"({"title": "a", "title": "b"})") ==
        "s.json: key 'title' stands twice in one pair of braces, but must stand once; take one of them out");
  CHECK(refusal_of(study_text(R"(, "money": {"people": 1, "people": 2})")).find("key 'people' stands twice") !=
        std::string::npos);
  std::string text = study_text("");
  text.replace(text.find("\"files\""), 0, R"("driver_options": {"uri": "x"}, )");
  CHECK(
      refusal_of(text) ==
      "s.json:$.data.driver_options: it is said without a driver, but is of a database; write \"driver\" too, or leave "
      "it out");
}

TEST_CASE("plan: a covariate of the study that a metric names again is one, under whatever name") {
  const std::string metrics =
      R"([{"name": "a", "covariates": ["x", "z"]}, {"name": "b", "covariates": {"other": "x"}}])";
  std::string text = study_text("", metrics);
  text.replace(text.find(R"("unit")"), 0, R"("covariates": {"size": "x"}, )");
  const Study study = parse_study(text, "s.json");
  REQUIRE(study.columns.covariates.size() == 2);
  CHECK(study.metric_covariates[0] == std::vector<std::string>{"size", "z"});
  CHECK(study.metric_covariates[1] == std::vector<std::string>{"size"});
  CHECK(refusal_of(
            study_text("", R"([{"name": "a", "covariates": {"x": "p"}}, {"name": "b", "covariates": {"x": "q"}}])"))
            .find("$.metrics[1].covariates: covariate 'x' is something else already") != std::string::npos);
}

TEST_CASE("plan: a join names a table and its keys, or is refused") {
  const auto with = [](const std::string& join) {
    std::string text = study_text("");
    text.replace(text.find("\"files\""), 0, "\"join\": " + join + ", ");
    return text;
  };
  const Study study =
      parse_study(with(R"x([{"files": "hr/roster.csv", "on": {"Assignee ID": "agent_id", "site": "lower(site)"}},
               {"name": "seats", "files": ["a.json"], "rows": "seats", "on": "login", "keep_unmatched": true}])x"),
                  "folder/s.json");
  REQUIRE(study.source.joins.size() == 2);
  const Join &roster = study.source.joins[0], &seats = study.source.joins[1];
  CHECK(roster.name == "roster");
  CHECK(roster.source.files == std::vector<std::string>{"folder/hr/roster.csv"});
  REQUIRE(roster.on.size() == 2);
  CHECK(roster.on[1].of_rows == "site");
  CHECK(roster.on[1].of_table == "lower(site)");
  CHECK_FALSE(roster.keep_unmatched);
  CHECK(seats.source.rows == "seats");
  CHECK(seats.on[0].of_rows == "login");
  CHECK(seats.on[0].of_table == "login");
  CHECK(seats.keep_unmatched);
  const auto holds = [&](const std::string& join, const std::string& part) {
    const std::string text = refusal_of(with(join));
    CHECK_MESSAGE(text.find(part) != std::string::npos, text);
  };
  holds(R"({"files": "a.csv", "on": "id"})",
        R"($.data.join: value is {"files":"a.csv","on":"id"}, but must be a list)");
  holds(R"([{"on": "id"}])", "$.data.join[0].files: 0 of files, table and query are given");
  holds(R"([{"files": "a.csv"}])", "$.data.join[0].on: nothing says on which columns to join");
  holds(R"([{"files": "a.csv", "on": "id"}, {"files": "x/A.csv", "on": "id"}])",
        "$.data.join[1].name: name is 'A', but must be one of its own");
  holds(R"([{"files": "a.csv", "on": "id", "key": 1}])", "$.data.join[0].key: key 'key' is not known here");
  holds(R"([{"files": "a.csv", "on": {"id": 1.5e400}}])", "too large");
}

}  // TEST_SUITE("study/plan")
