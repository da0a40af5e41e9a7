// Tracked time: detailed reports of Toggl Track and Clockify.
#include "ingest/formats/formats.hpp"

namespace payoff {

ExportFormat toggl_entries() {
  return {
      .name = "Toggl Track or Clockify time entries",
      .row = "entry",
      .columns = {{"person", {"Email", "User", "Member"}, true},
                  {"project", {"Project"}, true},
                  {"start", {"Start date"}, true},
                  {"duration", {"Duration (decimal)", "Duration", "Duration (h)"}, true},
                  {"description", {"Description"}}},
      .events = true,
      .unit = "person",
      .time = "start",
      .metrics = {{.metric = {.name = "hours_tracked",
                              .kind = MetricKind::time,
                              .unit = "hours",
                              .better = Better::lower,
                              .label = "hours tracked"},
                   .value = "{duration}",
                   .aggregate = Aggregate::sum},
                  {.metric = {.name = "hours_per_entry",
                              .kind = MetricKind::time,
                              .unit = "hours",
                              .better = Better::lower,
                              .label = "hours per entry"},
                   .value = "{duration}",
                   .aggregate = Aggregate::mean}},
      .notes = {"Fewer hours are better only where as much was done in them: keep to projects or tasks that come again "
                "(`\"where\"` under data)."}};
}

}  // namespace payoff
