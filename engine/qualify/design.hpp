// The letter a design begins with, before the rules look at the data.
#pragma once

#include "payoff/qualify.hpp"

namespace payoff {

// A drawn by lot; B drawn by lot, but begun at different times; C before and after with a
// comparison group, or with those that had not begun yet; D a comparison of
// groups adjusted for covariates; E raw before and after, or users against
// non-users; U nothing that can be scored. The text says which and why.
struct Design {
  char letter = 'U';
  std::string text;
};
Design design_of(const Evidence& evidence, const Effect& effect);

}  // namespace payoff
