// Viva Insights: the person query, one row for each person and week.
#include "ingest/formats/formats.hpp"

namespace payoff {

ExportFormat viva_person_query() {
  const auto hours = [](std::string name, std::string label, std::string role) {
    return MetricSource{.metric = {.name = std::move(name),
                                   .kind = MetricKind::time,
                                   .unit = "hours",
                                   .better = Better::lower,
                                   .label = std::move(label)},
                        .value = std::move(role)};
  };
  return {.name = "Viva Insights person query",
          .row = "week of a person",
          .columns = {{"person", {"PersonId", "Person ID"}, true},
                      {"week", {"MetricDate", "Metric Date"}, true},
                      {"collaboration", {"Collaboration_hours"}, true},
                      {"email", {"Email_hours"}},
                      {"meetings", {"Meeting_hours"}},
                      {"late", {"After_hours_collaboration_hours"}},
                      {"enabled", {"Total_Copilot_enabled_days"}},
                      {"active", {"Total_Copilot_active_days"}}},
          .unit = "person",
          .time = "week",
          .adopted_on = "min(CASE WHEN TRY_CAST({enabled} AS DOUBLE) > 0 THEN {week} END) OVER (PARTITION BY {person})",
          .uptake = "CASE WHEN {active} > 0 THEN 1 WHEN {active} = 0 THEN 0 END",
          .metrics = {hours("collaboration_hours", "hours of collaboration", "{collaboration}"),
                      hours("email_hours", "hours with email", "{email}"),
                      hours("meeting_hours", "hours in meetings", "{meetings}"),
                      hours("after_hours", "hours of collaboration after work", "{late}")},
          .notes = {"A person has the tool from the first week with Copilot-enabled days; an empty cell of Copilot is "
                    "without a licence, 0 with one that was not used.",
                    "Hours are of mail, chat and meetings, not of work; fewer are better only where as much is done."}};
}

}  // namespace payoff
