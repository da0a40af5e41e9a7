// The methods, how one is chosen, and the checks every question passes before its method sees it.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "base/suggestion.hpp"
#include "data/adoption.hpp"
#include "measure/adjustment.hpp"
#include "measure/answer/options.hpp"
#include "measure/answer/study_facts.hpp"
#include "measure/diagnosis/course.hpp"
#include "measure/experiment/arm_moments.hpp"
#include "measure/facts/facts.hpp"
#include "measure/robustness.hpp"
#include "payoff/error.hpp"

namespace payoff {

// Each is defined in its estimator's file.
extern const Method two_sample_method, group_time_method, did_method, interaction_weighted_method, imputation_method,
    two_stage_method, paired_method;

namespace {

// Of an estimate that other methods answer beside it, roughly as the time goes.
constexpr double share_of_fit = 0.3;

[[noreturn]] void wrong_question(const std::string& argument, const std::string& what, const std::string& remedy = "") {
  throw Error(ErrorKind::usage, {.function = "estimate", .argument = argument}, what, remedy);
}

const Method& named(const std::string& name) {
  if (const Method* method = find_method(name)) return *method;
  std::vector<std::string> names;
  for (const Method& method : methods()) names.emplace_back(method.name);
  wrong_question("method", fmt::format("method is '{}', but must be one of {}", name, fmt::join(names, ", ")),
                 suggestion(name, names));
}

void check_options(const Method& method, const Options& options) {
  std::vector<std::string> names;
  for (const OptionSpec& spec : method.options) names.emplace_back(spec.name);
  for (const auto& [name, value] : options) {
    const auto spec = std::ranges::find(method.options, std::string_view(name), &OptionSpec::name);
    if (spec == method.options.end()) {
      wrong_question(
          name, fmt::format("option is '{}', but must be one of {} for {}", name, fmt::join(names, ", "), method.name),
          suggestion(name, names));
    }
    const std::string wrong = why_not(*spec, value);
    if (wrong.empty()) continue;
    const std::vector<std::string> choices = choices_of(*spec);
    wrong_question(name, fmt::format("option {} of {} is {}", name, method.name, wrong),
                   choices.empty() ? "" : suggestion(value, choices));
  }
}

void check_question(const Panel& panel, const Question& question) {
  if (question.metric >= panel.metrics.size()) {
    wrong_question("metric",
                   fmt::format("metric is {}, but must be an index below {}", question.metric, panel.metrics.size()));
  }
  if (!(question.level >= 0.5 && question.level <= 0.999)) {
    wrong_question("level", fmt::format("level is {}, but must be in 0.5 to 0.999", question.level), "0.95 is usual");
  }
  for (const std::size_t covariate : question.covariates) {
    if (covariate < panel.covariates.size()) continue;
    wrong_question("covariate",
                   fmt::format("covariate is {}, but must be an index below {}", covariate, panel.covariates.size()));
  }
}

RolloutFacts facts_of_arms(const MetricMoments& arms, bool randomized) {
  return {.randomized = randomized,
          .treated = arms.treated.units > 0,
          .comparison = arms.comparison.units > 0,
          .treated_before = arms.treated.past && arms.treated.past->seen > 0,
          .comparison_before = arms.comparison.past && arms.comparison.past->seen > 0};
}

RolloutFacts facts_of(const Panel& panel, bool randomized) {
  if (!panel.moments.empty()) return facts_of_arms(panel.moments[0], randomized);
  RolloutFacts facts{.randomized = randomized, .dates = adoption_dates(panel).size()};
  std::vector<bool> adopts(panel.clusters.size());
  for (const Unit& unit : panel.units) {
    (unit.treated ? facts.treated : facts.comparison) = true;
    if (unit.treated && unit.cluster >= 0) adopts[static_cast<std::size_t>(unit.cluster)] = true;
    facts.adopting_clusters += unit.treated && unit.cluster < 0;  // a cluster of its own
  }
  facts.adopting_clusters += static_cast<std::size_t>(std::ranges::count(adopts, true));
  const Adoption adoption(panel);
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    if (adoption.after(c)) continue;
    (panel.units[panel.unit_of[c]].treated ? facts.treated_before : facts.comparison_before) = true;
  }
  return facts;
}

// Strongest first. A new method is one row here, and its file.
std::vector<Method>& rows() {
  static std::vector<Method> all{two_sample_method, group_time_method, did_method,   interaction_weighted_method,
                                 imputation_method, two_stage_method,  paired_method};
  return all;
}

MethodChoice choice_for(const RolloutFacts& facts) {
  if (!facts.treated) {
    refuse("choose_method",
           [] { return Refusal{say(MessageId::refused_no_treated), say(MessageId::remedy_check_rollout)}; });
  }
  for (const Method& method : rows()) {
    std::string reason = method.fits ? method.fits(facts) : std::string();
    if (!reason.empty()) return {std::string(method.name), std::move(reason)};
  }
  refuse("choose_method",
         [] { return Refusal{say(MessageId::refused_nothing_to_compare), say(MessageId::remedy_earlier_periods)}; });
}

}  // namespace

std::span<const Method> methods() {
  return rows();
}

const Method* find_method(std::string_view name) {
  const auto found = std::ranges::find(rows(), name, &Method::name);
  return found == rows().end() ? nullptr : &*found;
}

void add_method(const Method& method) {
  rows().push_back(method);
}

MethodChoice choose_method(const Panel& panel, bool randomized) {
  return choice_for(facts_of(panel, randomized));
}

Effect estimate(const Panel& panel, const Question& question, const Context& context) {
  check(panel);
  check_question(panel, question);
  context.stop_if_cancelled();
  Question complete = question;
  RolloutFacts facts;
  if (complete.method.empty() || question.compare_methods) facts = facts_of(panel, question.randomized);
  if (complete.method.empty()) complete.method = choice_for(facts).method;
  const Method& method = named(complete.method);
  check_options(method, complete.options);
  const Metric& metric = panel.metrics[question.metric].metric;
  if (metric.scale == Scale::poisson && !method.takes_poisson) {
    throw Error(ErrorKind::usage, {.function = "estimate", .argument = "scale"},
                fmt::format("scale of '{}' is poisson, but must be level or log for {}", metric.name, method.name),
                "on the level the relative effect is a ratio of means too, zeros included");
  }
  if (!panel.moments.empty()) {
    Effect effect = effect_of_moments(panel, complete);
    effect.facts = facts_of(panel, question, effect);
    return effect;
  }
  const std::string stage = "estimating " + metric.name;
  context.report(stage, 0);
  Effect effect = method.fit(panel, complete, context);
  if (!effect.course) effect.course = course_of(effect);
  name_adjustments(effect, panel, complete);
  effect.facts = facts_of(panel, question, effect);
  if (question.compare_methods) add_robustness(effect, panel, complete, facts, context.part(stage, share_of_fit, 1));
  context.report(stage, 1);
  return effect;
}

}  // namespace payoff
