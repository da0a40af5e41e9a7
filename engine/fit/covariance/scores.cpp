#include "fit/covariance/scores.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "base/dense.hpp"
#include "base/messages.hpp"
#include "base/parallel.hpp"
#include "base/refusal.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr std::size_t score_rows = 4096, blocks_per_part = 16;
constexpr std::size_t busy_numbers = 1 << 17;  // below, starting threads costs more than it saves

using Map = Eigen::Map<const Eigen::MatrixXd, 0, Eigen::OuterStride<>>;

// sum over blocks of f(first row, rows) (k x k, lower triangle), the parts in their order.
template <typename Block>
std::vector<double> sum_of_blocks(std::size_t rows, std::size_t columns, const Context& context,
                                  const Block& add_block) {
  const std::size_t part_rows = score_rows * blocks_per_part, parts = (rows + part_rows - 1) / part_rows;
  std::vector<Eigen::MatrixXd> sums(parts);
  for_each_part(parts, rows * columns > busy_numbers, context, [&](std::size_t part) {
    sums[part] = Eigen::MatrixXd::Zero(index_of(columns), index_of(columns));
    const std::size_t end = std::min(rows, (part + 1) * part_rows);
    for (std::size_t first = part * part_rows; first < end; first += score_rows) {
      add_block(first, std::min(score_rows, end - first), sums[part]);
    }
  });
  Eigen::MatrixXd total = Eigen::MatrixXd::Zero(index_of(columns), index_of(columns));
  for (const Eigen::MatrixXd& sum : sums) total += sum;
  total.triangularView<Eigen::StrictlyUpper>() = total.transpose();
  return {total.data(), total.data() + total.size()};
}

}  // namespace

void for_each_part(std::size_t count, bool busy, const Context& context, const std::function<void(std::size_t)>& work) {
  for_each_chunk(count, busy ? context : Context{.threads = 1, .cancel = context.cancel}, work);
}

std::vector<double> score_sums(const Regression& fit, const Grouping& groups, const Context& context) {
  const std::size_t n = fit.observations, k = fit.names.size(), slots = groups.slots();
  const std::span<const std::int32_t> of = groups.of();
  std::vector<double> sums(slots * k);
  // Two columns at a time, so that the codes and residuals are fetched half as often.
  for_each_part((k + 1) / 2, n * k > busy_numbers, context, [&](std::size_t pair) {
    const std::size_t j = 2 * pair;
    const double* x = fit.design.data() + j * n;
    double* sum = sums.data() + j * slots;
    if (j + 1 == k) {
      for (std::size_t i = 0; i < n; ++i) sum[of[i]] += score_weight(fit, i) * x[i];
      return;
    }
    for (std::size_t i = 0; i < n; ++i) {
      const double score = score_weight(fit, i);
      sum[of[i]] += score * x[i];
      sum[slots + of[i]] += score * x[n + i];
    }
  });
  return sums;
}

std::vector<double> own_product(std::span<const double> matrix, std::size_t rows, std::size_t columns,
                                const Context& context) {
  return sum_of_blocks(rows, columns, context, [&](std::size_t first, std::size_t count, Eigen::MatrixXd& sum) {
    const Map block(matrix.data() + first, index_of(count), index_of(columns), Eigen::OuterStride<>(index_of(rows)));
    add_cross_products(block, sum);
  });
}

std::vector<double> scaled_product(const Regression& fit, std::span<const double> scale, const Context& context) {
  const std::size_t n = fit.observations, k = fit.names.size();
  return sum_of_blocks(n, k, context, [&](std::size_t first, std::size_t count, Eigen::MatrixXd& sum) {
    const Map block(fit.design.data() + first, index_of(count), index_of(k), Eigen::OuterStride<>(index_of(n)));
    const Eigen::Map<const Eigen::VectorXd> s(scale.data() + first, index_of(count));
    const Eigen::MatrixXd scaled = s.asDiagonal() * block;
    add_cross_products(scaled, sum);
  });
}

std::vector<double> bread_root(const Regression& fit) {
  const Eigen::Index k = index_of(fit.names.size());
  const Eigen::Map<const Eigen::MatrixXd> bread(fit.bread.data(), k, k);
  const Eigen::LLT<Eigen::MatrixXd> factor(bread);
  if (factor.info() != Eigen::Success) {
    refuse("covariance",
           [] { return Refusal{say(MessageId::refused_not_definite), say(MessageId::remedy_near_covariates)}; });
  }
  const Eigen::MatrixXd lower = factor.matrixL();
  return {lower.data(), lower.data() + lower.size()};
}

std::vector<double> sandwich(std::span<const double> bread, std::span<const double> meat, std::size_t columns) {
  const Eigen::Index k = index_of(columns);
  const Eigen::MatrixXd b = Eigen::Map<const Eigen::MatrixXd>(bread.data(), k, k);
  const Eigen::MatrixXd m = Eigen::Map<const Eigen::MatrixXd>(meat.data(), k, k);
  const Eigen::MatrixXd product = times(b, times(m, b)), symmetric = 0.5 * (product + product.transpose());
  return {symmetric.data(), symmetric.data() + symmetric.size()};
}

}  // namespace payoff
