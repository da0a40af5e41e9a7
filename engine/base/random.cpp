#include "base/random.hpp"

#include <Random123/philox.h>

#include <algorithm>

#include "base/distributions.hpp"

namespace payoff {

double Random::normal() {
  return normal_quantile(uniform());
}

void Random::refill() {
  const auto words = r123::Philox4x64()({{block_++, stream_, 0, 0}}, {{seed_, 0}});
  std::copy(words.begin(), words.end(), words_.begin());
  next_ = 0;
}

}  // namespace payoff
