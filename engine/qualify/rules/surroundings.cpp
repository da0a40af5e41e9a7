// What else happened at that time? G20, and two beyond the table: an effect that begins late, and a record that changed.
#include <fmt/format.h>

#include <cmath>

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
  const std::string size =
      fmt::format("by {} ({}) when the others got it, {}", plain_amount(effect, own.estimate), plain_range(effect, own),
                  share <= 1 ? format_percent(share) + " of the effect" : "more than the whole effect");
  reasons.push_back(
      {RuleId::concurrent_event, share, least_share, clear ? RuleEffect::lowers : RuleEffect::note,
       clear ? fmt::format(
                   "Those without the tool changed too, against the effect: {}. It may be that the tool moved work "
                   "to them, or that something else happened.",
                   size)
             : fmt::format(
                   "Those without the tool seem to have changed too, against the effect: {}. Their own ups and downs "
                   "may explain it; so may work that the tool moved to them.",
                   size)});
}

void declared_events(const Evidence& evidence, Reasons& reasons) {
  constexpr double near_weeks = 4, slack = 1e-6;
  for (const OtherEvent& event : evidence.events) {
    if (!(event.weeks_apart <= near_weeks + slack)) continue;
    const bool everyone = event.whom == Whom::everyone;
    const char* whom = event.whom == Whom::treated ? "those with the tool"
                       : everyone                  ? "everyone"
                                                   : "those without the tool";
    reasons.push_back({RuleId::concurrent_event, event.weeks_apart, near_weeks,
                       everyone ? RuleEffect::note : RuleEffect::lowers,
                       fmt::format("On {}, within four weeks of the rollout, {} came to {}{}.", event.date, event.what,
                                   whom, everyone ? "" : ": its part cannot be told from the tool's")});
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
  reasons.push_back(
      {RuleId::late_effect, course->first.estimate / course->last.estimate, least_lasting_share, RuleEffect::note,
       fmt::format("The effect begins late: it was {} in the first third of the follow-up and {} in the last. People "
                   "may have had to learn; or something else happened to them then.",
                   plain_amount(effect, course->first.estimate), plain_amount(effect, course->last.estimate))});
}

// Fewer tickets counted, or minutes that are all multiples of five: the record changed, and perhaps nothing else.
void measurement_change(const Evidence&, const Effect& effect, Reasons& reasons) {
  constexpr double most_p = 0.01, most_volume = 0.05, most_share = 0.25;
  const Estimate& volume = effect.facts.volume;
  const double change = std::expm1(volume.estimate);
  if (volume.p < most_p && std::abs(change) > most_volume) {
    const std::string what = effect.metric.per.empty() ? "rows" : spoken_per(effect.metric) + " count";
    reasons.push_back(
        {RuleId::measurement_change, change, most_volume, change < 0 ? RuleEffect::lowers : RuleEffect::note,
         fmt::format("With the tool a person's {} {} by {}, compared with the others: what is counted may have changed "
                     "with the tool.",
                     what, change < 0 ? "fell" : "rose", format_percent(std::abs(change)))});
  }
  if (!effect.facts.granularity) return;
  const auto before = [](double share) {
    return std::isnan(share) ? std::string() : " (before: " + format_percent(share) + ")";
  };
  const Granularity& form = *effect.facts.granularity;
  const double apart = granularity_change(form);
  if (std::abs(apart) <= most_share) return;
  reasons.push_back(
      {RuleId::measurement_change, apart, most_share, RuleEffect::lowers,
       fmt::format(
           "The numbers seem to be written down in another way with the tool: {} of them are multiples of {:g}{}, "
           "without it {}{}.",
           format_percent(form.treated_after), form.step, before(form.treated_before),
           format_percent(form.comparison_after), before(form.comparison_before))});
}

}  // namespace payoff::rules_of
