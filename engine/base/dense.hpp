// The algebra of small dense matrices, compiled once: Eigen makes kernels of its own for every new kind of operand, and
// each takes a second of compiling.
#pragma once

#include <Eigen/Core>

namespace payoff {

inline Eigen::Index index_of(std::size_t i) {
  return static_cast<Eigen::Index>(i);
}

Eigen::MatrixXd times(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b);                  // A B
Eigen::VectorXd times(const Eigen::MatrixXd& a, const Eigen::VectorXd& x);                  // A x
Eigen::MatrixXd transposed_times(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b);       // A' B
Eigen::VectorXd transposed_times(const Eigen::MatrixXd& a, const Eigen::VectorXd& x);       // A' x
Eigen::MatrixXd times_transposed(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b);       // A B'
void add_cross_products(const Eigen::Ref<const Eigen::MatrixXd>& a, Eigen::MatrixXd& sum);  // lower triangle += A'A
Eigen::MatrixXd scaled(const Eigen::VectorXd& rows, const Eigen::MatrixXd& a, const Eigen::VectorXd& columns);

// A = V diag(values) V', values ascending. A is symmetric; its lower triangle is read.
struct Spectrum {
  Eigen::VectorXd values;
  Eigen::MatrixXd vectors;
};
Spectrum spectrum(const Eigen::MatrixXd& a);

}  // namespace payoff
