// A case study that can be published: nothing in any file names anybody, and few are not shown.
#include "study/anonymous.hpp"

#include <nlohmann/json.hpp>

#include "ingest/excel/zip.hpp"
#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using nlohmann::json;
using payoff::tools::Outcome;
using payoff::tools::Workplace;

TEST_SUITE("study/anonymous") {

namespace {

// What no file of an anonymous run may hold, whatever stands around it.
const std::string token = "Zqx7";

std::string secret(const std::string& of) {
  return token + of;
}

// People of two arms in secret teams and with a secret label each; `few` of them have the second label in each arm.
std::string rows(int people, int few) {
  std::string csv = "person,week,arm,minutes,score,load,squad,site\n";
  const char* weeks[] = {"2025-01-06", "2025-01-13", "2025-01-20", "2025-01-27",
                         "2025-02-03", "2025-02-10", "2025-02-17", "2025-02-24"};
  for (int person = 0; person < people; ++person) {
    for (int week = 0; week < 8; ++week) {
      const bool treated = person % 2 == 1;
      const int minutes = 30 + person % 5 + (7 * person + 5 * week) % 11 - (treated && week > 3 ? 5 : 0);
      const std::string cell = person == 3 && week == 2 ? secret("cell") : std::to_string(minutes);
      csv += fmt::format("{},{},{},{},{},{},{},{}\n", secret(fmt::format("person{}", person)), weeks[week],
                         secret(treated ? "armB" : "armA"), cell, 5 + (3 * person + week) % 4, (person + 3 * week) % 7,
                         secret(fmt::format("squad{}", person % 24)),
                         secret(person / 2 < few ? "siteX"
                                : person / 2 % 2 ? "siteY"
                                                 : "siteZ"));
    }
  }
  return csv;
}

std::string study_of(const std::string& report, const std::string& more = "") {
  return fmt::format(R"({{"title": "A study", "who": "agents", "tool": "the aid",
 "data": {{"files": "{0}rows.csv", "rejected_limit": 0.2,
          "join": [{{"files": "{0}roster.csv", "on": {{"person": "id"}}}}]}},
 "columns": {{"unit": "person", "time": "week", "cluster": "squad", "segments": {{"site": "site"}},
             "covariates": {{"load": "load"}}}},
 "rollout": {{"group": "arm", "treated": "{0}armB", "date": "2025-02-03"}},
 "metrics": [{{"name": "minutes", "kind": "time", "unit": "minutes"}},
             {{"name": "score", "role": "guardrail", "where": "squad <> '{0}none'"}}],
 "money": {{"people": 30, "hourly_cost": 40, "realized_share": {{"low": 0.3, "mode": 0.5, "high": 0.6}},
   "values": [{{"metric": "minutes", "segment": "site", "label": "{0}siteY", "people": {{"low": 5, "mode": 10, "high": 15}}}},
              {{"metric": "minutes", "segment": "site", "label": "{0}siteZ", "people": 10}}],
   "correlations": [{{"between": ["minutes.{0}siteY.people", "realized_share"], "is": 0.3}}],
   "bills": [{{"name": "licences", "files": "{0}bill.csv", "month": "month", "amount": "amount", "unit": "person",
              "goes_on": "last_month"}}]}},
 "disclosure": {{"run_by": "{0}analyst", "commissioned_by": "{0}chief", "independent": false}},
 "report": {{"quote": "It helps.", "quote_by": "{0}speaker"{1}}}{2}}})",
                     token, report, more);
}

std::string roster(int people) {
  std::string csv = "id,tenure\n";
  for (int person = 0; person < people; ++person)
    csv += fmt::format("{},{}\n", secret(fmt::format("person{}", person)), 1 + person % 7);
  return csv;
}

std::string bill(int people) {
  std::string csv = "month,person,amount\n";
  for (int person = 1; person < people; person += 2)
    csv += fmt::format("2025-02,{0},20\n2025-03,{0},20\n", secret(fmt::format("person{}", person)));
  return csv;
}

struct Place : Workplace {
  explicit Place(int people = 60, int few = 0) {
    write(secret("rows.csv"), rows(people, few));
    write(secret("roster.csv"), roster(people));
    write(secret("bill.csv"), bill(people));
  }
  json run_as(const std::string& folder, const std::string& report) const {
    write(folder + ".json", study_of(report));
    const Outcome outcome = tools::payoff_program(*this, "run " + folder + ".json -o " + folder);
    INFO(outcome.error);
    REQUIRE(outcome.exit_code == 0);
    said = outcome.out;
    return json::parse(read(folder + "/results.json"));
  }
  mutable std::string said;  // on the terminal
};

std::string unpacked(const std::string& file) {
  Zip archive(file, "");
  std::string all;
  for (const std::string& part : archive.parts()) archive.read(part, [&](std::string_view block) { all += block; });
  return all;
}

// The files of a folder that hold the token; "name" where the file is called so.
std::vector<std::string> leaks(const std::string& folder) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string path = entry.path().string();
    std::ostringstream text;
    text << path.substr(folder.size()) << std::ifstream(path, std::ios::binary).rdbuf();
    const std::string all = path.ends_with(".xlsx") ? unpacked(path) : text.str();
    if (all.find(token) != std::string::npos) found.push_back(path);
  }
  return found;
}

std::string refused(const Workplace& place, const std::string& study) {
  return message_of([&] { run(parse_study(study, place.path("study.json"))); });
}

}  // namespace

TEST_CASE(
    "anonymous: no file holds the name of a unit, a team, a person, a file or a label, and the numbers are the same") {
  const Place place;
  const json named = place.run_as("named", "");
  CHECK(leaks(place.path("named")).size() >= 5);  // the search finds what is there
  const json anonymous = place.run_as("anonymous", R"(, "anonymous": true)");
  for (const std::string& leak : leaks(place.path("anonymous"))) FAIL_CHECK(leak);
  CHECK(place.said.find(token) == std::string::npos);
  CHECK_FALSE(std::filesystem::exists(place.path("anonymous/rejected.csv")));
  CHECK(std::filesystem::exists(place.path("named/rejected.csv")));
  CHECK(anonymous["anonymous"] == true);
  CHECK_FALSE(named.contains("anonymous"));
  REQUIRE(anonymous["effects"].size() == named["effects"].size());
  for (std::size_t i = 0; i < named["effects"].size(); ++i)
    for (const char* part : {"absolute", "relative", "units_treated"})
      CHECK(anonymous["effects"][i][part] == named["effects"][i][part]);
  CHECK(anonymous["effects"].back()["segment"]["label"] == "group 2");
  CHECK(anonymous["appraisal"]["npv"] == named["appraisal"]["npv"]);
  CHECK(anonymous["verdict"]["grade"] == named["verdict"]["grade"]);
  CHECK(anonymous["ledger"]["rows_rejected"] == named["ledger"]["rows_rejected"]);
}

TEST_CASE("anonymous: several dates, some from the start, in teams that nobody declared") {
  const Place place;
  std::string csv = "person,week,minutes,squad,since\n";
  for (int person = 0; person < 80; ++person)
    for (int week = 0; week < 14; ++week) {
      const int group = person % 8, begins = group < 1 ? 0 : group < 3 ? 5 : group < 5 ? 8 : 99;
      csv += fmt::format("{0},{1},{2},{3},{4}\n", secret(fmt::format("person{}", person)), week,
                         30 + person % 5 + (7 * person + 5 * week) % 11 - (week >= begins ? 5 : 0),
                         secret(fmt::format("squad{}", person % 16)), begins == 99 ? "never" : std::to_string(begins));
    }
  place.write(secret("rows.csv"), csv);
  const auto study = [&](const std::string& report) {
    return fmt::format(R"({{"data": {{"files": "{0}rows.csv"}}, "columns": {{"unit": "person", "time": "week"}},
      "rollout": {{"adopted_on": "since"}}, "metrics": [{{"name": "minutes", "kind": "time", "unit": "minutes"}}],
      "method": {{"name": "group_time"}}{1}}})",
                       token, report);
  };
  const auto leaks_of = [&](const std::string& folder, const std::string& report) {
    place.write("study.json", study(report));
    const Outcome outcome = tools::payoff_program(place, "run study.json -o " + folder);
    INFO(outcome.error);
    REQUIRE(outcome.exit_code == 0);
    return leaks(place.path(folder));
  };
  CHECK(leaks_of("named", "").size() >= 3);
  holds(place.read("named/results.json"), "left out: " + secret("person0"));  // the names that a diagnostic tells
  CHECK(leaks_of("anonymous", R"(, "report": {"anonymous": true})").empty());
  const std::string text = place.read("anonymous/results.json");
  holds(text, "left out: unit ");
  CHECK(json::parse(text)["effects"][0]["absolute"] ==
        json::parse(place.read("named/results.json"))["effects"][0]["absolute"]);
}

TEST_CASE("anonymous: the results can be read back") {
  const Place place;
  place.run_as("out", R"(, "anonymous": true)");
  const Results results = read_results(place.path("out/results.json"));
  CHECK(results.effects.front().usable);
  CHECK(results.appraisal.has_value());
}

TEST_CASE("anonymous: what an earlier run left with names goes, whatever is written now") {
  const Place place;
  place.run_as("out", "");
  place.run_as("out", R"(, "anonymous": true, "formats": ["json"])");
  CHECK(leaks(place.path("out")).empty());
  CHECK_FALSE(std::filesystem::exists(place.path("out/report.md")));
  CHECK_FALSE(std::filesystem::exists(place.path("out/model.xlsx")));
}

TEST_CASE("anonymous: a label of few is hidden, and so is the next, or the few could be worked out") {
  const Place place(60, 3);
  std::string text = study_of(R"(, "anonymous": true)");
  const std::size_t begin = text.find("\"values\""), end = text.find("\"bills\"");
  text.erase(begin, end - begin);
  const CaseStudy study = run(parse_study(text, place.path("study.json")));
  int shown = 0;
  for (const Effect& effect : study.effects) {
    if (!effect.segment) continue;
    shown += effect.usable;
    CHECK((effect.usable || effect.units_treated == 0));
  }
  CHECK(shown == 1);
  CHECK(study.effects.front().usable);
  const std::string valued = refused(place, study_of(R"(, "anonymous": true)"));
  CHECK(valued.find(token) == std::string::npos);  // its money is that of a label which is not shown
}

TEST_CASE("anonymous: a study on fewer than five is refused") {
  const Place place(8);
  const std::string message = refused(place, study_of(R"(, "anonymous": true)"));
  holds(message, "report.anonymous");
  holds(message, "4 units, but must have at least 5");
}

TEST_CASE("anonymous: what is printed must have a name that is no SQL and no file") {
  const Place place;
  const std::string text = study_of(R"(, "anonymous": true)");
  holds(refused(place, tools::replaced(text, R"({"site": "site"})", R"x(["upper(site)"])x")), "'upper(site)' is SQL");
  holds(refused(place, tools::replaced(text, R"({"load": "load"})", fmt::format(R"(["{}roster.tenure"])", token))),
        "begins with the name of a table");
}

TEST_CASE("anonymous: cohorts, steps and times of few are not shown, and a cohort beside them neither") {
  CaseStudy study;
  study.effects.push_back({});
  Effect& effect = study.effects.front();
  for (const std::size_t units : {30, 3, 12, 40})
    effect.cohorts.push_back({.adopted_period = 1, .units = units, .clusters = 2, .absolute = {.estimate = 1}});
  effect.facts.adoption = {{0, 30}, {2, 3}, {4, 12}, {6, 4}};
  effect.facts.treated.left = 2;
  effect.facts.comparison.left = 6;
  effect.path = {{.event_time = 0, .estimate = 1}, {.event_time = 5, .estimate = 2}};
  study.event_means = {{0, 1, 85}, {5, 2, 3}};
  study.trends = {{{1, true, 2, 4}, {2, true, 2, 5}}};
  effect.alternatives = {{.name = "a", .purpose = Purpose::without_some}, {.name = "b"}};
  make_anonymous(study);
  CHECK(effect.cohorts[0].units == 30);
  CHECK(effect.cohorts[1].units == hidden_count);
  CHECK(effect.cohorts[2].units == hidden_count);
  CHECK(effect.cohorts[2].absolute.reason.starts_with("not shown"));
  CHECK(effect.cohorts[3].units == 40);
  REQUIRE(effect.facts.adoption.size() == 2);
  CHECK(effect.facts.adoption[1].units == 19);
  CHECK(effect.facts.treated.left == hidden_count);
  CHECK(effect.facts.comparison.left == 6);
  REQUIRE(effect.path.size() == 1);
  CHECK(study.event_means.size() == 1);
  CHECK(study.trends[0].size() == 1);
  REQUIRE(effect.alternatives.size() == 1);
  const std::string text = rendered(study, "json");
  holds(text, "\"left\": null");
  CHECK(text.find(std::to_string(hidden_count)) == std::string::npos);
  for (const ReportFormat& format : report_formats())
    for (const ReportFile& file : format.render(study)) CHECK(file.bytes.find("18446744") == std::string::npos);
}

}  // TEST_SUITE("study/anonymous")
