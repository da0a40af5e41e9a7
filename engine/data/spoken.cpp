#include "data/spoken.hpp"

#include "base/wording.hpp"

namespace payoff {

std::string spoken(const Metric& metric) {
  return metric.label.empty() ? spaced(metric.name) : metric.label;
}

std::string spoken_per(const Metric& metric) {
  return spaced(singular(metric.per));
}

}  // namespace payoff
