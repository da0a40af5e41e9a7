// Google Analytics 4: events as BigQuery exports them.
#include "ingest/formats/formats.hpp"

namespace payoff {

ExportFormat ga4_events() {
  return {.name = "Google Analytics 4 events",
          .row = "event",
          .columns = {{"date", {"event_date"}, true},
                      {"user", {"user_pseudo_id"}, true},
                      {"event", {"event_name"}, true},
                      {"usd", {"ecommerce.purchase_revenue_in_usd"}}},
          .events = true,
          .unit = "user",
          .time = "date",
          .metrics = {{.metric = {.name = "purchases", .kind = MetricKind::count},
                       .aggregate = Aggregate::count,
                       .where = "{event} = 'purchase'"},
                      {.metric = {.name = "revenue", .kind = MetricKind::revenue, .unit = "USD"},
                       .value = "{usd}",
                       .aggregate = Aggregate::sum}},
          .notes = {"Days are restated for three days after the events: leave the last three out, or wait."}};
}

}  // namespace payoff
