#include "ingest/formats/formats.hpp"

#include <algorithm>

#include "base/letters.hpp"

namespace payoff {

// Where a file has the columns of several, the first is meant.
const std::vector<ExportFormat>& export_formats() {
  static const std::vector<ExportFormat> all{
      github_pull_requests(), copilot_metrics(), copilot_seats(),   copilot_activity(),     viva_person_query(),
      m365_copilot_usage(),   zendesk_tickets(), jira_issues(),     servicenow_incidents(), salesforce_opportunities(),
      hubspot_deals(),        stripe_report(),   stripe_api(),      ga4_events(),           toggl_entries(),
      github_billing(),       openai_costs(),    anthropic_costs(), litellm_spend(),        licence_bill()};
  return all;
}

namespace {

// "createddate" of "Created Date", "created_date" and "CreatedDate"; what is not ASCII stays.
std::string plain(const std::string& name) {
  std::string letters;
  for (const char c : name)
    if (is_alphanumeric(c) || !is_ascii({&c, 1})) letters += to_lower(c);
  return letters;
}

}  // namespace

std::optional<Recognised> recognise(const std::vector<std::string>& columns) {
  std::map<std::string, std::string> by_plain_name;
  for (const std::string& column : columns) by_plain_name.emplace(plain(column), column);
  for (const ExportFormat& format : export_formats()) {
    Recognised found{&format, {}};
    const bool all = std::ranges::all_of(format.columns, [&](const ExportColumn& column) {
      for (const std::string& name : column.names) {
        const auto there = by_plain_name.find(plain(name));
        if (there == by_plain_name.end()) continue;
        found.columns[column.role] = there->second;
        return true;
      }
      return !column.required;
    });
    if (all) return found;
  }
  return std::nullopt;
}

}  // namespace payoff
