// `payoff init`: looks at files and writes a study of them, with what was guessed as comments and what they do not show as
// questions.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/letters.hpp"
#include "data/names.hpp"
#include "payoff/study.hpp"
#include "study/draft/guess.hpp"

namespace payoff {
namespace {

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// A comment ends with its line, and must remain text.
std::string one_line(std::string text) {
  std::ranges::replace_if(text, [](unsigned char c) { return c < 32; }, ' ');
  return text;
}

// The longest prefix of at most so many bytes that cuts no UTF-8 character.
std::string beginning(const std::string& text, std::size_t most) {
  std::size_t end = std::min(text.size(), most);
  while (end > 0 && end < text.size() && continues_character(text[end])) --end;
  return text.substr(0, end);
}

std::string columns_text(const SurveyedTable& table) {
  constexpr std::size_t shown_labels = 5, most_bytes = 24;
  std::string text =
      fmt::format("// {}{}: {} rows\n", one_line(std::filesystem::path(table.files[0]).filename().string()),
                  table.files.size() > 1 ? fmt::format(" and {} more", table.files.size() - 1) : "", table.rows);
  for (const SurveyedColumn& column : table.columns) {
    std::string examples;
    for (std::size_t i = 0; i < std::min(shown_labels, column.labels.size()); ++i)
      examples += (examples.empty() ? "" : ", ") + beginning(column.labels[i], most_bytes);
    text +=
        fmt::format("//   {:<24} {:<13} {} different, {} empty; e.g. {}\n", one_line(column.name), name(column.content),
                    column.distinct, table.rows - std::min(table.rows, column.there), one_line(examples));
  }
  return text;
}

// "key": "value", each behind a comma but the first.
class Object {
 public:
  void add(const std::string& key, const std::string& value) {
    if (!value.empty()) add_json(key, quoted(value));
  }
  void add_json(const std::string& key, const std::string& json) {
    text_ += fmt::format("{}{}: {}", text_.empty() ? "" : ", ", quoted(key), json);
  }
  std::string text() const { return "{" + text_ + "}"; }

 private:
  std::string text_;
};

// Of files that lie below the study they have their names from there.
std::string relative_to(const std::string& file, const std::filesystem::path& folder) {
  std::error_code none;
  const std::filesystem::path found = std::filesystem::relative(file, folder, none);
  return none || found.empty() ? file : found.string();
}

void add_files(const std::vector<std::string>& files, const std::filesystem::path& folder, Object& object) {
  if (files.size() == 1) return object.add("files", relative_to(files[0], folder));
  std::string list;
  for (const std::string& file : files) list += (list.empty() ? "" : ", ") + quoted(relative_to(file, folder));
  object.add_json("files", "[" + list + "]");
}

std::string data_text(const Plan& plan, const std::filesystem::path& folder) {
  Object data;
  add_files(plan.files, folder, data);
  data.add("where", plan.where);
  std::string joins;
  for (const Join& join : plan.joins) {
    Object each, on;
    each.add("name", join.name);
    add_files(join.source.files, folder, each);
    for (const JoinKey& key : join.on) on.add(key.of_rows, key.of_table);
    each.add_json("on", on.text());
    if (join.keep_unmatched) each.add_json("keep_unmatched", "true");
    joins += (joins.empty() ? "" : ",\n    ") + each.text();
  }
  if (plan.events) data.add_json("events", "true");
  if (!joins.empty()) data.add_json("join", "[\n    " + joins + "]");
  return data.text();
}

std::string columns_text(const Columns& columns) {
  Object text;
  text.add("unit", columns.unit);
  text.add("time", columns.time);
  text.add("period", columns.period);
  text.add("cluster", columns.cluster);
  text.add("uptake", columns.uptake);
  text.add("observed_from", columns.observed_from);
  text.add("observed_to", columns.observed_to);
  Object segments;
  for (const NamedExpression& segment : columns.segments) segments.add(segment.name, segment.expression);
  if (!columns.segments.empty()) text.add_json("segments", segments.text());
  return text.text();
}

std::string rollout_text(const Plan& plan) {
  Object text;
  text.add("adopted_on", plan.rollout.adopted_on);
  text.add("group", plan.rollout.group);
  text.add("treated", plan.rollout.treated);
  text.add("comparison", plan.rollout.comparison);
  text.add("date", plan.rollout.date);
  if (plan.rollout.randomized) text.add_json("randomized", "true");
  std::string comments;
  for (const DraftQuestion& question : plan.questions) comments += "  // QUESTION: " + one_line(question.text) + "\n";
  if (!plan.other_arms.empty()) {
    std::string arms;
    for (const std::string& arm : plan.other_arms) arms += (arms.empty() ? "" : ", ") + quoted(arm);
    comments += fmt::format("  // {} {} other arms, each a study of its own: put it into \"treated\"\n", one_line(arms),
                            plan.other_arms.size() == 1 ? "is one of" : "are");
  }
  return comments + "  \"rollout\": " + text.text();
}

std::string metric_text(const MetricSource& source) {
  const Metric& metric = source.metric;
  Object text;
  text.add("name", metric.name);
  text.add("label", metric.label);
  text.add("kind", name(metric.kind));
  text.add("unit", metric.unit);
  if (metric.kind != MetricKind::count) text.add("better", name(metric.better));
  text.add("role", name(metric.role));
  if (source.aggregate != Aggregate::none) text.add("aggregate", std::string(name(source.aggregate)));
  text.add("value", source.value);
  text.add(source.per.empty() ? "per_label" : "per", metric.per);
  if (metric.activity) text.add_json("activity", "true");
  text.add("where", source.where);
  text.add("from", source.from);
  text.add("to", source.to);
  return text.text();
}

std::string bill_text(const BillSource& bill, const std::filesystem::path& folder) {
  Object text;
  text.add("name", bill.name);
  add_files(bill.source.files, folder, text);
  text.add("month", bill.month);
  text.add("amount", bill.amount);
  text.add("goes_on", std::string(name(BillGoesOn::per_person)));
  return text.text();
}

// The money, as a comment: what an hour costs and whom it is for no file says.
std::string money_comment(const Plan& plan, const std::filesystem::path& folder) {
  std::string costs;
  for (const BillSource& bill : plan.bills) costs += (costs.empty() ? "" : ", ") + one_line(bill_text(bill, folder));
  costs = costs.empty() ? R"("costs": [{"name": "licences", "per_person_month": 30}])" : "\"bills\": [" + costs + "]";
  return fmt::format(
      R"(  // , "money": {{"currency": {}, "hourly_cost": 50, "people": 100, "realized_share": {{"low": 0.3, "mode": 0.5, "high": 0.7}},
  //            {}, "horizon_months": 36}}
)",
      quoted(plan.currency.empty() ? "USD" : plan.currency), costs);
}

}  // namespace

Draft draft_study(const std::vector<std::string>& files, bool trusted, const DraftAnswers& answers) {
  Survey survey(tables_of(files, trusted), trusted);
  const Plan plan = guess_plan(survey, answers);
  const std::filesystem::path folder = std::filesystem::absolute(files[0]).parent_path();
  std::string text = "// Drafted by payoff init. Check what it guessed:\n";
  for (const std::string& note : plan.notes) text += "//   " + one_line(note) + "\n";
  text += "// What it saw:\n";
  for (const SurveyedTable& table : survey.tables()) text += columns_text(table);
  std::string metrics;
  for (const MetricSource& metric : plan.metrics) metrics += (metrics.empty() ? "" : ",\n    ") + metric_text(metric);
  text += fmt::format(R"({{
  "title": "Did the tool pay off?",
  "who": {},{}
  "tool": {},
  "data": {},
  "columns": {},
{},
  "metrics": [
    {}]{}
{}}}
)",
                      quoted(answers.who.empty() ? "people" : answers.who),
                      answers.who.empty() ? "  // whom it is about, e.g. \"support agents\"" : "",
                      quoted(answers.tool.empty() ? "the tool" : answers.tool), data_text(plan, folder),
                      columns_text(plan.columns), rollout_text(plan), metrics,
                      plan.many_events
                          ? ",\n  // few events in each period: compared with all periods before, not the last alone\n"
                            R"(  "method": {"name": "imputation"})"
                          : "",
                      money_comment(plan, folder));
  return {text, plan.questions};
}

}  // namespace payoff
