// Two groups side by side, from the moments of their arms.
//
// Estimand  that of two_sample.cpp, without covariates but the past (adjusted_moments.hpp).
// Formula   tau = m_T - m_C.  With S_a the sum of squared residuals e_i and n_a the units of an arm, whose leverage is
//           h_a = 1 / n_a:  var(tau) = f(h_T) S_T / n_T^2 + f(h_C) S_C / n_C^2, the baseline's variance and its negative
//           covariance with tau the second of these terms;  f as in two_sample.cpp.  Its sums over units are these
//           products, since within an arm every unit weighs the same.
// Error     as there: HC2 with Welch's degrees of freedom, which are those of a t test; HC1, HC3 with n - 2.
// Refuses   other methods, and errors by cluster; fewer than 2 units with a value in an arm.
// Source    see two_sample.cpp.
// Checked   two_sample on the same units: every number of the effect, 13 digits; NIST NumAcc3, NumAcc4, SmLs09.
//
// Notation  m_a mean   S_a squares   n_a seen   e_i see ArmMoments   T, C treated, comparison
#include "measure/experiment/arm_moments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "data/spoken.hpp"
#include "fit/cross_products/adjusted_arms.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/sample.hpp"
#include "measure/answer/study_facts.hpp"
#include "measure/answer/without_some.hpp"
#include "measure/experiment/adjusted_moments.hpp"
#include "measure/experiment/arm_errors.hpp"
#include "measure/experiment/arm_findings.hpp"
#include "measure/experiment/moments_path.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

double count(std::size_t units) {
  return static_cast<double>(units);
}

ArmErrors errors_of(const Question& question, bool adjusted) {
  const ArmErrors asked = arm_errors.of(question);
  if (asked == ArmErrors::cluster)
    throw Error(
        ErrorKind::usage, {.function = "two_sample", .argument = "errors"},
        "errors is cluster, but must be auto, welch, hc1, hc2 or hc3 where only the moments of the arms are here",
        "read the units: leave out data.moments");
  if (adjusted) return errors_of_adjusted(asked);
  return asked == ArmErrors::automatic ? ArmErrors::welch : asked;
}

void require_two_sample(const Question& question) {
  if (question.method == "two_sample") return;
  throw Error(ErrorKind::usage, {.function = "estimate", .argument = "method"},
              fmt::format("method is '{}', but must be two_sample where only the moments of the arms are here",
                          question.method),
              "read the units: leave out data.moments");
}

void require_two_units(const ArmMoments& arm, bool treated) {
  if (arm.seen >= 2) return;
  if (arm.seen == 1)
    refuse("two_sample",
           [] { return Refusal{say(MessageId::refused_moments_of_one), say(MessageId::remedy_read_units)}; });
  refuse("two_sample", [&] {
    return Refusal{say(treated ? MessageId::refused_no_treated : MessageId::refused_no_others),
                   say(MessageId::remedy_check_seen)};
  });
}

Moments moments_of(const MetricMoments& arms, ArmErrors errors) {
  const double n_t = count(arms.treated.seen), n_c = count(arms.comparison.seen), n = n_t + n_c;
  const double var_t = inflation(errors, 1 / n_t, n, 2) * arms.treated.squares / (n_t * n_t);
  const double var_c = inflation(errors, 1 / n_c, n, 2) * arms.comparison.squares / (n_c * n_c);
  const double tau = arms.treated.mean - arms.comparison.mean + (arms.treated.mean_rest - arms.comparison.mean_rest);
  return {tau, arms.comparison.mean, var_t + var_c, var_c, -var_c};
}

double df_of(const MetricMoments& arms, ArmErrors errors) {
  const double n_t = count(arms.treated.seen), n_c = count(arms.comparison.seen);
  if (errors != ArmErrors::welch) return n_t + n_c - 2;
  return welch_df(arms.treated.squares / (n_t - 1) / n_t, n_t, arms.comparison.squares / (n_c - 1) / n_c, n_c);
}

// Largest share of a unit in the effect, and the sum of their squares.
AdjustedAnswer plain_answer(const MetricMoments& arms, ArmErrors errors) {
  AdjustedAnswer answer{.moments = moments_of(arms, errors), .df = df_of(arms, errors)};
  for (const ArmMoments* arm : {&arms.treated, &arms.comparison}) {
    answer.largest = std::max(answer.largest, arm->largest / count(arm->seen));
    answer.own_squares += arm->squares / std::pow(count(arm->seen), 2);
  }
  return answer;
}

Precision precision_of(const AdjustedAnswer& answer, const Question& question) {
  const bool normal = quantile_of_arms.of(question) == Quantile::normal;
  return {question.level, normal ? std::numeric_limits<double>::infinity() : answer.df};
}

bool any_past(const MetricMoments& arms) {
  const auto is_seen = [](const ArmMoments& arm) { return arm.past && arm.past->seen > 0; };
  return is_seen(arms.treated) || is_seen(arms.comparison);
}

void add_findings(Effect& effect, const MetricMoments& arms, bool adjusted) {
  const std::size_t units = arms.treated.units + arms.comparison.units, seen = arms.treated.seen + arms.comparison.seen;
  const bool past = any_past(arms);
  const std::size_t followed = past ? arms.treated.past->followed + arms.comparison.past->followed : seen;
  if (adjusted && followed < seen) effect.diagnostics.push_back(units_without_past(seen - followed));
  effect.diagnostics.push_back(units_left_out(units, units - seen, 0));
  if (!past) return;
  const FollowedPast t = followed_past(arms.treated), c = followed_past(arms.comparison);
  effect.diagnostics.push_back(baseline_balance({t.mean, t.variance}, {c.mean, c.variance}));
}

// Of its units and periods.
double missing_share(const ArmMoments& arm, std::size_t periods) {
  return 1 - count(arm.cells) / (count(arm.units) * count(std::max<std::size_t>(periods, 1)));
}

Effect described(const Panel& panel, const Question& question, const MetricMoments& arms) {
  Effect effect;
  effect.metric = panel.metrics[question.metric].metric;
  effect.method = question.method;
  effect.level = question.level;
  effect.units_treated = arms.treated.seen;
  effect.units_comparison = arms.comparison.seen;
  effect.clusters = effect.observations = arms.treated.seen + arms.comparison.seen;
  effect.clusters_treated = arms.treated.seen;
  const std::vector<int> periods = periods_seen(panel, question.metric);
  describe_periods(effect, panel.calendar, periods, panel.adopted_period);
  effect.missing_share_treated = missing_share(arms.treated, periods.size());
  effect.missing_share_comparison = missing_share(arms.comparison, periods.size());
  if (is_ratio(effect.metric) && !periods.empty())
    effect.volume_per_unit_week = arms.treated.weight / effect.weeks_after;
  effect.against = say(MessageId::against_comparison_group);
  effect.estimand = question.randomized ? "ATE" : say(MessageId::estimand_unadjusted);
  return effect;
}

void add_unadjusted(Effect& effect, const MetricMoments& arms, const Question& question) {
  const AdjustedAnswer plain = plain_answer(arms, ArmErrors::welch);
  effect.alternatives.push_back(
      make_alternative(say(MessageId::way_unadjusted), effect, plain.moments, precision_of(plain, question)));
  effect.alternatives.back().purpose = Purpose::unadjusted;
}

Effect answer_of(const Panel& panel, const Question& question, const MetricMoments& arms) {
  const bool adjusted = adjusts_for_past(arms, question);
  const ArmErrors errors = errors_of(question, adjusted);
  require_two_units(arms.treated, true);
  require_two_units(arms.comparison, false);
  Effect effect = described(panel, question, arms);
  add_findings(effect, arms, adjusted);
  const AdjustedAnswer answer = adjusted ? adjusted_answer(arms, errors, question) : plain_answer(arms, errors);
  report_change(effect, answer.moments, precision_of(answer, question));
  effect.diagnostics.push_back(
      heavy_tail(answer.largest > 0 ? answer.own_squares / std::pow(answer.largest, 2) : 0, effect.observations));
  if (!adjusted) return effect;
  effect.adjusted_for.push_back({say(MessageId::covariate_of_past, {{"metric", spoken(effect.metric)}})});
  if (effect.usable) add_unadjusted(effect, arms, question);
  return effect;
}

// See measure/influence.hpp.
void add_without_most(Effect& effect, const Panel& panel, const Question& question, const MetricMoments& arms) {
  if (!question.compare_methods || !effect.usable) return;
  const std::size_t units = arms.treated.units + arms.comparison.units;
  for (std::size_t i = 0; i < arms.without_most.size(); ++i) {
    const MetricMoments& others = arms.without_most[i];
    if (i > 0 && units < least_units_for_few) continue;
    add_without_some(effect, i == 0 ? MessageId::way_without_unit : MessageId::way_without_ten_units,
                     std::min(others.treated.units, others.comparison.units),
                     [&] { return answer_of(panel, question, others); });
  }
}

}  // namespace

Effect effect_of_moments(const Panel& panel, const Question& question) {
  require_two_sample(question);
  const MetricMoments& arms = panel.moments[question.metric];
  Effect effect = answer_of(panel, question, arms);
  add_moments_path(effect, panel, question.metric, arms, quantile_of_arms.of(question));
  add_without_most(effect, panel, question, arms);
  return effect;
}

}  // namespace payoff
