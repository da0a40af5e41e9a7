#include "base/dense.hpp"

#include <Eigen/Eigenvalues>

namespace payoff {

using Eigen::MatrixXd;
using Eigen::VectorXd;

MatrixXd times(const MatrixXd& a, const MatrixXd& b) {
  return a * b;
}

VectorXd times(const MatrixXd& a, const VectorXd& x) {
  return a * x;
}

MatrixXd transposed_times(const MatrixXd& a, const MatrixXd& b) {
  return a.transpose() * b;
}

VectorXd transposed_times(const MatrixXd& a, const VectorXd& x) {
  return a.transpose() * x;
}

MatrixXd times_transposed(const MatrixXd& a, const MatrixXd& b) {
  return a * b.transpose();
}

void add_cross_products(const Eigen::Ref<const MatrixXd>& a, MatrixXd& sum) {
  sum.selfadjointView<Eigen::Lower>().rankUpdate(a.transpose());
}

MatrixXd scaled(const VectorXd& rows, const MatrixXd& a, const VectorXd& columns) {
  return rows.asDiagonal() * a * columns.asDiagonal();
}

Spectrum spectrum(const MatrixXd& a) {
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(a);
  return {solver.eigenvalues(), solver.eigenvectors()};
}

}  // namespace payoff
