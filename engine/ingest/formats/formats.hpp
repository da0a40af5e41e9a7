// Known exports: by which of its columns a file is recognised, and what they mean. One file for each tool; formats.cpp lists
// them. What a declaration says goes before what `payoff init` finds in the cells; docs/exports.md is made from them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "payoff/ingest.hpp"

namespace payoff {

// What a file can be in a study.
enum class ExportKind {
  outcomes,  // rows of what people do
  roster,    // one row for each of them: rows look up in it who got the tool when
  bill,      // what the tool costs, not what it changed: roles amount, currency, sku
  usage      // who used the tool last: neither an outcome nor a beginning
};

struct ExportColumn {
  std::string role;  // {role} in the SQL below
  std::vector<std::string>
      names;              // as its exports call it; case, blanks and marks do not count; the first that is there
  bool required = false;  // without it a file is something else
};

// SQL names columns as {role}; what names one that a file lacks is left out.
struct ExportFormat {
  std::string name;  // "GitHub pull requests"
  ExportKind kind = ExportKind::outcomes;
  std::string row;  // what each row is: "pull request"
  std::vector<ExportColumn> columns;
  bool events = false;          // else each row is a unit's period
  std::string unit{}, time{};   // roles; empty = found from the cells
  std::string adopted_on{};     // role of a roster, SQL of outcomes
  std::string uptake{};         // SQL
  std::string currency{};       // a code, where all exports have that one; else the role "currency" says it
  std::size_t most_prices = 0;  // of a bill whose columns others have, too: how many different amounts; 0 = any
  // The first is the primary; of those of one name the first that the file has. A unit that is not said is found from
  // the cells.
  std::vector<MetricSource> metrics{};
  std::vector<std::string> notes{};  // what whoever uses it must know
};

// Each in the file of its tool.
ExportFormat github_pull_requests();
ExportFormat copilot_seats();
ExportFormat copilot_activity();
ExportFormat copilot_metrics();
ExportFormat m365_copilot_usage();
ExportFormat viva_person_query();
ExportFormat jira_issues();
ExportFormat zendesk_tickets();
ExportFormat servicenow_incidents();
ExportFormat ga4_events();
ExportFormat stripe_report();
ExportFormat stripe_api();
ExportFormat salesforce_opportunities();
ExportFormat hubspot_deals();
ExportFormat toggl_entries();
ExportFormat github_billing();
ExportFormat openai_costs();
ExportFormat anthropic_costs();
ExportFormat litellm_spend();
ExportFormat licence_bill();

// All of them.
const std::vector<ExportFormat>& export_formats();

// A file's format, and its columns by role.
struct Recognised {
  const ExportFormat* format;
  std::map<std::string, std::string> columns;
};
std::optional<Recognised> recognise(const std::vector<std::string>& columns);

// The page that describes them (docs/exports.md).
std::string exports_page();

}  // namespace payoff
