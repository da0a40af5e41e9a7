// Scores of more columns than clusters: the test knows them only by their products s'A s, s'A o, o'A o and by A_j s, of
// which 2 G columns tell as much as k.
//
// Formula   Z the scores of both kinds (2G x k), V = Z A Z' = L L' by its spectrum. As sum of o_g = e_j / A_jj, the column
//           asked for is d = A_jj sum of L's rows of o; turned so that d lies along the first axis, and scaled by it,
//           A becomes diag(A_jj, 1, ... 1).
// Notation  as cluster_scores.hpp
#include <Eigen/Core>
#include <cmath>

#include "base/dense.hpp"
#include "fit/wild/cluster_scores.hpp"

namespace payoff {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double least_axis = 1e-15;  // of the largest: what is below is rounding

// Z A Z', residuals' and own scores each scaled to a like size, so that one does not drown in the rounding of the other.
struct Products {
  MatrixXd v;
  VectorXd size;  // (2G) by which each row was divided
};

Products products_of(const ClusterScores& scores, const ApplyBread& apply) {
  const Index g = index_of(scores.clusters), k = index_of(scores.columns);
  MatrixXd z(2 * g, k), az(k, 2 * g);
  for (Index i = 0; i < 2 * g; ++i) {
    const std::vector<double>& from = i < g ? scores.score : scores.own;
    const double* row = from.data() + (i % g) * k;
    const std::vector<double> applied = apply({row, row + k});
    z.row(i) = Eigen::Map<const Eigen::RowVectorXd>(row, k);
    az.col(i) = Eigen::Map<const VectorXd>(applied.data(), k);
  }
  Products result{times(z, az), VectorXd::Ones(2 * g)};
  for (const Index first : {Index{0}, g}) {
    const double size = std::sqrt(result.v.diagonal().segment(first, g).sum());
    if (size > 0) result.size.segment(first, g).setConstant(size);
  }
  result.v = scaled(result.size.cwiseInverse(), result.v, result.size.cwiseInverse());
  return result;
}

// (2G x r) L: the rows of scores in as many columns as they span.
MatrixXd root_of(const Products& products) {
  const Spectrum whole = spectrum(products.v);
  const double least = least_axis * whole.values.maxCoeff();
  const Index kept = (whole.values.array() > least).count();
  const VectorXd roots = whole.values.tail(kept).cwiseSqrt();
  return scaled(products.size, whole.vectors.rightCols(kept), roots);
}

}  // namespace

ClusterScores compressed(const ClusterScores& scores, const ApplyBread& apply) {
  const Index g = index_of(scores.clusters);
  MatrixXd rows = root_of(products_of(scores, apply));
  double own = 0;  // 1 / A_jj
  for (std::size_t c = 0; c < scores.clusters; ++c) own += scores.own[c * scores.columns + scores.coefficient];
  const VectorXd d = rows.bottomRows(g).colwise().sum().transpose() / own;
  VectorXd mirror = d / d.norm();  // Householder's reflection of d onto the first axis
  mirror[0] += mirror[0] < 0 ? -1 : 1;
  const VectorXd along = times(rows, mirror) * (2 / mirror.squaredNorm());
  rows.noalias() -= along * mirror.transpose();
  const double sign = d[0] < 0 ? 1 : -1;
  rows.col(0) *= sign * d.norm() * own;
  const std::size_t r = static_cast<std::size_t>(rows.cols());
  ClusterScores result{scores.clusters,
                       r,
                       0,
                       scores.estimate,
                       std::vector<double>(scores.clusters * r),
                       std::vector<double>(scores.clusters * r),
                       std::vector<double>(r * r),
                       scores.correction};
  for (std::size_t c = 0; c < scores.clusters; ++c) {
    for (std::size_t i = 0; i < r; ++i) {
      result.score[c * r + i] = rows(index_of(c), index_of(i));
      result.own[c * r + i] = rows(g + index_of(c), index_of(i));
    }
  }
  for (std::size_t i = 0; i < r; ++i) result.bread[i * r + i] = i == 0 ? 1 / own : 1;
  return result;
}

}  // namespace payoff
