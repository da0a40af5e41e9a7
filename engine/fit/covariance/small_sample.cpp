#include "fit/covariance/small_sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "payoff/error.hpp"

namespace payoff {

CountedParameters counted_parameters(const Regression& fit, const SmallSample& rule, std::span<const Grouping> groups) {
  const double k = static_cast<double>(fit.names.size());
  if (rule.factors == FactorsCounted::none || fit.factors.empty()) return {k, fmt::format("K = {}", k)};
  double others = 0;
  bool some_nested = false;
  for (std::size_t f = 0; rule.factors == FactorsCounted::not_nested && f < fit.factors.size(); ++f) {
    const bool within = std::ranges::any_of(
        groups, [&](const Grouping& group) { return nested(fit.factors[f], fit.factor_levels[f], group); });
    some_nested = some_nested || within;
    if (!within) others += static_cast<double>(fit.factor_levels[f]) - 1;
  }
  if (some_nested) return {k + 1 + others, fmt::format("K = {}, factors within clusters not counted", k + 1 + others)};
  const double all = k + static_cast<double>(fit.absorbed_rank);
  return {all, fmt::format("K = {} with absorbed factors", all)};
}

double parameter_factor(const Regression& fit, const SmallSample& rule, double counted, double numerator) {
  if (!rule.parameters) return 1;
  const double n = static_cast<double>(fit.observations);
  if (n <= counted) {
    refuse("covariance", [&] {
      return Refusal{say(MessageId::refused_few_observations,
                         {{"count", fmt::format("{}", n)}, {"parameters", fmt::format("{}", counted)}}),
                     say(MessageId::remedy_fewer_parameters)};
    });
  }
  return numerator / (n - counted);
}

double cluster_factor(const SmallSample& rule, std::size_t clusters) {
  const double g = static_cast<double>(clusters);
  return rule.clusters ? g / (g - 1) : 1;
}

std::vector<double> degrees_of_freedom(const Regression& fit, double df) {
  return std::vector<double>(fit.names.size(), is_poisson(fit) ? std::numeric_limits<double>::infinity() : df);
}

std::string name_of_df(const Regression& fit, double df) {
  return is_poisson(fit) ? "normal" : fmt::format("t({:.6g})", df);
}

}  // namespace payoff
