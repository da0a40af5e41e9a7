// Incidents as ServiceNow's lists export them, by labels or by names.
#include "ingest/formats/formats.hpp"

namespace payoff {

ExportFormat servicenow_incidents() {
  return {.name = "ServiceNow incidents",
          .row = "incident",
          .columns = {{"number", {"number"}, true},
                      {"opened", {"opened_at", "Opened"}, true},
                      {"resolved", {"resolved_at", "Resolved", "closed_at", "Closed"}, true},
                      {"agent", {"assigned_to", "assigned_to.display_value"}, true},
                      {"reassignments", {"reassignment_count"}},
                      {"reopens", {"reopen_count"}}},
          .events = true,
          .unit = "agent",
          .time = "opened",
          .metrics = {{.metric = {.name = "time_to_resolve",
                                  .kind = MetricKind::time,
                                  .better = Better::lower,
                                  .label = "time from opened to resolved"},
                       .aggregate = Aggregate::mean,
                       .from = "{opened}",
                       .to = "{resolved}"},
                      {.metric = {.name = "incidents", .kind = MetricKind::count}, .aggregate = Aggregate::count},
                      {.metric = {.name = "reassignments", .better = Better::lower},
                       .value = "{reassignments}",
                       .aggregate = Aggregate::mean},
                      {.metric = {.name = "reopens", .better = Better::lower, .label = "reopenings"},
                       .value = "{reopens}",
                       .aggregate = Aggregate::mean}},
          .notes = {"From opened to resolved is elapsed time, not the time that an agent worked."}};
}

}  // namespace payoff
