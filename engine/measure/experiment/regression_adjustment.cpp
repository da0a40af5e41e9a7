#include "measure/experiment/regression_adjustment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "fit/cross_products/least_squares.hpp"

namespace payoff {
namespace {

// A constant column, centred, is rounding: this share of its largest value at most.
constexpr double rounding_share = 1e-13;

// The rows of the design, made afresh on each pass: treated, centred, and the covariates, like the outcome, about the mean of
// their arm, so that what lies far off in one arm takes no digit from the other. Where slopes are by arm, those of the comparison stand before
// those of the treated.
class ArmRows {
 public:
  ArmRows(const ArmSample& sample, bool interacted) : sample_(sample), interacted_(interacted) {
    const std::size_t p = sample.covariates.size();
    double units[2] = {};
    for (const std::size_t arm : {0, 1}) {
      mean_[arm].resize(p);
      largest_[arm].resize(p);
    }
    for (std::size_t i = 0; i < sample.outcome.size(); ++i) {
      const std::size_t arm = sample.treated[i] ? 1 : 0;
      ++units[arm];
      outcome_mean_[arm] += sample.outcome[i];
      for (std::size_t j = 0; j < p; ++j) {
        const double x = sample.value(sample.unit[i], j);
        mean_[arm][j] += x;
        largest_[arm][j] = std::max(largest_[arm][j], std::abs(x));
      }
    }
    for (const std::size_t arm : {0, 1}) {
      outcome_mean_[arm] /= std::max(units[arm], 1.0);
      for (double& mean : mean_[arm]) mean /= std::max(units[arm], 1.0);
    }
    share_ = units[1] / (units[0] + units[1]);
  }

  std::size_t columns() const { return 1 + mean_[0].size() * (interacted_ ? 2 : 1); }
  std::size_t column(bool treated, std::size_t j) const {
    return 1 + j + (interacted_ && treated ? mean_[0].size() : 0);
  }
  double outcome(std::size_t i) const { return sample_.outcome[i] - outcome_mean_[sample_.treated[i] ? 1 : 0]; }
  double difference() const { return outcome_mean_[1] - outcome_mean_[0]; }

  void fill(std::size_t i, std::vector<double>& row) const {
    const bool treated = sample_.treated[i];
    std::ranges::fill(row, 0);
    row[0] = (treated ? 1 : 0) - share_;
    for (std::size_t j = 0; j < mean_[0].size(); ++j)
      row[column(treated, j)] = sample_.value(sample_.unit[i], j) - mean_[treated][j];
  }

  // Mean of an arm less that of all.
  double off(bool treated, std::size_t j) const {
    return (treated ? 1 - share_ : -share_) * (mean_[1][j] - mean_[0][j]);
  }

  // What coefficients add to the difference of the arms, less what their covariates make of it.
  std::vector<double> effect() const {
    std::vector<double> weight(columns());
    weight[0] = 1;
    for (std::size_t j = 0; j < mean_[0].size(); ++j) {
      weight[column(true, j)] -= off(true, j);
      weight[column(false, j)] += off(false, j);
    }
    return weight;
  }

  // Sum of squares that rounding may leave in this column.
  double rounding(std::size_t column) const {
    if (column == 0) return 0;
    const std::size_t p = mean_[0].size(), j = (column - 1) % p;
    const double largest = interacted_ ? largest_[(column - 1) / p][j] : std::max(largest_[0][j], largest_[1][j]);
    const double each = rounding_share * largest;
    return each * each * static_cast<double>(sample_.outcome.size());
  }

 private:
  const ArmSample& sample_;
  bool interacted_;
  double outcome_mean_[2] = {}, share_ = 0;
  std::vector<double> mean_[2], largest_[2];  // (p) mean of x in each arm, largest |x|
};

// Of n rows. Millions of numbers added one by one lose five digits of their sum; blocks of them, two.
NormalEquations equations_of(const ArmRows& rows, std::size_t n) {
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

void refuse_aliased(const ArmSample& sample, const ArmRows& rows, const LeastSquares& solution) {
  for (std::size_t j = 0; j < sample.covariates.size(); ++j) {
    const bool comparison = solution.aliased[rows.column(false, j)], treated = solution.aliased[rows.column(true, j)];
    if (!comparison && !treated) continue;
    const bool in_one = comparison != treated;
    refuse("two_sample", [&] {
      return Refusal{say(in_one ? MessageId::refused_constant_in_arm : MessageId::refused_constant_covariate,
                         {{"covariate", sample.covariates[j]}}),
                     say(in_one ? MessageId::remedy_additive : MessageId::remedy_leave_out)};
    });
  }
}

}  // namespace

ArmDifference fit_arms(const ArmSample& sample, bool interacted) {
  const ArmRows rows(sample, interacted);
  const std::size_t n = sample.outcome.size(), k = rows.columns(), p = sample.covariates.size();
  if (n <= k + 1) {
    refuse("two_sample", [&] {
      return Refusal{
          say(MessageId::refused_few_units, {{"count", std::to_string(n)}, {"coefficients", std::to_string(k + 1)}}),
          say(MessageId::remedy_fewer_covariates)};
    });
  }
  const LeastSquares solution = solve(equations_of(rows, n));
  refuse_aliased(sample, rows, solution);

  const std::vector<double> weight = rows.effect();
  std::vector<double> row(k), by_row(k);  // by_row: projection of a row onto the effect
  ArmDifference result{rows.difference(),      std::vector<double>(n), std::vector<double>(n),
                       std::vector<double>(n), std::vector<double>(n), k + 1};
  for (std::size_t j = 0; j < k; ++j) {
    result.effect += weight[j] * solution.coefficient[j];
    by_row[j] = std::inner_product(weight.begin(), weight.end(), solution.row(j).begin(), 0.0);
  }
  for (std::size_t i = 0; i < n; ++i) {
    rows.fill(i, row);
    result.projection[i] = std::inner_product(row.begin(), row.end(), by_row.begin(), 0.0);
    result.residual[i] =
        rows.outcome(i) - std::inner_product(row.begin(), row.end(), solution.coefficient.begin(), 0.0);
    result.leverage[i] = 1 / static_cast<double>(n) + quadratic_form(solution.inverse, row);
    const bool treated = sample.treated[i];
    for (std::size_t j = 0; j < p && interacted; ++j) {
      const double apart = solution.coefficient[rows.column(true, j)] - solution.coefficient[rows.column(false, j)];
      result.centring[i] += apart * (row[rows.column(treated, j)] + rows.off(treated, j)) / static_cast<double>(n);
    }
  }
  return result;
}

}  // namespace payoff
