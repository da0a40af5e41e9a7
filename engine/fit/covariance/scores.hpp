// Scores w e x, summed without ever being held n x k.
//
// The answers do not depend on the number of threads: sums over rows are split by column, products by blocks of fixed
// size whose parts are added in their order.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "fit/covariance/groups.hpp"
#include "payoff/regression.hpp"

namespace payoff {

// Calls work(0) .. work(count - 1), on all threads where there are at least two parts and `busy` says it pays.
void for_each_part(std::size_t count, bool busy, const Context& context, const std::function<void(std::size_t)>& work);

// w e of each row.
inline double score_weight(const Regression& fit, std::size_t row) {
  return fit.weight.empty() ? fit.residual[row] : fit.weight[row] * fit.residual[row];
}

// sum of w e x over the rows of each slot (slots x k) by columns.
std::vector<double> score_sums(const Regression& fit, const Grouping& groups, const Context& context = {});

// A'A (k x k) of a matrix by columns (rows x k).
std::vector<double> own_product(std::span<const double> matrix, std::size_t rows, std::size_t columns,
                                const Context& context = {});

// X' diag(s^2) X (k x k), s (n).
std::vector<double> scaled_product(const Regression& fit, std::span<const double> scale, const Context& context = {});

// Lower triangle L of the bread, (X'WX)^-1 = L L' (k x k) by columns: x L has the covariance of e where W^-1 is true.
std::vector<double> bread_root(const Regression& fit);

// B M B, symmetric (k x k).
std::vector<double> sandwich(std::span<const double> bread, std::span<const double> meat, std::size_t columns);

}  // namespace payoff
