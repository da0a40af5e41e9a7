// Several coefficients at once.
//
// Formula   F = (R b - r)' (R V R')^-1 (R b - r) / q,  F(q, df): df the smallest of the coefficients in R;
//           df infinite: chi squared with q degrees of freedom, divided by q
// Refuses   Restrictions that repeat each other, or more of them than V has rank (q clusters give rank q - 1 at most).
// Limits    With cr2 this is F with Satterthwaite's smallest df, not the approximate Hotelling test.
// Source    Wald (1943); Cameron & Miller (2015), section VII.A.
#include <fmt/format.h>

#include <Eigen/Core>
#include <algorithm>
#include <limits>

#include "base/dense.hpp"
#include "base/distributions.hpp"
#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "payoff/error.hpp"
#include "payoff/standard_errors.hpp"

namespace payoff {
namespace {

constexpr double no_rank = 1e-12;  // of R V R' scaled to a unit diagonal

double smallest_df(const Covariance& covariance, const Eigen::MatrixXd& restrictions) {
  double df = std::numeric_limits<double>::infinity();
  for (Eigen::Index j = 0; j < restrictions.rows(); ++j) {
    if (!restrictions.row(j).isZero(0)) df = std::min(df, covariance.df[static_cast<std::size_t>(j)]);
  }
  return df;
}

// x' A^-1 x by the eigenvectors of A scaled to a unit diagonal.
double inverse_form(const Eigen::MatrixXd& a, const Eigen::VectorXd& x) {
  const Eigen::VectorXd scale = a.diagonal().cwiseSqrt().cwiseInverse();
  const bool usable = scale.allFinite();
  const Spectrum unit = spectrum(usable ? scaled(scale, a, scale) : Eigen::MatrixXd::Zero(1, 1));
  if (!usable || unit.values[0] <= no_rank) {
    refuse("wald", [&] {
      return Refusal{say(MessageId::refused_rank, {{"count", std::to_string(a.rows())}}),
                     say(MessageId::remedy_restrictions)};
    });
  }
  const Eigen::VectorXd rotated = transposed_times(unit.vectors, Eigen::VectorXd(scale.cwiseProduct(x)));
  return (rotated.array().square() / unit.values.array()).sum();
}

}  // namespace

WaldTest wald(const Regression& fit, const Covariance& covariance, std::span<const double> restrictions,
              std::span<const double> values) {
  const auto k = static_cast<Eigen::Index>(fit.names.size()), q = static_cast<Eigen::Index>(values.size());
  if (q == 0 || restrictions.size() != values.size() * fit.names.size()) {
    throw Error(
        ErrorKind::usage, {.function = "wald"},
        fmt::format("size of R is {}, but must be {} x {}", restrictions.size(), std::max<Eigen::Index>(q, 1), k),
        "give a row of k numbers for each restriction");
  }
  const Eigen::MatrixXd r = Eigen::Map<const Eigen::MatrixXd>(restrictions.data(), k, q);  // a restriction each column
  const Eigen::VectorXd b = Eigen::Map<const Eigen::VectorXd>(fit.coefficient.data(), k);
  const Eigen::MatrixXd v = Eigen::Map<const Eigen::MatrixXd>(covariance.value.data(), k, k);
  const Eigen::VectorXd gap = transposed_times(r, b) - Eigen::Map<const Eigen::VectorXd>(values.data(), q);
  const double df1 = static_cast<double>(q);
  WaldTest test{inverse_form(transposed_times(r, times(v, r)), gap) / df1, df1, smallest_df(covariance, r), missing};
  test.p = f_upper_tail(test.statistic, test.df1, test.df2);
  return test;
}

}  // namespace payoff
