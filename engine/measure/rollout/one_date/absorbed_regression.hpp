// Weighted least squares with unit and period effects, exact on unbalanced panels, without iteration.
//
// Model     y_it = alpha_i + gamma_t + sum_j beta_j [unit i treated and period t belongs to effect j] + x_it' c + e_it
// Formula   Units are absorbed by demeaning within the unit (Frisch & Waugh 1933). Periods and effects stay as columns;
//           being sparse, their demeaned cross products are accumulated unit by unit,
//               X'WX += sum_t w x x' - s s' / W,   s = sum_t w x,   W = sum_t w,
//           so that only K x K numbers are held, K = T + q + p. Where the units are of fewer kinds than there are periods
//           (those of a group that were seen in the same periods are of one kind), the constants of kinds are what is solved
//           for (two_way_least_squares.hpp), at no cost of periods.
// Sample    units seen both before and after the rollout. Others have no change to compare; kept, they would count as
//           clusters and degrees of freedom without bearing on the effect (Correia 2015, Singletons, cluster-robust
//           standard errors and fixed effects: a bad mix).
// Influence psi_c = w e (a_c - abar_i), a = rows of (X'WX)^-1 for the effects: beta_hat - beta = sum of psi over cells,
//           from which every sandwich variance follows.
//
// Notation  T periods   q effects   p covariates   w weights: the denominator of a ratio metric, else 1
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "fit/cross_products/solved_equations.hpp"
#include "measure/answer/cr1.hpp"
#include "measure/answer/sample.hpp"
#include "payoff/measure.hpp"

namespace payoff {

struct AbsorbedDesign {
  std::size_t metric = 0;
  std::vector<std::size_t> covariates;
  std::vector<int> periods;    // (T) ascending, as in period_of
  std::vector<int> effect_of;  // (T) effect of a treated unit in this period, 0 ... q - 1; -1 = none
  std::size_t effects = 0;     // q
  std::size_t before = 0;      // periods before the rollout
};

// One cell of the estimation sample.
struct AbsorbedCell {
  std::size_t cell = 0;  // of the panel
  int cluster = 0;
  double weight = 1, outcome = 0;  // outcome: not demeaned
  double residual = 0;
  double influence = 0;   // on the first effect
  double projection = 0;  // a_c - abar_i of the first effect: beta = sum of projection x weight x outcome
};

class AbsorbedRegression {
 public:
  // Throws Error(method) naming a covariate that unit and period effects or the others explain.
  AbsorbedRegression(const Panel& panel, AbsorbedDesign design, const Context& context = {});

  double effect(std::size_t j) const;  // NaN where it cannot be told from the period effects
  std::size_t effects() const { return design_.effects; }
  bool compares(std::size_t period) const { return seen_[0][period] && seen_[1][period]; }  // both groups were seen
  const Sample& sample() const { return *sample_; }
  std::size_t observations() const { return observations_; }
  std::size_t rank() const { return solution_->rank; }  // of periods, effects and covariates, units absorbed
  std::size_t units() const { return order_.size(); }
  const AbsorbedDesign& design() const { return design_; }
  const SolvedEquations& solution() const { return *solution_; }  // columns: T periods, q effects, p covariates

  // Visits the cells in the order of their clusters.
  void visit(const std::function<void(const AbsorbedCell&)>& see) const;
  // (q) the influence of each cluster on all effects, in order.
  void visit_clusters(const std::function<void(int cluster, std::span<const double> influence)>& see) const;

 private:
  struct Block;  // the cells of one unit, demeaned

  void find_units();
  void find_cells(std::size_t unit, std::vector<std::size_t>& cells) const;
  void load(std::size_t unit, Block& block) const;
  void load_covariates(Block& block) const;
  void solve_by_kinds(const std::vector<std::size_t>& kind_of, std::size_t comparison_kinds, std::size_t kinds);
  void solve_by_periods();
  void accumulate(const Block& block, NormalEquations& equations) const;
  void predict(Block& block) const;
  void project(const Block& block, std::vector<double>& projection) const;
  void refuse_aliased() const;
  std::size_t covariate_column(std::size_t j) const { return design_.periods.size() + design_.effects + j; }

  const Panel& panel_;
  const Context context_;
  AbsorbedDesign design_;
  std::vector<std::size_t> first_cell_;  // (units + 1)
  std::vector<int> period_index_;        // (cells) -1 = not in the design
  std::vector<bool> seen_[2];            // (T) comparison, treated
  std::vector<std::size_t> order_;       // units in use, by cluster
  std::optional<Sample> sample_;         // known when the units are
  std::shared_ptr<const SolvedEquations> solution_;
  std::vector<double> row_of_first_;  // (K) of the inverse
  std::size_t observations_ = 0;
};

inline RegressionSize size_of(const AbsorbedRegression& regression) {
  return {regression.sample().clusters.count, regression.observations(), regression.rank(), regression.units()};
}

}  // namespace payoff
