// GitHub Copilot: who has a seat since when, who used it last, and what it was used for.
#include "ingest/formats/formats.hpp"

namespace payoff {

ExportFormat copilot_seats() {
  return {
      .name = "GitHub Copilot seats",
      .kind = ExportKind::roster,
      .row = "seat",
      .columns = {{"login", {"assignee.login", "seats.assignee.login"}, true},
                  {"created", {"created_at", "seats.created_at"}, true},
                  {"last", {"last_activity_at", "seats.last_activity_at"}, true}},
      .adopted_on = "created",
      .notes = {"It lists only those with a seat; whoever is not in it counts as without the tool.",
                "created_at is the day of the seat: of people whose seat was taken away and given back, the later."}};
}

ExportFormat copilot_activity() {
  return {.name = "GitHub Copilot activity report",
          .kind = ExportKind::usage,
          .row = "person",
          .columns = {{"report", {"Report Time"}, true},
                      {"login", {"Login"}, true},
                      {"last", {"Last Activity At"}, true},
                      {"surface", {"Last Surface Used"}, true}}};
}

ExportFormat copilot_metrics() {
  const auto activity = [](std::string name, std::string label) {
    return MetricSource{
        .metric = {.name = std::move(name), .kind = MetricKind::count, .activity = true, .label = std::move(label)}};
  };
  std::vector<MetricSource> metrics{activity("lines", "lines of code added"), activity("interactions", "interactions"),
                                    activity("accepted", "suggestions accepted")};
  metrics[0].value = "{lines}";
  metrics[1].value = "{interactions}";
  metrics[2].value = "{accepted}";
  return {
      .name = "GitHub Copilot usage metrics",
      .row = "day of a person",
      .columns = {{"day", {"day"}, true},
                  {"login", {"user_login"}, true},
                  {"interactions", {"user_initiated_interaction_count"}, true},
                  {"accepted", {"code_acceptance_activity_count"}},
                  {"lines", {"loc_added_sum"}}},
      .unit = "login",
      .time = "day",
      .metrics = std::move(metrics),
      .notes = {"These count the use of the tool itself, and only of those who have it: they say whether it is used, "
                "not what for. Pull requests or tickets with the seats as a roster say more."}};
}

ExportFormat m365_copilot_usage() {
  return {.name = "Microsoft 365 Copilot usage report",
          .kind = ExportKind::usage,
          .row = "person",
          .columns = {{"report", {"Report Refresh Date"}, true},
                      {"person", {"User Principal Name"}, true},
                      {"last", {"Last Activity Date"}, true}}};
}

}  // namespace payoff
