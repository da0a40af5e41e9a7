// Does the conclusion hang on one choice? G22.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/rules/rules.hpp"

namespace payoff::rules_of {
namespace {

// A defensible answer of its own about the same people and time.
bool is_evidence(const Alternative& other) {
  const Estimate& e = other.absolute;
  const bool had = std::isfinite(e.estimate) && std::isfinite(e.low) && std::isfinite(e.high);
  const bool other_people = other.purpose == Purpose::without_last_window || other.purpose == Purpose::without_some;
  return had && !other.misleads() && !other_people;
}

void sign_changes(const Effect& effect, Reasons& reasons) {
  std::vector<std::string> others;
  for (const Alternative& other : effect.alternatives) {
    if (!is_evidence(other) || !(other.absolute.estimate * effect.absolute.estimate < 0)) continue;
    others.push_back(say(MessageId::reason_by_method, {{"estimate", plain_amount(effect, other.absolute.estimate)},
                                                       {"method", spaced(other.name)},
                                                       {"range", plain_range(effect, other.absolute)}}));
  }
  if (others.empty()) return;
  reasons.push_back({RuleId::fragility, static_cast<double>(others.size()), 0, RuleEffect::lowers,
                     say(MessageId::reason_sign_changes, {{"estimate", plain_amount(effect, effect.absolute.estimate)},
                                                          {"others", fmt::format("{}", fmt::join(others, "; "))}})});
}

bool holds_zero(const Estimate& e) {
  return e.low <= 0 && e.high >= 0;
}

// An effect that turns when one unit or one cluster is left out is theirs; one that loses half without ten of many is mostly
// those ten's. One that is there without them, and no longer sure, is said.
void hangs_on_few(const Effect& effect, Reasons& reasons) {
  constexpr double least_share = 0.5;
  for (const Alternative& other : effect.alternatives) {
    if (other.purpose != Purpose::without_some || !std::isfinite(other.absolute.estimate)) continue;
    const double share = other.absolute.estimate / effect.absolute.estimate;
    if (share >= least_share) {
      if (!holds_zero(other.absolute)) continue;
      reasons.push_back({RuleId::fragility, share, least_share, RuleEffect::note,
                         say(MessageId::reason_few_make_sure, {{"without", spaced(other.name)},
                                                               {"other", plain_amount(effect, other.absolute.estimate)},
                                                               {"range", plain_range(effect, other.absolute)}})});
      return;
    }
    const bool turns = share < 0;
    reasons.push_back({RuleId::fragility, share, turns ? 0 : least_share, turns ? RuleEffect::lowers : RuleEffect::note,
                       say(MessageId::reason_few_decide, {{"effect", plain_amount(effect, effect.absolute.estimate)},
                                                          {"other", plain_amount(effect, other.absolute.estimate)},
                                                          {"without", spaced(other.name)}})});
    return;
  }
}

// The groups may differ because their people came and went: those seen in every period tell.
void composition_changes(const Effect& effect, Reasons& reasons) {
  constexpr double most_share = 0.5;
  for (const Alternative& other : effect.alternatives) {
    if (other.purpose != Purpose::complete_units || !std::isfinite(other.absolute.low)) continue;
    const double apart = 1 - other.absolute.estimate / effect.absolute.estimate;
    const bool by_chance =
        other.absolute.low <= effect.absolute.estimate && effect.absolute.estimate <= other.absolute.high;
    if (std::abs(apart) <= most_share || by_chance) continue;
    reasons.push_back(
        {RuleId::composition, std::abs(apart), most_share, RuleEffect::lowers,
         say(MessageId::reason_came_and_went, {{"effect", plain_amount(effect, effect.absolute.estimate)},
                                               {"other", plain_amount(effect, other.absolute.estimate)}})});
  }
}

// The bound grows with every period of follow-up, so that the longest study would be punished most: a warning,
// not a letter. What weak trends cost the grade is G05's.
void breaks_down(const Effect& effect, Reasons& reasons) {
  constexpr double least_breakdown = 0.5;
  for (const TrendSensitivity& s : effect.sensitivities) {
    if (s.kind != SensitivityKind::relative_magnitude || !(s.breakdown < least_breakdown)) continue;
    const MessageId said = s.target == SensitivityTarget::first_period ? MessageId::reason_breaks_down_first
                                                                       : MessageId::reason_breaks_down;
    reasons.push_back({RuleId::fragility, s.breakdown, least_breakdown, RuleEffect::note,
                       s.breakdown <= 0 ? s.text : say(said, {{"times", breakdown_phrase(s.breakdown)}})});
    return;
  }
}

}  // namespace

// Only a claimed direction can be fragile: of an effect that cannot be told from 0 other methods may well
// find the other sign.
void fragility(const Evidence&, const Effect& effect, Reasons& reasons) {
  if (!excludes_zero(effect)) return;
  sign_changes(effect, reasons);
  hangs_on_few(effect, reasons);
  breaks_down(effect, reasons);
}

void composition(const Evidence&, const Effect& effect, Reasons& reasons) {
  if (excludes_zero(effect)) composition_changes(effect, reasons);
}

}  // namespace payoff::rules_of
