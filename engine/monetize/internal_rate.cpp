#include "monetize/internal_rate.hpp"

#include <cmath>
#include <limits>

#include "base/messages.hpp"
#include "base/root.hpp"

namespace payoff {
namespace {

int sign_changes(const std::vector<double>& values) {
  int changes = 0;
  double last = 0;
  for (const double value : values) {
    if (value == 0) continue;
    changes += last * value < 0;
    last = value;
  }
  return changes;
}

std::vector<double> sums_from_start(const std::vector<double>& values) {
  std::vector<double> sums;
  double sum = 0;
  for (const double value : values) sums.push_back(sum += value);
  return sums;
}

}  // namespace

InternalRate internal_rate(const std::vector<double>& cash) {
  const auto none = [](MessageId reason) {
    return InternalRate{std::numeric_limits<double>::quiet_NaN(), say(reason)};
  };
  const int changes = sign_changes(cash);
  if (changes == 0) return none(MessageId::why_no_rate_of_one_sign);
  if (changes > 1 && sign_changes(sums_from_start(cash)) != 1) return none(MessageId::why_no_rate_of_several);
  const auto present_value = [&](double force) {  // log(1 + r)
    double sum = 0;
    for (std::size_t m = 0; m < cash.size(); ++m) sum += cash[m] * std::exp(-force * static_cast<double>(m) / 12);
    return sum;
  };
  const double least = changes > 1 ? 0 : std::log(0.01), most = std::log(101);  // of several changes, none below 0
  constexpr int bits = 50;
  const auto [low, high] = root_between(present_value, least, most, bits);
  if (std::isnan(low)) return none(MessageId::why_no_rate_within_bounds);
  return {std::expm1((low + high) / 2), ""};
}

}  // namespace payoff
