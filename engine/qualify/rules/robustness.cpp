// Does the conclusion hang on one choice? G22.
#include <fmt/format.h>

#include <cmath>
#include <string>

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
  std::string others;
  std::size_t against = 0;
  for (const Alternative& other : effect.alternatives) {
    if (!is_evidence(other) || !(other.absolute.estimate * effect.absolute.estimate < 0)) continue;
    others += fmt::format("{}{} by {} ({})", others.empty() ? "" : "; ", plain_amount(effect, other.absolute.estimate),
                          spaced(other.name), plain_range(effect, other.absolute));
    ++against;
  }
  if (against == 0) return;
  reasons.push_back({RuleId::fragility, static_cast<double>(against), 0, RuleEffect::lowers,
                     fmt::format("The sign changes with the method: the estimate is {}, but {}.",
                                 plain_amount(effect, effect.absolute.estimate), others)});
}

// An effect that turns when one unit or one cluster is left out is theirs; one that loses half without ten of many is mostly
// those ten's.
void hangs_on_few(const Effect& effect, Reasons& reasons) {
  constexpr double least_share = 0.5;
  for (const Alternative& other : effect.alternatives) {
    if (other.purpose != Purpose::without_some || !std::isfinite(other.absolute.estimate)) continue;
    const double share = other.absolute.estimate / effect.absolute.estimate;
    if (share >= least_share) continue;
    const bool turns = share < 0;
    reasons.push_back(
        {RuleId::fragility, share, turns ? 0 : least_share, turns ? RuleEffect::lowers : RuleEffect::note,
         fmt::format("A few decide it: the effect is {}, but {} {}.", plain_amount(effect, effect.absolute.estimate),
                     plain_amount(effect, other.absolute.estimate), spaced(other.name))});
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
         fmt::format("Who came and went makes a difference: the effect is {}, but {} among those seen in every period.",
                     plain_amount(effect, effect.absolute.estimate), plain_amount(effect, other.absolute.estimate))});
  }
}

// The bound grows with every period of follow-up, so that the longest study would be punished most: a warning,
// not a letter. What weak trends cost the grade is G05's.
void breaks_down(const Effect& effect, Reasons& reasons) {
  constexpr double least_breakdown = 0.5;
  for (const TrendSensitivity& s : effect.sensitivities) {
    if (s.kind != SensitivityKind::relative_magnitude || !(s.breakdown < least_breakdown)) continue;
    reasons.push_back(
        {RuleId::fragility, s.breakdown, least_breakdown, RuleEffect::note,
         s.breakdown <= 0
             ? s.text
             : fmt::format("The direction rests on parallel trends: for {}, it holds only while the groups would "
                           "have parted in each period by at most {} times the largest wobble before the rollout.",
                           name(s.target), breakdown_phrase(s.breakdown))});
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
