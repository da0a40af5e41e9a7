// The run as a whole: what it does not depend on, and how its stages' refusals name the study's keys.
#include <nlohmann/json.hpp>

#include "ingest/loading.hpp"
#include "ingest/source/duckdb.hpp"

using namespace payoff;
using namespace payoff::loading;
using nlohmann::json;
using payoff::tools::Workplace;

TEST_SUITE("study/run") {

namespace {

// results.json without what names the files and the SQL that read them.
std::string comparable(const CaseStudy& result) {
  json all = json::parse(rendered(result, "json"));
  all["provenance"].erase("inputs");
  all["provenance"].erase("sql");
  all.erase("study");
  return all.dump();
}

Study study_of(const Workplace& place, const std::string& files, const std::string& more = "") {
  return parse_study(tools::study(files, more), place.path("study.json"));
}

}  // namespace

TEST_CASE("run: CSV, Parquet and JSON lines give the same results, byte for byte") {
  Workplace place;
  place.write("x.csv", tools::tickets());
  Database database = open_duckdb(1);
  for (const char* copy : {"x.parquet", "x.jsonl"})
    database.query("COPY (SELECT * FROM read_csv(" + sql_text(place.path("x.csv")) + ")) TO " +
                   sql_text(place.path(copy)) + (copy[2] == 'p' ? "" : " (FORMAT json)"));
  const std::string expected = comparable(run(study_of(place, "x.csv")));
  CHECK(comparable(run(study_of(place, "x.parquet"))) == expected);
  CHECK(comparable(run(study_of(place, "x.jsonl"))) == expected);
}

TEST_CASE("run: the order of the rows changes nothing") {
  Workplace place;
  const std::string csv = tools::tickets(), header = csv.substr(0, csv.find('\n') + 1);
  std::istringstream lines(csv.substr(header.size()));
  std::string reversed;
  for (std::string line; std::getline(lines, line);) reversed = line + "\n" + reversed;
  place.write("x.csv", csv);
  place.write("y.csv", header + reversed);
  CHECK(json::parse(rendered(run(study_of(place, "x.csv")), "json"))["effects"] ==
        json::parse(rendered(run(study_of(place, "y.csv")), "json"))["effects"]);
}

TEST_CASE("run: a segment with fewer than five people in a group is not shown") {
  Workplace place;
  std::string csv = tools::tickets([](int line, const std::string& row) {
    return row + ((line - 2) / 8 < 6 ? ",few" : ",many");  // three of each arm against seven
  });
  place.write("x.csv", "unit,week,arm,minutes,kind\n" + csv.substr(csv.find('\n') + 1));
  Study study = study_of(place, "x.csv");
  study.columns.segments = {{"kind", "kind"}};
  const CaseStudy result = run(study);
  REQUIRE(result.effects.size() == 3);
  CHECK(result.effects[1].segment->text() == "kind = few");
  CHECK_FALSE(result.effects[1].usable);
  CHECK(std::isnan(result.effects[1].absolute.estimate));
  CHECK(result.effects[2].usable);
}

TEST_CASE(
    "run: of one team among nine the report tells the estimate and its rank, claims nothing, and prices nothing") {
  std::string csv = "unit,week,arm,team,minutes\n";
  for (int unit = 0; unit < 27; ++unit)
    for (int week = 0; week < 20; ++week)
      csv += fmt::format("u{},{},{},t{},{:.2f}\n", unit, week, unit < 3 ? "B" : "A", unit / 3,
                         30 + unit % 5 + (7 * unit + 5 * week) % 11 * 0.3 - (unit < 3 && week > 9 ? 5 : 0));
  Workplace place;
  place.write("x.csv", csv);
  Study study = study_of(
      place, "x.csv",
      R"(, "money": {"currency": "USD", "hourly_cost": 48, "people": 100, "volume_per_person_week": 40, "realized_share": {"low": 0.3, "mode": 0.5, "high": 0.7}})");
  study.columns.cluster = "team";
  study.rollout.date = "10";
  study.source.files = {place.path("x.csv")};
  const CaseStudy result = run(study);
  const Effect& effect = result.effects.front();
  CHECK(effect.interval_by == IntervalBy::placebo_rank);
  CHECK(effect.absolute.estimate < -4);
  CHECK(result.verdict.grade == 'D');
  CHECK_FALSE(result.appraisal.has_value());
  holds(result.appraisal_reason, "20 groups or people give an interval");
  holds(result.claims.front().text(), "The data cannot tell whether");
  for (const Claim& claim : result.claims) CHECK(claim.kind != ClaimKind::money);
  for (const ReportFormat& format : report_formats()) {
    const std::string text = rendered(result, format.name);
    CAPTURE(format.name);
    for (const char* wrong : {" nan", ">nan", "NaN", "(inf", "randomized\": true"})
      CHECK_MESSAGE(text.find(wrong) == std::string::npos, wrong);
    if (!text.empty() && format.name != "xlsx") holds(text, "the most unusual of 9, by chance 1 in 9");
  }
}

TEST_CASE("run: refusals of a stage name the key of the study file") {
  Workplace place;
  place.write("x.csv", tools::tickets());
  const auto refusal = [&](const std::string& more) {
    return message_of([&] { run(study_of(place, "x.csv", more)); });
  };
  holds(refusal(R"(, "method": {"level": 5})"), "study.json:$.method.level: level is 5, but must be in 0.5 to 0.999");
  holds(refusal(R"(, "method": {"name": "dit"})"), "study.json:$.method.name: method is 'dit'");
  holds(refusal(R"(, "method": {"name": "did", "errors": "hc9"})"),
        "study.json:$.method.errors: option errors of did is 'hc9'");
  for (const char* limit : {"5", "-1"}) {
    std::string text = tools::study("x.csv");
    text.replace(text.find("\"x.csv\""), 7, std::string("\"x.csv\", \"rejected_limit\": ") + limit);
    holds(message_of([&] { parse_study(text, "s.json"); }), "$.data.rejected_limit: value is " + std::string(limit));
  }
}

TEST_CASE("run: a line of a file named like a section of the study is a file's, and the adoption's column is named") {
  Workplace place;
  std::string csv = "unit,week,since,minutes\n";
  for (const char* week : {"2025-01-20", "2025-01-27", "2025-02-03", "2025-02-10"})
    csv += fmt::format("a,{0},,1\nb,{0},2025-02-03,2\nc,{0},03/31/2025,3\n", week);
  const auto refusal_of = [&](const std::string& text) {
    place.write("data.csv", text);
    Study study = study_of(place, "data.csv");
    study.rollout = {.adopted_on = "since"};
    const auto here = std::filesystem::current_path();
    std::filesystem::current_path(place.path(""));
    study.source.files = {"data.csv"};
    const std::string message = message_of([&] { run(study); });
    std::filesystem::current_path(here);
    return message;
  };
  CHECK(
      refusal_of(csv) ==
      "data.csv:4: since is '03/31/2025', but must have one form, and data.csv:3 has '2025-02-03'; write all dates in "
      "one form, or read each with SQL, e.g. \"adopted_on\": \"try_strptime(since, ['%Y-%m-%d', '%m/%d/%Y'])\"");
  for (const auto& [from, to] : {std::pair("2025-02-03,2\n", "02/03/2025,2\n"), {"03/31/2025", "03/01/2025"}})
    for (std::size_t at; (at = csv.find(from)) != std::string::npos;)
      csv.replace(at, std::string_view(from).size(), to);
  CHECK(refusal_of(csv) ==
        "data.csv: adoption column 'since' has '02/03/2025', which may be %m/%d/%Y or %d/%m/%Y; say which with SQL: "
        "\"adopted_on\": \"strptime(CASE WHEN regexp_matches(since, '[0-9]') THEN since END, '%m/%d/%Y')\" or "
        "'%d/%m/%Y' (texts without digits are never then)");
}

TEST_CASE("run: a scale that the chosen method does not know is at the metric, an option at its key") {
  Workplace place;
  std::string csv = "unit,week,since,minutes,tickets\n";
  for (const char* week : {"2025-01-20", "2025-01-27", "2025-02-03", "2025-02-10"})
    csv += fmt::format("a,{0},,1,1\nb,{0},2025-01-27,2,3\nc,{0},2025-02-03,3,2\n", week);
  place.write("x.csv", csv);
  Study study = study_of(place, "x.csv");
  study.rollout = {.adopted_on = "since"};
  study.metrics = {{.metric = {.name = "tickets", .role = Role::secondary}}, minutes[0]};
  study.metrics[1].metric.scale = Scale::poisson;
  study.metric_covariates = {{}, {}};
  CHECK(message_of([&] { run(study); }) ==
        place.path("study.json") +
            ":$.metrics[1].scale: scale of 'minutes' is poisson, but must be level or log for group_time; on the level "
            "the relative effect is a ratio of means too, zeros included");
  study.method = "did";
  study.method_options = {{"colour", "red"}};
  holds(message_of([&] { run(study); }), ":$.method.colour: ");
}

}  // TEST_SUITE("study/run")
