// The cells of a staggered panel as a fit with absorbed constants sees them: in blocks of units that share a constant.
#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "measure/rollout/staggered/cohort_regression.hpp"

namespace payoff {

class CohortCells {
 public:
  CohortCells(const CohortPanel& panel, const CohortDesign& design);

  std::size_t cell(std::size_t t, std::size_t i) const { return t * panel.units() + i; }
  int effect(std::size_t t, std::size_t i) const { return design.effect_of[cohort_[i] * periods + t]; }
  bool in_fit(std::size_t t, std::size_t i) const {
    return effect(t, i) != left_out && !std::isnan(panel.outcome[cell(t, i)]);
  }
  std::size_t cohort(std::size_t i) const { return cohort_[i]; }

  std::size_t blocks() const { return begin_.size() - 1; }
  std::span<const std::int32_t> block(std::size_t b) const {
    return std::span<const std::int32_t>(order_).subspan(begin_[b], begin_[b + 1] - begin_[b]);
  }
  std::span<const std::uint8_t> seen(std::size_t b) const {  // (T) whether the block has a cell in the fit
    return std::span<const std::uint8_t>(seen_).subspan(b * periods, periods);
  }
  // (1 + p) weighted means of the outcome and the covariates over the block's cells in the fit.
  std::vector<double> means(std::size_t b) const;

  const CohortPanel& panel;
  const CohortDesign& design;
  const std::size_t periods;

 private:
  std::vector<std::size_t> cohort_;  // (N)
  std::vector<std::int32_t> order_;  // (N) by block
  std::vector<std::size_t> begin_;   // (blocks + 1)
  std::vector<std::uint8_t> seen_;   // (blocks x T)
};

// Kinds of blocks: those of one cohort that were seen in the same periods are one, a block of several units is its own.
struct Kinds {
  std::vector<std::size_t> of;     // (blocks)
  std::vector<std::size_t> first;  // (C + 2) the kinds of each cohort lie side by side
  std::size_t count = 0;
};
Kinds kinds_of(const CohortCells& cells);

// The coefficients by the constants of kinds, or by periods: the same, at the cost of either.
std::shared_ptr<const SolvedInParts> solve_by_kinds(const CohortCells& cells, const Kinds& kinds);
std::shared_ptr<const SolvedInParts> solve_by_periods(const CohortCells& cells);

}  // namespace payoff
