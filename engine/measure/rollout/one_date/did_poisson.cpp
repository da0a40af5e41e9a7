// Difference in differences on amounts and counts whose effect is a ratio: Poisson with unit and period effects.
//
// Estimand  log of the ratio by which the tool changed the outcome of the treated, in log points; relative exp(beta) - 1.
//           Unlike the mean of log y it needs no y > 0, and large amounts count for what they are.
// Formula   E y_it = exp(alpha_i + gamma_t + beta [i treated, t >= adoption] + x_it' c), by quasi-likelihood: only the
//           mean must be right, y need not be a count. Ratio metrics: y a ratio, weighted by its denominator, which is
//           the same as an exposure. Path: beta_e for every period but the last before adoption.
// Error     by cluster, G/(G-1) (n-1)/(n-K), by default unit effects nested in clusters not counted (cr1.hpp); t with
//           G - 1, or normal. Or hc1. The path by cluster, always.
//           Baseline M exp(-beta), M the mean of the treated after adoption.
// Assumes   parallel trends of logs of means; no anticipation; no spillover.
// Refuses   what did refuses; negative amounts; a single cluster in a group, which has no rank here.
// Limits    units that are 0 throughout say nothing about a ratio: they are left out and not counted. Few clusters make
//           t(G-1) too narrow; no bootstrap takes over here.
// Source    Wooldridge (2023), Simple approaches to nonlinear difference-in-differences with panel data; Correia,
//           Guimaraes & Zylkin (2020), Fast Poisson estimation with high-dimensional fixed effects.
// Checked   against Poisson regression with dummy variables, 9 digits; the engine under it against fixest.
//
// Notation  n cells   G clusters   M mean of the treated after adoption
#include "measure/rollout/one_date/did_poisson.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "base/wording.hpp"
#include "data/adoption.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/sample.hpp"
#include "measure/diagnosis/path_findings.hpp"
#include "measure/diagnosis/pre_trend_power.hpp"
#include "payoff/standard_errors.hpp"

namespace payoff {
namespace {

// The cells in the estimate, column by column.
struct Rows {
  std::vector<double> outcome, weight;
  std::vector<std::vector<double>> covariates;
  std::vector<std::int32_t> unit, period, cluster;  // period: index into periods
  std::vector<char> treated;
  std::vector<int> periods;  // ascending
  std::size_t first_after = 0;

  std::size_t size() const { return outcome.size(); }
  bool with_tool(std::size_t i) const { return treated[i] && static_cast<std::size_t>(period[i]) >= first_after; }
};

bool complete(const Panel& panel, const Question& question, std::size_t c) {
  const MetricColumn& column = panel.metrics[question.metric];
  const bool covered = std::ranges::none_of(question.covariates,
                                            [&](std::size_t j) { return std::isnan(panel.covariates[j].value[c]); });
  return covered && has_value(column, c) && (column.weight.empty() || column.weight[c] > 0);
}

// Units seen before the rollout and after it, and not 0 throughout.
std::vector<bool> informative_units(const Panel& panel, const Question& question) {
  const Adoption adoption(panel);
  std::vector<bool> before(panel.units.size()), after(panel.units.size()), some(panel.units.size());
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    if (!complete(panel, question, c)) continue;
    (adoption.after(c) ? after : before)[panel.unit_of[c]] = true;
    if (panel.metrics[question.metric].sum[c] != 0) some[panel.unit_of[c]] = true;
  }
  for (std::size_t u = 0; u < before.size(); ++u) some[u] = some[u] && before[u] && after[u];
  return some;
}

Rows collect(const Panel& panel, const Question& question, const Sample& sample) {
  Rows rows{.periods = codes_seen(panel, question.metric)};
  rows.first_after = std::ranges::lower_bound(rows.periods, sample.adoption.earliest_code()) - rows.periods.begin();
  rows.covariates.resize(question.covariates.size());
  const MetricColumn& column = panel.metrics[question.metric];
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    const std::int32_t u = panel.unit_of[c];
    if (!sample.used[u] || !complete(panel, question, c)) continue;
    const double weight = column.weight.empty() ? 1.0 : column.weight[c];
    rows.outcome.push_back(column.sum[c] / weight);
    rows.weight.push_back(column.metric.per.empty() ? 1.0 : weight);
    for (std::size_t j = 0; j < question.covariates.size(); ++j) {
      rows.covariates[j].push_back(panel.covariates[question.covariates[j]].value[c]);
    }
    rows.unit.push_back(u);
    rows.cluster.push_back(sample.clusters.of_unit[u]);
    rows.treated.push_back(panel.units[u].treated);
    rows.period.push_back(
        static_cast<std::int32_t>(std::ranges::lower_bound(rows.periods, panel.period_of[c]) - rows.periods.begin()));
  }
  return rows;
}

struct PoissonFit {
  Regression fit;
  Covariance cluster, hc1;
};

SmallSample convention(ParametersCounted counted) {
  const bool full = counted == ParametersCounted::full;
  return {.parameters = counted != ParametersCounted::none,
          .factors = full ? FactorsCounted::all : FactorsCounted::not_nested};
}

// Intervals and tests of headline and path: t with G - 1, or normal.
double degrees_of_freedom(const Effect& effect, const PoissonChoice& choice) {
  return choice.normal ? std::numeric_limits<double>::infinity() : static_cast<double>(effect.clusters) - 1;
}

// effects (q): columns of their own before the covariates.
PoissonFit fit_effects(const Panel& panel, const Question& question, const Rows& rows,
                       const std::vector<NamedColumn>& effects, const PoissonChoice& choice, const Context& context) {
  RegressionModel model{.outcome = rows.outcome,
                        .covariates = effects,
                        .absorbed = {{"unit", rows.unit}, {"period", rows.period}},
                        .weight = rows.weight,
                        .family = Family::poisson};
  for (std::size_t j = 0; j < rows.covariates.size(); ++j) {
    model.covariates.push_back({panel.covariates[question.covariates[j]].name, rows.covariates[j]});
  }
  PoissonFit result{regress(model, context), {}, {}};
  for (const DroppedColumn& dropped : result.fit.dropped) {
    if (dropped.column < effects.size()) continue;
    refuse_explained("did", dropped.name);
  }
  result.cluster = covariance(
      result.fit,
      {.errors = Errors::cluster, .clusters = {{"cluster", rows.cluster}}, .small_sample = convention(choice.counted)},
      context);
  result.hc1 = covariance(result.fit, {.errors = Errors::hc1}, context);
  return result;
}

void add_path(Effect& effect, const Panel& panel, const Question& question, const Rows& rows,
              const PoissonChoice& choice, const Context& context) {
  std::vector<std::vector<double>> columns;
  std::vector<NamedColumn> effects;
  std::vector<int> event_time;
  for (std::size_t t = 0; t < rows.periods.size(); ++t) {
    if (t + 1 == rows.first_after) continue;
    columns.emplace_back(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) columns.back()[i] = rows.treated[i] && rows.period[i] == int(t);
    event_time.push_back(rows.periods[t] - rows.periods[rows.first_after]);
  }
  for (std::size_t j = 0; j < columns.size(); ++j) effects.push_back({fmt::format("effect {}", j), columns[j]});
  const PoissonFit fit = fit_effects(panel, question, rows, effects, choice, context);
  const Covariance& errors = fit.cluster;
  EventPath path{.reference = rows.periods[rows.first_after - 1] - rows.periods[rows.first_after],
                 .df = degrees_of_freedom(effect, choice)};
  const Pointwise pointwise({effect.level, path.df});
  for (std::size_t j = 0; j < effects.size(); ++j) {
    const auto at = std::ranges::find(fit.fit.names, effects[j].name) - fit.fit.names.begin();
    if (at == std::ssize(fit.fit.names)) continue;
    const double se = std::sqrt(errors.value[at * errors.columns + at]);
    effect.path.push_back(pointwise.at(event_time[j], fit.fit.coefficient[at], se));
    path.event_time.push_back(event_time[j]);
    path.estimate.push_back(fit.fit.coefficient[at]);
    path.target.push_back(event_time[j] >= 0);
    for (const NamedColumn& other : effects) {
      const auto to = std::ranges::find(fit.fit.names, other.name) - fit.fit.names.begin();
      if (to < std::ssize(fit.fit.names)) path.covariance.push_back(errors.value[at * errors.columns + to]);
    }
  }
  effect.path.push_back({path.reference, 0, 0, 0, 0});
  std::ranges::sort(effect.path, {}, &PathPoint::event_time);
  add_path_findings(effect, panel, path, headline_distance(path), context);
}

void require_clusters(const Sample& sample) {
  const std::size_t least = sample.clusters_of_smaller_arm();
  if (least >= 2) return;
  refuse("did", [&] {
    return Refusal{say(MessageId::refused_one_in_group,
                       {{"units", units_or_clusters(sample.clusters.declared)}, {"count", std::to_string(least)}}),
                   say(MessageId::remedy_rank_on_level)};
  });
}

double treated_mean_after(const Rows& rows) {
  double sum = 0, weight = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows.with_tool(i)) continue;
    sum += rows.weight[i] * rows.outcome[i];
    weight += rows.weight[i];
  }
  return sum / weight;
}

}  // namespace

Effect fit_did_poisson(const Panel& panel, const Question& question, const PoissonChoice& choice,
                       const Context& context) {
  const Sample sample(panel, question.metric, informative_units(panel, question));
  require_clusters(sample);
  const Rows rows = collect(panel, question, sample);
  std::vector<double> tool(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) tool[i] = rows.with_tool(i);
  const PoissonFit result = fit_effects(panel, question, rows, {{"effect", tool}}, choice, context);
  if (result.fit.names.empty() || result.fit.names.front() != "effect") {
    refuse("did", [] { return Refusal{say(MessageId::refused_effect_is_period), say(MessageId::remedy_both_seen)}; });
  }
  Effect effect = describe(panel, question, sample);
  effect.method = "did";
  effect.estimand = "ATT";
  effect.against = say(MessageId::against_comparison_group);
  effect.observations = result.fit.observations;
  const double beta = result.fit.coefficient[0];
  const Covariance& errors = choice.hc1 ? result.hc1 : result.cluster;
  report_change(effect, {.effect = beta, .var_effect = errors.value[0]},
                {question.level, degrees_of_freedom(effect, choice)});
  effect.baseline = treated_mean_after(rows) / std::exp(beta);
  const auto left_out = std::ranges::count(sample.used, false);
  effect.diagnostics.push_back(
      {"units_left_out", static_cast<double>(left_out), missing,
       say(left_out > 0 ? MessageId::found_zero_throughout : MessageId::found_none_left_out,
           {{"left_out", format_count(left_out)}, {"units", format_count(sample.used.size())}})});
  if (effect.usable && panel.grain == Grain::periods && rows.first_after > 0)
    add_path(effect, panel, question, rows, choice, context);
  return effect;
}

}  // namespace payoff
