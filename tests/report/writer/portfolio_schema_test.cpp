// schemas/portfolio-1.json, beside what writes summary.json.
#include "base/messages.hpp"
#include "payoff/portfolio.hpp"
#include "report/random_case_study.hpp"
#include "report/writer/contract.hpp"

using namespace payoff;

TEST_SUITE("report/writer/portfolio_schema") {

namespace {

const std::vector<std::string>& portfolios() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> made{portfolio_json({})};
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      example::RandomCaseStudy random(seed);
      std::vector<PortfolioRow> rows;
      for (const std::string& language : languages()) rows.push_back(portfolio_row(random.draw(language)));
      rows.push_back(portfolio_row(example::support_assistant()));
      rows.push_back({.name = random.text(), .study = random.text(), .values = {{random.text(), random.text()}}});
      rows.push_back({.name = "b", .outcome = PortfolioOutcome::failed, .exit_code = 3, .message = random.text()});
      rows.back().place = {.key = random.text(), .file = random.text(), .line = 7};
      made.push_back(portfolio_json(rows));
    }
    return made;
  }();
  return all;
}

}  // namespace

TEST_CASE("portfolio schema: it is what the code writes, with a meaning for each key, and so is its page") {
  std::vector<std::string> outcomes;
  for (const PortfolioOutcome outcome :
       {PortfolioOutcome::done, PortfolioOutcome::refused, PortfolioOutcome::failed, PortfolioOutcome::not_run})
    outcomes.emplace_back(name(outcome));
  require_contract("portfolio", portfolios(),
                   {{"/properties/schema", {{"payoff-portfolio/1"}}},
                    {"/properties/studies/items/properties/outcome", {outcomes}},
                    {"/properties/studies/items/properties/language", {languages(), true}},
                    {"/properties/studies/items/properties/grade", {{"A", "B", "C", "D", "E", "U"}}}});
  const bool is_embedded = portfolio_schema() == source_text("schemas/portfolio-1.json");
  CHECK_MESSAGE(is_embedded, "build again: the program holds an older one");
}

TEST_CASE("portfolio schema: property, whatever is missing or hostile is described to the last key") {
  require_described("portfolio", portfolios());
}

}  // TEST_SUITE("report/writer/portfolio_schema")
