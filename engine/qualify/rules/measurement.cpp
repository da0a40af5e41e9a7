// Was the right thing measured, on everyone? G13, G14, G15, G16, G18, G19, G25.
#include <fmt/format.h>

#include <cmath>

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
                     fmt::format("Those without the tool used it too ({}): the effect is likely understated.",
                                 format_percent(used))});
}

void uptake(const Evidence&, const Effect& effect, Reasons& reasons) {
  constexpr double least = 0.5;
  if (!(effect.uptake_treated < least)) return;
  reasons.push_back(
      {RuleId::uptake, effect.uptake_treated, least, RuleEffect::note,
       fmt::format("Only {} of those who were given the tool used it; the effect is that of being given it, on "
                   "everyone, not that of using it.",
                   format_percent(effect.uptake_treated))});
}

// METR 2025: developers believed in -20 % while the clock said +19 %.
void self_report(const Evidence&, const Effect& effect, Reasons& reasons) {
  if (!effect.metric.self_reported) return;
  reasons.push_back({RuleId::self_report,
                     missing,
                     missing,
                     {RuleEffect::caps, 'E'},
                     "The outcome is what people said about it, not a measurement."});
}

void activity(const Evidence&, const Effect& effect, Reasons& reasons) {
  if (!effect.metric.activity) return;
  reasons.push_back({RuleId::activity, missing, missing, RuleEffect::no_money,
                     "The metric counts activity, not results, so it may not be turned into money by itself."});
}

void guardrails(const Evidence& evidence, const Effect&, Reasons& reasons) {
  for (const Effect& effect : evidence.effects) {
    const bool guards = effect.metric.role == Role::guardrail && !effect.segment && effect.usable;
    if (!guards || !excludes_zero(effect) || improves(effect)) continue;
    reasons.push_back({RuleId::guardrails, effect.absolute.p, 1 - effect.level, RuleEffect::required,
                       fmt::format("The guardrail metric {} became worse; this must stand beside the headline.",
                                   spoken(effect.metric))});
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
                       fmt::format("{} of the expected observations are missing.", format_percent(worst))});
    return;
  }
  if (!(apart > most_apart)) return;
  reasons.push_back(
      {RuleId::missing_data, apart, most_apart, RuleEffect::lowers,
       fmt::format("Observations are missing more often in one group than in the other ({} with the tool, {} without).",
                   format_percent(treated), format_percent(comparison))});
}

namespace {

std::string_view small_groups(const Effect& effect) {
  const bool with = effect.units_treated < least_units_in_segment,
             without = compares_of(effect) != Compares::own_past && effect.units_comparison < least_units_in_segment;
  return with && without ? "with the tool, and without it," : with ? "with the tool" : "without the tool";
}

}  // namespace

void small_segments(const Evidence& evidence, const Effect&, Reasons& reasons) {
  for (const Effect& effect : evidence.effects) {
    if (!is_too_small(effect)) continue;
    reasons.push_back({RuleId::small_segments, static_cast<double>(smallest_group(effect)), least_units_in_segment,
                       RuleEffect::suppressed,
                       fmt::format("The segment '{}' has fewer than {} {} and is not reported.", effect.segment->text(),
                                   least_units_in_segment, small_groups(effect))});
  }
}

}  // namespace payoff::rules_of
