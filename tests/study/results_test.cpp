// results.json read back: what was written is what a claim is judged by, and what payoff did not write is refused.
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/messages.hpp"
#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using Json = nlohmann::ordered_json;
using payoff::tools::Workplace;

TEST_SUITE("study/results") {

namespace {

constexpr const char* money =
    R"(, "who": "people with tickets", "tool": "the aid", "money": {"hourly_cost": 40, "people": 30,
  "realized_share": {"low": 0.4, "mode": 0.5, "high": 0.6}, "costs": [{"name": "licence", "per_person_month": 20}]})";

CaseStudy finished(const std::string& more = money) {
  Workplace place;
  place.write("x.csv", tools::tickets());
  return run(parse_study(tools::study("x.csv", more), place.path("study.json")));
}

std::string written(const CaseStudy& study) {
  return rendered(study, "json");
}

// The message for results in which the value at a JSON pointer is replaced.
std::string refusal(const std::string& pointer, const Json& value) {
  static const std::string text = written(finished());
  Json results = Json::parse(text);
  results[Json::json_pointer(pointer)] = value;
  try {
    parse_results(results.dump(), "results.json");
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::usage);
    return error.what();
  }
  return "read";
}

}  // namespace

TEST_CASE("results: invariance, degrees of freedom without end come back in every language") {
  for (const std::string& language : languages()) {
    CAPTURE(language);
    CaseStudy study = finished();
    study.language = language;
    study.effects[0].absolute.df = std::numeric_limits<double>::infinity();
    CHECK(parse_results(written(study), "results.json").effects[0].absolute.df ==
          std::numeric_limits<double>::infinity());
  }
}

TEST_CASE("results: people who are too few to be told are judged as few") {
  CaseStudy study = finished();
  study.effects[0].units_treated = hidden_count;
  const std::string text = written(study);
  CHECK(Json::parse(text)["effects"][0]["units_treated"].is_null());
  CHECK(parse_results(text, "results.json").effects[0].units_treated < least_units_shown);
}

TEST_CASE("results: what was written comes back") {
  const CaseStudy study = finished();
  const Results results = parse_results(written(study), "results.json");
  REQUIRE(results.effects.size() == study.effects.size());
  const Effect &read = results.effects[0], &wrote = study.effects[0];
  CHECK(read.metric.name == wrote.metric.name);
  CHECK(read.metric.kind == MetricKind::time);
  CHECK(read.metric.averaged == wrote.metric.averaged);
  CHECK(read.period == PeriodKind::week);
  CHECK(read.absolute.estimate == doctest::Approx(wrote.absolute.estimate));
  CHECK(read.absolute.df == wrote.absolute.df);
  CHECK(read.relative.low == doctest::Approx(wrote.relative.low));
  CHECK(read.course.has_value() == wrote.course.has_value());
  CHECK(results.verdict.grade == study.verdict.grade);
  REQUIRE(results.verdict.reasons.size() == study.verdict.reasons.size());
  for (std::size_t i = 0; i < results.verdict.reasons.size(); ++i) {
    CHECK(results.verdict.reasons[i].rule == study.verdict.reasons[i].rule);
    CHECK(name(results.verdict.reasons[i].effect) == name(study.verdict.reasons[i].effect));
  }
  REQUIRE(results.claims.size() == study.claims.size());
  CHECK(results.claims[0].text() == study.claims[0].text());
  CHECK(results.who == "people with tickets");
  REQUIRE(results.appraisal);
  CHECK(results.appraisal->assumptions.realized_share.high == 0.6);
  CHECK(results.appraisal->assumptions.draws == study.appraisal->assumptions.draws);
  CHECK(results.evidence().appraisal == &*results.appraisal);
}

TEST_CASE("results: a claim is judged alike by the results and by what they were written from") {
  const CaseStudy study = finished();
  const Results results = parse_results(written(study), "results.json");
  const Evidence read = results.evidence();
  Evidence wrote = read;
  wrote.effects = study.effects;
  wrote.appraisal = &*study.appraisal;
  for (const char* sentence :
       {"minutes fell by 1 minute a week", "saves 0.05 hours a week", "worth USD 20,000 a year", "pays off"}) {
    CAPTURE(sentence);
    const Judgement a = judge(read_assertion(sentence, read), read, results.verdict, results.claims);
    const Judgement b = judge(read_assertion(sentence, wrote), wrote, study.verdict, study.claims);
    CHECK(a.standing == b.standing);
    CHECK(a.lower == doctest::Approx(b.lower));
    CHECK(a.honest == b.honest);
  }
  const Judgement npv = judge(read_assertion("pays off", read), read, results.verdict, results.claims);
  CHECK(npv.probability_low == doctest::Approx(study.appraisal->probability_npv_positive));
}

TEST_CASE(
    "results: who begins when, growth, risk and discounting come back; what was written before them is all at once") {
  const std::string timed = std::string(money).substr(0, std::string_view(money).size() - 1) +
                            R"(, "rollout": [{"month": 0, "share": 0.25}, {"month": 4, "share": 0.75}],
      "discounting": "year_ends", "risk_of_benefits": 0.15, "risk_of_costs": 0.1, "volume_growth_per_year": 0.02})";
  const CaseStudy study = finished(timed);
  const std::string text = written(study);
  const Assumptions read = parse_results(text, "r").appraisal->assumptions;
  REQUIRE(read.rollout.size() == 2);
  CHECK(read.rollout[1].month == 4);
  CHECK(read.rollout[1].share == 0.75);
  CHECK(read.discounting == Discounting::year_ends);
  CHECK(read.risk_of_benefits == 0.15);
  CHECK(read.risk_of_costs == 0.1);
  CHECK(read.volume_growth_per_year == 0.02);
  CHECK(finished().appraisal->assumptions.rollout.size() == 1);  // as those of the study: at one date
  Json before = Json::parse(text);
  Json& assumptions = before["appraisal"]["assumptions"];
  for (const char* key : {"rollout", "discounting", "risk_of_benefits", "risk_of_costs", "volume_growth_per_year"})
    assumptions.erase(key);
  for (Json& cost : assumptions["costs"]) cost.erase("growth_per_year");
  const Assumptions old = parse_results(before.dump(), "r").appraisal->assumptions;
  REQUIRE(old.rollout.size() == 1);
  CHECK(old.rollout[0].share == 1);
  CHECK(old.risk_of_costs == 0);
}

TEST_CASE("results: an infinite number of degrees of freedom comes back, a missing one does not") {
  CaseStudy study = finished();
  study.effects[0].absolute.df = INFINITY;
  CHECK(std::isinf(parse_results(written(study), "r").effects[0].absolute.df));
  study.effects[0].absolute.df = missing;
  CHECK(std::isnan(parse_results(written(study), "r").effects[0].absolute.df));
}

TEST_CASE("results: the largest seed comes back digit by digit") {
  CaseStudy study = finished();
  study.seed = 8999999999999999999u;
  CHECK(parse_results(written(study), "r").appraisal->assumptions.seed == study.seed);
}

TEST_CASE("results: the correction for several metrics is that of the study") {
  const CaseStudy study = finished(std::string(money) + R"(, "several_metrics": "benjamini_hochberg")");
  CHECK(parse_results(written(study), "r").correction == Correction::benjamini_hochberg);
  CHECK(parse_results(written(finished()), "r").correction == Correction::holm);
}

TEST_CASE("results: what payoff did not write is refused at its place, with the value and the rule") {
  const std::string remedy = "; take a results.json as `payoff run` wrote it";
  CHECK(refusal("/schema", "payoff/9") ==
        "results.json:$.schema: value is \"payoff/9\", but must be \"payoff/1\"" + remedy);
  CHECK(refusal("/effects/0/absolute/se", -1) ==
        "results.json:$.effects[0].absolute.se: value is -1, but must be 0 or more" + remedy);
  CHECK(refusal("/effects/0/absolute/p", 2) ==
        "results.json:$.effects[0].absolute.p: value is 2, but must be in 0 to 1" + remedy);
  CHECK(refusal("/effects/0/absolute/estimate", "5").find("must be a number or null") != std::string::npos);
  CHECK(refusal("/effects/0/absolute/low", 1e6).find("must be at most high") != std::string::npos);
  CHECK(refusal("/effects/0/absolute/low", nullptr).find("where the effect is usable") != std::string::npos);
  CHECK(refusal("/effects/0/level", 2).find("must be in 0.5 to 0.999") != std::string::npos);
  CHECK(refusal("/effects/0/usable", "yes").find("must be true or false") != std::string::npos);
  CHECK(refusal("/effects/0/units_treated", 1.5).find("must be a whole number") != std::string::npos);
  CHECK(refusal("/effects/0/segment", "new").find("must be an object") != std::string::npos);
  CHECK(refusal("/effects/0/metric_declared/kind", "mood").find("one of time, revenue, cost") != std::string::npos);
  CHECK(refusal("/effects/0/metric_declared/role", "secondary")
            .find("a list that holds the effect on a primary metric") != std::string::npos);
  CHECK(refusal("/effects", 5).find("must be a list") != std::string::npos);
  CHECK(refusal("/effects/0", 5).find("must be an object") != std::string::npos);
  CHECK(refusal("/verdict/grade", "AA").find("one of A, B, C, D, E, U") != std::string::npos);
  CHECK(refusal("/verdict/reasons/0/rule", "G99").find("a rule of `payoff methods`") != std::string::npos);
  CHECK(refusal("/verdict/reasons/0/effect", "+2").find("what a rule does") != std::string::npos);
  CHECK(refusal("/claims/0/kind", "boast").find("one of headline, money") != std::string::npos);
  CHECK(refusal("/appraisal/assumptions/rollout/0/month", nullptr).find("must be a number") != std::string::npos);
  CHECK(refusal("/appraisal/assumptions/bills",
                Json::parse(R"([{"name": "b", "by_month": [0, 1], "goes_on": "per_person", "people": 0}])"))
            .find("must be more than 0") != std::string::npos);
  CHECK(refusal("/appraisal/assumptions/draws", 1e9).find("must be in 100 to 10000000") != std::string::npos);
  CHECK(refusal("/calendar/period", "moon").find("one of day, week") != std::string::npos);
}

TEST_CASE("results: no JSON, none of an object, and what is missing is told") {
  const auto message = [](const std::string& text) {
    try {
      parse_results(text, "results.json");
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("read");
  };
  CHECK(message("").starts_with("results.json:1: is not JSON"));
  CHECK(message("[]").starts_with("results.json: value is [], but must be an object"));
  CHECK(message("{}").starts_with("results.json: 'schema' is missing"));
  CHECK(message(R"({"schema": 1e999})").starts_with("results.json: holds a number that is too large"));
  CHECK(message(std::string(10000, '[')).find("nested deeper than 64") != std::string::npos);
}

TEST_CASE("results: whatever one value becomes, it is read or refused in one line") {
  const std::string text = written(finished());
  const Json whole = Json::parse(text).flatten();
  const Json values[] = {nullptr, true, -1, 0, 1e308, "", "x", Json::array(), Json::object()};
  std::size_t k = 0;
  for (const auto& [pointer, unused] : whole.items()) {
    if (pointer.starts_with("/trends") || pointer.starts_with("/appraisal/cash_flow")) continue;
    const std::string message = refusal(pointer, values[k++ % std::size(values)]);
    CHECK(message.find('\n') == std::string::npos);
  }
  CHECK(k > 100);
}

TEST_CASE("results: a file that is not there, and a folder, cannot be read") {
  const Workplace place;
  const auto kind = [&](const std::string& path) {
    try {
      read_results(path);
    } catch (const Error& error) {
      return error.kind;
    }
    return ErrorKind::internal;
  };
  CHECK(kind(place.path("none.json")) == ErrorKind::source);
  CHECK(kind(place.path("")) == ErrorKind::source);
  place.write("r.json", written(finished()));
  CHECK(read_results(place.path("r.json")).effects.size() == 1);
}

}  // TEST_SUITE("study/results")
