// A small regression by dense algebra, filled by hand: what covariance() is tested on apart from regress().
#pragma once

#include <fmt/format.h>

#include <Eigen/Dense>
#include <algorithm>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "payoff/regression.hpp"

namespace dense {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using Levels = std::vector<std::int32_t>;

// One column of 0 and 1 for each level from `first` on.
inline MatrixXd dummies(const Levels& level, std::int32_t first = 0) {
  const std::int32_t count = *std::max_element(level.begin(), level.end()) + 1;
  MatrixXd columns = MatrixXd::Zero(static_cast<Eigen::Index>(level.size()), count - first);
  for (std::size_t i = 0; i < level.size(); ++i) {
    if (level[i] >= first) columns(static_cast<Eigen::Index>(i), level[i] - first) = 1;
  }
  return columns;
}

inline MatrixXd side_by_side(const MatrixXd& a, const MatrixXd& b) {
  MatrixXd both(a.rows(), a.cols() + b.cols());
  both << a, b;
  return both;
}

// Least squares of y on x with the factors taken out by weighted projection on their dummies; weight may be empty.
inline payoff::Regression fit(const MatrixXd& x, const VectorXd& y, const std::vector<Levels>& factors = {},
                              const VectorXd& weight = {}) {
  const Eigen::Index n = x.rows(), k = x.cols();
  const VectorXd w = weight.size() ? weight : VectorXd::Ones(n), root = w.cwiseSqrt();
  MatrixXd xs = root.asDiagonal() * x;
  VectorXd ys = root.cwiseProduct(y);
  payoff::Regression result;
  if (!factors.empty()) {
    MatrixXd d = dummies(factors[0]);
    for (std::size_t f = 1; f < factors.size(); ++f) d = side_by_side(d, dummies(factors[f], 1));
    const Eigen::ColPivHouseholderQR<MatrixXd> qr(root.asDiagonal() * d);
    result.absorbed_rank = static_cast<std::size_t>(qr.rank());
    xs -= root.asDiagonal() * d * qr.solve(xs);
    ys -= root.asDiagonal() * d * qr.solve(ys);
  }
  const Eigen::HouseholderQR<MatrixXd> qr(xs);
  const VectorXd b = qr.solve(ys), e = (ys - xs * b).cwiseQuotient(root);
  const MatrixXd bread = (xs.transpose() * xs).inverse(), design = root.cwiseInverse().asDiagonal() * xs;
  for (Eigen::Index j = 0; j < k; ++j) result.names.push_back(fmt::format("x{}", j));
  result.coefficient.assign(b.data(), b.data() + k);
  result.observations = static_cast<std::size_t>(n);
  result.design.assign(design.data(), design.data() + n * k);
  result.residual.assign(e.data(), e.data() + n);
  if (weight.size()) result.weight.assign(w.data(), w.data() + n);
  result.bread.assign(bread.data(), bread.data() + k * k);
  for (std::size_t f = 0; f < factors.size(); ++f) {
    result.factor_names.push_back(fmt::format("f{}", f));
    result.factors.push_back(factors[f]);
    result.factor_levels.push_back(static_cast<std::size_t>(*std::max_element(factors[f].begin(), factors[f].end())) +
                                   1);
  }
  const double left = static_cast<double>(n) - static_cast<double>(k) - static_cast<double>(result.absorbed_rank);
  result.residual_variance = e.cwiseAbs2().dot(w) / left;
  return result;
}

// Simulated columns: a constant and k - 1 normal ones.
inline MatrixXd random_design(payoff::Random& random, Eigen::Index rows, Eigen::Index k) {
  MatrixXd x = MatrixXd::Ones(rows, k);
  for (Eigen::Index j = 1; j < k; ++j) {
    for (Eigen::Index i = 0; i < rows; ++i) x(i, j) = random.normal();
  }
  return x;
}

inline Levels random_levels(payoff::Random& random, Eigen::Index rows, std::uint64_t count) {
  Levels level;
  for (Eigen::Index i = 0; i < rows; ++i) level.push_back(static_cast<std::int32_t>(random.below(count)));
  return level;
}

inline MatrixXd matrix(const std::vector<double>& values, Eigen::Index columns) {
  return Eigen::Map<const MatrixXd>(values.data(), static_cast<Eigen::Index>(values.size()) / columns, columns);
}

// Largest difference relative to the largest number.
inline double distance(const MatrixXd& a, const MatrixXd& b) {
  return (a - b).cwiseAbs().maxCoeff() / b.cwiseAbs().maxCoeff();
}

// Rows of w e x (n x k).
inline MatrixXd scores(const payoff::Regression& fit) {
  const auto k = static_cast<Eigen::Index>(fit.names.size());
  VectorXd e = Eigen::Map<const VectorXd>(fit.residual.data(), static_cast<Eigen::Index>(fit.observations));
  for (std::size_t i = 0; i < fit.weight.size(); ++i) e[static_cast<Eigen::Index>(i)] *= fit.weight[i];
  return e.asDiagonal() * matrix(fit.design, k);
}

}  // namespace dense
