#include "measure/diagnosis/event_path.hpp"

#include <algorithm>
#include <cmath>

#include "measure/answer/inference.hpp"

namespace payoff {

Estimate combination(const EventPath& path, const std::vector<double>& c, const Effect& effect) {
  const std::size_t p = c.size();
  double value = 0, variance = 0;
  for (std::size_t i = 0; i < p; ++i) {
    if (c[i] == 0) continue;  // what is not there is NaN
    value += c[i] * path.estimate[i];
    for (std::size_t j = 0; j < p; ++j) variance += c[j] == 0 ? 0 : c[i] * c[j] * path.covariance[i * p + j];
  }
  return make_estimate(value, std::sqrt(std::max(variance, 0.0)), {effect.level, path.df}, unit_of(effect.metric));
}

}  // namespace payoff
