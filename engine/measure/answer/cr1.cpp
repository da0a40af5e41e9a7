#include "measure/answer/cr1.hpp"

namespace payoff {

double cr1_factor(const RegressionSize& size, ParametersCounted counted) {
  const double g = static_cast<double>(size.clusters), n = static_cast<double>(size.rows);
  if (counted == ParametersCounted::none) return g / (g - 1);
  const bool absorbed = size.constants > 0, full = counted == ParametersCounted::full;
  const double constants = !absorbed ? 0 : full ? static_cast<double>(size.constants) : 1;
  return g / (g - 1) * (n - 1) / (n - static_cast<double>(size.rank) - constants);
}

}  // namespace payoff
