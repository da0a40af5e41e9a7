// A template filled in, and rows of a portfolio read back.
#include "study/template.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "payoff/error.hpp"
#include "payoff/portfolio.hpp"
#include "study/parse_json.hpp"

using namespace payoff;

TEST_SUITE("study/template") {

namespace {

std::string filled(const std::string& text, const TemplateValues& values) {
  Json json = parse_json(text, "t.json");
  fill_in(json, values, {.file = "t.json"});
  return json.dump();
}

}  // namespace

TEST_CASE("template: by hand, texts and whole numbers, in lists and objects, and no keys") {
  const TemplateValues values{{"client", "acme"}, {"people", "420"}};
  CHECK(filled(R"({"a": ["{client}/x", {"b": "{people:number}"}], "{client}": 1})", values) ==
        R"({"a":["acme/x",{"b":420.0}],"{client}":1})");
  CHECK(filled(R"(["{client}{client}", "{other}", "{", "}{client}", "{{client}}", "x {people}", "{people:number} x"])",
               values) == R"(["acmeacme","{other}","{","}acme","{acme}","x 420","{people:number} x"])");
  CHECK(filled(R"x(["{'a': 1}", "list_filter(x, y -> {client})"])x", {}) ==
        R"x(["{'a': 1}","list_filter(x, y -> {client})"])x");
}

TEST_CASE("template: property, a value is taken as it is, whatever it looks like") {
  for (const char* value : {"{client}", "{people}", "\"", "\\", "{people:number}", "}", "{", "한글 {x}"}) {
    const TemplateValues values{{"client", value}, {"people", "1"}};
    Json json = parse_json(R"({"a": "<{client}>"})", "t.json");
    fill_in(json, values, {});
    CHECK(json["a"] == "<" + std::string(value) + ">");
  }
}

TEST_CASE("template: refusal, what is to be a number and is none") {
  for (const char* value : {"", "many", "4 2", "1e999", "0x1", "1,000", "nan", "inf"}) {
    CAPTURE(value);
    CHECK_THROWS_AS(filled(R"({"money": {"people": "{people:number}"}})", {{"people", value}}), Error);
  }
}

TEST_CASE("portfolio: invariance, a row comes back as it was written") {
  const double none = std::nan("");
  PortfolioRow row{.name = "a", .study = "s/a.json", .values = {{"client", "x\"y"}}, .outcome = PortfolioOutcome::done};
  row.title = "T";
  row.headline = "한글 <b>";
  row.grade = 'C';
  row.absolute = {.estimate = -1.25, .low = -2.5, .high = none, .p = 0.5};
  row.npv.p50 = 1e6;
  row.rows_read = 12;
  const std::string text = portfolio_row_json(row);
  const PortfolioRow read = read_portfolio_row(text, "x");
  CHECK(portfolio_row_json(read) == text);
  CHECK(read.headline == row.headline);
  CHECK(read.values == row.values);
  CHECK(std::isnan(read.absolute.high));
  CHECK(read.npv.p50 == 1e6);
  CHECK_THROWS_AS(read_portfolio_row("{}", "x"), Error);
  CHECK_THROWS_AS(read_portfolio_row(R"({"name": 1})", "x"), Error);
}

TEST_CASE("portfolio: by hand, the order of reading, and counts") {
  std::vector<PortfolioRow> rows(5);
  const auto set = [&](std::size_t i, const char* name, PortfolioOutcome outcome, char grade, double npv) {
    rows[i].name = name;
    rows[i].outcome = outcome;
    rows[i].grade = grade;
    rows[i].npv.p50 = npv;
    rows[i].currency = std::isnan(npv) ? "" : "USD";
  };
  set(0, "failed", PortfolioOutcome::failed, ' ', NAN);
  set(1, "little", PortfolioOutcome::done, 'C', 10);
  set(2, "none", PortfolioOutcome::done, 'C', NAN);
  set(3, "much", PortfolioOutcome::done, 'C', 20);
  set(4, "best", PortfolioOutcome::done, 'A', NAN);
  sort_for_reading(rows);
  std::string names;
  for (const PortfolioRow& row : rows) names += row.name + " ";
  CHECK(names == "best much little none failed ");
  CHECK(portfolio_json(rows).find("\"done\": 4") != std::string::npos);
  const std::string page = portfolio_html(rows);
  CHECK(page.find("5 studies: 4 estimated, 0 refused, 1 failed, 0 not run.") != std::string::npos);
  CHECK(page.find("much/case-study.html") < page.find("little/case-study.html"));
  CHECK(page.find("failed/case-study.html") == std::string::npos);
}

}  // TEST_SUITE("study/template")
