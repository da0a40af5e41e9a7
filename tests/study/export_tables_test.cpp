// The rows that `payoff export` writes, from results.json.
#include "study/export_tables.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "ingest/loading.hpp"
#include "report/staggered_example.hpp"
#include "report/writer/contract.hpp"

using namespace payoff;

TEST_SUITE("study/export_tables") {

namespace {

std::vector<Json> lines_of(const std::string& text) {
  std::vector<Json> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) rows.push_back(Json::parse(line));
  return rows;
}

std::vector<ExportTable> exported(const CaseStudy& study) {
  std::vector<ExportTable> tables = export_tables();
  add_run(rendered(study, "json"), "results.json", "acme", tables);
  return tables;
}

CaseStudy anonymous() {
  CaseStudy study = example::support_assistant();
  study.effects.push_back(study.effects[0]);
  study.effects.back().segment = SegmentValue{"team", example::attack};
  study.effects.back().units_treated = hidden_count;
  study.effects[1].absolute.se = missing;
  study.effects[1].absolute.reason = "too few";
  return study;
}

}  // namespace

TEST_CASE("export tables: property, the effects are the rows of effects.csv, each with its study") {
  for (const CaseStudy& study : {example::support_assistant(), example::no_change(), example::harm(), anonymous()}) {
    const std::vector<Json> rows = lines_of(exported(study)[1].json_lines);
    const std::vector<Json> written = lines_of(effects_json_lines(study));
    REQUIRE(rows.size() == written.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Json expected{{"study", "acme"}};
      expected.update(written[i]);
      CHECK(rows[i] == expected);
    }
  }
}

TEST_CASE("export tables: by hand, a study is a row, and has money only where a figure is claimed") {
  const CaseStudy study = example::support_assistant();
  const Json row = lines_of(exported(study)[0].json_lines).at(0);
  CHECK(row["study"] == "acme");
  CHECK(row["title"] == study.title);
  CHECK(row["headline"] == study.claims[0].text());
  CHECK(row["grade"] == "C");
  CHECK(row["metric"] == "handle_minutes");
  CHECK(row["currency"] == "USD");
  CHECK(row["npv_p50"] == 1841000.0);
  CHECK(row["rows_read"] == 1712408);
  CaseStudy unclaimed = study;
  std::erase_if(unclaimed.claims, [](const Claim& claim) { return claim.kind == ClaimKind::money; });
  CHECK(lines_of(exported(unclaimed)[0].json_lines)[0]["npv_p50"].is_null());
  CHECK(lines_of(exported(example::no_change())[0].json_lines)[0]["currency"].is_null());
}

TEST_CASE("export tables: each column has a cell in each row, and its line in docs/export.md") {
  const std::string page = source_text("docs/export.md");
  for (const ExportTable& table : exported(example::support_assistant())) {
    for (const Json& row : lines_of(table.json_lines)) CHECK(row.size() == table.columns.size());
    std::string described = "| column | type | what it is |\n|---|---|---|\n";
    for (const EffectsColumn& column : table.columns)
      described += fmt::format("| `{}` | {} | {} |\n", column.name, column.type, column.meaning);
    const bool is_there = page.find(described) != std::string::npos;
    CHECK_MESSAGE(is_there, "docs/export.md needs, of ", table.name, ":\n", described);
  }
}

TEST_CASE("export tables: refusal, what payoff did not write is told by its place") {
  Json results = Json::parse(rendered(example::support_assistant(), "json"));
  const auto refusal = [&](const char* pointer, const Json& value) -> std::string {
    Json bad = results;
    bad[Json::json_pointer(pointer)] = value;
    std::vector<ExportTable> tables = export_tables();
    try {
      add_run(bad.dump(), "results.json", "acme", tables);
    } catch (const Error& error) {
      CHECK(error.kind == ErrorKind::usage);
      return error.what();
    }
    return "read";
  };
  CHECK(refusal("/effects/0/path/3/low", "x").starts_with("results.json:$.effects[0].path[3].low: value is \"x\""));
  CHECK(refusal("/effects/0/path/3/event_time", 1.5).find("a whole number") != std::string::npos);
  CHECK(refusal("/effects/0/path/3/period", 7).find("text") != std::string::npos);
  CHECK(refusal("/effects/1/path", nullptr).find("a list") != std::string::npos);
  CHECK(refusal("/title", 7).find("text") != std::string::npos);
  CHECK(refusal("/appraisal/npv/p50", "much").find("a number or null") != std::string::npos);
  CHECK(refusal("/recommendation", nullptr).find("an object") != std::string::npos);
}

}  // TEST_SUITE("study/export_tables")
