// What speaks for it, and who says so? G23, G24.
#include <cmath>
#include <string>
#include <vector>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "monetize/level_effect.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/rules/rules.hpp"

namespace payoff::rules_of {
namespace {

// A common cause must raise both the use of the tool and the outcome by this factor to explain the near end of the interval.
// Formula  E = R + sqrt(R (R - 1)), R the ratio, or exp(0.91 d) of a difference of d standard deviations.
// Source   VanderWeele & Ding (2017), Sensitivity analysis in observational research, Annals of Internal Medicine 167.
double e_value(const Effect& effect) {
  const auto nearer = [](double low, double high) { return low > 0 ? low : -high; };
  const LevelEffect level = level_effect(effect);
  const double ratio = is_multiplicative(effect.metric)
                           ? std::exp(nearer(effect.absolute.low, effect.absolute.high))
                           : std::exp(0.91 * nearer(level.low, level.high) / effect.facts.unit_sd);
  return ratio + std::sqrt(ratio * (ratio - 1));
}

bool is_same_way(const Estimate& e, const Effect& effect) {
  return (e.low > 0 || e.high < 0) && e.estimate * effect.absolute.estimate > 0;
}

// Cohorts that began at different dates, each by itself.
std::size_t cohorts_that_agree(const Effect& effect) {
  std::size_t agree = 0;
  for (const Cohort& cohort : effect.cohorts) {
    if (cohort.clusters < least_units_in_segment) continue;
    if (is_same_way(cohort.absolute, effect))
      ++agree;
    else if (cohort.absolute.low > 0 || cohort.absolute.high < 0)
      return 0;
  }
  return agree;
}

std::vector<std::string> what_speaks_for(const Effect& effect) {
  constexpr double least_e_value = 2;
  std::vector<std::string> found;
  if (is_same_way(effect.facts.dose_response, effect)) found.push_back(say(MessageId::support_of_dose));
  if (const std::size_t cohorts = cohorts_that_agree(effect); cohorts > 1)
    found.push_back(say(MessageId::support_of_cohorts, {{"cohorts", std::to_string(cohorts)}}));
  if (const double e = e_value(effect); e > least_e_value)
    found.push_back(say(MessageId::support_of_size, {{"times", format_number(e)}}));
  return found;
}

}  // namespace

// Whether it counts is for the grade, which knows what speaks against.
void support(const Evidence& evidence, const Effect& effect, Reasons& reasons) {
  if (!excludes_zero(effect) || compares_of(effect) == Compares::own_past || evidence.randomized) return;
  const std::vector<std::string> found = what_speaks_for(effect);
  if (found.empty()) return;
  std::string all = found.front();
  for (std::size_t i = 1; i < found.size(); ++i) all = say(MessageId::support_and, {{"one", all}, {"other", found[i]}});
  reasons.push_back({RuleId::support, static_cast<double>(found.size()), 1, RuleEffect::note,
                     say(MessageId::reason_support, {{"what", all}})});
}

// Nesta's fourth level asks for a replication by others.
void independence(const Evidence& evidence, const Effect&, Reasons& reasons) {
  const Disclosure& by = evidence.disclosure;
  if (by.independent.value_or(true)) return;
  const MessageId said = by.run_by.empty() ? MessageId::reason_not_independent : MessageId::reason_not_independent_by;
  reasons.push_back({RuleId::independence, missing, missing, RuleEffect::note, say(said, {{"who", by.run_by}})});
}

}  // namespace payoff::rules_of
