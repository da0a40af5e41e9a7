#include "measure/rollout/one_date/did_moments.hpp"

#include <vector>

namespace payoff {
namespace {

// One independent part of the sample, by its influence on beta and on M.
void add(Moments& moments, double beta, double mean) {
  const double baseline = mean - beta;
  moments.var_effect += beta * beta;
  moments.var_baseline += baseline * baseline;
  moments.covariance += beta * baseline;
}

void scale(Moments& moments, double correction) {
  moments.var_effect *= correction;
  moments.var_baseline *= correction;
  moments.covariance *= correction;
}

}  // namespace

TreatedAfter treated_after(const Panel& panel, const AbsorbedRegression& regression, const MetricColumn& column) {
  const Adoption& adoption = regression.sample().adoption;
  TreatedAfter result;
  double total = 0, level = 0;
  regression.visit([&](const AbsorbedCell& cell) {
    if (!panel.units[panel.unit_of[cell.cell]].treated || !adoption.after(cell.cell)) return;
    result.weight += cell.weight;
    total += cell.weight * cell.outcome;
    const double rows = column.weight.empty() ? 1.0 : column.weight[cell.cell];
    if (!column.level_sum.empty()) level += column.level_sum[cell.cell] / rows;
  });
  result.mean = total / result.weight;
  if (!column.level_sum.empty()) result.level = level / result.weight;
  return result;
}

DidMoments did_moments(const Panel& panel, const AbsorbedRegression& regression, const TreatedAfter& after,
                       ParametersCounted counted) {
  const Adoption& adoption = regression.sample().adoption;
  const std::size_t clusters = regression.sample().clusters.count;
  std::vector<double> beta(clusters), mean(clusters);
  const double effect = regression.effect(0);
  const Moments start{effect, after.mean - effect, 0, 0, 0};
  DidMoments result{start, start};
  regression.visit([&](const AbsorbedCell& cell) {
    const bool counts = panel.units[panel.unit_of[cell.cell]].treated && adoption.after(cell.cell);
    const double m = counts ? cell.weight * (cell.outcome - after.mean) / after.weight : 0;
    beta[cell.cluster] += cell.influence;
    mean[cell.cluster] += m;
    add(result.hc1, cell.influence, m);
  });
  for (std::size_t g = 0; g < clusters; ++g) add(result.cluster, beta[g], mean[g]);
  const double n = static_cast<double>(regression.observations()), k = static_cast<double>(regression.rank());
  scale(result.cluster, cr1_factor(size_of(regression), counted));
  scale(result.hc1, n / (n - k - static_cast<double>(regression.units())));
  return result;
}

}  // namespace payoff
