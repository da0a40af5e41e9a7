// The five calls: ingest, measure, monetize, qualify; what they return is what is reported.
#include <climits>
#include <filesystem>

#include "base/messages.hpp"
#include "base/parallel.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "ingest/inputs.hpp"
#include "payoff/error.hpp"
#include "payoff/study.hpp"
#include "study/anonymous.hpp"
#include "study/context_of.hpp"
#include "study/event_means.hpp"
#include "study/logo.hpp"
#include "study/segments.hpp"
#include "study/valuation.hpp"

namespace payoff {
namespace {

// A stage knows the key ("columns.time") at fault; here it becomes a place in the study file.
template <typename Action>
auto naming_the_study(const Study& study, Action action) {
  try {
    return action();
  } catch (const Error& error) {
    if (error.place.key.empty() || !error.place.file.empty()) throw;
    throw error.at({.key = error.place.key, .file = study.path});
  }
}

// Of files that are named, or match a pattern: all beside it. Of a frame as many as a file of it would have.
std::uintmax_t bytes_of(const Source& source) {
  namespace fs = std::filesystem;
  constexpr std::uintmax_t bytes_per_cell = 8;
  std::uintmax_t bytes = source.frame ? bytes_per_cell * source.frame.rows() * source.frame.columns() : 0;
  std::error_code none;
  for (const std::string& file : source.files) {
    if (fs::is_regular_file(file, none)) {
      bytes += fs::file_size(file, none);
      continue;
    }
    for (const auto& entry : fs::directory_iterator(fs::path(file).parent_path(), none))
      if (entry.is_regular_file(none)) bytes += entry.file_size(none);
  }
  return bytes;
}

// Randomised groups need only each unit's totals; all else needs the periods. So does what an effect's course is read off,
// where they are few enough to keep.
Grain grain_of(const Study& study, const Source& source, const Context& context) {
  constexpr std::uintmax_t most_bytes_by_period = 64 << 20, most_rows_by_period = 1'000'000;
  const Method* method = find_method(study.method);
  const bool compares_groups =
      study.method.empty() || (method && method->compares == Compares::groups && !method->needs.periods);
  // What counts zeros must know which periods have none.
  const bool zeros = !study.columns.time.empty() && counts_zeros(source, study.metrics);
  const bool totals_do = !zeros && study.rollout.randomized && !study.rollout.group.empty() && compares_groups;
  if (!totals_do) return Grain::periods;
  if (source.moments) return Grain::periods;
  const bool from_database = source.files.empty() && !source.frame;
  const bool small = from_database ? rows_of_database(source, context) <= most_rows_by_period
                                   : bytes_of(source) <= most_bytes_by_period;
  return small ? Grain::periods : Grain::phases;
}

// Of a whole run, roughly as the time goes on the shipped cases.
constexpr double share_read = 0.4, share_estimated = 0.9;

Question question_of(const Study& study, const Panel& panel, std::size_t metric, const std::string& method) {
  Question question{.metric = metric,
                    .method = method,
                    .level = study.level,
                    .options = study.method_options,
                    .randomized = study.rollout.randomized};
  for (const std::string& name : study.metric_covariates[metric])
    for (std::size_t i = 0; i < panel.covariates.size(); ++i)
      if (panel.covariates[i].name == name) question.covariates.push_back(i);
  return question;
}

enum class Depth { only_metrics, all };  // without other methods and segments, which refuse nothing

void add_effects(const Study& study, const Panel& panel, const std::string& method, Depth depth, const Context& context,
                 CaseStudy& result) {
  std::vector<std::size_t> order;
  for (const Role role : {Role::primary, Role::guardrail, Role::secondary})
    for (std::size_t k = 0; k < panel.metrics.size(); ++k)
      if (panel.metrics[k].metric.role == role) order.push_back(k);
  const double each = (share_estimated - share_read) / static_cast<double>(order.size() + 1);
  const auto part_of = [&](std::size_t k) {
    const double begin = share_read + each * static_cast<double>(k);
    return context.part("estimating " + panel.metrics[order[k]].metric.name, begin, begin + each);
  };
  result.effects.resize(order.size());
  const auto estimate_one = [&](std::size_t k, const Context& part) {
    part.report("", 0);
    Question question = question_of(study, panel, order[k], method);
    question.compare_methods = depth == Depth::all;
    result.effects[k] =
        k == 0 ? estimate_of(study, panel, question, part) : estimate_or_explain(study, panel, question, part);
  };
  const std::size_t threads = thread_count(context.threads);
  if (threads > 1 && order.size() > 1) {
    const std::size_t over = order.size() % threads == 1 ? 1 : 0;  // the first, which then has all threads to itself
    if (over > 0) estimate_one(0, part_of(0));
    for_each_alone(
        order.size() - over, 2 * threads, context, [&](std::size_t k) { part_of(k + over).report("", 0); },
        [&](std::size_t k, const Context& alone) { estimate_one(k + over, alone); });
  } else {
    for (std::size_t k = 0; k < order.size(); ++k) estimate_one(k, part_of(k));
  }
  for (const std::size_t metric : order) {
    result.trend_metrics.push_back(panel.metrics[metric].metric);
    result.trends.push_back(panel.calendar.kind == PeriodKind::none ? std::vector<TrendPoint>() : panel.trend[metric]);
  }
  result.event_means = event_means(panel, order.front());
  const bool by_segment = study.money && std::ranges::any_of(study.money->values,
                                                             [](const Value& value) { return !value.segment.empty(); });
  if (depth == Depth::all || by_segment) {
    Question segments = question_of(study, panel, order.front(), method);
    segments.compare_methods = false;
    add_segments(study, panel, segments, context.part("", share_estimated - each, share_estimated), result.effects);
  }
  if (study.anonymous) hide_small_effects(study, panel, result.effects);
}

std::size_t primary_metric(const Panel& panel) {
  const auto found =
      std::ranges::find(panel.metrics, Role::primary, [](const MetricColumn& c) { return c.metric.role; });
  return static_cast<std::size_t>(found - panel.metrics.begin());
}

void add_appraisal(const Study& study, const Panel& panel, const RunSettings& settings, CaseStudy& result) {
  const Question of_primary = question_of(study, panel, primary_metric(panel), result.effects.front().method);
  naming_the_study(study, [&] { add_valuation(study, panel, settings, of_primary, result); });
}

// "2025-01-06 to 2025-06-30", from the first to the last period observed.
std::string span_of(const Panel& panel) {
  int first = INT_MAX, last = INT_MIN;
  for (const auto& points : panel.trend)
    for (const TrendPoint& point : points) {
      first = std::min(first, point.period);
      last = std::max(last, point.period);
    }
  if (!panel.calendar.dated() || first > last) return {};
  const std::string begin = spoken(panel.calendar, first), end = spoken(panel.calendar, last);
  return first == last ? begin : say(MessageId::span_of_time, {{"from", begin}, {"to", end}});
}

void add_verdict(const Study& study, const Panel& panel, const std::vector<OtherEvent>& events, CaseStudy& result) {
  Evidence evidence{.effects = result.effects,
                    .appraisal = result.appraisal ? &*result.appraisal : nullptr,
                    .randomized = study.rollout.randomized,
                    .dates_by_lot = study.rollout.dates_by_lot,
                    .split = study.rollout.split,
                    .events = events,
                    .disclosure = study.disclosure,
                    .correction = study.correction,
                    .who = study.who,
                    .tool = result.tool,
                    .period = span_of(panel)};
  result.verdict = grade(evidence);
  if (study.anonymous) hide_small_counts(result.effects.front(), result.verdict);
  result.claims = claims(evidence, result.verdict);
  result.recommendation = recommend(evidence, result.verdict);
  result.published = compare_with_published(result.effects.front());
}

CaseStudy begin(const Study& study, Loaded&& loaded) {
  CaseStudy result;
  result.title = study.title;
  result.question = study.question;
  result.who = study.who;
  result.tool = without_article(study.tool);
  result.language = study.language;
  result.telling = study.telling;
  result.disclosure = study.disclosure;
  result.study_json = study.json;
  result.unit_column = study.columns.unit;
  result.unit_label = study.unit_label;
  result.version = PAYOFF_VERSION;
  result.seed = study.seed;
  result.inputs = std::move(loaded.inputs);
  result.sql = std::move(loaded.sql);
  result.ledger = std::move(loaded.ledger);
  result.coding = std::move(loaded.coding);
  result.calendar = loaded.panel.calendar;
  result.rollout_period = loaded.rollout_period;
  return result;
}

}  // namespace

std::string folder_of(const std::string& file) {
  return std::filesystem::absolute(file).parent_path().string();
}

Loaded check(const Study& study, const RunSettings& settings) {
  const Context context = context_of(study, settings);
  context.report("reading the data", 0);
  return naming_the_study(study, [&] {
    if (study.anonymous) require_publishable(study);
    Source source = study.source;
    if (!settings.trusted) source.confined_to = folder_of(study.path);
    Loaded loaded =
        load(source, study.columns, study.rollout, study.metrics, grain_of(study, source, context), context);
    require_at_most(loaded.ledger, settings.most_rows);
    return loaded;
  });
}

void require_usable(const Study& study, const Ledger& ledger) {
  naming_the_study(study, [&] { require_acceptable(ledger, study.rejected_limit); });
  if (ledger.rows_used == 0)
    throw Error(ErrorKind::data, {.file = study.path},
                fmt::format("none of the {} rows read is used", ledger.rows_read), "see `payoff check`");
}

MethodChoice require_answer(const Study& study, const Loaded& loaded, const RunSettings& settings) {
  require_usable(study, loaded.ledger);
  logo_of(study, settings);
  const MethodChoice choice = method_of(study, loaded.panel);
  CaseStudy rehearsal;
  add_effects(study, loaded.panel, choice.method, Depth::only_metrics, context_of(study, settings), rehearsal);
  add_appraisal(study, loaded.panel, settings, rehearsal);
  return choice;
}

MethodChoice method_of(const Study& study, const Panel& panel) {
  if (!study.method.empty()) return {study.method, say(MessageId::choice_of_study)};
  return choose_method(panel, study.rollout.randomized);
}

CaseStudy run(const Study& named, const RunSettings& settings) {
  const Speaking language(language_of(named.language));
  const std::string logo = logo_of(named, settings);
  Loaded loaded = check(named, settings);
  require_usable(named, loaded.ledger);
  std::vector<std::string> labels;
  const Study study = named.anonymous ? without_names(named, loaded, labels) : named;
  Panel panel = std::move(loaded.panel);
  loaded.panel.calendar = panel.calendar;
  const std::vector<OtherEvent> events = std::move(loaded.events);
  const MethodChoice choice = method_of(study, panel);
  CaseStudy result = begin(study, std::move(loaded));
  result.method_reason = choice.reason;
  result.telling.logo = logo;
  const Context context = context_of(study, settings);
  add_effects(study, panel, choice.method, Depth::all, context, result);
  context.report("valuing", share_estimated);
  name_units(panel, std::move(labels));
  add_appraisal(study, panel, settings, result);
  add_verdict(study, panel, events, result);
  if (study.anonymous) make_anonymous(result);
  return result;
}

}  // namespace payoff
