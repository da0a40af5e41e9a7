// summary.json of a batch: one row for each study, and how many came out which way.
#include "payoff/portfolio.hpp"
#include "report/writer/json.hpp"
#include "report/writer/portfolio_texts.hpp"

namespace payoff {
namespace {

Json json_of(const Estimate& estimate) {
  Json out;
  const std::string why = estimate.reason.empty() ? say(MessageId::not_computed) : estimate.reason;
  put(out, "estimate", estimate.estimate, why);
  put(out, "low", estimate.low, why);
  put(out, "high", estimate.high, why);
  put(out, "p", estimate.p, why);
  return out;
}

Json json_of(const PortfolioRow& row) {
  Json out{{"name", row.name},
           {"study", row.study},
           {"values", row.values},
           {"outcome", name(row.outcome)},
           {"exit_code", row.exit_code},
           {"message", row.message},
           {"place", {{"key", row.place.key}, {"file", row.place.file}, {"line", row.place.line}}}};
  if (row.outcome == PortfolioOutcome::failed || row.outcome == PortfolioOutcome::not_run || row.title.empty())
    return out;
  for (const auto& [key, text] : portfolio_texts) out[key] = row.*text;
  out["grade"] = std::string(1, row.grade);
  out["absolute"] = json_of(row.absolute);
  out["relative"] = json_of(row.relative);
  out["npv"] = Json::object();
  for (const auto& [key, value] :
       {std::pair("p10", row.npv.p10), std::pair("p50", row.npv.p50), std::pair("p90", row.npv.p90)})
    put(out["npv"], key, value, MessageId::worth_not_claimed);
  out["rows_read"] = row.rows_read;
  return out;
}

std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string portfolio_row_json(const PortfolioRow& row) {
  return text_of(json_of(row));
}

std::string portfolio_json(const std::vector<PortfolioRow>& rows) {
  Json counts, studies = Json::array();
  for (const PortfolioOutcome outcome :
       {PortfolioOutcome::done, PortfolioOutcome::refused, PortfolioOutcome::failed, PortfolioOutcome::not_run})
    counts[std::string(name(outcome))] = std::ranges::count(rows, outcome, &PortfolioRow::outcome);
  for (const PortfolioRow& row : rows) studies.push_back(json_of(row));
  return text_of(
      {{"schema", "payoff-portfolio/1"}, {"payoff", PAYOFF_VERSION}, {"counts", counts}, {"studies", studies}});
}

}  // namespace payoff
