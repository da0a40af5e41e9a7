// Issues as Jira exports them with all fields, or its REST API lists them.
#include "ingest/formats/formats.hpp"

namespace payoff {

ExportFormat jira_issues() {
  return {.name = "Jira issues",
          .row = "issue",
          .columns = {{"key", {"Issue key", "key"}, true},
                      {"created", {"Created", "fields.created"}, true},
                      {"resolved", {"Resolved", "fields.resolutiondate", "Resolution Date"}, true},
                      {"status", {"Status", "fields.status.name"}, true}},
          .events = true,
          .time = "created",
          .metrics = {{.metric = {.name = "days_to_resolve",
                                  .kind = MetricKind::time,
                                  .unit = "days",
                                  .better = Better::lower,
                                  .label = "time from created to resolved"},
                       .aggregate = Aggregate::mean,
                       .from = "{created}",
                       .to = "{resolved}"},
                      {.metric = {.name = "issues", .kind = MetricKind::count}, .aggregate = Aggregate::count}},
          .notes = {"From created to resolved is elapsed time, weekends and waiting included.",
                    "An issue that is done without a resolution date counts as open."}};
}

}  // namespace payoff
