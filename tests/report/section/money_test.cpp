// What the report says of money, in every form: the waterfall, a dip, what one outcome costs, what was billed.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/messages.hpp"
#include "report/alone.hpp"
#include "report/example.hpp"
#include "report/section/sections.hpp"

using namespace payoff;

TEST_SUITE("report/section/money") {

namespace {

CaseStudy study_with(const std::function<void(CaseStudy&)>& change) {
  CaseStudy study = example::support_assistant();
  change(study);
  return study;
}

// The page, and the Markdown with its pictures and tables.
void says(const CaseStudy& study, const std::vector<std::string>& parts) {
  std::string markdown;
  for (const ReportFile& file : markdown_files(study)) markdown += file.bytes;
  for (const std::string& text : {markdown, render_evidence_html(study)})
    for (const std::string& part : parts) CHECK_MESSAGE(text.find(part) != std::string::npos, part);
}

}  // namespace

TEST_CASE("money: by hand, the waterfall has a table beside its picture, and each value a ladder") {
  const CaseStudy study = study_with([](CaseStudy& s) {
    s.appraisal->waterfall = {{"if all of it counted", 100000, 100000, false},
                              {"what the business does not get back", -60000, 40000, false},
                              {"benefits", 0, 40000, true},
                              {"licences", -15000, 25000, false},
                              {"net present value", 0, 25000, true}};
    s.appraisal->values.push_back(s.appraisal->values[0]);
    s.appraisal->values[1].metric = "csat";
    s.appraisal->values[1].apart = "nobody writes them in that time";
  });
  says(study,
       {"Of USD 100,000 at full value, USD 25,000 are left after costs",
        "From all of it to what is left, present value", "what the business does not get back", "USD \u221260,000",
        "one step at a time: handle minutes", "one step at a time: csat", "because: nobody writes them in that time."});
  CHECK(render_evidence_html(study).find("id=\"waterfall") != std::string::npos);
}

TEST_CASE("money: by hand, a dip at the start is told with what it came to, and no dip is none") {
  const auto with = [](std::vector<double> months) {
    return study_with([&](CaseStudy& s) { s.appraisal->lines = {{"time: saved", false, std::move(months), 0}}; });
  };
  says(with({0, -2000, -1500, 400}), {"The dip at the start, time: saved: USD \u22123,500 up to month 2"});
  for (const CaseStudy& study : {with({0, 10, -5, 10}), with({0, -1, -1, -1}), with({0, 0, 0, 5})})
    CHECK(render_markdown(study).find("The dip") == std::string::npos);
}

TEST_CASE("money: by hand, what one outcome costs, and which part of what was billed a measured outcome covers") {
  const CaseStudy study = study_with([](CaseStudy& s) {
    Effect cost = s.effects.front();
    cost.metric = {.name = "cost", .kind = MetricKind::cost, .unit = "USD", .per = "changes", .better = Better::lower};
    cost.absolute = {-64, 8, 41, -80, -48, 1e-6, "USD per change", ""};
    s.effects.push_back(cost);
    s.outcome_costs = {{.metric = "cost",
                        .with_tool = {.estimate = 394, .se = 8, .df = 41, .low = 378, .high = 410},
                        .without_tool = 458,
                        .change = cost.absolute,
                        .outcomes = 15540,
                        .billed = 5.06}};
    s.spend = {
        {.name = "seats", .billed = 1000, .of_others = 250, .covered = 600, .bought = 30, .used = 21, .idle = 90}};
  });
  says(study, {"With the tool one change costs USD 394 (378 to 410), of which USD 5.06 were billed for the tool.",
               "What one outcome costs",
               "Of USD 1,000 that were billed, USD 600 belong to people and months whose outcome "
               "was measured (60%).",
               "30, not said, 21", "90.00"});
  const nlohmann::json json = nlohmann::json::parse(render_json(study));
  CHECK(json["outcome_costs"][0]["without_tool"] == 458);
  CHECK(json["outcome_costs"][0]["with_tool"]["low"] == 378);
  CHECK(json["spend"][0]["covered"] == 600);
  CHECK(json["spend"][0]["assigned"].is_null());
  CHECK(json["spend"][0]["assigned_reason"] == "the bill does not say");
}

TEST_CASE("money: by hand, every kind of amount is told as it was given") {
  const CaseStudy study = study_with([](CaseStudy& s) {
    Assumptions& a = s.appraisal->assumptions;
    a.people = Uncertain::sample({380, 420, 450});
    a.hourly_cost = Uncertain::log_normal(40, 60);
    a.realized_share = {0.3, 0.5, 0.7, Shape::pert};
    a.realized_share_source = "a survey of the teams";
    a.exchange_rates = {{"EUR", 1.08, "2025-03-31"}};
    a.tax_rate = 0.25;
    a.costs = {{.name = "seats", .per_month = {100, 200, 400}, .currency = "EUR"}};
  });
  says(study, {"one of 3 values, 380 to 450", "USD 40 to USD 60 in 8 of 10 cases, log-normal",
               "30% to 70%, most likely 50% (PERT)", "a survey of the teams", "EUR in USD, of 2025-03-31", "1.0800",
               "Tax on benefits less costs", "EUR 100 to EUR 400, most likely EUR 200"});
}

TEST_CASE("money: by hand, in Korean amounts go by their parts, stated ones to the last digit") {
  const Speaking korean(language_of("ko"));
  const CaseStudy study = study_with([](CaseStudy& s) {
    Appraisal& a = *s.appraisal;
    a.currency = "KRW";
    a.assumptions.hourly_cost = 32000;
    a.assumptions.costs = {{.name = "교육", .once = 20000000, .per_person_month = 1234567}};
    a.values.front().ladder = {{"첫째", 5.1, missing, missing, "시간/주", "5.1"},
                               {"끝", 5.36e9, 4.1e9, 6.6e9, "원/년", "x", true}};
  });
  says(study, {"3만 2,000원", "2,000만 원", "123만 4,567원", "5.1시간/주에서 53억 6,000만 원/년까지", "53억 6,000만",
               "41억 ~ 66억"});
}

TEST_CASE("money: in Korean, no heading is English, and every table's file is called as in English") {
  const CaseStudy study = study_with([](CaseStudy& s) { s.appraisal->waterfall = {{"benefits", 0, 40000, true}}; });
  const auto tables_in = [&](const char* language) {
    const Speaking here(language_of(language));
    std::vector<Table> tables;
    for (const Block& block : money_section(study).blocks) {
      if (const Table* table = std::get_if<Table>(&block.content)) tables.push_back(*table);
      if (const Figure* figure = std::get_if<Figure>(&block.content)) tables.push_back(figure->numbers);
    }
    return tables;
  };
  const std::vector<Table> english = tables_in("en"), korean = tables_in("ko");
  REQUIRE(english.size() == korean.size());
  REQUIRE(english.size() > 5);
  for (std::size_t i = 0; i < korean.size(); ++i) {
    CHECK(korean[i].id == english[i].id);
    CHECK(korean[i].rows.size() == english[i].rows.size());
    CHECK(korean[i].caption != english[i].caption);
    for (const Column& column : korean[i].columns) {
      CAPTURE(column.heading);
      CHECK(std::ranges::none_of(column.heading, [](char c) { return c >= 'a' && c <= 'z'; }));
    }
  }
}

}  // TEST_SUITE("report/section/money")
