#include "fit/regression_triangle.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "base/dense.hpp"
#include "base/parallel.hpp"

namespace payoff {
namespace {

using Extended = Eigen::Matrix<long double, Eigen::Dynamic, Eigen::Dynamic>;
constexpr std::size_t chunk_rows_wanted = 65536, triangle_rows = 512;
constexpr double nearly_explained = 1e-2;
constexpr double rounding_share = 1e-15;  // of a column's norm: what a constant leaves of itself

std::size_t chunks_of(std::size_t rows) {
  return std::max<std::size_t>(1, rows / chunk_rows_wanted);
}

// Calls see(block, rows of the chunk) with rows of [X y] in double, not weighted.
class Rows {
 public:
  explicit Rows(const TriangleProblem& problem)
      : problem_(problem), n_(problem.outcome.size()), k_(n_ ? problem.design.size() / n_ : 0) {}
  std::size_t count() const { return n_; }
  std::size_t columns() const { return k_ + 1; }
  double at(std::size_t row, std::size_t j) const {
    return j < k_ ? problem_.design[j * n_ + row] : problem_.outcome[row];
  }
  const double* column(std::size_t j) const { return j < k_ ? &problem_.design[j * n_] : problem_.outcome.data(); }
  double weight(std::size_t row) const { return problem_.weight.empty() ? 1 : problem_.weight[row]; }
  bool weighted() const { return !problem_.weight.empty(); }
  bool constant() const { return problem_.constant; }
  const Context& context() const { return problem_.context; }

 private:
  const TriangleProblem& problem_;
  std::size_t n_, k_;
};

Extended sum_of(const std::vector<Extended>& parts) {
  Extended sum = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) sum += parts[i];
  return sum;
}

// Weighted means of [X y] (k + 1); the weights' sum goes to `total`.
Eigen::VectorXd means_of(const Rows& rows, long double& total) {
  const std::size_t chunks = chunks_of(rows.count());
  std::vector<Extended> parts(chunks, Extended::Zero(rows.columns() + 1, 1));
  for_each_chunk(chunks, rows.context(), [&](std::size_t chunk) {
    const RowRange range = chunk_rows(chunk, chunks, rows.count());
    for (std::size_t j = 0; j < rows.columns(); ++j) {
      const double* x = rows.column(j);
      for (std::size_t row = range.first; row < range.last; ++row) parts[chunk](j) += rows.weight(row) * x[row];
    }
    for (std::size_t row = range.first; row < range.last; ++row) parts[chunk](rows.columns()) += rows.weight(row);
  });
  const Extended sum = sum_of(parts);
  total = sum(rows.columns());
  return (sum.topRows(rows.columns()) / total).cast<double>();
}

// (X - mean)'W(X - mean) of [X y] (k + 1 x k + 1).
Extended cross_products(const Rows& rows, const Eigen::VectorXd& mean) {
  const std::size_t chunks = chunks_of(rows.count()), columns = rows.columns();
  std::vector<Extended> parts(chunks, Extended::Zero(columns, columns));
  for_each_chunk(chunks, rows.context(), [&](std::size_t chunk) {
    const RowRange range = chunk_rows(chunk, chunks, rows.count());
    Eigen::MatrixXd block(triangle_rows, columns), product(columns, columns);
    for (std::size_t first = range.first; first < range.last; first += triangle_rows) {
      const std::size_t count = std::min(triangle_rows, range.last - first);
      for (std::size_t j = 0; j < columns; ++j) {
        const double* x = rows.column(j) + first;
        for (std::size_t i = 0; i < count; ++i) block(i, j) = x[i] - mean(j);
      }
      if (rows.weighted()) {
        for (std::size_t i = 0; i < count; ++i) block.row(i) *= std::sqrt(rows.weight(first + i));
      }
      product.setZero();
      add_cross_products(block.topRows(count), product);
      parts[chunk] += product.cast<long double>();
    }
  });
  return sum_of(parts);
}

// Upper triangle of the cross products; `worst` is the least share of a column's norm that those before it leave.
Extended cholesky(const Extended& products, std::size_t first, long double& worst) {
  const Eigen::Index size = products.rows();
  Extended r = Extended::Zero(size, size);
  worst = 1;
  for (Eigen::Index j = first; j < size; ++j) {
    for (Eigen::Index i = first; i < j; ++i) {
      long double sum = products(j, i);
      for (Eigen::Index l = first; l < i; ++l) sum -= r(l, i) * r(l, j);
      r(i, j) = r(i, i) > 0 ? sum / r(i, i) : 0;
    }
    const long double left = products(j, j) - r.col(j).head(j).squaredNorm();
    r(j, j) = left > 0 ? std::sqrt(left) : 0;
    if (j + 1 < size) worst = std::min(worst, products(j, j) > 0 ? r(j, j) / std::sqrt(products(j, j)) : 0.0L);
  }
  return r;
}

// Reflects `a` (rows x columns) to upper triangular form; the triangle is its top.
void reflect(Extended& a) {
  for (Eigen::Index j = 0; j < std::min(a.rows(), a.cols()); ++j) {
    auto below = a.col(j).tail(a.rows() - j);
    const long double norm = below.norm();
    if (norm == 0) continue;
    Extended v = below;
    v(0) += v(0) < 0 ? -norm : norm;
    const long double scale = 2 / v.squaredNorm();
    for (Eigen::Index l = j; l < a.cols(); ++l) {
      auto other = a.col(l).tail(a.rows() - j);
      const long double share = scale * (v.transpose() * other)(0);
      other -= share * v;
    }
    below.tail(below.size() - 1).setZero();
  }
}

Extended triangle_of(const Rows& rows) {
  const std::size_t chunks = chunks_of(rows.count()), columns = rows.columns();
  std::vector<Extended> parts(chunks);
  for_each_chunk(chunks, rows.context(), [&](std::size_t chunk) {
    const RowRange range = chunk_rows(chunk, chunks, rows.count());
    Extended r = Extended::Zero(columns, columns);
    for (std::size_t first = range.first; first < range.last; first += triangle_rows) {
      const std::size_t count = std::min(triangle_rows, range.last - first);
      Extended stacked(columns + count, columns);
      stacked.topRows(columns) = r;
      for (std::size_t i = 0; i < count; ++i) {
        const long double root = std::sqrt(static_cast<long double>(rows.weight(first + i)));
        for (std::size_t j = 0; j < columns; ++j) stacked(columns + i, j) = root * rows.at(first + i, j);
      }
      reflect(stacked);
      r = stacked.topRows(columns);
    }
    parts[chunk] = r;
  });
  Extended all(chunks * columns, columns);
  for (std::size_t chunk = 0; chunk < chunks; ++chunk) all.middleRows(chunk * columns, columns) = parts[chunk];
  reflect(all);
  return all.topRows(columns);
}

// Drops the columns that those before them explain; r (k + 1 x k + 1) becomes the triangle of what is kept.
std::vector<std::size_t> drop_explained(Extended& r, const TriangleProblem& problem) {
  std::vector<std::size_t> kept(r.cols() - 1);
  for (std::size_t j = 0; j < kept.size(); ++j) kept[j] = j;
  for (std::size_t j = 0; j < kept.size();) {
    const std::size_t skip = problem.constant && j > 0 ? 1 : 0;  // the norm about the mean
    const long double norm = r.col(j).segment(skip, j + 1 - skip).norm();
    const long double least = std::max(problem.explained * norm, rounding_share * r.col(j).head(j + 1).norm());
    if (std::abs(r(j, j)) > least) {
      ++j;
      continue;
    }
    kept.erase(kept.begin() + j);
    Extended rest(r.rows(), r.cols() - 1);
    rest.leftCols(j) = r.leftCols(j);
    rest.rightCols(r.cols() - 1 - j) = r.rightCols(r.cols() - 1 - j);
    reflect(rest);
    r = rest.topRows(rest.cols());
  }
  return kept;
}

Extended well_conditioned_triangle(const Rows& rows, long double& worst) {
  Eigen::VectorXd mean = Eigen::VectorXd::Zero(rows.columns());
  long double total = 0;
  if (!rows.constant()) return cholesky(cross_products(rows, mean), 0, worst);
  mean = means_of(rows, total);
  mean(0) = 0;
  Extended products = cross_products(rows, mean);
  Extended r = cholesky(products, 1, worst);
  r.row(0) = std::sqrt(total) * mean.transpose().cast<long double>();
  r(0, 0) = std::sqrt(total);
  return r;
}

}  // namespace

TriangleSolution solve_triangle(const TriangleProblem& problem) {
  const Rows rows(problem);
  TriangleSolution solution;
  long double worst = 1;
  Extended r = well_conditioned_triangle(rows, worst);
  if (worst < nearly_explained) {
    r = triangle_of(rows);
    solution.extended = true;
  }
  solution.kept = drop_explained(r, problem);
  const Eigen::Index rank = solution.kept.size();
  const auto triangle = r.topLeftCorner(rank, rank).triangularView<Eigen::Upper>();
  const Extended b = triangle.solve(Extended(r.col(rank).head(rank)));
  const Extended half = triangle.solve(Extended(Extended::Identity(rank, rank)));
  const Eigen::MatrixXd bread = (half * half.transpose()).cast<double>();
  solution.coefficient.assign(b.data(), b.data() + rank);
  solution.bread.assign(bread.data(), bread.data() + rank * rank);
  return solution;
}

std::vector<double> residuals(const TriangleProblem& problem, const TriangleSolution& solution) {
  const Rows rows(problem);
  std::vector<double> residual(problem.outcome.begin(), problem.outcome.end());
  const std::size_t chunks = chunks_of(rows.count());
  for_each_chunk(chunks, problem.context, [&](std::size_t chunk) {
    const RowRange range = chunk_rows(chunk, chunks, rows.count());
    if (solution.extended) {
      for (std::size_t row = range.first; row < range.last; ++row) {
        long double left = residual[row];
        for (std::size_t j = 0; j + 1 < rows.columns(); ++j) left -= solution.coefficient[j] * rows.at(row, j);
        residual[row] = static_cast<double>(left);
      }
      return;
    }
    for (std::size_t first = range.first; first < range.last; first += triangle_rows) {
      const std::size_t last = std::min(first + triangle_rows, range.last);
      for (std::size_t j = 0; j + 1 < rows.columns(); ++j) {
        const auto b = static_cast<double>(solution.coefficient[j]);
        const double* x = rows.column(j);
        for (std::size_t row = first; row < last; ++row) residual[row] -= b * x[row];
      }
    }
  });
  return residual;
}

}  // namespace payoff
