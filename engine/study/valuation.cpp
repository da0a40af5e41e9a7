#include "study/valuation.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/messages.hpp"
#include "monetize/effect_months.hpp"
#include "monetize/valued.hpp"
#include "payoff/correlation.hpp"
#include "payoff/error.hpp"
#include "payoff/level.hpp"
#include "study/bills.hpp"
#include "study/context_of.hpp"

namespace payoff {
namespace {

constexpr double as_one = 0.999;

std::size_t metric_of(const Panel& panel, const std::string& name) {
  const auto found = std::ranges::find(panel.metrics, name, [](const MetricColumn& c) { return c.metric.name; });
  return static_cast<std::size_t>(found - panel.metrics.begin());
}

// Of those with one label.
std::set<int> clusters_of(const Panel& panel, const SegmentValue& value) {
  std::set<int> clusters;
  for (std::size_t s = 0; s < panel.segments.size(); ++s) {
    if (panel.segments[s].name != value.segment) continue;
    for (const Unit& unit : panel.units) {
      const int label = unit.segments[s];
      if (label >= 0 && panel.segments[s].labels[static_cast<std::size_t>(label)] == value.label && unit.cluster >= 0)
        clusters.insert(unit.cluster);
    }
  }
  return clusters;
}

bool share_a_cluster(const Panel& panel, const Effect& a, const Effect& b) {
  const std::set<int> of_a = clusters_of(panel, *a.segment), of_b = clusters_of(panel, *b.segment);
  return std::ranges::any_of(of_a, [&](int cluster) { return of_b.contains(cluster); });
}

bool is_said(const Assumptions& money, const std::string& first, const std::string& second) {
  return std::ranges::any_of(money.correlations, [&](const Correlation& c) {
    return (c.first == first && c.second == second) || (c.first == second && c.second == first);
  });
}

}  // namespace

std::vector<Correlation> correlations_of_values(const Panel& panel, std::span<const Effect> effects,
                                                const Assumptions& money, const Question& of_primary,
                                                const Context& context) {
  std::vector<Correlation> all;
  if (money.values.size() < 2) return all;
  const std::vector<Valued> values = valued_effects(effects, money);
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Effect &a = *values[j].effect, &b = *values[i].effect;
      const std::string first = uncertain_name(a), second = uncertain_name(b);
      if (is_said(money, first, second)) continue;
      const bool same_metric = a.metric.name == b.metric.name;
      Question of_a = of_primary, of_b = of_primary;
      of_a.metric = metric_of(panel, a.metric.name);
      of_b.metric = metric_of(panel, b.metric.name);
      const double correlation = same_metric ? (share_a_cluster(panel, a, b) ? as_one : 0)
                                             : correlation_of_effects(panel, of_a, of_b, context);
      // What cannot be had is taken to be the most that a sum can spread.
      const double known = std::isnan(correlation) ? as_one : std::clamp(correlation, -as_one, as_one);
      if (known != 0) all.push_back({first, second, known});
    }
  }
  return all;
}

namespace {

const Effect& effect_of_outcome(const std::vector<Effect>& effects, const std::string& name, std::size_t i) {
  const auto refuse = [&](const std::string& finding) {
    throw Error(ErrorKind::usage, {.key = fmt::format("money.cost_per_outcome[{}]", i)}, finding,
                "name a metric of kind cost that is measured per something");
  };
  for (const Effect& effect : effects) {
    if (effect.metric.name != name || effect.segment) continue;
    if (effect.metric.kind != MetricKind::cost || effect.metric.per.empty())
      refuse(fmt::format("'{}' is no cost per something", name));
    return effect;
  }
  refuse(fmt::format("'{}' is no metric", name));
  return effects.front();
}

// What of the bills went into the outcomes that were measured; NaN without bills.
double billed_for(const std::vector<Spend>& spend, double outcomes) {
  double covered = 0;
  for (const Spend& bill : spend) covered += bill.covered;
  return spend.empty() || !(outcomes > 0) ? missing : covered / outcomes;
}

void add_outcome_costs(const Study& study, const Panel& panel, CaseStudy& result) {
  for (std::size_t i = 0; i < study.cost_per_outcome.size(); ++i) {
    const Effect& effect = effect_of_outcome(result.effects, study.cost_per_outcome[i], i);
    const LevelWithTool with = level_with_tool(panel, metric_of(panel, effect.metric.name), study.level);
    // So that the three add up: with the tool less what the tool changed.
    const double level = with.level.estimate;
    const double without =
        is_multiplicative(effect.metric) ? level / (1 + effect.relative.estimate) : level - effect.absolute.estimate;
    result.outcome_costs.push_back({.metric = effect.metric.name,
                                    .with_tool = with.level,
                                    .without_tool = without,
                                    .change = is_multiplicative(effect.metric) ? effect.relative : effect.absolute,
                                    .outcomes = with.denominators,
                                    .billed = billed_for(result.spend, with.denominators)});
  }
}

}  // namespace

void add_valuation(const Study& study, const Panel& panel, const RunSettings& settings, const Question& of_primary,
                   CaseStudy& result) {
  const Effect& effect = result.effects.front();
  if (!study.money) {
    result.appraisal_reason = say(MessageId::no_money_section);
    return;
  }
  if (!effect.usable) {
    result.appraisal_reason = say(MessageId::no_effect_to_value, {{"why", effect.message}});
    return;
  }
  const Context context = context_of(study, settings);
  Assumptions money = *study.money;
  try {
    BillsOfStudy bills = bills_of(study, panel, settings, result.inputs);
    money.bills = std::move(bills.bills);
    result.spend = std::move(bills.spend);
    const auto measured = correlations_of_values(panel, result.effects, money, of_primary, context);
    money.correlations.insert(money.correlations.end(), measured.begin(), measured.end());
    result.appraisal = appraise(result.effects, money, context);
  } catch (const Error& error) {
    if (error.kind != ErrorKind::method) throw;
    result.appraisal_reason = error.told;
  }
  add_outcome_costs(study, panel, result);
}

}  // namespace payoff
