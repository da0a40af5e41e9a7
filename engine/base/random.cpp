#include "base/random.hpp"

#include "base/distributions.hpp"

namespace payoff {

double Random::normal() {
  return normal_quantile(uniform());
}

}  // namespace payoff
