// Source  Maryland Scientific Methods Scale (What Works Centre for Local Economic
//         Growth): 5 randomised, 3 before/after with a comparison group, 2 adjusted,
//         1 unadjusted. B needs dates that those who began did not choose. No study file
//         can say so yet, so staggered adoption begins at C; it begins at B only where a
//         lot decided who, since that does not tell who decided when.
#include "qualify/design.hpp"

#include <fmt/format.h>

#include "qualify/reading/finding.hpp"

namespace payoff {

Design design_of(const Evidence& evidence, const Effect& effect) {
  if (!effect.usable) return {'U', "The effect could not be estimated: " + effect.message + "."};
  if (effect.method == "paired") {
    return {'E', "One group before and after the rollout: nothing separates the tool from time."};
  }
  // Groups that were drawn by lot stay so whichever way they are compared.
  const bool compares_groups = effect.method == "two_sample" || effect.method == "did";
  if (compares_groups && evidence.randomized) return {'A', "Who got the tool was drawn by lot."};
  if (is_staggered(effect) && evidence.randomized) {
    return {'B', "Who got the tool was drawn by lot, but not, as far as is known, when each began."};
  }
  if (is_staggered(effect)) {
    return {
        'C',
        "Teams or people began at different times and are compared with those that had not begun yet; a lot did not "
        "decide who began when."};
  }
  if (effect.method == "did") {
    return {'C', "Before and after, against a comparison group that was not drawn by lot."};
  }
  if (compares_groups && adjusted(effect)) {
    return {'D', "Groups that were not drawn by lot, adjusted for what is known about them."};
  }
  if (compares_groups) return {'E', "Groups that were not drawn by lot, compared as they are."};
  return {'U', fmt::format("The method '{}' has no grade.", effect.method)};
}

}  // namespace payoff
