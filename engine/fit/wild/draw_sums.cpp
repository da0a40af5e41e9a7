#include "fit/wild/draw_sums.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>

#include "base/dense.hpp"

namespace payoff {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr double column_rounding = 1e-13;  // of the norm: columns no further apart than this are one

bool equal_but_for_rounding(const MatrixXd& a, const MatrixXd& b) {
  return (a - b).norm() <= column_rounding * a.norm();
}

// The values of a cluster's weight, and how many clusters share a table.
struct Weighting {
  std::vector<double> values;
  std::size_t together, entries;
};

// Signs of all clusters in one word are shared out evenly, so that tables stay small.
Weighting weighting(WildWeights weights, std::size_t clusters) {
  constexpr std::size_t most = 8, of_word = 64;
  if (weights == WildWeights::rademacher) {
    const std::size_t tables = (clusters + most - 1) / most;
    const std::size_t together = clusters < of_word ? (clusters + tables - 1) / tables : most;
    return {{1, -1}, together, std::size_t{1} << together};
  }
  return {{-std::sqrt(1.5), -1, -std::sqrt(0.5), std::sqrt(0.5), 1, std::sqrt(1.5)}, 3, 216};
}

}  // namespace

Summands summands(const ClusterScores& scores, bool restricted) {
  const auto g = static_cast<Eigen::Index>(scores.clusters), k = static_cast<Eigen::Index>(scores.columns);
  const auto j = static_cast<Eigen::Index>(scores.coefficient);
  const MatrixXd bread = Eigen::Map<const MatrixXd>(scores.bread.data(), k, k);
  const MatrixXd s0 = Eigen::Map<const RowMatrix>(scores.score.data(), g, k);
  const MatrixXd own = Eigen::Map<const RowMatrix>(scores.own.data(), g, k);
  const MatrixXd s1 = restricted ? own : MatrixXd::Zero(g, k);
  const MatrixXd m = times(bread(j, j) * own, bread);
  Eigen::ColPivHouseholderQR<MatrixXd> qr(m);
  qr.setThreshold(1e-12);
  const Eigen::Index rho = qr.rank();
  const MatrixXd z = qr.householderQ() * MatrixXd::Identity(g, rho);
  const MatrixXd lead = transposed_times(m, z);  // (k x rho)
  const VectorXd column = bread.col(j), n0 = times(s0, column), n1 = times(s1, column), as_is = VectorXd::Ones(rho);
  const MatrixXd u0 = times(s0, lead), u1 = times(s1, lead), h0 = scaled(n0, z, as_is), h1 = scaled(n1, z, as_is);
  const bool same = equal_but_for_rounding(u0, h0) && equal_but_for_rounding(u1, h1);
  MatrixXd u(g, 2 * rho), h(g, same ? 0 : 2 * rho);
  u << u0, u1;
  if (!same) h << h0, h1;
  const Eigen::Index four = side_by_side, own_columns = u.cols() + h.cols();
  const Eigen::Index linear = (own_columns + four - 1) / four * four, columns = linear + four;
  RowMatrix value(g, columns);
  value << u, h, MatrixXd::Zero(g, linear - own_columns), n0.cwiseAbs2(), n0.cwiseProduct(n1), n1.cwiseAbs2(),
      VectorXd::Zero(g);
  const VectorXd along = z.colwise().sum();
  return {static_cast<std::size_t>(rho),
          scores.clusters,
          h.cols() > 0 ? 2 * static_cast<std::size_t>(rho) : 0,
          static_cast<std::size_t>(linear),
          static_cast<std::size_t>(columns),
          {along.begin(), along.end()},
          {value.data(), value.data() + value.size()}};
}

SumTable tabulate(const Summands& part, WildWeights kind) {
  const Weighting weights = weighting(kind, part.clusters);
  const std::size_t tables = (part.clusters + weights.together - 1) / weights.together;
  SumTable result{tables, weights.entries, weights.values.size() == 2 ? part.linear : part.columns, {}};
  result.value.resize(tables * weights.entries * result.columns);
  for (std::size_t row = 0; row < tables * weights.entries; ++row) {
    double* sum = result.value.data() + row * result.columns;
    std::size_t digits = row % weights.entries;
    const std::size_t first = row / weights.entries * weights.together;
    for (std::size_t g = first; g < std::min(first + weights.together, part.clusters); ++g) {
      const double v = weights.values[digits % weights.values.size()];
      const double* value = part.value.data() + g * part.columns;
      digits /= weights.values.size();
      for (std::size_t f = 0; f < result.columns; ++f) sum[f] += (f < part.linear ? v : v * v) * value[f];
    }
  }
  return result;
}

}  // namespace payoff
