#include "measure/rollout/one_date/did_clusters.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <utility>

#include "base/dense.hpp"

namespace payoff {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double own_leverage = 1e-9;  // 1 - L below this: the cluster fits a direction by itself, and has no say in it

// The columns of a cell, the few that are not 0.
class Columns {
 public:
  Columns(const Panel& panel, const AbsorbedRegression& regression)
      : panel_(panel), design_(regression.design()), effect_(regression.design().periods.size()) {}

  const std::vector<std::pair<std::size_t, double>>& of(std::size_t cell) {
    nonzero_.clear();
    const auto period = std::ranges::lower_bound(design_.periods, panel_.period_of[cell]) - design_.periods.begin();
    nonzero_.emplace_back(period, 1.0);
    const int effect = panel_.units[panel_.unit_of[cell]].treated ? design_.effect_of[period] : -1;
    if (effect >= 0) nonzero_.emplace_back(effect_ + effect, 1.0);
    for (std::size_t j = 0; j < design_.covariates.size(); ++j) {
      nonzero_.emplace_back(effect_ + design_.effects + j, panel_.covariates[design_.covariates[j]].value[cell]);
    }
    return nonzero_;
  }

 private:
  const Panel& panel_;
  const AbsorbedDesign& design_;
  std::size_t effect_;
  std::vector<std::pair<std::size_t, double>> nonzero_;
};

// P_g = X_g'W X_g for every cluster, unit effects out: sum of w x x' - s s' / sum of w over each unit's cells.
std::vector<MatrixXd> cluster_products(const Panel& panel, const AbsorbedRegression& regression) {
  const auto k = static_cast<Index>(regression.solution().columns);
  std::vector<MatrixXd> products(regression.sample().clusters.count, MatrixXd::Zero(k, k));
  Columns columns(panel, regression);
  VectorXd sum = VectorXd::Zero(k), mean = sum;
  double weight = 0;
  std::int32_t unit = -1;
  int cluster = 0;
  const auto close_unit = [&] {
    if (weight > 0) products[cluster].noalias() -= sum * sum.transpose() / weight;
    sum.setZero();
    weight = 0;
  };
  regression.visit([&](const AbsorbedCell& cell) {
    if (panel.unit_of[cell.cell] != unit) close_unit();
    unit = panel.unit_of[cell.cell];
    cluster = cell.cluster;
    weight += cell.weight;
    for (const auto& [i, x] : columns.of(cell.cell)) sum[i] += cell.weight * x;
    const auto row = columns.of(cell.cell);
    for (const auto& [i, x] : row) {
      for (const auto& [j, z] : row) products[cluster](i, j) += cell.weight * x * z;
    }
  });
  close_unit();
  return products;
}

}  // namespace

namespace {

ClusterScores without_bread(const Panel& panel, const AbsorbedRegression& regression) {
  const SolvedEquations& solution = regression.solution();
  const std::size_t g = regression.sample().clusters.count, k = solution.columns;
  const std::size_t j = regression.design().periods.size();
  ClusterScores result{g, k, j, regression.effect(0), std::vector<double>(g * k), std::vector<double>(g * k), {}};
  Columns columns(panel, regression);
  std::vector<double> first(k);
  first[j] = 1;
  const double own_share = solution.apply(first)[j];
  regression.visit([&](const AbsorbedCell& cell) {
    for (const auto& [i, x] : columns.of(cell.cell)) {
      result.score[cell.cluster * k + i] += cell.weight * cell.residual * x;
      result.own[cell.cluster * k + i] += cell.weight * cell.projection / own_share * x;
    }
  });
  result.correction = cr1_factor(size_of(regression), ParametersCounted::nested);  // any: of data and draws alike
  return result;
}

}  // namespace

ClusterScores did_scores(const Panel& panel, const AbsorbedRegression& regression) {
  ClusterScores scores = without_bread(panel, regression);
  scores.bread = inverse_of(regression.solution());
  return scores;
}

ClusterScores fewest_did_scores(const Panel& panel, const AbsorbedRegression& regression) {
  const std::size_t columns = regression.solution().columns, clusters = regression.sample().clusters.count;
  if (columns <= 2 * clusters) return did_scores(panel, regression);
  return compressed(without_bread(panel, regression),
                    [&](const std::vector<double>& v) { return regression.solution().apply(v); });
}

BellMcCaffrey bell_mccaffrey(const Panel& panel, const AbsorbedRegression& regression) {
  const ClusterScores scores = did_scores(panel, regression);
  const std::vector<MatrixXd> products = cluster_products(panel, regression);
  const auto k = static_cast<Index>(scores.columns), clusters = static_cast<Index>(scores.clusters);
  const MatrixXd bread = Eigen::Map<const MatrixXd>(scores.bread.data(), k, k);
  const Spectrum whole = spectrum(bread);
  const MatrixXd root = scaled(VectorXd::Ones(k), whole.vectors, whole.values.cwiseMax(0).cwiseSqrt());
  const VectorXd a = bread.col(static_cast<Index>(scores.coefficient));
  MatrixXd q(k, clusters);
  VectorXd length(clusters);
  double variance = 0;
  for (Index g = 0; g < clusters; ++g) {
    const Spectrum leverage = spectrum(transposed_times(root, times(products[g], root)));
    const MatrixXd axes = times(root, leverage.vectors);
    const VectorXd pa = times(products[g], a), seen = transposed_times(axes, pa);
    const VectorXd score = Eigen::Map<const VectorXd>(scores.score.data() + g * k, k),
                   own = transposed_times(axes, score);
    VectorXd by_root(k), by_whole(k);  // of seen: ((1 - l)^-1/2 - 1) / l and ((1 - l)^-1 - 1) / l
    for (Index i = 0; i < k; ++i) {
      const double l = std::max(leverage.values[i], 0.0), left = 1 - l, divisor = l > 1e-12 ? l : 1;
      const bool has_say = left > own_leverage;
      by_root[i] = (has_say ? 1 / std::sqrt(left) - 1 : -1) / divisor * seen[i];
      by_whole[i] = (has_say ? 1 / left - 1 : -1) / divisor * seen[i];
    }
    const double part = score.dot(a) + by_root.dot(own);
    variance += part * part;
    q.col(g) = pa + times(products[g], times(axes, by_root));
    length[g] = a.dot(pa) + seen.dot(by_whole);
  }
  const MatrixXd omega = MatrixXd(length.asDiagonal()) - transposed_times(q, times(bread, q));
  return {variance, omega.trace() * omega.trace() / omega.squaredNorm()};
}

}  // namespace payoff
