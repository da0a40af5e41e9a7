// Could chance have done it? G06, G07, G08, G17.
#include <fmt/format.h>

#include <cmath>
#include <set>
#include <string>

#include "base/wording.hpp"
#include "monetize/level_effect.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/rules/rules.hpp"

namespace payoff::rules_of {
namespace {

// How wide the interval is, and how wide it may be, in metric units.
struct Yardstick {
  double half_width = missing, smallest_that_matters = missing;
  double low = missing, high = missing;
  std::string name;
};

Yardstick yardstick_of(const Evidence& evidence, const Effect& effect) {
  const LevelEffect level = level_effect(effect);
  Yardstick yardstick;
  yardstick.half_width = (level.high - level.low) / 2;
  yardstick.low = level.low;
  yardstick.high = level.high;
  const Appraisal* appraisal = evidence.appraisal;
  if (appraisal && appraisal->metric == effect.metric.name && appraisal->break_even_effect > 0) {
    yardstick.smallest_that_matters = appraisal->break_even_effect;
    yardstick.name = "the smallest effect that pays for the costs";
  } else {
    yardstick.smallest_that_matters = std::abs(effect.baseline) / 10;
    yardstick.name = "a tenth of the baseline";
  }
  return yardstick;
}

}  // namespace

// Few treated clusters make every standard error too small.
void treated_clusters(const Evidence&, const Effect& effect, Reasons& reasons) {
  constexpr std::size_t few = 10, very_few = 5, small_sample = 40;
  const std::size_t treated = effect.clusters_treated > 0 ? effect.clusters_treated : effect.units_treated;
  const double measured = static_cast<double>(treated);
  if (treated < few) {
    const bool cap = treated < very_few;
    const std::size_t threshold = cap ? very_few : few;
    reasons.push_back(
        {RuleId::treated_clusters, measured, static_cast<double>(threshold),
         cap ? RuleEffect(RuleEffect::caps, 'D') : RuleEffect::lowers,
         fmt::format("The tool was given to only {} independent {}; below {} their spread cannot be trusted.", treated,
                     treated == 1 ? "group or person" : "groups or people", threshold)});
  }
  const std::size_t clusters = effect.clusters > 0 ? effect.clusters : effect.units_treated + effect.units_comparison;
  if (clusters < small_sample && std::isinf(effect.absolute.df) && effect.interval_by == IntervalBy::formula) {
    reasons.push_back(
        {RuleId::treated_clusters, static_cast<double>(clusters), small_sample, RuleEffect::required,
         fmt::format("With {} independent groups or people the interval must use Student's t or a wild bootstrap; it "
                     "uses the normal distribution and is too narrow.",
                     clusters)});
  }
}

// A precise null is good evidence, so the grade stays; only the direction may not be claimed.
void includes_zero(const Evidence&, const Effect& effect, Reasons& reasons) {
  if (excludes_zero(effect)) return;
  reasons.push_back({RuleId::includes_zero, effect.absolute.p, 1 - effect.level, RuleEffect::no_direction,
                     fmt::format("The {:g}% interval includes no change at all.", 100 * effect.level)});
}

// Imprecise is what cannot decide: the half-width exceeds the smallest effect that
// matters, and both answers, it matters and it does not, lie inside the interval.
// So neither a narrow null nor a wide interval far beyond break-even is imprecise,
// but 0.2 % to 41 % is, although it excludes 0. What matters is the break-even effect
// where money was counted, else 10 % of the baseline; a harm matters like a gain.
void imprecision(const Evidence& evidence, const Effect& effect, Reasons& reasons) {
  const Yardstick y = yardstick_of(evidence, effect);
  const double matters = y.smallest_that_matters;
  if (!std::isfinite(y.half_width) || !std::isfinite(matters) || matters == 0) {
    if (excludes_zero(effect)) return;
    reasons.push_back({RuleId::imprecision, missing, missing, RuleEffect::note,
                       "Without a baseline one cannot say whether this null is a precise one."});
    return;
  }
  const auto inside = [&](double value) { return y.low < value && value < y.high; };
  if (y.half_width <= matters || !(inside(matters) || inside(-matters))) return;
  reasons.push_back(
      {RuleId::imprecision, y.half_width, matters, RuleEffect::lowers,
       fmt::format("The interval is {}{}{} either way: it holds effects below and above {} ({}), so it cannot decide "
                   "whether the effect matters.",
                   format_number(y.half_width), effect.metric.unit.empty() ? "" : " ", effect.metric.unit, y.name,
                   format_number(matters))});
}

// Who looks at several metrics finds something by chance (Holm 1979); who looked at
// more than are reported may have picked; who chose the metric after looking has
// explored, not tested.
void several_metrics(const Evidence& evidence, const Effect& effect, Reasons& reasons) {
  const HolmP holm = holm_adjusted(evidence, effect);
  const double threshold = 1 - effect.level;
  if (holm.tested > 1) {
    const bool lost = excludes_zero(effect) && holm.p >= threshold;
    reasons.push_back(
        {RuleId::several_metrics, holm.p, threshold, lost ? RuleEffect::no_direction : RuleEffect::note,
         fmt::format("Among {} primary metrics the p value becomes {:.3g} (Holm).", holm.tested, holm.p)});
  }
  std::set<std::string> reported;
  for (const Effect& other : evidence.effects) reported.insert(other.metric.name);
  if (evidence.metrics_tested > reported.size()) {
    reasons.push_back({RuleId::several_metrics, static_cast<double>(evidence.metrics_tested),
                       static_cast<double>(reported.size()), RuleEffect::note,
                       fmt::format("{} metrics were looked at, but only {} {} reported.", evidence.metrics_tested,
                                   reported.size(), reported.size() == 1 ? "is" : "are")});
  }
  if (!effect.metric.declared_in_advance) {
    reasons.push_back({RuleId::several_metrics, missing, missing, RuleEffect::lowers,
                       "The metric was not declared before the data were looked at, so this is exploratory."});
  }
}

}  // namespace payoff::rules_of
