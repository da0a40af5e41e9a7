// What columns hold, by their content, and what two tables share.
#include "ingest/survey.hpp"

#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/survey") {

namespace {

const SurveyedColumn& column(const Survey& survey, const std::string& name, std::size_t table = 0) {
  for (const SurveyedColumn& each : survey.tables()[table].columns)
    if (each.name == name) return each;
  FAIL(name);
  return survey.tables()[table].columns[0];
}

}  // namespace

TEST_CASE("survey: by hand, the content of columns whatever their names, in the forms of people") {
  Workplace place;
  place.write(
      "x.csv",
      "id;wann;um;monat;geld;n;name;leer;tag\n007;13.01.2025;04/Jan/24 1:38 PM;2025-01;1.234,50 €;3;Ann;;20250113\n"
      "008;14.01.2025;05/Jan/24 1:38 AM;2025-02;7,00 €;10;a@b.de;NA;20250114\n"
      "009;;06/Jan/24 11:38 PM;2025-02;8,25 €;3;M0017;-;20250115\n");
  const Survey survey({{place.path("x.csv")}}, true);
  const auto content = [&](const char* name) { return column(survey, name).content; };
  CHECK(content("id") == Content::whole);
  CHECK(content("wann") == Content::date);
  CHECK(content("um") == Content::moment);
  CHECK(content("monat") == Content::date);
  CHECK(content("geld") == Content::number);
  CHECK(content("n") == Content::whole);
  CHECK(content("name") == Content::text);
  CHECK(content("leer") == Content::nothing);
  CHECK(content("tag") == Content::date);
  CHECK(column(survey, "wann").there == 2);
  CHECK(column(survey, "wann").low == 20101);  // 2025-01-13
  CHECK(column(survey, "geld").high == 1234.5);
  CHECK(column(survey, "n").labels == std::vector<std::string>{"3", "10"});  // the more frequent first
}

TEST_CASE("survey: parts of records, and values of a list by their keys, have names that a study reads") {
  Workplace place;
  place.write("x.ndjson",
              R"({"who": {"login": "a", "at": {"no": 1}}, "params": [{"key": "arm", "value": {"s": "control"}}]})"
              "\n"
              R"({"who": {"login": "b", "at": {"no": 2}}, "params": [{"key": "arm", "value": {"s": "new"}}]})"
              "\n");
  const Survey survey({{place.path("x.ndjson")}}, true);
  CHECK(column(survey, "who.login").content == Content::text);
  CHECK(column(survey, "who.at.no").content == Content::whole);
  const std::string arm = "list_filter(params, lambda p: p.key = 'arm')[1].\"value\".s";
  CHECK(column(survey, arm).labels == std::vector<std::string>{"control", "new"});
  const Loaded loaded = load({.files = {place.path("x.ndjson")}}, {.unit = "who.login"},
                             {.group = arm, .treated = "new", .randomized = true},
                             {{.metric = {.name = "no"}, .value = "who.at.no"}}, Grain::phases);
  CHECK(loaded.panel.units[1].treated);
}

TEST_CASE("survey: what is shared, constant, in order, and a key") {
  Workplace place;
  place.write("x.csv",
              "u,t,g,a,b\nA1,1,x,2025-01-01,2025-01-02\na1 ,2,x,2025-01-03,2025-01-03\nb,1,x,2025-01-05,\n"
              "b,2,y,2025-01-05,2025-01-04\n");
  place.write("y.csv", "who,team\na1,N\nB,S\nc,S\n");
  Survey survey({{place.path("x.csv")}, {place.path("y.csv")}}, true);
  const SurveyedColumn &u = column(survey, "u"), &t = column(survey, "t"), &g = column(survey, "g"),
                       &who = column(survey, "who", 1);
  CHECK(survey.share_found(0, u, 1, who) == 1);
  CHECK(survey.share_found(1, who, 0, u) == doctest::Approx(2 / 3.));
  CHECK_FALSE(survey.is_constant_within(0, u, g));
  CHECK(survey.is_constant_within(1, who, column(survey, "team", 1)));
  CHECK(survey.is_key(0, {&u, &t}));
  CHECK_FALSE(survey.is_key(0, {&t}));
  CHECK(survey.share_in_order(0, column(survey, "a"), column(survey, "b")) == doctest::Approx(2 / 3.));
  CHECK(survey.mean_difference(0, column(survey, "a"), column(survey, "b")) == doctest::Approx(0));
}

}  // TEST_SUITE("ingest/survey")
