// What else happened at that time? G20, and two beyond the table: an effect that begins late, and a record that changed.
#include <fmt/format.h>

#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "monetize/lasting_effect.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/rules/rules.hpp"

namespace payoff::rules_of {
namespace {

// Half the difference may be what the tool did to the others: the easy cases taken from them, the busy season that only they
// had. Two means say how far they changed, and less the longer a wave of everybody's luck lasts; a jump at the very rollout tells
// them from it. Short series say little of how restless a group is, so that what may be chance is said, too.
void break_of_comparison(const Effect& effect, Reasons& reasons) {
  constexpr double clear_p = 0.05, most_p = 0.25, least_share = 0.25;
  const Estimate &own = effect.facts.own_change_comparison, &jump = effect.facts.jump_comparison;
  const double share = -own.estimate / effect.absolute.estimate;
  const double jump_p = jump.estimate * own.estimate > 0 ? jump.p : missing;
  if (!excludes_zero(effect) || !(own.p < most_p || jump_p < most_p) || !(share > least_share)) return;
  const bool clear = own.p < clear_p || jump_p < clear_p;
  const MessageId part = clear ? MessageId::reason_others_changed : MessageId::reason_others_may_have_changed,
                  whole = clear ? MessageId::reason_others_changed_wholly
                                : MessageId::reason_others_may_have_changed_wholly;
  reasons.push_back({RuleId::concurrent_event, share, least_share, clear ? RuleEffect::lowers : RuleEffect::note,
                     say(share <= 1 ? part : whole, {{"size", plain_amount(effect, own.estimate)},
                                                     {"range", plain_range(effect, own)},
                                                     {"share", format_percent(share)}})});
}

void declared_events(const Evidence& evidence, Reasons& reasons) {
  constexpr double near_weeks = 4, slack = 1e-6;
  for (const OtherEvent& event : evidence.events) {
    if (!(event.weeks_apart <= near_weeks + slack)) continue;
    const bool everyone = event.whom == Whom::everyone;
    const MessageId said = event.whom == Whom::treated ? MessageId::reason_event_of_treated
                           : everyone                  ? MessageId::reason_event_of_all
                                                       : MessageId::reason_event_of_others;
    reasons.push_back({RuleId::concurrent_event, event.weeks_apart, near_weeks,
                       everyone ? RuleEffect::note : RuleEffect::lowers,
                       say(said, {{"date", event.date}, {"what", event.what}})});
  }
}

}  // namespace

void concurrent_event(const Evidence& evidence, const Effect& effect, Reasons& reasons) {
  declared_events(evidence, reasons);
  break_of_comparison(effect, reasons);
}

// The mirror of fading. People learn; but what begins weeks after the tool may also be something else.
void late_effect(const Evidence&, const Effect& effect, Reasons& reasons) {
  const std::optional<Fading> course = fading_of(effect);
  if (!course || !course->begins_late || !excludes_zero(effect)) return;
  reasons.push_back({RuleId::late_effect, course->first.estimate / course->last.estimate, least_lasting_share,
                     RuleEffect::note,
                     say(MessageId::reason_late, {{"first", plain_amount(effect, course->first.estimate)},
                                                  {"last", plain_amount(effect, course->last.estimate)}})});
}

namespace {

void volume_change(const Effect& effect, Reasons& reasons) {
  constexpr double most_p = 0.01, most_volume = 0.05;
  const Estimate& volume = effect.facts.volume;
  const double change = std::expm1(volume.estimate);
  if (!(volume.p < most_p && std::abs(change) > most_volume)) return;
  const bool fell = change < 0, rows = effect.metric.per.empty();
  const MessageId said = rows ? (fell ? MessageId::reason_rows_fell : MessageId::reason_rows_rose)
                              : (fell ? MessageId::reason_count_fell : MessageId::reason_count_rose);
  reasons.push_back({RuleId::measurement_change, change, most_volume, fell ? RuleEffect::lowers : RuleEffect::note,
                     say(said, {{"per", spoken_per(effect.metric)}, {"share", format_percent(std::abs(change))}})});
}

std::string with_before(double after, double before) {
  if (std::isnan(before)) return format_percent(after);
  return say(MessageId::share_before, {{"share", format_percent(after)}, {"before", format_percent(before)}});
}

}  // namespace

// Fewer tickets counted, or minutes that are all multiples of five: the record changed, and perhaps nothing else.
void measurement_change(const Evidence&, const Effect& effect, Reasons& reasons) {
  volume_change(effect, reasons);
  constexpr double most_share = 0.25;
  if (!effect.facts.granularity) return;
  const Granularity& form = *effect.facts.granularity;
  const double apart = granularity_change(form);
  if (std::abs(apart) <= most_share) return;
  reasons.push_back(
      {RuleId::measurement_change, apart, most_share, RuleEffect::lowers,
       say(std::isnan(form.treated_before) ? MessageId::reason_form_changed : MessageId::reason_form_changed_since,
           {{"share", format_percent(form.treated_after)},
            {"step", fmt::format("{:g}", form.step)},
            {"before", format_percent(form.treated_before)},
            {"others", with_before(form.comparison_after, form.comparison_before)}})});
}

}  // namespace payoff::rules_of
