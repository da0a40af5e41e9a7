// `payoff init`: looks at the columns of a file and writes a study that runs, with
// every guess marked so that a person checks it.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/letters.hpp"
#include "payoff/error.hpp"
#include "payoff/study.hpp"

namespace payoff {
namespace {

using Words = std::vector<std::string_view>;

const Words unit_words{"agent",  "user",    "employee", "developer", "dev", "customer", "person",
                       "member", "analyst", "worker",   "staff",     "rep", "unit",     "account",
                       "store",  "login",   "email",    "name",      "id"};
const Words time_words{"week", "date", "day", "month", "period", "quarter", "time", "year", "created"};
const Words group_words{"arm",     "group", "variant", "treatment", "treated", "treat", "assistant",
                        "copilot", "pilot", "ai",      "test",      "segment", "cohort"};
const Words adoption_words{"since", "adopted", "adoption", "rollout", "enabled", "licensed", "start"};
const Words comparison_values{"no", "none", "control",    "false",   "0",      "0.0",
                              "a",  "off",  "comparison", "placebo", "without"};
const Words duration_words{"minutes", "hours", "seconds", "duration", "handle", "cycle", "resolution", "time"};
const Words key_words{"id", "year", "month", "week", "day", "period"};
const Words revenue_words{"revenue", "sales", "spend", "amount", "gmv", "income"};
const Words score_words{"csat", "nps", "score", "rating", "satisfaction", "quality"};

// Position of the first known word that the name holds; known.size() if none. A long
// word may be the beginning of one in the name (customer, customers, customerid).
std::size_t rank(const std::string& name, const Words& known) {
  const std::vector<std::string> words = words_of(name, ".");
  for (std::size_t i = 0; i < known.size(); ++i)
    for (const std::string& word : words)
      if (word == known[i] || (known[i].size() > 3 && word.starts_with(known[i]))) return i;
  return known.size();
}

const ColumnProfile* best(const std::vector<ColumnProfile>& columns, const Words& words, auto&& allowed) {
  const ColumnProfile* found = nullptr;
  std::size_t least = words.size();
  for (const ColumnProfile& column : columns) {
    const std::size_t place = rank(column.name, words);
    if (place >= least || !allowed(column)) continue;
    least = place;
    found = &column;
  }
  return found;
}

bool is_number(const ColumnProfile& column) {
  return column.kind == ColumnKind::number || column.kind == ColumnKind::integer;
}
bool is_date(const ColumnProfile& column) {
  return column.kind == ColumnKind::date || column.kind == ColumnKind::timestamp;
}

struct Guess {
  const ColumnProfile *unit = nullptr, *time = nullptr, *group = nullptr, *adopted_on = nullptr, *metric = nullptr;
  std::string treated, comparison;
};

// The value that reads like "none" is the comparison; the most frequent other one had the tool.
void guess_arms(Guess& found) {
  const std::vector<std::string>& values = found.group->examples;
  auto comparison = std::ranges::find_if(
      values, [](const std::string& value) { return rank(value, comparison_values) < comparison_values.size(); });
  if (comparison == values.end()) comparison = values.begin();
  found.comparison = *comparison;
  found.treated = comparison == values.begin() ? values[1] : values[0];
}

Guess guess(const std::vector<ColumnProfile>& columns) {
  Guess found;
  found.adopted_on = best(columns, adoption_words, [](const ColumnProfile& c) {
    return (is_date(c) || c.kind == ColumnKind::text) && c.missing > 0;
  });
  // A number is a time only if it counts periods: "predicted_time" does not.
  found.time = best(columns, time_words, [&](const ColumnProfile& c) {
    const bool counts = c.kind == ColumnKind::integer && c.distinct <= 1000 && rank(c.name, {"time"}) == 1;
    return &c != found.adopted_on && c.distinct > 1 && c.missing == 0 &&
           (is_date(c) || c.kind == ColumnKind::text || counts);
  });
  // Each unit's own date says more than a group, which may only be who used the tool in this row.
  if (!found.adopted_on)
    found.group = best(columns, group_words,
                       [](const ColumnProfile& c) { return c.missing == 0 && c.distinct >= 2 && c.distinct <= 4; });
  const auto free = [&](const ColumnProfile& c) {
    return &c != found.time && &c != found.adopted_on && &c != found.group && c.distinct > 2;
  };
  found.unit = best(columns, unit_words,
                    [&](const ColumnProfile& c) { return free(c) && c.missing == 0 && c.kind == ColumnKind::text; });
  if (!found.unit)
    found.unit = best(columns, unit_words, [&](const ColumnProfile& c) { return free(c) && c.missing == 0; });
  for (const ColumnProfile& column : columns) {  // whatever its name: each value once in each period
    const bool once_a_period = found.time && column.distinct * found.time->distinct == column.rows;
    if (!found.unit && once_a_period && free(column) && column.missing == 0) found.unit = &column;
  }
  const auto free_number = [&](const ColumnProfile& c) { return free(c) && is_number(c) && &c != found.unit; };
  for (const Words* words : {&duration_words, &revenue_words, &score_words})
    if (!found.metric) found.metric = best(columns, *words, free_number);
  for (const bool any : {false, true})  // keys only if there is nothing else
    for (const ColumnProfile& column : columns)
      if (!found.metric && free_number(column) && (any || rank(column.name, key_words) == key_words.size()))
        found.metric = &column;
  if (found.group) guess_arms(found);
  return found;
}

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string metric_text(const std::string& name) {
  if (rank(name, duration_words) < duration_words.size()) {
    const std::string text = lower(name);
    const char* unit = text.find("hour") != std::string::npos     ? "hours"
                       : text.find("second") != std::string::npos ? "seconds"
                                                                  : "minutes";
    return fmt::format(R"("name": {}, "kind": "time", "unit": "{}", "better": "lower", "role": "primary")",
                       quoted(name), unit);
  }
  if (rank(name, revenue_words) < revenue_words.size())
    return fmt::format(R"("name": {}, "kind": "revenue", "unit": "USD", "better": "higher", "role": "primary")",
                       quoted(name));
  return fmt::format(R"("name": {}, "kind": "score", "better": "higher", "role": "primary")", quoted(name));
}

std::string rollout_text(const Guess& found, const std::string& middle) {
  if (found.group) {
    const std::string date =
        found.time ? fmt::format(",\n    \"date\": {}  // the first day with the tool: CHECK", quoted(middle)) : "";
    return fmt::format(
        "    \"group\": {},\n    \"treated\": {}, \"comparison\": {}{}\n    // if groups were drawn by lot, add: "
        "\"randomized\": true\n",
        quoted(found.group->name), quoted(found.treated), quoted(found.comparison), date);
  }
  if (found.adopted_on)
    return fmt::format("    \"adopted_on\": {}  // each unit's own first day; empty = never\n",
                       quoted(found.adopted_on->name));
  return fmt::format(
      "    \"date\": {}  // the first day with the tool: CHECK. With a comparison group add \"group\" and "
      "\"treated\".\n",
      quoted(middle));
}

// A comment ends with its line, and must remain text.
std::string one_line(std::string text) {
  std::ranges::replace_if(text, [](unsigned char c) { return c < 32; }, ' ');
  return text;
}

// The longest prefix of at most so many bytes that cuts no UTF-8 character.
std::size_t whole_characters(const std::string& text, std::size_t most) {
  std::size_t end = std::min(text.size(), most);
  while (end > 0 && end < text.size() && continues_character(text[end])) --end;
  return end;
}

std::string column_list(const std::vector<ColumnProfile>& columns) {
  std::string text;
  for (const ColumnProfile& column : columns) {
    std::string examples;
    for (const std::string& example : column.examples)
      examples += (examples.empty() ? "" : ", ") + example.substr(0, whole_characters(example, 24));
    text += fmt::format("//   {:<24} {:<9} {} distinct, {} empty; e.g. {}\n", one_line(column.name), name(column.kind),
                        column.distinct, column.missing, one_line(examples));
  }
  return text;
}

}  // namespace

std::string draft_study(const std::string& data_file, bool trusted) {
  Source source{.files = {data_file}};
  if (!trusted) source.confined_to = folder_of(data_file);
  std::vector<ColumnProfile> columns = profile(source);
  if (!guess(columns).metric) {  // the numbers may be written 12,5
    source.decimal = ",";
    columns = profile(source);
  }
  Guess found = guess(columns);
  if (!found.metric)
    throw Error(ErrorKind::data, {.file = data_file}, "no column holds numbers, but a metric must",
                "write study.json by hand; `payoff run --help` shows one");
  if (!found.group && !found.time)
    throw Error(ErrorKind::data, {.file = data_file}, "no column looks like a time or a group, but a study needs one",
                "name the columns week, date, group or arm, or write study.json by hand");
  const std::string file = std::filesystem::path(data_file).filename().string();
  std::string middle;
  if (found.time) {
    std::vector<std::string> periods = profile_values(source, found.time->name);
    middle = periods[periods.size() / 2].substr(0, 10);
  }
  // Someone who works with and without the tool is no unit; then every row is one.
  if (found.unit && found.group && varies_within(source, found.unit->name, found.group->name)) found.unit = nullptr;
  const bool repeats = repeats_keys(source, found.unit ? found.unit->name : "", found.time ? found.time->name : "");
  std::string lines;
  if (found.unit) lines += fmt::format("    \"unit\": {}", quoted(found.unit->name));
  if (found.time) lines += fmt::format("{}    \"time\": {}", lines.empty() ? "" : ",\n", quoted(found.time->name));
  return fmt::format(R"(// Drafted by payoff init from {}. Lines marked CHECK are guesses. The columns:
{}{{
  "title": "Did the tool pay off?",
  "who": "people",  // whom it is about, e.g. "support agents"
  "tool": "the tool",
  "data": {{"files": {}{}}},
  "columns": {{
{}
  }},
  "rollout": {{
{}  }},
  "metrics": [
    {{{}{}}}  // CHECK kind, unit and better{}
  ]
  // , "money": {{"currency": "USD", "hourly_cost": 50, "people": 100, "realized_share": {{"low": 0.3, "mode": 0.5, "high": 0.7}},
  //            "costs": [{{"name": "licences", "per_person_month": 30}}], "horizon_months": 36}}
}}
)",
                     one_line(file), column_list(columns), quoted(file),
                     source.decimal == "," ? R"(, "decimal": ",")" : "", lines, rollout_text(found, middle),
                     metric_text(found.metric->name), repeats ? R"(, "aggregate": "mean")" : "",
                     repeats ? R"(; rows of one unit and period are averaged: or "sum")" : "");
}

}  // namespace payoff
