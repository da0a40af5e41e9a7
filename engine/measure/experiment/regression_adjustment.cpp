#include "measure/experiment/regression_adjustment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "fit/cross_products/least_squares.hpp"

namespace payoff {
namespace {

// A constant column, centred, is rounding: this share of its largest value at most.
constexpr double rounding_share = 1e-13;

// The rows of the design, with every column centred, made afresh on each pass.
class CentredRows {
 public:
  CentredRows(const ArmSample& sample, bool interacted) : sample_(sample), interacted_(interacted) {
    const std::size_t p = sample.covariates.size();
    const double n = static_cast<double>(sample.outcome.size());
    mean_.resize(p);
    largest_.resize(p);
    std::vector<double> treated_mean(p);
    double treated = 0;
    for (std::size_t i = 0; i < sample.outcome.size(); ++i) {
      treated += sample.treated[i];
      outcome_mean_ += sample.outcome[i] / n;
      for (std::size_t j = 0; j < p; ++j) {
        const double x = sample.value(sample.unit[i], j);
        mean_[j] += x / n;
        largest_[j] = std::max(largest_[j], std::abs(x));
        if (sample.treated[i]) treated_mean[j] += x;
      }
    }
    share_ = treated / n;
    for (std::size_t j = 0; j < p; ++j) product_mean_.push_back(treated_mean[j] / n - share_ * mean_[j]);
  }

  std::size_t columns() const { return 1 + mean_.size() * (interacted_ ? 2 : 1); }
  double outcome(std::size_t i) const { return sample_.outcome[i] - outcome_mean_; }

  void fill(std::size_t i, std::vector<double>& row) const {
    const std::size_t p = mean_.size();
    row[0] = sample_.treated[i] - share_;
    for (std::size_t j = 0; j < p; ++j) {
      row[1 + j] = sample_.value(sample_.unit[i], j) - mean_[j];
      if (interacted_) row[1 + p + j] = sample_.treated[i] * row[1 + j] - product_mean_[j];
    }
  }

  // Sum of squares that rounding may leave in this column.
  double rounding(std::size_t column) const {
    if (column == 0) return 0;
    const double each = rounding_share * largest_[(column - 1) % mean_.size()];
    return each * each * static_cast<double>(sample_.outcome.size());
  }

 private:
  const ArmSample& sample_;
  bool interacted_;
  double outcome_mean_ = 0, share_ = 0;
  std::vector<double> mean_, product_mean_, largest_;  // (p) mean of x, mean of d x, largest |x|
};

// Of n rows. Millions of numbers added one by one lose five digits of their sum; blocks of them, two.
NormalEquations equations_of(const CentredRows& rows, std::size_t n) {
  constexpr std::size_t block = 1024;
  const std::size_t k = rows.columns();
  NormalEquations equations(k);
  for (std::size_t j = 0; j < k; ++j) equations.rounding[j] = rows.rounding(j);
  std::vector<double> row(k);
  for (std::size_t first = 0; first < n; first += block) {
    NormalEquations part(k);
    for (std::size_t i = first; i < std::min(first + block, n); ++i) {
      rows.fill(i, row);
      part.add(row, rows.outcome(i));
    }
    std::ranges::transform(equations.xx, part.xx, equations.xx.begin(), std::plus());
    std::ranges::transform(equations.xy, part.xy, equations.xy.begin(), std::plus());
  }
  return equations;
}

void refuse_aliased(const ArmSample& sample, const LeastSquares& solution) {
  const std::size_t p = sample.covariates.size();
  for (std::size_t column = 0; column < solution.columns; ++column) {
    if (!solution.aliased[column]) continue;
    const bool product = column > p;
    refuse("two_sample", [&] {
      return Refusal{say(product ? MessageId::refused_constant_in_arm : MessageId::refused_constant_covariate,
                         {{"covariate", sample.covariates[(column - 1) % p]}}),
                     say(product ? MessageId::remedy_additive : MessageId::remedy_leave_out)};
    });
  }
}

}  // namespace

ArmDifference fit_arms(const ArmSample& sample, bool interacted) {
  const CentredRows rows(sample, interacted);
  const std::size_t n = sample.outcome.size(), k = rows.columns(), p = sample.covariates.size();
  if (n <= k + 1) {
    refuse("two_sample", [&] {
      return Refusal{
          say(MessageId::refused_few_units, {{"count", std::to_string(n)}, {"coefficients", std::to_string(k + 1)}}),
          say(MessageId::remedy_fewer_covariates)};
    });
  }
  const LeastSquares solution = solve(equations_of(rows, n));
  refuse_aliased(sample, solution);

  std::vector<double> row(k);
  ArmDifference result{solution.coefficient[0], std::vector<double>(n), std::vector<double>(n),
                       std::vector<double>(n),  std::vector<double>(n), k + 1};
  for (std::size_t i = 0; i < n; ++i) {
    rows.fill(i, row);
    result.residual[i] = rows.outcome(i);
    for (std::size_t j = 0; j < k; ++j) {
      result.projection[i] += solution.row(0)[j] * row[j];
      result.residual[i] -= solution.coefficient[j] * row[j];
    }
    for (std::size_t j = 1 + p; j < k; ++j) {
      result.centring[i] += solution.coefficient[j] * row[j - p] / static_cast<double>(n);
    }
    result.leverage[i] = 1 / static_cast<double>(n) + quadratic_form(solution.inverse, row);
  }
  return result;
}

}  // namespace payoff
