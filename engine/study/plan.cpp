// Reads study.json. Every key is taken by name from a Node, which knows its JSON path
// and refuses what it does not know.
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "base/messages.hpp"
#include "base/suggestion.hpp"
#include "data/names.hpp"
#include "payoff/error.hpp"
#include "payoff/study.hpp"
#include "report/writer/accent.hpp"
#include "study/node.hpp"
#include "study/parse_json.hpp"
#include "study/plan_bills.hpp"
#include "study/plan_money.hpp"
#include "study/plan_source.hpp"
#include "study/template.hpp"

namespace payoff {
namespace {

Columns read_columns(const Node& columns) {
  return {.unit = columns.text("unit"),
          .time = columns.text("time"),
          .period = columns.text("period"),
          .time_format = columns.text("time_format"),
          .timezone = columns.text("timezone"),
          .week_starts_on = columns.choice("week_starts_on"),
          .cluster = columns.text("cluster"),
          .uptake = columns.text("uptake"),
          .segments = columns.expressions("segments"),
          .covariates = columns.expressions("covariates"),
          .metric_name = columns.text("metric_name"),
          .metric_value = columns.text("metric_value"),
          .labels_as_written = columns.flag("labels_as_written"),
          .keep_partial_periods = columns.flag("keep_partial_periods"),
          .observed_from = columns.text("observed_from"),
          .observed_to = columns.text("observed_to")};
}

Rollout read_rollout(const Node& rollout) {
  Rollout read{.group = rollout.text("group"),
               .treated = rollout.text("treated"),
               .comparison = rollout.text("comparison"),
               .date = rollout.text("date"),
               .adopted_on = rollout.text("adopted_on"),
               .randomized = rollout.flag("randomized"),
               .dates_by_lot = rollout.flag("dates_by_lot"),
               .split = rollout.has("split") ? rollout.number("split") : 0,
               .unaffected = rollout.text("unaffected")};
  for (const Node& event : rollout.objects("events"))
    read.events.push_back(
        {event.text("date"), event.text("what"), event.value("whom", std::span<const Whom>(all_whom), Whom::everyone)});
  if (read.dates_by_lot && !read.randomized)
    throw Error(ErrorKind::usage, rollout.path("dates_by_lot"), "dates that a lot decided need a lot of who got it",
                R"(write "randomized": true beside it where that is so)");
  if (read.group.empty() && read.date.empty() && read.adopted_on.empty())
    throw Error(ErrorKind::usage, rollout.path("group"), "nothing says who got the tool or when",
                R"(write "group" and "treated", or "adopted_on", or "date")");
  if (!read.group.empty() && read.treated.empty())
    throw Error(ErrorKind::usage, rollout.path("treated"),
                "the value of " + read.group + " that had the tool is missing", R"(write e.g. "treated": "B")");
  if (!read.adopted_on.empty() && (!read.group.empty() || !read.date.empty()))
    throw Error(ErrorKind::usage, rollout.path("adopted_on"),
                "adopted_on stands beside group or date, but must stand alone", "keep one of them");
  return read;
}

void require_sense(const MetricSource& metric, const Node& node) {
  const auto refuse = [&](const char* key, const std::string& finding, const char* remedy) {
    throw Error(ErrorKind::usage, node.path(key), finding, remedy);
  };
  const std::string aggregate(name(metric.aggregate));
  const bool counts = metric.aggregate == Aggregate::count || metric.aggregate == Aggregate::distinct;
  if (!metric.per.empty() && metric.aggregate != Aggregate::none && metric.aggregate != Aggregate::sum)
    refuse("aggregate", "aggregate is '" + aggregate + "', but a metric with \"per\" is a sum over a sum",
           "write \"sum\"");
  if (metric.aggregate == Aggregate::distinct && metric.value.empty())
    refuse("value", "aggregate is 'distinct', but nothing says of what", R"(write e.g. "value": "customer_id")");
  if (metric.from.empty() != metric.to.empty())
    refuse(metric.from.empty() ? "from" : "to", "a time is the one end of a duration, but the other is missing",
           R"(write e.g. "from": "created_at", "to": "solved_at")");
  if (!metric.from.empty() && (!metric.value.empty() || metric.metric.kind != MetricKind::time || counts))
    refuse("from", "\"from\" and \"to\" make the value, which must be a time with a mean, median or sum",
           R"(write "kind": "time", "unit": "hours", and no "value")");
  if (counts && metric.metric.scale == Scale::log)
    refuse("scale", "scale is 'log', but a count may be 0, which has no logarithm", "write \"poisson\"");
}

MetricSource read_metric(const Node& node, bool first) {
  const std::string name = node.text("name");
  const auto kind = node.value<MetricKind>("kind", metric_kinds, MetricKind::score);
  const Better natural = kind == MetricKind::time || kind == MetricKind::cost ? Better::lower : Better::higher;
  MetricSource metric;
  metric.metric = {.name = name,
                   .kind = kind,
                   .unit = node.text("unit"),
                   .per = node.text("per_label").empty() ? node.text("per") : node.text("per_label"),
                   .better = node.value<Better>("better", betters, natural),
                   .scale = node.value<Scale>("scale", scales, Scale::level),
                   .role = node.value<Role>("role", roles, first ? Role::primary : Role::secondary),
                   .self_reported = node.flag("self_reported"),
                   .activity = node.flag("activity"),
                   .declared_in_advance = node.flag("declared_in_advance"),
                   .label = node.text("label"),
                   .smallest_effect = node.has("smallest_effect") ? node.number("smallest_effect") : 0};
  if (kind == MetricKind::time &&
      std::set<std::string>{"seconds", "minutes", "hours", "days"}.count(metric.metric.unit) == 0)
    throw Error(ErrorKind::usage, node.path("unit"),
                "unit is '" + metric.metric.unit + "', but a time must be in seconds, minutes, hours or days");
  metric.value = node.text("value");
  metric.per = node.text("per");
  metric.aggregate = node.value<Aggregate>("aggregate", aggregates, Aggregate::none);
  metric.where = node.text("where");
  metric.from = node.text("from");
  metric.to = node.text("to");
  if (!metric.from.empty() && metric.aggregate == Aggregate::none) metric.aggregate = Aggregate::mean;
  require_sense(metric, node);
  return metric;
}

// Those of all metrics and the metric's own, each once: one column is one covariate, whoever names it.
std::vector<std::string> names_of_covariates(const std::vector<NamedExpression>& own,
                                             const std::vector<NamedExpression>& everywhere, Study& study,
                                             const Node& node) {
  std::vector<std::string> names;
  const auto add = [&](const NamedExpression& covariate) {
    std::vector<NamedExpression>& all = study.columns.covariates;
    auto known = std::ranges::find(all, covariate.expression, &NamedExpression::expression);
    if (known == all.end()) {
      if (std::ranges::find(all, covariate.name, &NamedExpression::name) != all.end())
        throw Error(ErrorKind::usage, node.path("covariates"),
                    "covariate '" + covariate.name + "' is something else already, but a name must mean one thing",
                    "give it another name");
      known = all.insert(all.end(), covariate);
    }
    if (std::ranges::find(names, known->name) == names.end()) names.push_back(known->name);
  };
  for (const NamedExpression& covariate : everywhere) add(covariate);
  for (const NamedExpression& covariate : own) add(covariate);
  return names;
}

void read_metrics(const Node& root, Study& study) {
  if (root.at("metrics").empty())
    throw Error(ErrorKind::usage, root.path("metrics"), "there is no metric, but there must be one",
                R"(write e.g. "metrics": [{"name": "minutes", "kind": "time", "unit": "minutes"}])");
  std::set<std::string> names;
  const std::vector<NamedExpression> everywhere = study.columns.covariates;
  for (const Node& node : root.objects("metrics")) {
    study.metrics.push_back(read_metric(node, study.metrics.empty()));
    if (!names.insert(study.metrics.back().metric.name).second)
      throw Error(ErrorKind::usage, node.path("name"), "name '" + study.metrics.back().metric.name + "' is used twice");
    study.metric_covariates.push_back(names_of_covariates(node.expressions("covariates"), everywhere, study, node));
  }
  if (std::ranges::none_of(study.metrics,
                           [](const MetricSource& metric) { return metric.metric.role == Role::primary; }))
    throw Error(ErrorKind::usage, root.path("metrics"), "no metric has the role primary, but one must",
                R"(add "role": "primary" to the one the study is about)");
}

// What is no key of a method is an option of one.
void read_method(const Node& method, Study& study) {
  study.method = method.text("name");
  study.level = method.number("level");
  for (const std::string& key : method.keys())
    if (key != "name" && key != "level") study.method_options[key] = method.text(key);
}

void read_report(const Node& report, Study& study) {
  if (const int language = report.choice("language"))
    study.language = languages()[static_cast<std::size_t>(language - 1)];
  study.telling = {report.text("problem"), report.text("rolled_out"), report.text("quote"), report.text("quote_by"),
                   report.text("color")};
  if (!study.telling.color.empty() && !accent_of(study.telling.color))
    throw Error(ErrorKind::usage, report.path("color"),
                fmt::format("color is '{}', but must be a colour with a contrast of 4.5 to white", study.telling.color),
                R"(write it as "#8a1c4a", or take a darker one)");
  study.anonymous = report.flag("anonymous");
  if (report.has("logo"))
    study.logo = (std::filesystem::path(study.path).parent_path() / report.text("logo")).lexically_normal().string();
  study.formats = report.texts("formats");
  if (report.has("formats")) return;
  for (const ReportFormat& format : report_formats())
    if (!format.only_if_asked) study.formats.emplace_back(format.name);
}

}  // namespace

Study parse_study(const std::string& text, const std::string& path, const TemplateValues& values,
                  const Frames& frames) {
  Json json = parse_json(text, path);
  fill_in(json, values, {.file = path});
  if (frames.contains(rows_frame) && json.is_object() && !json.contains("data")) json["data"] = Json::object();
  const Node root(json, {.file = path}, study_keys());
  const Node data = root.object("data");
  Study study;
  study.path = path;
  study.title = root.text("title");
  study.question = root.text("question");
  study.who = root.text("who");
  study.tool = root.text("tool");
  study.source = read_source(data, std::filesystem::path(path).parent_path(), frames);
  study.rejected_limit = data.number("rejected_limit");
  study.columns = read_columns(root.object("columns"));
  study.unit_label = root.object("columns").text("unit_label");
  study.rollout = read_rollout(root.object("rollout"));
  if (study.columns.time.empty() && !(study.rollout.date.empty() && study.rollout.adopted_on.empty()))
    throw Error(ErrorKind::usage, root.path("columns.time"), "a rollout with a date needs a time column",
                R"(write e.g. "time": "week")");
  read_metrics(root, study);
  read_method(root.object("method"), study);
  study.seed = static_cast<std::uint64_t>(root.whole("seed"));
  study.correction = root.value("several_metrics", std::span<const Correction>(corrections), Correction::holm);
  if (root.has("money")) {
    study.money = read_money(root.object("money"), study.seed);
    study.cost_per_outcome = root.object("money").texts("cost_per_outcome");
    study.bills = read_bills(root.object("money"), study.source, std::filesystem::path(path).parent_path());
  }
  const Node disclosure = root.object("disclosure");
  study.disclosure = {disclosure.text("run_by"), disclosure.text("commissioned_by")};
  if (disclosure.has("independent")) study.disclosure.independent = disclosure.flag("independent");
  read_report(root.object("report"), study);
  study.json = json.dump(2, ' ', false, Json::error_handler_t::replace);
  return study;
}

Study read_study(const std::string& path, const TemplateValues& values, const Frames& frames) {
  std::error_code unknown;  // what cannot be looked at cannot be read either
  if (std::filesystem::is_directory(path, unknown))
    throw Error(ErrorKind::source, {.file = path}, "is a folder, but must be a study file", "name its study.json");
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file)
    throw Error(ErrorKind::source, {.file = path}, "the study file cannot be read",
                "check the path, or write one with `payoff init data.csv`");
  return parse_study(text.str(), path, values, frames);
}

}  // namespace payoff
