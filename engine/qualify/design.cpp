// Source  Maryland Scientific Methods Scale (What Works Centre for Local Economic
//         Growth): 5 randomised, 3 before/after with a comparison group, 2 adjusted,
//         1 unadjusted. Staggered adoption begins at C; at A where a lot decided who began when, and at B where
//         it decided who alone, since that does not tell who decided when.
#include "qualify/design.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qualify/reading/finding.hpp"

namespace payoff {
namespace {

Design by_comparison(const Evidence& evidence, const Effect& effect, Compares compares) {
  switch (compares) {
    case Compares::own_past:
      return {'E', "One group before and after the rollout: nothing separates the tool from time."};
    case Compares::cohorts:
      if (evidence.dates_by_lot) return {'A', "Who got the tool, and when, was drawn by lot."};
      if (evidence.randomized) {
        return {'B', "Who got the tool was drawn by lot, but not, as far as is known, when each began."};
      }
      return {'C',
              "Teams or people began at different times and are compared with those that had not begun yet; a lot did "
              "not decide who began when."};
    case Compares::changes:
      // Groups that were drawn by lot stay so whichever way they are compared.
      if (evidence.randomized) return {'A', "Who got the tool was drawn by lot."};
      return {'C', "Before and after, against a comparison group that was not drawn by lot."};
    case Compares::groups:
      if (evidence.randomized) return {'A', "Who got the tool was drawn by lot."};
      if (adjusted(effect)) return {'D', "Groups that were not drawn by lot, adjusted for what is known about them."};
      return {'E', "Groups that were not drawn by lot, compared as they are."};
  }
  return {};
}

}  // namespace

Design design_of(const Evidence& evidence, const Effect& effect) {
  if (!effect.usable) return {'U', "The effect could not be estimated: " + effect.message + "."};
  const Method* method = find_method(effect.method);
  if (!method) return {'U', fmt::format("The method '{}' has no grade.", effect.method)};
  Design design = by_comparison(evidence, effect, method->compares);
  design.letter = std::max(design.letter, method->best_grade);
  return design;
}

}  // namespace payoff
