// Two results.json, held against each other: what the runs say is read as a claim reads it, all else as JSON.
#include "payoff/compare.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "base/distributions.hpp"
#include "data/names.hpp"
#include "payoff/error.hpp"
#include "payoff/study.hpp"
#include "report/document/text.hpp"
#include "study/json_differences.hpp"
#include "study/read_run.hpp"

namespace payoff {
namespace {

// What makes two effects the same question; where any of it differs, their difference means nothing.
std::vector<ComparedValue> question_of(const Effect& effect) {
  const Metric& metric = effect.metric;
  const auto text = [](std::string_view value) { return dumped(Json(value)); };
  return {{"metric", text(metric.name), ""},
          {"unit", text(metric.unit), ""},
          {"per", text(metric.per), ""},
          {"kind", text(name(metric.kind)), ""},
          {"scale", text(name(metric.scale)), ""},
          {"better", text(name(metric.better)), ""},
          {"averaged", dumped(metric.averaged), ""},
          {"method", text(effect.method), ""},
          {"estimand", text(effect.estimand), ""},
          {"against", text(effect.against), ""},
          {"level", dumped(effect.level), ""}};
}

std::vector<ComparedValue> different_questions(const Effect& then, const Effect& now) {
  std::vector<ComparedValue> found = question_of(then);
  const std::vector<ComparedValue> of_now = question_of(now);
  for (std::size_t i = 0; i < found.size(); ++i) found[i].now = of_now[i].then;
  // An effect that could not be estimated knows neither.
  std::erase_if(found, [&](const ComparedValue& value) {
    const bool of_answer = value.what == "estimand" || value.what == "against";
    return value.then == value.now || (of_answer && (!then.usable || !now.usable));
  });
  return found;
}

std::string in_words(const std::vector<ComparedValue>& differing) {
  constexpr std::size_t longest = 60;
  std::vector<std::string> parts;
  for (const ComparedValue& value : differing)
    parts.push_back(fmt::format("{} is {} there and {} here", value.what, shorten(value.then, longest),
                                shorten(value.now, longest)));
  return fmt::format("{}", fmt::join(parts, ", "));
}

void require_comparable(const ReadRun& then, const ReadRun& now) {
  std::vector<ComparedValue> differing = different_questions(then.primary(), now.primary());
  if (then.results.tool != now.results.tool)
    differing.push_back({"tool", dumped(then.results.tool), dumped(now.results.tool)});
  const std::optional<Appraisal>&a = then.results.appraisal, &b = now.results.appraisal;
  if (a && b && a->currency != b->currency) differing.push_back({"currency", dumped(a->currency), dumped(b->currency)});
  if (differing.empty()) return;
  std::vector<std::string> names;
  for (const ComparedValue& value : differing) names.push_back(value.what);
  throw Error(ErrorKind::usage, {.file = now.path},
              fmt::format("cannot be compared with {}: {}", then.path, in_words(differing)),
              fmt::format("run one of them again with the other's {}", fmt::join(names, ", ")));
}

SharedData shared_data(const ReadRun& then, const ReadRun& now, bool independent) {
  const std::set<std::string> a = hashes_of(then), b = hashes_of(now);
  const bool shared =
      std::ranges::any_of(a, [&](const std::string& hash) { return !hash.empty() && b.contains(hash); });
  if (independent && shared)
    throw Error(ErrorKind::usage, {.file = now.path},
                fmt::format("reads a file that {} read too, so that the runs are not independent", then.path),
                "leave out --independent");
  if (independent) return SharedData::none;
  if (shared && a == b && !a.contains("")) return SharedData::all;
  return shared ? SharedData::some : SharedData::unknown;
}

Estimate shown(const Effect* effect, Estimate Effect::* part) {
  if (!effect) return {.reason = "not in this run"};
  if (!effect->usable) return {.reason = effect->message};
  return effect->*part;
}

// Of two samples that share nothing; degrees of freedom after Welch and Satterthwaite.
void add_interval(const Estimate& then, const Estimate& now, double level, Estimate& difference) {
  const double a = then.se * then.se, b = now.se * now.se;
  difference.se = std::sqrt(a + b);
  difference.df = (a + b) * (a + b) / (a * a / then.df + b * b / now.df);
  if (std::isinf(then.df) && std::isinf(now.df)) difference.df = std::numeric_limits<double>::infinity();
  const double half = student_quantile((1 + level) / 2, difference.df) * difference.se;
  difference.low = difference.estimate - half;
  difference.high = difference.estimate + half;
  difference.p = two_sided_p(difference.estimate / difference.se, difference.df);
  if (std::isnan(half)) difference.reason = "a run has no standard error";
}

Estimate difference_of(const ComparedEffect& effect, double level, SharedData data) {
  Estimate difference{.unit = effect.now.unit};
  if (!effect.apart.empty() || std::isnan(effect.then.estimate) || std::isnan(effect.now.estimate)) {
    difference.reason = effect.apart.empty() ? "one of the runs has no estimate" : effect.apart;
    return difference;
  }
  difference.estimate = effect.now.estimate - effect.then.estimate;
  if (data == SharedData::none)
    add_interval(effect.then, effect.now, level, difference);
  else
    difference.reason = "the runs may share units, and then the two intervals do not tell how far chance goes";
  return difference;
}

ComparedEffect compared(const Effect* then, const Effect* now, SharedData data) {
  const Effect& either = now ? *now : *then;
  ComparedEffect effect{.metric = either.metric.name, .segment = either.segment ? either.segment->text() : ""};
  if (then && now) effect.apart = in_words(different_questions(*then, *now));
  effect.then = shown(then, &Effect::absolute);
  effect.now = shown(now, &Effect::absolute);
  effect.relative_then = shown(then, &Effect::relative);
  effect.relative_now = shown(now, &Effect::relative);
  effect.difference = difference_of(effect, either.level, data);
  return effect;
}

bool same_question(const Effect& a, const Effect& b) {
  return a.metric.name == b.metric.name && a.segment.has_value() == b.segment.has_value() &&
         (!a.segment || a.segment->text() == b.segment->text());
}

const Effect* partner_of(const Effect& effect, const std::vector<Effect>& others) {
  const auto found = std::ranges::find_if(others, [&](const Effect& other) { return same_question(effect, other); });
  return found == others.end() ? nullptr : &*found;
}

std::vector<ComparedEffect> compared_effects(const ReadRun& then, const ReadRun& now, SharedData data) {
  std::vector<ComparedEffect> all;
  for (const Effect& effect : then.results.effects)
    all.push_back(compared(&effect, partner_of(effect, now.results.effects), data));
  for (const Effect& effect : now.results.effects)
    if (!partner_of(effect, then.results.effects)) all.push_back(compared(nullptr, &effect, data));
  return all;
}

std::vector<ComparedFigure> compared_figures(const ReadRun& then, const ReadRun& now) {
  std::vector<ComparedFigure> figures = figures_of(then);
  const std::vector<ComparedFigure> of_now = figures_of(now);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    figures[i].now = of_now[i].then;
    if (figures[i].unit.empty()) figures[i].unit = of_now[i].unit;
  }
  return figures;
}

bool differ(double a, double b) {
  return !(a == b) && !(std::isnan(a) && std::isnan(b));
}

bool differ(const Estimate& a, const Estimate& b) {
  return differ(a.estimate, b.estimate) || differ(a.low, b.low) || differ(a.high, b.high) || a.unit != b.unit ||
         a.reason != b.reason;
}

}  // namespace

bool ComparedEffect::unchanged() const {
  return apart.empty() && !differ(then, now) && !differ(relative_then, relative_now);
}

bool ComparedFigure::unchanged() const {
  return !differ(then, now);
}

bool RunComparison::unchanged() const {
  return std::ranges::all_of(effects, &ComparedEffect::unchanged) &&
         std::ranges::all_of(figures, &ComparedFigure::unchanged) && answers.empty() && others.empty();
}

RunComparison compare_runs(const RecordedRun& of_then, const RecordedRun& of_now, bool independent) {
  const ReadRun then(of_then), now(of_now);
  require_comparable(then, now);
  RunComparison compared{.path_then = then.path, .path_now = now.path, .level = now.primary().level};
  compared.data = shared_data(then, now, independent);
  compared.effects = compared_effects(then, now, compared.data);
  compared.answers = differences_of(answers_of(then), answers_of(now));
  compared.figures = compared_figures(then, now);
  const auto is_told = [](const ReadRun& run) { return run.root().object("study").has("metrics"); };
  const bool with_study = is_told(then) && is_told(now);
  compared.others = differences_of(others_of(then, now, with_study), others_of(now, then, with_study));
  return compared;
}

RunComparison compare_runs(const std::string& path_then, const std::string& path_now, bool independent) {
  return compare_runs({recorded_text(path_then), path_then}, {recorded_text(path_now), path_now}, independent);
}

}  // namespace payoff
