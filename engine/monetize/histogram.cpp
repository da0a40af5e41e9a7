#include "monetize/histogram.hpp"

#include <algorithm>
#include <cmath>

#include "monetize/quantity.hpp"

namespace payoff {
namespace {

constexpr double most_bins = 40, outside = 0.001;

double width_for(double range) {
  double width = std::pow(10, std::floor(std::log10(range / most_bins)));
  for (const double step : {2.0, 2.5, 2.0})  // 2, 5, 10 times the power of ten
    if (range / width > most_bins) width *= step;
  return width;
}

}  // namespace

Histogram histogram(const std::vector<double>& values) {
  Histogram result;
  if (values.empty()) return result;
  const RankedValues ranked(values, {outside, 1 - outside});
  const double first = ranked.quantile(outside), last = ranked.quantile(1 - outside);
  if (!(last > first)) {
    result.low = first;
    result.width = 0;
    result.counts = {values.size()};
    return result;
  }
  result.width = width_for(last - first);
  result.low = std::floor(first / result.width) * result.width;
  const double bins = std::floor((last - result.low) / result.width) + 1;
  result.counts.assign(static_cast<std::size_t>(bins), 0);
  for (const double value : values) {
    const double bin = std::clamp(std::floor((value - result.low) / result.width), 0.0, bins - 1);
    ++result.counts[static_cast<std::size_t>(bin)];
  }
  return result;
}

}  // namespace payoff
