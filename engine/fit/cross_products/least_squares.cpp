#include "fit/cross_products/least_squares.hpp"

#include <Eigen/Dense>
#include <cmath>

namespace payoff {
namespace {

struct Cholesky {
  Eigen::MatrixXd lower;          // (rank x rank) of the scaled columns that are kept
  std::vector<std::size_t> kept;  // (rank) their positions
};

// Row by row; row i of the factor solves L l = a, and what is left of the diagonal tells whether column i is new.
Cholesky factorise(const NormalEquations& equations, const Eigen::VectorXd& scale, const Context& context) {
  const std::size_t k = equations.columns;
  Cholesky result{Eigen::MatrixXd::Zero(k, k), {}};
  for (std::size_t i = 0; i < k; ++i) {
    context.stop_if_cancelled();
    if (scale[i] == 0) continue;
    const Eigen::Index rank = result.kept.size();
    Eigen::VectorXd a(rank);
    for (Eigen::Index r = 0; r < rank; ++r) {
      a[r] = equations.xx[i * k + result.kept[r]] * scale[i] * scale[result.kept[r]];
    }
    result.lower.topLeftCorner(rank, rank).triangularView<Eigen::Lower>().solveInPlace(a);
    const double left = 1 - a.squaredNorm();
    if (left <= alias_tolerance) continue;
    result.lower.row(rank).head(rank) = a;
    result.lower(rank, rank) = std::sqrt(left);
    result.kept.push_back(i);
  }
  result.lower.conservativeResize(result.kept.size(), result.kept.size());
  return result;
}

}  // namespace

NormalEquations::NormalEquations(std::size_t count) : columns(count), xx(count * count), xy(count), rounding(count) {}

void NormalEquations::add(std::span<const double> x, double y) {
  for (std::size_t i = 0; i < columns; ++i) {
    if (x[i] == 0) continue;
    for (std::size_t j = 0; j <= i; ++j) xx[i * columns + j] += x[i] * x[j];
    xy[i] += x[i] * y;
  }
}

LeastSquares solve(const NormalEquations& equations, const Context& context) {
  const std::size_t k = equations.columns;
  Eigen::VectorXd scale = Eigen::VectorXd::Zero(k);
  for (std::size_t i = 0; i < k; ++i) {
    const double diagonal = equations.xx[i * k + i];
    if (diagonal > equations.rounding[i]) scale[i] = 1 / std::sqrt(diagonal);
  }
  const Cholesky factor = factorise(equations, scale, context);
  const Eigen::Index rank = factor.kept.size();
  Eigen::MatrixXd half = Eigen::MatrixXd::Identity(rank, rank);
  factor.lower.triangularView<Eigen::Lower>().solveInPlace(half);
  const Eigen::MatrixXd inverse = half.transpose() * half;

  LeastSquares result{k, factor.kept.size(), std::vector<double>(k), std::vector<double>(k * k),
                      std::vector<bool>(k, true)};
  for (Eigen::Index r = 0; r < rank; ++r) {
    const std::size_t i = factor.kept[r];
    result.aliased[i] = false;
    for (Eigen::Index s = 0; s < rank; ++s) {
      const std::size_t j = factor.kept[s];
      result.inverse[i * k + j] = inverse(r, s) * scale[i] * scale[j];
      result.coefficient[i] += result.inverse[i * k + j] * equations.xy[j];
    }
  }
  return result;
}

double quadratic_form(std::span<const double> matrix, std::span<const double> x) {
  const std::size_t k = x.size();
  double sum = 0;
  for (std::size_t i = 0; i < k; ++i) {
    double row = 0;
    for (std::size_t j = 0; j < k; ++j) row += matrix[i * k + j] * x[j];
    sum += x[i] * row;
  }
  return sum;
}

}  // namespace payoff
