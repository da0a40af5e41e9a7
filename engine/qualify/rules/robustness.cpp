// Does the conclusion hang on one choice? G22.
#include <fmt/format.h>

#include <cmath>
#include <string>

#include "base/wording.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/rules/rules.hpp"

namespace payoff::rules_of {
namespace {

// A defensible answer with an interval of its own. The estimate without the last window is G10's affair.
bool is_evidence(const Alternative& other) {
  const Estimate& e = other.absolute;
  const bool had = std::isfinite(e.estimate) && std::isfinite(e.low) && std::isfinite(e.high);
  return had && !other.misleads() && other.purpose != Purpose::without_last_window;
}

void sign_changes(const Effect& effect, Reasons& reasons) {
  std::string others;
  std::size_t against = 0;
  for (const Alternative& other : effect.alternatives) {
    if (!is_evidence(other) || !(other.absolute.estimate * effect.absolute.estimate < 0)) continue;
    const Ends ends = format_ends(other.absolute.low, other.absolute.high);
    others += fmt::format("{}{} by {} ({} to {})", others.empty() ? "" : "; ", format_number(other.absolute.estimate),
                          spaced(other.name), ends.low, ends.high);
    ++against;
  }
  if (against == 0) return;
  reasons.push_back({RuleId::fragility, static_cast<double>(against), 0, RuleEffect::lowers,
                     fmt::format("The sign changes with the method: the estimate is {}, but {}.",
                                 format_number(effect.absolute.estimate), others)});
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
  breaks_down(effect, reasons);
}

}  // namespace payoff::rules_of
