// Does it last? G11, G12.
#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string>

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
                       fmt::format("The effect turned round: {} at first, {} in the last third of the follow-up.",
                                   turn->first, turn->last)});
    return;
  }
  const std::string left = fading->share > 0 ? format_percent(fading->share) + " of what it was in the first was left"
                                             : std::string("nothing of it was left");
  reasons.push_back({RuleId::fading, fading->share, least_lasting_share, RuleEffect::note,
                     fmt::format("The effect fades: in the last third of the follow-up {}.", left)});
}

namespace {

// Totals before and after cannot tell an effect that lasts from one that is gone.
void not_looked_at(const Effect& effect, Reasons& reasons) {
  constexpr int least_periods = 6;
  if (compares_of(effect) != Compares::groups || !effect.path.empty() || effect.periods_after < least_periods) return;
  if (!excludes_zero(effect)) return;
  reasons.push_back({RuleId::follow_up, static_cast<double>(effect.periods_after), missing, RuleEffect::note,
                     "Whether the effect lasts was not looked at: the data were read as totals before and after the "
                     "rollout."});
}

}  // namespace

// A week or two of novelty is not a year.
void follow_up(const Evidence&, const Effect& effect, Reasons& reasons) {
  not_looked_at(effect, reasons);
  constexpr double enough_weeks = 8, least_weeks = 4, slack = 1e-6;
  const double weeks = effect.weeks_after;
  if (!std::isfinite(weeks)) {
    reasons.push_back({RuleId::follow_up, missing, enough_weeks, RuleEffect::note,
                       "How long the effect was followed is not stated in the data."});
    return;
  }
  if (weeks >= enough_weeks - slack) return;
  const bool refused = weeks < least_weeks - slack;
  reasons.push_back({RuleId::follow_up, weeks, refused ? least_weeks : enough_weeks,
                     refused ? RuleEffect::no_annual_figure : RuleEffect::note,
                     fmt::format("The effect was followed for only {}, so {}.", count_phrase(weeks, "week"),
                                 refused ? "no figure for a year is given" : "any figure for a year is a projection")});
}

}  // namespace payoff::rules_of
