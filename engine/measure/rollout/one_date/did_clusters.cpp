#include "measure/rollout/one_date/did_clusters.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <utility>

namespace payoff {
namespace {

using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

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
std::vector<RowMatrix> cluster_products(const Panel& panel, const AbsorbedRegression& regression) {
  const auto k = static_cast<Eigen::Index>(regression.solution().columns);
  std::vector<RowMatrix> products(regression.sample().clusters.count, RowMatrix::Zero(k, k));
  Columns columns(panel, regression);
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(k), mean = sum;
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

ClusterScores did_scores(const Panel& panel, const AbsorbedRegression& regression) {
  const LeastSquares& solution = regression.solution();
  const std::size_t g = regression.sample().clusters.count, k = solution.columns;
  const std::size_t j = regression.design().periods.size();
  ClusterScores result{
      g, k, j, regression.effect(0), std::vector<double>(g * k), std::vector<double>(g * k), solution.inverse};
  Columns columns(panel, regression);
  const double own_share = solution.inverse[j * k + j];
  regression.visit([&](const AbsorbedCell& cell) {
    for (const auto& [i, x] : columns.of(cell.cell)) {
      result.score[cell.cluster * k + i] += cell.weight * cell.residual * x;
      result.own[cell.cluster * k + i] += cell.weight * cell.projection[0] / own_share * x;
    }
  });
  const double groups = static_cast<double>(g), n = static_cast<double>(regression.observations());
  result.correction = groups / (groups - 1) * (n - 1) / (n - static_cast<double>(regression.rank()) - 1);
  return result;
}

BellMcCaffrey bell_mccaffrey(const Panel& panel, const AbsorbedRegression& regression) {
  const ClusterScores scores = did_scores(panel, regression);
  const std::vector<RowMatrix> products = cluster_products(panel, regression);
  const auto k = static_cast<Eigen::Index>(scores.columns), clusters = static_cast<Eigen::Index>(scores.clusters);
  const Eigen::Map<const RowMatrix> bread(scores.bread.data(), k, k), score(scores.score.data(), clusters, k);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> spectrum{Eigen::MatrixXd(bread)};
  const Eigen::MatrixXd root = spectrum.eigenvectors() * spectrum.eigenvalues().cwiseMax(0).cwiseSqrt().asDiagonal();
  const Eigen::VectorXd a = bread.col(static_cast<Eigen::Index>(scores.coefficient));
  Eigen::MatrixXd q(k, clusters);
  Eigen::VectorXd length(clusters);
  double variance = 0;
  for (Eigen::Index g = 0; g < clusters; ++g) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> leverage{
        Eigen::MatrixXd(root.transpose() * products[g] * root)};
    const Eigen::ArrayXd l = leverage.eigenvalues().array().max(0);
    const Eigen::ArrayXd left = 1 - l;
    const Eigen::ArrayXd safe = (left > own_leverage).select(left, 1.0), divisor = (l > 1e-12).select(l, 1.0);
    const auto has_say = left > own_leverage;
    const Eigen::ArrayXd d = has_say.select((safe.sqrt().inverse() - 1) / divisor, -1.0 / divisor);
    const Eigen::ArrayXd d2 = has_say.select((safe.inverse() - 1) / divisor, -1.0 / divisor);
    const Eigen::VectorXd pa = products[g] * a, seen = leverage.eigenvectors().transpose() * root.transpose() * pa;
    const Eigen::VectorXd own = leverage.eigenvectors().transpose() * root.transpose() * score.row(g).transpose();
    const double part = score.row(g).dot(a) + seen.dot(d.matrix().cwiseProduct(own));
    variance += part * part;
    q.col(g) = pa + products[g] * root * leverage.eigenvectors() * d.matrix().cwiseProduct(seen);
    length[g] = a.dot(pa) + seen.dot(d2.matrix().cwiseProduct(seen));
  }
  const Eigen::MatrixXd omega = Eigen::MatrixXd(length.asDiagonal()) - q.transpose() * bread * q;
  return {variance, omega.trace() * omega.trace() / omega.squaredNorm()};
}

}  // namespace payoff
