// Stripe: the itemised balance report, and balance transactions as the API lists them.
#include "ingest/formats/formats.hpp"

namespace payoff {

ExportFormat stripe_report() {
  return {
      .name = "Stripe balance report",
      .row = "transaction",
      .columns = {{"id", {"balance_transaction_id"}, true},
                  {"created", {"created", "created_utc"}, true},
                  {"gross", {"gross"}, true},
                  {"category", {"reporting_category"}, true},
                  {"customer", {"customer_id"}, true},
                  {"currency", {"currency"}}},
      .events = true,
      .unit = "customer",
      .time = "created",
      .metrics = {{.metric = {.name = "revenue", .kind = MetricKind::revenue},
                   .value = "{gross}",
                   .aggregate = Aggregate::sum,
                   .where = "{category} IN ('charge', 'payment', 'refund')"},
                  {.metric = {.name = "payments", .kind = MetricKind::count},
                   .aggregate = Aggregate::count,
                   .where = "{category} IN ('charge', 'payment')"}},
      .notes = {"Amounts are in whole units of the currency, as the report writes them; refunds count against the day "
                "on which they were made, payouts and fees not at all."}};
}

ExportFormat stripe_api() {
  return {
      .name = "Stripe balance transactions (API)",
      .row = "transaction",
      .columns = {{"amount", {"amount"}, true},
                  {"created", {"created"}, true},
                  {"available", {"available_on"}, true},
                  {"net", {"net"}, true},
                  {"category", {"reporting_category", "type"}, true},
                  {"customer", {"customer_id", "source.customer", "customer"}},
                  {"currency", {"currency"}, true}},
      .events = true,
      .unit = "customer",
      .time = "created",
      .metrics = {{.metric = {.name = "revenue", .kind = MetricKind::revenue},
                   .value = "CASE WHEN lower({currency}) IN ('bif', 'clp', 'djf', 'gnf', 'jpy', 'kmf', 'krw', 'mga', "
                            "'pyg', 'rwf', 'ugx', 'vnd', 'vuv', 'xaf', 'xof', 'xpf') THEN CAST({amount} AS DOUBLE) "
                            "ELSE CAST({amount} AS DOUBLE) / 100 END",
                   .aggregate = Aggregate::sum,
                   .where = "{category} IN ('charge', 'payment', 'refund', 'payment_refund')"},
                  {.metric = {.name = "payments", .kind = MetricKind::count},
                   .aggregate = Aggregate::count,
                   .where = "{category} IN ('charge', 'payment')"}},
      .notes = {"Amounts are in the smallest unit of the currency (cents), where it has one, and divided by 100."}};
}

}  // namespace payoff
