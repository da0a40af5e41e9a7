// Tickets as Zendesk Explore exports them, or its API's ticket metrics.
#include "ingest/formats/formats.hpp"

namespace payoff {

ExportFormat zendesk_tickets() {
  return {
      .name = "Zendesk tickets",
      .row = "ticket",
      .columns = {{"ticket", {"Ticket ID", "ticket_id"}, true},
                  {"created", {"Ticket created - Timestamp", "created_at", "Created at"}, true},
                  {"assigned", {"Ticket assigned - Timestamp", "assigned_at", "initially_assigned_at"}, true},
                  {"solved", {"Ticket solved - Timestamp", "solved_at"}, true},
                  {"agent", {"Assignee ID", "assignee_id", "Assignee email", "Assignee name", "Assignee"}},
                  {"reopens", {"Reopens", "Ticket reopens"}},
                  {"satisfaction", {"Satisfaction score", "Ticket satisfaction rating", "satisfaction_rating.score"}}},
      .events = true,
      .unit = "agent",
      .time = "created",
      .metrics = {{.metric = {.name = "handling_time",
                              .kind = MetricKind::time,
                              .better = Better::lower,
                              .label = "time from assigned to solved"},
                   .aggregate = Aggregate::mean,
                   .from = "{assigned}",
                   .to = "{solved}"},
                  {.metric = {.name = "tickets", .kind = MetricKind::count}, .aggregate = Aggregate::count},
                  {.metric = {.name = "reopens", .better = Better::lower, .label = "reopenings"},
                   .value = "{reopens}",
                   .aggregate = Aggregate::mean},
                  {.metric = {.name = "good_ratings", .kind = MetricKind::rate, .label = "good ratings"},
                   .value = "CASE WHEN lower({satisfaction}) LIKE 'good%' THEN 1 WHEN lower({satisfaction}) LIKE "
                            "'bad%' THEN 0 END",
                   .aggregate = Aggregate::share}},
      .notes = {"From assigned to solved is elapsed time, nights and waiting for the customer included; it is not "
                "the time that an agent worked."}};
}

}  // namespace payoff
