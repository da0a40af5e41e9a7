#include "fit/absorb/absorb.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/messages.hpp"
#include "base/parallel.hpp"
#include "base/refusal.hpp"
#include "fit/absorb/conjugate.hpp"
#include "fit/absorb/schur.hpp"
#include "payoff/error.hpp"

namespace payoff {

namespace {

// Norms, as shares of what a column was, at which nothing is left of it: above the error of the absorption, and above
// what rounding leaves of a column that is constant within every level.
constexpr double explained_share = 1e-9, rounding_share = 1e-14;

}  // namespace

Absorber::Absorber(const std::vector<FactorLevels>& factors, double tolerance, const Context& context)
    : rows_(factors, context), tolerance_(tolerance) {}

Absorber::~Absorber() = default;

void Absorber::weigh(std::span<const double> weight) {
  rows_.weigh(weight);
  if (rows_.others() == 0) return;
  balanced_ = rows_.balanced();
  if (balanced_) return;
  factor_ = SchurFactor::make(rows_);
  inverse_diagonal_ = rows_.diagonal();
  for (double& d : inverse_diagonal_) d = d > 0 ? 1 / d : 0;
}

int Absorber::solve(const LaneVector& b, const Lanes& norm, LaneVector& v) const {
  if (balanced_) {
    v = b;
    const double scale =
        rows_.inverse_total(0) * static_cast<double>(rows_.other_levels()) / static_cast<double>(rows_.first_levels());
    for (Lanes& value : v) value *= scale;
    return 1;
  }
  ConjugateProblem problem;
  problem.tolerance = tolerance_;
  problem.multiply = [&](const LaneVector& x, LaneVector& product) { rows_.multiply(x, product); };
  problem.exact = factor_ != nullptr;
  problem.precondition = [&](const LaneVector& r, LaneVector& z) {
    if (problem.exact) return factor_->solve(r, z);
    for (std::size_t j = 0; j < r.size(); ++j) {
      z[j] = r[j];
      z[j] *= inverse_diagonal_[j];
    }
  };
  int steps = solve_conjugate(problem, b, norm, v);
  if (steps < 0 && factor_) {  // the factor lost its digits: as if there were none
    problem.exact = false;
    steps = solve_conjugate(problem, b, norm, v);
  }
  if (steps > 0) return steps;
  refuse("regress", [&] {
    return Refusal{say(MessageId::refused_absorption,
                       {{"factors", std::to_string(rows_.others() + 1)}, {"steps", std::to_string(-steps)}}),
                   say(MessageId::remedy_tolerance)};
  });
}

std::vector<Absorbed> Absorber::take_out(std::span<const AbsorbColumn> columns) const {
  std::vector<Absorbed> result;
  LaneVector b, v;
  for (std::size_t first = 0; first < columns.size(); first += lanes) {
    const std::span<const AbsorbColumn> block = columns.subspan(first, std::min(lanes, columns.size() - first));
    int steps = 1;
    if (rows_.others() > 0) {
      const Lanes norm = rows_.right_side(block, b);
      steps = solve(b, norm, v);
    }
    const AbsorbNorms norms = rows_.take_out(block, v);
    for (std::size_t l = 0; l < block.size(); ++l) {
      const double least = std::max(explained_share * explained_share * norms.centred.at[l],
                                    rounding_share * rounding_share * norms.raw.at[l]);
      result.push_back({norms.left.at[l] <= least, steps});
    }
  }
  return result;
}

}  // namespace payoff
