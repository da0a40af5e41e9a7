// Many studies beside one another: what came of each, for a list, a dashboard, or a page that leads to their documents.
//
// Nothing is added up over studies: their money is of different years and currencies, and their grades differ.
//
// Example
//     std::vector<payoff::PortfolioRow> rows{payoff::portfolio_row(payoff::run(payoff::read_study("acme.json")))};
//     rows[0].name = "acme";
//     std::cout << payoff::portfolio_json(rows);
#pragma once

#include <map>
#include <string>
#include <vector>

#include "payoff/error.hpp"
#include "payoff/report.hpp"

namespace payoff {

// done: it was estimated. refused: the study was understood, and its data cannot answer it. failed: it could not be read
// or reached, or payoff has a defect. not_run: an earlier one failed.
enum class PortfolioOutcome { done, refused, failed, not_run };
std::string_view name(PortfolioOutcome outcome);  // "done", "refused", "failed", "not run"

struct PortfolioRow {
  std::string name;  // unlike every other; of its folder, too
  std::string study;
  std::map<std::string, std::string> values;  // of a template
  PortfolioOutcome outcome = PortfolioOutcome::not_run;
  int exit_code = 0;  // as of payoff run: that of the error
  std::string message;
  Place place;

  // Of what is done, in the language of the study. The numbers are NaN where there are none.
  std::string language;                // "en"
  std::string title, headline, range;  // what changed, "95% range 3.1 to 5.0"
  std::string worth, next;             // "USD 6.2 million net over 36 months", "Continue"
  char grade = ' ';
  std::string metric, unit;
  Estimate absolute, relative;  // of the primary metric
  std::string currency;
  Quantity npv;  // currency; only where a figure in money is claimed
  std::size_t rows_read = 0;
};

// Of a study that has run: done, or refused with the reason where its primary effect cannot be used.
PortfolioRow portfolio_row(const CaseStudy& study);

// The best graded first, and of equal grades the most valuable, by currency; what was not estimated last.
void sort_for_reading(std::vector<PortfolioRow>& rows);

// A page in the language of this thread that leads to <name>/case-study.html of each; no scripts, no outside references.
std::string portfolio_html(std::vector<PortfolioRow> rows);

// Schema payoff-portfolio/1: the rows in their order, and how many came out which way.
std::string portfolio_json(const std::vector<PortfolioRow>& rows);

// Its JSON Schema (draft 7): schemas/portfolio-1.json.
std::string_view portfolio_schema();

// One row as in there, and back. Throws Error(usage) for a text that payoff did not write.
std::string portfolio_row_json(const PortfolioRow& row);
PortfolioRow read_portfolio_row(const std::string& json, const std::string& path);

}  // namespace payoff
