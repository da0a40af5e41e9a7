// Sales: opportunities of Salesforce, deals of HubSpot.
#include "ingest/formats/formats.hpp"

namespace payoff {
namespace {

// Both say what was won in one column; where they do not, the stage says it.
std::vector<MetricSource> metrics_of_sales(const std::string& won, const std::string& closed) {
  return {{.metric = {.name = "revenue_won", .kind = MetricKind::revenue, .label = "revenue won"},
           .value = "{amount}",
           .aggregate = Aggregate::sum,
           .where = won},
          {.metric = {.name = "win_rate", .kind = MetricKind::rate, .label = "win rate"},
           .value = "CASE WHEN " + won + " THEN 1 ELSE 0 END",
           .aggregate = Aggregate::share,
           .where = closed},
          {.metric = {.name = "days_to_close",
                      .kind = MetricKind::time,
                      .unit = "days",
                      .better = Better::lower,
                      .label = "time from created to won"},
           .aggregate = Aggregate::mean,
           .where = won,
           .from = "{created}",
           .to = "{close}"}};
}

constexpr const char* ids_note =
    "Rows are counted by the day of closing, for which open ones have a date that is only planned: they count in no "
    "metric.";

}  // namespace

ExportFormat salesforce_opportunities() {
  return {.name = "Salesforce opportunities",
          .row = "opportunity",
          .columns = {{"stage", {"StageName", "Stage"}, true},
                      {"close", {"CloseDate", "Close Date"}, true},
                      {"created", {"CreatedDate", "Created Date"}, true},
                      {"amount", {"Amount"}, true},
                      {"owner", {"OwnerId", "Opportunity Owner", "Owner", "Owner.Name"}, true},
                      {"currency", {"CurrencyIsoCode", "Amount Currency"}}},
          .events = true,
          .unit = "owner",
          .time = "close",
          .currency = "currency",
          .metrics = metrics_of_sales("{stage} = 'Closed Won'", "{stage} IN ('Closed Won', 'Closed Lost')"),
          .notes = {ids_note,
                    "Ids have 15 letters in reports and 18 in exports: join both by the first 15, "
                    "`left(OwnerId, 15)`."}};
}

ExportFormat hubspot_deals() {
  return {.name = "HubSpot deals",
          .row = "deal",
          .columns = {{"name", {"Deal Name", "dealname", "properties.dealname"}, true},
                      {"stage", {"Deal Stage", "dealstage", "properties.dealstage"}, true},
                      {"close", {"Close Date", "closedate", "properties.closedate"}, true},
                      {"created", {"Create Date", "createdate", "properties.createdate"}, true},
                      {"amount", {"Amount", "properties.amount"}, true},
                      {"owner", {"Deal owner", "hubspot_owner_id", "properties.hubspot_owner_id"}, true},
                      {"currency", {"Currency", "deal_currency_code"}}},
          .events = true,
          .unit = "owner",
          .time = "close",
          .currency = "currency",
          .metrics = metrics_of_sales("lower(replace({stage}, ' ', '')) LIKE 'closedwon%'",
                                      "lower(replace({stage}, ' ', '')) LIKE 'closed%'"),
          .notes = {ids_note}};
}

}  // namespace payoff
