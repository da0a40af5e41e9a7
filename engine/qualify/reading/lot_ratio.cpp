#include "qualify/reading/lot_ratio.hpp"

#include <cmath>

#include "base/distributions.hpp"

namespace payoff {

bool LotRatio::unknown() const {
  constexpr double near_half = 1.0 / 3;
  const double share = with / (with + without);
  return !declared && (share < near_half || share > 1 - near_half);
}

LotRatio lot_ratio(const Evidence& evidence, const Effect& effect) {
  LotRatio ratio{.with = static_cast<double>(effect.facts.treated.clusters),
                 .without = static_cast<double>(effect.facts.comparison.clusters),
                 .declared = evidence.split > 0};
  if (ratio.declared) ratio.split = evidence.split;
  const double all = ratio.with + ratio.without;
  const double z = (ratio.with - ratio.split * all) / std::sqrt(all * ratio.split * (1 - ratio.split));
  ratio.p = 2 * (1 - normal_cdf(std::abs(z)));
  return ratio;
}

}  // namespace payoff
