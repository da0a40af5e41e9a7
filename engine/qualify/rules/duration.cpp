// Does it last? G11, G12.
#include <cmath>
#include <optional>
#include <string>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "monetize/lasting_effect.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/rules/rules.hpp"

namespace payoff::rules_of {
// A novelty effect: clear at first, less than half of it at the end; or a change of sign, which is no fading.
void fading(const Evidence&, const Effect& effect, Reasons& reasons) {
  const std::optional<Fading> fading = fading_of(effect);
  if (!fading || !fading->fades) return;
  if (const std::optional<Turn> turn = turn_of(effect)) {
    reasons.push_back({RuleId::fading, fading->share, least_lasting_share, RuleEffect::note,
                       say(MessageId::reason_turned, {{"first", turn->first}, {"last", turn->last}})});
    return;
  }
  reasons.push_back({RuleId::fading, fading->share, least_lasting_share, RuleEffect::note,
                     say(fading->share > 0 ? MessageId::reason_fades : MessageId::reason_faded,
                         {{"share", format_percent(fading->share)}})});
}

namespace {

// Totals before and after cannot tell an effect that lasts from one that is gone.
void not_looked_at(const Effect& effect, Reasons& reasons) {
  constexpr int least_periods = 6;
  if (compares_of(effect) != Compares::groups || !effect.path.empty() || effect.periods_after < least_periods) return;
  if (!excludes_zero(effect)) return;
  reasons.push_back({RuleId::follow_up, static_cast<double>(effect.periods_after), missing, RuleEffect::note,
                     say(MessageId::reason_course_not_seen)});
}

}  // namespace

// A week or two of novelty is not a year.
void follow_up(const Evidence&, const Effect& effect, Reasons& reasons) {
  not_looked_at(effect, reasons);
  constexpr double enough_weeks = 8, least_weeks = 4, slack = 1e-6;
  const double weeks = effect.weeks_after;
  if (!std::isfinite(weeks)) {
    reasons.push_back(
        {RuleId::follow_up, missing, enough_weeks, RuleEffect::note, say(MessageId::reason_follow_up_unknown)});
    return;
  }
  if (weeks >= enough_weeks - slack) return;
  const bool refused = weeks < least_weeks - slack;
  reasons.push_back({RuleId::follow_up, weeks, refused ? least_weeks : enough_weeks,
                     refused ? RuleEffect::no_annual_figure : RuleEffect::note,
                     say(refused ? MessageId::reason_follow_up_refused : MessageId::reason_follow_up_short,
                         {{"weeks", count_phrase(weeks, "week")}})});
}

}  // namespace payoff::rules_of
