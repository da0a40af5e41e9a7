#include "payoff/correlation.hpp"

#include <algorithm>
#include <cmath>

#include "base/running_moments.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// One additive number for each cell, of spread 1; NaN where there is none.
std::vector<double> linearized(const MetricColumn& column) {
  double sums = 0, weights = 0, cells = 0;
  const auto weight_of = [&](std::size_t c) { return column.weight.empty() ? 1.0 : column.weight[c]; };
  const auto seen = [&](std::size_t c) { return !std::isnan(column.sum[c]) && weight_of(c) > 0; };
  for (std::size_t c = 0; c < column.sum.size(); ++c) {
    if (!seen(c)) continue;
    sums += column.sum[c];
    weights += weight_of(c);
    ++cells;
  }
  const double ratio = sums / weights, mean_weight = weights / cells;
  RunningMoments spread;
  std::vector<double> values(column.sum.size(), missing);
  for (std::size_t c = 0; c < values.size(); ++c) {
    if (!seen(c)) continue;
    values[c] = (column.sum[c] - ratio * weight_of(c)) / mean_weight;
    spread.add(values[c]);
  }
  const double unit = std::sqrt(spread.variance());
  for (double& value : values) value /= unit;
  return values;
}

class Polarisation {
 public:
  Polarisation(const Panel& panel, const Question& question, const Context& context)
      : panel_(panel), question_(question), context_(context) {
    panel_.metrics.clear();
    panel_.trend.clear();
    question_.metric = 0;
    question_.compare_methods = false;
  }

  // Squared standard error of the effect on these values.
  double variance(std::vector<double> values) {
    panel_.metrics = {{.metric = {.name = "sum", .role = Role::secondary}, .sum = std::move(values)}};
    const Method* method = find_method(question_.method);
    const Effect effect = method->beside()(panel_, question_, context_);
    return effect.usable ? effect.absolute.se * effect.absolute.se : missing;
  }

 private:
  Panel panel_;
  Question question_;
  const Context& context_;
};

}  // namespace

double correlation_of_effects(const Panel& panel, const Question& first, const Question& second,
                              const Context& context) {
  if (first.metric == second.metric) return 1;
  std::vector<double> a = linearized(panel.metrics[first.metric]), b = linearized(panel.metrics[second.metric]);
  std::vector<double> sum(a.size());
  for (std::size_t c = 0; c < sum.size(); ++c) {
    sum[c] = a[c] + b[c];
    if (std::isnan(sum[c])) a[c] = b[c] = missing;
  }
  Question question = first;
  if (question.method.empty()) question.method = choose_method(panel, question.randomized).method;
  try {
    Polarisation effect_on(panel, question, context);
    const double of_a = effect_on.variance(std::move(a)), of_b = effect_on.variance(std::move(b));
    const double correlation = (effect_on.variance(std::move(sum)) - of_a - of_b) / (2 * std::sqrt(of_a * of_b));
    return std::isfinite(correlation) ? std::clamp(correlation, -1.0, 1.0) : missing;
  } catch (const Error& error) {
    if (error.kind != ErrorKind::method && error.kind != ErrorKind::data) throw;
    return missing;
  }
}

}  // namespace payoff
