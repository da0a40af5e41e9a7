// Source  Maryland Scientific Methods Scale (What Works Centre for Local Economic
//         Growth): 5 randomised, 3 before/after with a comparison group, 2 adjusted,
//         1 unadjusted. Staggered adoption begins at C; at A where a lot decided who began when, and at B where
//         it decided who alone, since that does not tell who decided when.
#include "qualify/design.hpp"

#include <algorithm>

#include "base/messages.hpp"
#include "qualify/reading/finding.hpp"

namespace payoff {
namespace {

Design by_comparison(const Evidence& evidence, const Effect& effect, Compares compares) {
  switch (compares) {
    case Compares::own_past:
      return {'E', say(MessageId::design_one_group)};
    case Compares::cohorts:
      if (evidence.dates_by_lot) return {'A', say(MessageId::design_lot_and_dates)};
      if (evidence.randomized) return {'B', say(MessageId::design_lot_not_dates)};
      return {'C', say(MessageId::design_staggered)};
    case Compares::changes:
      // Groups that were drawn by lot stay so whichever way they are compared.
      if (evidence.randomized) return {'A', say(MessageId::design_lot)};
      return {'C', say(MessageId::design_changes)};
    case Compares::groups:
      if (evidence.randomized) return {'A', say(MessageId::design_lot)};
      if (adjusted(effect)) return {'D', say(MessageId::design_adjusted)};
      return {'E', say(MessageId::design_raw)};
  }
  return {};
}

}  // namespace

Design design_of(const Evidence& evidence, const Effect& effect) {
  if (!effect.usable) return {'U', say(MessageId::design_not_estimated, {{"why", effect.message}})};
  const Method* method = find_method(effect.method);
  if (!method) return {'U', say(MessageId::design_no_grade, {{"method", effect.method}})};
  Design design = by_comparison(evidence, effect, method->compares);
  design.letter = std::max(design.letter, method->best_grade);
  return design;
}

}  // namespace payoff
