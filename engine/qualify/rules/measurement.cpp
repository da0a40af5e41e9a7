// Was the right thing measured, on everyone? G13, G14, G15, G16, G18, G19, G25.
#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/rules/rules.hpp"

namespace payoff::rules_of {

// Who compares with people that use the tool too sees less of what it does.
void comparison_use(const Evidence&, const Effect& effect, Reasons& reasons) {
  constexpr double most = 0.1;
  const double used = effect.facts.uptake_comparison;
  if (!(used > most)) return;
  reasons.push_back({RuleId::comparison_use, used, most, RuleEffect::note,
                     say(MessageId::reason_comparison_use, {{"share", format_percent(used)}})});
}

void uptake(const Evidence&, const Effect& effect, Reasons& reasons) {
  constexpr double least = 0.5;
  if (!(effect.uptake_treated < least)) return;
  reasons.push_back({RuleId::uptake, effect.uptake_treated, least, RuleEffect::note,
                     say(MessageId::reason_uptake, {{"share", format_percent(effect.uptake_treated)}})});
}

// METR 2025: developers believed in -20 % while the clock said +19 %.
void self_report(const Evidence&, const Effect& effect, Reasons& reasons) {
  if (!effect.metric.self_reported) return;
  reasons.push_back(
      {RuleId::self_report, missing, missing, {RuleEffect::caps, 'E'}, say(MessageId::reason_self_report)});
}

void activity(const Evidence&, const Effect& effect, Reasons& reasons) {
  if (!effect.metric.activity) return;
  reasons.push_back({RuleId::activity, missing, missing, RuleEffect::no_money, say(MessageId::reason_activity)});
}

void guardrails(const Evidence& evidence, const Effect&, Reasons& reasons) {
  for (const Effect& effect : evidence.effects) {
    const bool guards = effect.metric.role == Role::guardrail && !effect.segment && effect.usable;
    if (!guards || !excludes_zero(effect) || improves(effect)) continue;
    reasons.push_back({RuleId::guardrails, effect.absolute.p, 1 - effect.level, RuleEffect::required,
                       say(MessageId::reason_guardrail, {{"metric", spoken(effect.metric)}})});
  }
}

// Missing unit-periods, overall and between the groups.
void missing_data(const Evidence&, const Effect& effect, Reasons& reasons) {
  constexpr double most = 0.20, most_apart = 0.05;
  const double treated = effect.missing_share_treated, comparison = effect.missing_share_comparison;
  const double worst = std::fmax(treated, comparison);
  const double apart = std::abs(treated - comparison);
  if (worst > most) {
    reasons.push_back({RuleId::missing_data, worst, most, RuleEffect::lowers,
                       say(MessageId::reason_missing, {{"share", format_percent(worst)}})});
    return;
  }
  if (!(apart > most_apart)) return;
  reasons.push_back({RuleId::missing_data, apart, most_apart, RuleEffect::lowers,
                     say(MessageId::reason_missing_apart,
                         {{"with", format_percent(treated)}, {"without", format_percent(comparison)}})});
}

namespace {

MessageId small_groups(const Effect& effect) {
  const bool with = effect.units_treated < least_units_in_segment,
             without = compares_of(effect) != Compares::own_past && effect.units_comparison < least_units_in_segment;
  if (with && without) return MessageId::reason_small_segment_both;
  return with ? MessageId::reason_small_segment_with : MessageId::reason_small_segment_without;
}

}  // namespace

void small_segments(const Evidence& evidence, const Effect&, Reasons& reasons) {
  for (const Effect& effect : evidence.effects) {
    if (!is_too_small(effect)) continue;
    reasons.push_back({RuleId::small_segments, static_cast<double>(smallest_group(effect)), least_units_in_segment,
                       RuleEffect::suppressed,
                       say(small_groups(effect),
                           {{"segment", effect.segment->text()}, {"least", std::to_string(least_units_in_segment)}})});
  }
}

}  // namespace payoff::rules_of
