// Two groups side by side, from the moments of their arms.
//
// Estimand  that of two_sample.cpp, without covariates.
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
#include <climits>
#include <cmath>
#include <limits>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "base/wording.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/sample.hpp"
#include "measure/answer/study_facts.hpp"
#include "measure/answer/without_some.hpp"
#include "measure/experiment/arm_errors.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

double count(std::size_t units) {
  return static_cast<double>(units);
}

ArmErrors errors_of(const Question& question) {
  const ArmErrors asked = arm_errors.of(question);
  if (asked == ArmErrors::cluster)
    throw Error(
        ErrorKind::usage, {.function = "two_sample", .argument = "errors"},
        "errors is cluster, but must be auto, welch, hc1, hc2 or hc3 where only the moments of the arms are here",
        "read the units: leave out data.moments");
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

double df_of(const MetricMoments& arms, ArmErrors errors, const Question& question) {
  if (quantile_of_arms.of(question) == Quantile::normal) return std::numeric_limits<double>::infinity();
  const double n_t = count(arms.treated.seen), n_c = count(arms.comparison.seen);
  if (errors != ArmErrors::welch) return n_t + n_c - 2;
  return welch_df(arms.treated.squares / (n_t - 1) / n_t, n_t, arms.comparison.squares / (n_c - 1) / n_c, n_c);
}

Diagnostic units_left_out(const MetricMoments& arms) {
  const std::size_t units = arms.treated.units + arms.comparison.units;
  const std::size_t left_out = units - arms.treated.seen - arms.comparison.seen;
  return {"units_left_out", count(left_out), missing,
          say(left_out > 0 ? MessageId::found_units_left_out : MessageId::found_none_left_out,
              {{"left_out", format_count(left_out)},
               {"units", format_count(units)},
               {"unseen", format_count(left_out)},
               {"without", format_count(0)}})};
}

Diagnostic heavy_tail_of(const MetricMoments& arms) {
  const auto weighed = [](const ArmMoments& arm) { return arm.largest / count(arm.seen); };
  const double largest = std::max(weighed(arms.treated), weighed(arms.comparison));
  double total = 0;
  for (const ArmMoments* arm : {&arms.treated, &arms.comparison})
    if (largest > 0) total += arm->squares / std::pow(count(arm->seen) * largest, 2);
  return heavy_tail(total, arms.treated.seen + arms.comparison.seen);
}

// Of its units and periods.
double missing_share(const ArmMoments& arm, std::size_t periods) {
  return 1 - count(arm.cells) / (count(arm.units) * count(std::max<std::size_t>(periods, 1)));
}

Effect answer_of(const Panel& panel, const Question& question, const MetricMoments& arms) {
  const ArmErrors errors = errors_of(question);
  require_two_units(arms.treated, true);
  require_two_units(arms.comparison, false);
  Effect effect;
  effect.metric = panel.metrics[question.metric].metric;
  effect.method = question.method;
  effect.level = question.level;
  effect.units_treated = arms.treated.seen;
  effect.units_comparison = arms.comparison.seen;
  effect.clusters = effect.observations = arms.treated.seen + arms.comparison.seen;
  effect.clusters_treated = arms.treated.seen;
  const std::vector<int> periods = periods_seen(panel, question.metric);
  describe_periods(effect, panel.calendar, periods, INT_MIN);
  effect.missing_share_treated = missing_share(arms.treated, periods.size());
  effect.missing_share_comparison = missing_share(arms.comparison, periods.size());
  if (is_ratio(effect.metric) && !periods.empty())
    effect.volume_per_unit_week = arms.treated.weight / effect.weeks_after;
  effect.against = say(MessageId::against_comparison_group);
  effect.estimand = question.randomized ? "ATE" : say(MessageId::estimand_unadjusted);
  effect.diagnostics.push_back(units_left_out(arms));
  report_change(effect, moments_of(arms, errors), {question.level, df_of(arms, errors, question)});
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
  effect.diagnostics.push_back(heavy_tail_of(arms));
  add_without_most(effect, panel, question, arms);
  return effect;
}

}  // namespace payoff
