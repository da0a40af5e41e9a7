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

// X'WX cluster by cluster, unit effects out, without ever being summed up: P_g v = sum of w x (x'v - its mean in the unit).
class ClusterProducts {
 public:
  ClusterProducts(const Panel& panel, const AbsorbedRegression& regression) {
    Columns columns(panel, regression);
    std::int32_t unit = -1;
    regression.visit([&](const AbsorbedCell& cell) {
      const bool of_next = panel.unit_of[cell.cell] != unit;
      unit = panel.unit_of[cell.cell];
      cluster_begin_.resize(static_cast<std::size_t>(cell.cluster) + 1, unit_begin_.size());
      if (of_next) unit_begin_.push_back(cells_.size());
      cells_.push_back({cell.weight, columns.of(cell.cell)});
    });
    cluster_begin_.push_back(unit_begin_.size());
    unit_begin_.push_back(cells_.size());
  }

  VectorXd times(Index cluster, const VectorXd& v) const {
    VectorXd product = VectorXd::Zero(v.size());
    std::vector<double> along;
    for (std::size_t u = cluster_begin_[cluster]; u < cluster_begin_[cluster + 1]; ++u) {
      double sum = 0, weight = 0;
      along.clear();
      for (std::size_t c = unit_begin_[u]; c < unit_begin_[u + 1]; ++c) {
        double value = 0;
        for (const auto& [i, x] : cells_[c].row) value += x * v[i];
        along.push_back(value);
        sum += cells_[c].weight * value;
        weight += cells_[c].weight;
      }
      for (std::size_t c = unit_begin_[u]; c < unit_begin_[u + 1]; ++c) {
        const double left = cells_[c].weight * (along[c - unit_begin_[u]] - sum / weight);
        for (const auto& [i, x] : cells_[c].row) product[i] += x * left;
      }
    }
    return product;
  }

 private:
  struct Cell {
    double weight;
    std::vector<std::pair<std::size_t, double>> row;
  };
  std::vector<Cell> cells_;
  std::vector<std::size_t> unit_begin_, cluster_begin_;  // of cells; of units
};

VectorXd bread_times(const SolvedEquations& solution, const VectorXd& v) {
  const std::vector<double> product = solution.apply({v.data(), v.data() + v.size()});
  return Eigen::Map<const VectorXd>(product.data(), v.size());
}

// R U D U'R' P_g a and a'P_g R U D2 U'R' P_g a, by Lanczos from P_g a: vectors p that are orthonormal in p'A p, so that
// P_g A p = p T with T of three diagonals, until they span all that P_g a has a part in.
struct Corrected {
  VectorXd by_root;
  double by_whole = 0;
};

Corrected correct(const SolvedEquations& solution, const ClusterProducts& products, Index cluster, const VectorXd& pa) {
  constexpr double nothing_new = 1e-12;  // of a product whose eigenvalues are at most 1
  const Index k = pa.size();
  std::vector<VectorXd> basis, applied;  // p, A p
  std::vector<double> middle, beside;    // the diagonals of T
  VectorXd next = pa, next_applied = bread_times(solution, pa);
  const double start = std::sqrt(std::max(0.0, next.dot(next_applied)));
  double length = start;
  for (Index j = 0; j < k && length > (j == 0 ? 0 : nothing_new); ++j) {
    if (j > 0) beside.push_back(length);
    basis.emplace_back(next / length);
    applied.emplace_back(next_applied / length);
    next = products.times(cluster, applied[j]);
    for (const bool again : {false, true}) {  // what rounding leaves of the directions there are
      for (Index i = 0; i <= j; ++i) {
        const double part = applied[i].dot(next);
        next -= part * basis[i];
        if (!again && i == j) middle.push_back(part);
      }
    }
    next_applied = bread_times(solution, next);
    length = std::sqrt(std::max(0.0, next.dot(next_applied)));
  }
  const auto m = static_cast<Index>(basis.size());
  if (m == 0) return {VectorXd::Zero(k)};  // the effect hangs on nothing in the cluster
  MatrixXd t = MatrixXd::Zero(m, m);
  for (Index j = 0; j < m; ++j) {
    t(j, j) = middle[j];
    if (j > 0) t(j, j - 1) = beside[j - 1];
  }
  const Spectrum leverage = spectrum(t);
  Corrected result{VectorXd::Zero(k)};
  for (Index e = 0; e < m; ++e) {
    const double l = std::max(leverage.values[e], 0.0), left = 1 - l, divisor = l > 1e-12 ? l : 1;
    const bool has_say = left > own_leverage;
    const double seen = start * leverage.vectors(0, e);
    const double by_root = (has_say ? 1 / std::sqrt(left) - 1 : -1) / divisor * seen;  // ((1 - l)^-1/2 - 1) / l
    result.by_whole += (has_say ? 1 / left - 1 : -1) / divisor * seen * seen;          // ((1 - l)^-1 - 1) / l
    for (Index i = 0; i < m; ++i) result.by_root += by_root * leverage.vectors(i, e) * applied[i];
  }
  return result;
}

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
  const ClusterScores scores = without_bread(panel, regression);
  const ClusterProducts products(panel, regression);
  const auto k = static_cast<Index>(scores.columns), clusters = static_cast<Index>(scores.clusters);
  const SolvedEquations& solution = regression.solution();
  const VectorXd a = bread_times(solution, VectorXd::Unit(k, static_cast<Index>(scores.coefficient)));
  MatrixXd q(k, clusters), applied(k, clusters);
  VectorXd length(clusters);
  double variance = 0;
  for (Index g = 0; g < clusters; ++g) {
    const VectorXd pa = products.times(g, a);
    const Corrected corrected = correct(solution, products, g, pa);
    const VectorXd score = Eigen::Map<const VectorXd>(scores.score.data() + g * k, k);
    const double part = score.dot(a) + score.dot(corrected.by_root);
    variance += part * part;
    q.col(g) = pa + products.times(g, corrected.by_root);
    applied.col(g) = bread_times(solution, q.col(g));
    length[g] = a.dot(pa) + corrected.by_whole;
  }
  const MatrixXd omega = MatrixXd(length.asDiagonal()) - transposed_times(q, applied);
  return {variance, omega.trace() * omega.trace() / omega.squaredNorm()};
}

}  // namespace payoff
