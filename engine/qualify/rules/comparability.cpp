// Could the times be compared at all? G04, G05, G10.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/messages.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "monetize/level_effect.hpp"
#include "qualify/reading/amounts.hpp"
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

// The widest half interval of any lead (event time before the reference).
double widest_lead(const Effect& effect) {
  double widest = missing;
  const int reference = reference_of(effect);
  for (const PathPoint& point : effect.path) {
    if (point.event_time < reference && std::isfinite(point.estimate))
      widest = std::fmax(widest, (point.high - point.low) / 2);
  }
  return widest;
}

std::optional<Reason> carried_on(const Effect& effect, double half) {
  constexpr double most_p = 0.10, clear_p = 0.05;
  if (!effect.earlier_trend) return std::nullopt;
  const auto& [carried, less] = *effect.earlier_trend;
  const bool explains = carried.p < most_p && carried.estimate * effect.absolute.estimate > 0;
  if (!explains || std::abs(carried.estimate) <= half) return std::nullopt;
  const bool ends = std::isfinite(less.low);
  return Reason{RuleId::pre_trend, std::abs(carried.estimate), half,
                carried.p < clear_p ? RuleEffect::lowers : RuleEffect::note,
                say(ends ? MessageId::reason_trend_carried_on : MessageId::reason_trend_carried_on_open,
                    {{"line", plain_amount(effect, carried.estimate)},
                     {"effect", plain_amount(effect, effect.absolute.estimate)},
                     {"without", plain_amount(effect, less.estimate)},
                     {"range", ends ? plain_range(effect, less) : ""}})};
}

// A test that would have missed a drift which makes half of the effect is no pass. Where its power is known (Roth
// 2022) the diagnostic's value is what the smallest drift that it mostly finds would add to the effect; else the widest
// interval of a lead stands in for it.
std::optional<Reason> weak_test(const Effect& effect, double widest, double half) {
  if (const Diagnostic* power = find(effect, diagnostic_name::pre_trend_power)) {
    if (power->value <= half) return std::nullopt;
    return Reason{RuleId::pre_trend, power->value, half, RuleEffect::note,
                  say(MessageId::reason_trend_test_weak, {{"why", power->text}})};
  }
  if (!(widest > half)) return std::nullopt;
  return Reason{RuleId::pre_trend, widest, half, RuleEffect::note, say(MessageId::reason_trend_test_weak_by_width)};
}

}  // namespace

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
  const bool one = std::abs(have - 1) < slack;
  reasons.push_back({RuleId::periods_before, have, need, RuleEffect::lowers,
                     say(one ? MessageId::reason_one_period_before : MessageId::reason_periods_before,
                         {{"observed", observed}, {"needed", fmt::format("{}", need)}})});
}

// Parallel before the rollout? Noise makes some lead large, the more the longer the history, so that a lead counts by its
// joint band, and what matters is what a trend would add to the effect:
//   - the joint test of all leads rejects clearly;
//   - a lead that chance does not explain, all of them looked at, is larger than half of the effect, and the joint test finds
//     something too;
//   - a line through the leads, carried on to the follow-up, makes more than half of the effect, and is no chance.
// Half of an effect that cannot be told from 0 is no yardstick: there a precise null would fail for being precise, so
// only the joint test counts. A test too weak to see half of the effect is said to be so.
void pre_trend(const Evidence&, const Effect& effect, Reasons& reasons) {
  if (!compares_changes(effect)) return;
  const double widest = widest_lead(effect);
  if (!std::isfinite(effect.pre_trend_p) && !std::isfinite(widest)) {
    reasons.push_back(
        {RuleId::pre_trend, missing, least_pre_trend_p, RuleEffect::note, say(MessageId::reason_trend_untested)});
    return;
  }
  const double least_p = excludes_zero(effect) ? clear_pre_trend_p : least_pre_trend_p;
  if (effect.pre_trend_p < least_p) {
    const std::string p = effect.pre_trend_p < 0.001 ? "< 0.001" : fmt::format("= {:.3f}", effect.pre_trend_p);
    reasons.push_back({RuleId::pre_trend, effect.pre_trend_p, least_p, RuleEffect::lowers,
                       say(MessageId::reason_moved_apart, {{"p", p}})});
    return;
  }
  if (!excludes_zero(effect)) return;
  const double half = std::abs(effect.absolute.estimate) / 2;
  if (const std::optional<Reason> line = carried_on(effect, half)) {
    reasons.push_back(*line);
  } else if (const Diagnostic* lead = find(effect, diagnostic_name::clear_lead);
             lead && lead->value > half && !(effect.pre_trend_p >= least_pre_trend_p)) {
    reasons.push_back({RuleId::pre_trend, lead->value, half, RuleEffect::lowers,
                       say(MessageId::reason_clear_lead,
                           {{"lead", plain_amount(effect, lead->value)}, {"half", plain_amount(effect, half)}})});
  } else if (effect.pre_trend_p < least_pre_trend_p) {
    reasons.push_back(
        {RuleId::pre_trend, effect.pre_trend_p, least_pre_trend_p, RuleEffect::note,
         say(MessageId::reason_may_have_moved_apart, {{"p", fmt::format("{:.3f}", effect.pre_trend_p)}})});
  } else if (const std::optional<Reason> weak = weak_test(effect, widest, half)) {
    reasons.push_back(*weak);
  }
}

// Regression to the mean: a group that was at its worst just before the rollout gets better by itself. A spell of the
// effect's own sign is no such thing: then some had begun before the date.
void last_window(const Evidence&, const Effect& effect, Reasons& reasons) {
  constexpr double most_p = 0.05, clear_p = 0.01, large_share = 0.5, share = 0.25;
  const Estimate& spell = effect.facts.last_spell;
  if (!needs_periods_before(effect) || !excludes_zero(effect) || !(spell.p < most_p)) return;
  const double part = std::abs(spell.estimate / effect.absolute.estimate);
  const double most_part = spell.p < clear_p ? share : large_share;
  if (part <= most_part) return;
  const std::string size = plain_amount(effect, std::abs(spell.estimate));
  const bool alone = compares_of(effect) == Compares::own_past;
  if (spell.estimate * effect.absolute.estimate > 0) {
    reasons.push_back(
        {RuleId::last_window, part, most_part, RuleEffect::lowers,
         say(alone ? MessageId::reason_moved_early : MessageId::reason_moved_early_against_others, {{"size", size}})});
    return;
  }
  const bool is_bad = gain_sign(effect.metric) * spell.estimate < 0;
  const MessageId bad = alone ? MessageId::reason_bad_spell : MessageId::reason_bad_spell_against_others,
                  good = alone ? MessageId::reason_good_spell : MessageId::reason_good_spell_against_others;
  reasons.push_back(
      {RuleId::last_window, part, most_part, RuleEffect::lowers, say(is_bad ? bad : good, {{"size", size}})});
}

}  // namespace payoff::rules_of
