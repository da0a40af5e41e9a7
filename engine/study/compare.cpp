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
#include "study/recorded.hpp"

namespace payoff {
namespace {

struct ReadRun {
  explicit ReadRun(const RecordedRun& run)
      : path(run.path), json(parse_json(run.text, run.path)), results(parse_results(run.text, run.path)) {}

  Recorded root() const { return {json, {.file = path}}; }
  const Effect& primary() const {
    return *std::ranges::find_if(
        results.effects, [](const Effect& effect) { return effect.metric.role == Role::primary && !effect.segment; });
  }

  std::string path;
  Json json;
  Results results;
};

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

// By their names: {"tickets.csv": {"sha256": ..., "bytes": ...}}; a name that comes again is numbered.
Json inputs_of(const ReadRun& run) {
  Json inputs = Json::object();
  for (const Recorded& input : run.root().object("provenance").list("inputs")) {
    std::string name = input.text("name");
    for (int again = 2; inputs.contains(name); ++again) name = fmt::format("{} ({})", input.text("name"), again);
    inputs[name] = {{"sha256", input.text("sha256")}, {"bytes", input.whole("bytes", 0, most_counted)}};
  }
  return inputs;
}

std::set<std::string> hashes_of(const ReadRun& run) {
  std::set<std::string> hashes;
  const Json inputs = inputs_of(run);
  for (const auto& [name, input] : inputs.items()) hashes.insert(input["sha256"].get<std::string>());
  return hashes;
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

// The answers of one run, by their names.
Json answers_of(const ReadRun& run) {
  const Recorded root = run.root();
  Json answers;
  if (!run.results.claims.empty()) answers["sentence"] = run.results.claims.front().claim;
  answers["grade"] = std::string(1, run.results.verdict.grade);
  if (root.has("recommendation")) {
    answers["what next"] = root.object("recommendation").text("action");
    answers["because"] = root.object("recommendation").text("because");
  }
  for (const Reason& reason : run.results.verdict.reasons) answers["rule " + name(reason.rule)] = name(reason.effect);
  return answers;
}

std::vector<ComparedFigure> figures_of(const ReadRun& run) {
  const Recorded root = run.root(), ledger = root.object("ledger");
  std::vector<ComparedFigure> figures;
  for (const auto& [name, key] :
       {std::pair{"rows read", "rows_read"}, std::pair{"rows used", "rows_used"},
        std::pair{"rows rejected", "rows_rejected"}, std::pair{"rows filtered", "rows_filtered"},
        std::pair{"units", "units"}, std::pair{"periods", "periods"}})
    figures.push_back({name, "", static_cast<double>(ledger.whole(key, 0, most_counted))});
  const bool money = root.has("appraisal");
  const auto add = [&](const char* name, const std::string& unit, const std::optional<Recorded>& of, const char* key) {
    figures.push_back({name, unit, of ? of->number(key) : missing});
  };
  const std::optional<Recorded> appraisal = money ? std::optional(root.object("appraisal")) : std::nullopt;
  const std::optional<Recorded> npv = money ? std::optional(appraisal->object("npv")) : std::nullopt;
  const std::string currency = money ? run.results.appraisal->currency : "";
  add("net present value", currency, npv, "mean");
  add("net present value, P10", currency, npv, "p10");
  add("net present value, P90", currency, npv, "p90");
  add("chance that it is above 0", "share", appraisal, "probability_npv_positive");
  add("benefit a year", currency, appraisal, "benefit_per_year");
  return figures;
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

// Where a study is not in the file (an anonymous one, or one that a program made), the assumptions say some of it.
Json others_of(const ReadRun& run, bool with_study) {
  const Recorded root = run.root();
  Json others{{"version", root.object("provenance").text("payoff")}, {"inputs", inputs_of(run)}};
  others["seed"] = root.object("provenance").whole("seed", 0, most_counted);
  for (const char* key : {"anonymous", "title", "question", "who", "disclosure", "calendar", "method_reason"})
    if (run.json.contains(key)) others[key] = run.json[key];
  others["metric"] =
      run.json["effects"][static_cast<std::size_t>(&run.primary() - run.results.effects.data())]["metric_declared"];
  if (with_study) others["study"] = run.json["study"];
  if (!with_study && run.results.appraisal) {
    others["horizon_months"] = run.results.appraisal->horizon_months;
    others["assumptions"] = run.json["appraisal"]["assumptions"];
  }
  return others;
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
  compared.others = differences_of(others_of(then, with_study), others_of(now, with_study));
  return compared;
}

RunComparison compare_runs(const std::string& path_then, const std::string& path_now, bool independent) {
  return compare_runs({recorded_text(path_then), path_then}, {recorded_text(path_now), path_now}, independent);
}

}  // namespace payoff
