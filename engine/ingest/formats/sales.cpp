// Sales: opportunities of Salesforce, deals of HubSpot.
#include "ingest/formats/formats.hpp"

namespace payoff {
namespace {

// Of the rows that were won, and of those that are closed, both SQL.
void add_sales(const std::string& won, const std::string& closed, std::vector<MetricSource>& metrics) {
  metrics.push_back({.metric = {.name = "revenue_won", .kind = MetricKind::revenue, .label = "revenue won"},
                     .value = "{amount}",
                     .aggregate = Aggregate::sum,
                     .where = won});
  metrics.push_back({.metric = {.name = "win_rate", .kind = MetricKind::rate, .label = "win rate"},
                     .value = "CASE WHEN " + won + " THEN 1 ELSE 0 END",
                     .aggregate = Aggregate::share,
                     .where = closed});
  metrics.push_back({.metric = {.name = "days_to_close",
                                .kind = MetricKind::time,
                                .unit = "days",
                                .better = Better::lower,
                                .label = "time from created to won"},
                     .aggregate = Aggregate::mean,
                     .where = won,
                     .from = "{created}",
                     .to = "{close}"});
}

std::string is_true(const std::string& role) {
  return "lower(CAST(" + role + " AS VARCHAR)) IN ('true', '1', 'yes', 't')";
}

// Where a column says what was won, it does; else the stage, which companies name as they like.
std::vector<MetricSource> metrics_of_sales(const std::string& won_stage, const std::string& closed_stage) {
  std::vector<MetricSource> metrics;
  add_sales(is_true("{won}"), is_true("{closed}"), metrics);
  add_sales(won_stage, closed_stage, metrics);
  return metrics;
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
                      {"won", {"IsWon", "Won"}},
                      {"closed", {"IsClosed", "Closed"}},
                      {"owner", {"OwnerId", "Opportunity Owner", "Owner", "Owner.Name"}, true},
                      {"currency", {"CurrencyIsoCode", "Amount Currency"}}},
          .events = true,
          .unit = "owner",
          .time = "close",
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
                      {"won", {"Is Closed Won", "hs_is_closed_won", "properties.hs_is_closed_won"}},
                      {"closed", {"Is Closed", "hs_is_closed", "properties.hs_is_closed"}},
                      {"owner", {"Deal owner", "hubspot_owner_id", "properties.hubspot_owner_id"}, true},
                      {"currency", {"Currency", "deal_currency_code"}}},
          .events = true,
          .unit = "owner",
          .time = "close",
          .metrics = metrics_of_sales("lower(replace({stage}, ' ', '')) LIKE 'closedwon%'",
                                      "lower(replace({stage}, ' ', '')) LIKE 'closed%'"),
          .notes = {ids_note}};
}

}  // namespace payoff
