// Could the groups, and the times, be compared at all? G02, G04, G05, G10.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/wording.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/rules/rules.hpp"

namespace payoff::rules_of {
namespace {

const Diagnostic* find(const Effect& effect, std::string_view name) {
  for (const Diagnostic& found : effect.diagnostics) {
    if (found.name == name && std::isfinite(found.value)) return &found;
  }
  return nullptr;
}

// The period that is 0 by construction; where there is none, all before adoption are leads.
int reference_of(const Effect& effect) {
  int reference = 0;
  for (const PathPoint& point : effect.path) {
    if (point.event_time < 0 && point.estimate == 0 && !(point.se > 0)) reference = point.event_time;
  }
  return reference;
}

// The largest lead (event time before the reference) and the widest half interval of any.
struct WidestLead {
  double largest = missing, widest = missing;
};

WidestLead widest_lead(const Effect& effect) {
  WidestLead leads;
  const int reference = reference_of(effect);
  for (const PathPoint& point : effect.path) {
    if (point.event_time >= reference || !std::isfinite(point.estimate)) continue;
    leads.largest = std::fmax(leads.largest, std::abs(point.estimate));
    leads.widest = std::fmax(leads.widest, (point.high - point.low) / 2);
  }
  return leads;
}

// A test that would have missed a drift which makes half of the effect is no pass. Where its power is known (Roth
// 2022) the diagnostic's value is what the smallest drift that it mostly finds would add to the effect; else the widest
// interval of a lead stands in for it.
std::optional<Reason> weak_test(const Effect& effect, const WidestLead& leads, double half) {
  if (const Diagnostic* power = find(effect, diagnostic_name::pre_trend_power)) {
    if (power->value <= half) return std::nullopt;
    return Reason{RuleId::pre_trend, power->value, half, RuleEffect::note,
                  "The test of earlier trends is weak. " + power->text};
  }
  if (!(leads.widest > half)) return std::nullopt;
  return Reason{RuleId::pre_trend, leads.widest, half, RuleEffect::note,
                "The test of earlier trends is weak: it could have missed a drift of half the effect."};
}

// Of a standardised difference between groups that were drawn by lot.
double error_of_lot(const Effect& effect) {
  const bool clustered = effect.clusters > effect.clusters_treated && effect.clusters_treated > 0;
  const std::size_t treated = clustered ? effect.clusters_treated : effect.units_treated;
  const std::size_t comparison = clustered ? effect.clusters - effect.clusters_treated : effect.units_comparison;
  return std::sqrt(1 / static_cast<double>(treated) + 1 / static_cast<double>(comparison));
}

}  // namespace

// What Works Clearinghouse 4.1: up to 0.05 sd is fine, up to 0.25 needs adjustment, beyond fails.
// Where the groups were drawn by lot, a difference is chance, and the standard error knows of it: a lot of few clusters
// leaves sqrt(1/n1 + 1/n0) standard deviations, and only what twice that does not explain is a sign against the lot.
void baseline_balance(const Evidence& evidence, const Effect& effect, Reasons& reasons) {
  constexpr double most = 0.25, most_unadjusted = 0.05;
  const Diagnostic* balance = find(effect, diagnostic_name::baseline_balance);
  if (!balance || compares_of(effect) != Compares::groups) return;
  const bool lot = evidence.randomized, tolerant = adjusted(effect) || lot;
  const double threshold = lot ? std::fmax(most, 2 * error_of_lot(effect)) : tolerant ? most : most_unadjusted;
  const double difference = std::abs(balance->value);
  if (difference <= threshold) return;
  if (lot) {
    reasons.push_back({RuleId::baseline_balance, difference, threshold, RuleEffect::lowers,
                       fmt::format("Before the rollout the groups already differed by {} standard deviations; a lot "
                                   "makes more than {} in at most one of twenty studies, so either the draw was an "
                                   "unlucky one or the groups were not drawn by lot alone.",
                                   format_number(difference), format_number(threshold))});
    return;
  }
  reasons.push_back(
      {RuleId::baseline_balance, difference, threshold, RuleEffect::lowers,
       fmt::format("Before the rollout the groups already differed by {} standard deviations; {} is the most {}.",
                   format_number(difference), threshold,
                   tolerant ? "that adjustment can account for" : "that needs no adjustment")});
}

// Enough history: 8 weeks where periods are shorter than a month or of unknown
// length (8 periods), 3 periods where they are months or longer.
void periods_before(const Evidence&, const Effect& effect, Reasons& reasons) {
  if (!needs_periods_before(effect)) return;
  const bool months =
      effect.period == PeriodKind::month || effect.period == PeriodKind::quarter || effect.period == PeriodKind::year;
  const bool weeks = std::isfinite(effect.weeks_before) && !months;
  const double have = weeks ? effect.weeks_before : effect.periods_before;
  const double need = months ? 3 : 8;
  constexpr double slack = 1e-6;  // 56 days are 8 weeks
  if (have >= need - slack) return;
  const std::string observed = count_phrase(have, weeks ? "week" : "period");
  reasons.push_back({RuleId::periods_before, have, need, RuleEffect::lowers,
                     fmt::format("Only {} before the rollout {} observed; {} are needed to see an earlier trend.",
                                 observed, std::abs(have - 1) < slack ? "was" : "were", need)});
}

// Parallel before the rollout? The joint test of all leads decides; beside it, no
// lead may be larger than half of the effect. Half of an effect that cannot be told
// from 0 is no yardstick: there a precise null would fail for being precise, so
// only the joint test counts. A test too weak to see half of the effect is said to be so,
// in the words of the power diagnostic (Roth 2022) where there is one.
void pre_trend(const Evidence&, const Effect& effect, Reasons& reasons) {
  constexpr double least_p = least_pre_trend_p;
  if (!compares_changes(effect)) return;
  const WidestLead leads = widest_lead(effect);
  const double half = std::abs(effect.absolute.estimate) / 2;
  if (!std::isfinite(effect.pre_trend_p) && !std::isfinite(leads.largest)) {
    reasons.push_back({RuleId::pre_trend, missing, least_p, RuleEffect::note,
                       "Earlier trends could not be tested: one period before is no trend."});
    return;
  }
  if (effect.pre_trend_p < least_p) {
    reasons.push_back(
        {RuleId::pre_trend, effect.pre_trend_p, least_p, RuleEffect::lowers,
         fmt::format("The groups moved apart before the rollout (joint test p {}).",
                     effect.pre_trend_p < 0.001 ? "< 0.001" : fmt::format("= {:.3f}", effect.pre_trend_p))});
    return;
  }
  if (!excludes_zero(effect)) return;
  if (leads.largest > half) {
    reasons.push_back(
        {RuleId::pre_trend, leads.largest, half, RuleEffect::lowers,
         fmt::format(
             "Before the rollout the groups already differed by as much as {}, more than half of the effect ({}).",
             format_number(leads.largest), format_number(half))});
    return;
  }
  if (const std::optional<Reason> weak = weak_test(effect, leads, half)) reasons.push_back(*weak);
}

// Regression to the mean: a group that was at its worst just before the rollout gets better by itself.
void last_window(const Evidence&, const Effect& effect, Reasons& reasons) {
  constexpr double most_sds = 0.5;
  const Diagnostic* deviation = find(effect, diagnostic_name::last_window_deviation);
  if (!deviation || !needs_periods_before(effect)) return;
  const double sds = std::abs(deviation->value);
  if (sds <= most_sds) return;
  reasons.push_back(
      {RuleId::last_window, sds, most_sds, RuleEffect::lowers,
       fmt::format("Just before the rollout the group with the tool had an unusually {} spell, {} standard deviations "
                   "from its own earlier mean, so part of the change may be a return to normal (regression to the "
                   "mean).",
                   last_spell(effect).word, format_number(sds))});
}

}  // namespace payoff::rules_of
