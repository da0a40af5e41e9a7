// The normal equations of a staggered panel, solved in the parts that its zeros leave.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "fit/cross_products/arrow_least_squares.hpp"
#include "fit/cross_products/two_way_least_squares.hpp"
#include "measure/rollout/staggered/cohort_cells.hpp"

namespace payoff {
namespace {

// What demeaning a constant may leave of it, as a share of its sum of squares.
constexpr double rounding_share = 1e-26;

// The cells that are the only one of their effect. No effect of groups that cohorts share.
std::vector<OwnCell> own_cells(const CohortCells& cells, const Kinds& kinds) {
  std::vector<OwnCell> own(cells.design.effects);
  std::vector<int> count(own.size());
  for (std::size_t cell = 0; cell < cells.design.effect_of.size(); ++cell) {
    const int effect = cells.design.effect_of[cell];
    if (effect < 0) continue;
    const std::size_t cohort = cell / cells.periods;
    own[effect] = {cell % cells.periods, kinds.first[cohort], kinds.first[cohort + 1]};
    ++count[effect];
  }
  for (std::size_t e = 0; e < own.size(); ++e) {
    if (count[e] > 1) own[e] = {};
  }
  return own;
}

// Effects of one cohort alone meet those of others only in the periods.
std::vector<int> blocks_of(const CohortCells& cells) {
  std::vector<int> block(cells.periods + cells.design.effects + cells.panel.covariates.size(), -1);
  for (std::size_t cell = 0; cell < cells.design.effect_of.size(); ++cell) {
    if (cells.design.effect_of[cell] < 0) continue;
    int& own = block[cells.periods + static_cast<std::size_t>(cells.design.effect_of[cell])];
    const int cohort = static_cast<int>(cell / cells.periods);
    own = own == -1 || own == cohort ? cohort : -2;
  }
  return block;
}

// Cross products of blocks that are of one kind, summed before they are written.
class ByPeriods {
 public:
  explicit ByPeriods(const CohortCells& cells)
      : cells_(cells),
        periods_(cells.periods),
        covariates_(cells.panel.covariates.size()),
        equations_(blocks_of(cells)),
        weight_(periods_),
        outcome_(periods_),
        covariate_(periods_ * covariates_) {}

  std::shared_ptr<const SolvedInParts> solve() {
    std::size_t run = 0;  // the first block of the run
    for (std::size_t b = 0; b < cells_.blocks(); ++b) {
      if (!alike(run, b)) {
        close_run(run);
        run = b;
      }
      const std::vector<double> mean = cells_.means(b);
      for (const std::int32_t i : cells_.block(b)) {
        for (std::size_t t = 0; t < periods_; ++t) {
          if (cells_.in_fit(t, i)) add_cell(t, i, mean);
        }
      }
    }
    if (cells_.blocks() > 0) close_run(run);
    return std::make_shared<const ArrowLeastSquares>(equations_);
  }

 private:
  std::size_t covariate_column(std::size_t j) const { return periods_ + cells_.design.effects + j; }

  bool alike(std::size_t a, std::size_t b) const {
    if (a == b) return true;
    const bool single = cells_.block(a).size() == 1 && cells_.block(b).size() == 1;
    return single && cells_.cohort(cells_.block(a)[0]) == cells_.cohort(cells_.block(b)[0]) &&
           std::ranges::equal(cells_.seen(a), cells_.seen(b));
  }

  void add_cell(std::size_t t, std::size_t i, const std::vector<double>& mean) {
    const double w = cells_.panel.weight_of(i), y = cells_.panel.outcome[cells_.cell(t, i)] - mean[0];
    weight_[t] += w;
    outcome_[t] += w * y;
    for (std::size_t j = 0; j < covariates_; ++j) {
      const double value = cells_.panel.covariates[j][cells_.cell(t, i)], x = value - mean[1 + j];
      const std::size_t column = covariate_column(j);
      covariate_[t * covariates_ + j] += w * x;
      equations_.xy[column] += w * x * y;
      equations_.rounding[column] += rounding_share * w * value * value;
      for (std::size_t l = 0; l <= j; ++l) {
        const double other = cells_.panel.covariates[l][cells_.cell(t, i)] - mean[1 + l];
        equations_.at(column, covariate_column(l)) += w * x * other;
      }
    }
  }

  void close_run(std::size_t block) {
    const double total = std::accumulate(weight_.begin(), weight_.end(), 0.0);
    if (total == 0) return;
    const std::size_t cohort = cells_.cohort(cells_.block(block).front());
    std::vector<std::pair<std::size_t, std::size_t>> columns;  // column and its period
    for (std::size_t t = 0; t < periods_; ++t) {
      if (weight_[t] == 0) continue;
      const int effect = cells_.design.effect_of[cohort * periods_ + t];
      columns.emplace_back(t, t);
      if (effect < 0) continue;
      columns.emplace_back(periods_ + static_cast<std::size_t>(effect), t);
      equations_.at(columns.back().first, t) += weight_[t];
    }
    for (const auto& [column, t] : columns) {
      equations_.at(column, column) += weight_[t];
      equations_.xy[column] += outcome_[t];
      for (std::size_t j = 0; j < covariates_; ++j)
        equations_.at(covariate_column(j), column) += covariate_[t * covariates_ + j];
      const double scaled = weight_[t] / total;
      for (const auto& [other, s] : columns) {
        if (other <= column) equations_.at(column, other) -= scaled * weight_[s];
      }
    }
    for (auto* sums : {&weight_, &outcome_, &covariate_}) std::ranges::fill(*sums, 0);
  }

  const CohortCells& cells_;
  std::size_t periods_, covariates_;
  ArrowEquations equations_;
  std::vector<double> weight_, outcome_, covariate_;  // (T), (T), (T x p) of the run
};

}  // namespace

std::shared_ptr<const SolvedInParts> solve_by_periods(const CohortCells& cells) {
  return ByPeriods(cells).solve();
}

std::shared_ptr<const SolvedInParts> solve_by_kinds(const CohortCells& cells, const Kinds& kinds) {
  const std::size_t p = cells.panel.covariates.size();
  TwoWayEquations equations(cells.periods, kinds.count, own_cells(cells, kinds), p);
  std::vector<double> x(p);
  const auto center_covariates = [&](std::size_t cell, double w, const std::vector<double>& mean) {
    for (std::size_t j = 0; j < p; ++j) {
      const double value = cells.panel.covariates[j][cell];
      x[j] = value - mean[1 + j];
      equations.add_rounding(j, rounding_share * w * value * value);
    }
  };
  for (std::size_t b = 0; b < cells.blocks(); ++b) {
    const std::vector<double> mean = cells.means(b);
    for (const std::int32_t i : cells.block(b)) {
      for (std::size_t t = 0; t < cells.periods; ++t) {
        if (!cells.in_fit(t, i)) continue;
        const double w = cells.panel.weight_of(i);
        center_covariates(cells.cell(t, i), w, mean);
        equations.add(t, kinds.of[b], cells.effect(t, i), w, cells.panel.outcome[cells.cell(t, i)] - mean[0], x);
      }
    }
  }
  return std::make_shared<const TwoWayLeastSquares>(std::move(equations), Context{});
}

}  // namespace payoff
