// Bills: what the tool costs. They price a study (money.costs); no effect is in them.
#include "ingest/formats/formats.hpp"

namespace payoff {

ExportFormat openai_costs() {
  return {.name = "OpenAI costs",
          .kind = ExportKind::bill,
          .row = "charge",
          .columns = {{"object", {"object"}, true},
                      {"start", {"start_time"}, true},
                      {"end", {"end_time"}, true},
                      {"amount", {"amount.value", "results.amount.value"}}},
          .currency = "USD"};
}

ExportFormat anthropic_costs() {
  return {.name = "Anthropic cost or usage report",
          .kind = ExportKind::bill,
          .row = "day",
          .columns = {{"start", {"starting_at"}, true}, {"end", {"ending_at"}, true}},
          .currency = "USD",
          .notes = {"Amounts are texts, in cents; those of the Priority Tier are never in it."}};
}

ExportFormat litellm_spend() {
  return {.name = "LiteLLM spend",
          .kind = ExportKind::bill,
          .row = "request",
          .columns = {{"amount", {"spend"}, true},
                      {"prompt", {"prompt_tokens"}, true},
                      {"completion", {"completion_tokens"}, true}},
          .currency = "USD"};
}

// Of any seller, for each month and item.
ExportFormat licence_bill() {
  return {.name = "Licence bill",
          .kind = ExportKind::bill,
          .row = "charge",
          .columns = {{"sku", {"sku", "product", "item", "licence", "license", "plan", "subscription"}, true},
                      {"amount", {"amount", "net_amount", "total", "amount_usd", "amount_eur", "line_total"}, true},
                      {"month", {"invoice_month", "invoice_date", "billing_month", "billing_period"}, true},
                      {"currency", {"currency"}}},
          .most_prices = 12};
}

}  // namespace payoff
