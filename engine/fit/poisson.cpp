#include "fit/regression_families.hpp"
#include "payoff/error.hpp"
namespace payoff {
Regression fit_poisson(const RegressionModel&) {
  throw Error(ErrorKind::internal, "regress", "Poisson is not there yet");
}
}  // namespace payoff
