#include "measure/rollout/staggered/cohort_regression.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "measure/rollout/staggered/cohort_cells.hpp"

namespace payoff {
namespace {

// Predictions of a fit, and where they can be had.
class Prediction {
 public:
  Prediction(const CohortCells& cells, CohortRegression& result)
      : cells_(cells), result_(result), period_in_fit_(cells.periods) {}

  void fill() {
    result_.period_known.assign(cells_.periods, false);
    for (std::size_t b = 0; b < cells_.blocks(); ++b) {
      const std::span<const std::uint8_t> seen = cells_.seen(b);
      const bool several = std::ranges::count(seen, 1) > 1;
      for (std::size_t t = 0; t < cells_.periods; ++t) {
        if (seen[t]) period_in_fit_[t] = true;
        if (seen[t] && several) result_.period_known[t] = true;
      }
    }
    find_ambiguous();
    result_.residual.assign(cells_.panel.outcome.size(), missing);
    for (std::size_t b = 0; b < cells_.blocks(); ++b) predict(cells_.block(b));
  }

 private:
  // Directions without data but a constant of all periods, which unit effects absorb, and periods without a cell.
  void find_ambiguous() {
    for (const std::vector<double>& direction : result_.solution->without_data) {
      const auto first = std::ranges::find(result_.period_known, true) - result_.period_known.begin();
      const double constant = first == std::ssize(result_.period_known) ? 0 : direction[first];
      double spread = 0;
      bool in_fit = false;
      for (std::size_t j = 0; j < direction.size(); ++j) {
        const bool period = j < cells_.periods;
        if (!period || result_.period_known[j])
          spread = std::max(spread, std::abs(direction[j] - (period ? constant : 0)));
        in_fit = in_fit || (direction[j] != 0 && (!period || period_in_fit_[j]));
      }
      const bool constant_of_all = std::abs(constant) > direction_tolerance && spread < direction_tolerance;
      if (in_fit && !constant_of_all) result_.ambiguous.push_back(direction);
    }
  }

  double predicted(std::size_t t, std::size_t i, const double* coefficient) const {
    const int j = cells_.effect(t, i);
    double sum = coefficient[t] + (j >= 0 ? coefficient[cells_.periods + static_cast<std::size_t>(j)] : 0);
    for (std::size_t l = 0; l < covariates_; ++l)
      sum += coefficient[first_covariate_ + l] * cells_.panel.covariates[l][cells_.cell(t, i)];
    return sum;
  }

  void predict(std::span<const std::int32_t> block) {
    const double *coefficient = result_.solution->coefficient.data(), *outcome = cells_.panel.outcome.data();
    double total = 0, constant = 0;
    std::size_t observations = 0;
    std::vector<double> along(result_.ambiguous.size());  // mean of each direction over the block's cells in the fit
    for (const std::int32_t i : block) {
      const double w = cells_.panel.weight_of(i);
      for (std::size_t t = 0; t < cells_.periods; ++t) {
        if (!cells_.in_fit(t, i)) continue;
        ++observations;
        total += w;
        constant += w * (outcome[cells_.cell(t, i)] - predicted(t, i, coefficient));
        for (std::size_t a = 0; a < along.size(); ++a) along[a] += w * predicted(t, i, result_.ambiguous[a].data());
      }
    }
    result_.observations += observations;
    if (total == 0) return;
    const double mean = constant / total;
    double* residual = result_.residual.data();
    for (const std::int32_t i : block) {
      for (std::size_t t = 0; t < cells_.periods; ++t) {
        bool known = result_.period_known[t];
        for (std::size_t a = 0; a < along.size() && !cells_.in_fit(t, i); ++a) {
          const double at = predicted(t, i, result_.ambiguous[a].data());
          known = known && std::abs(at - along[a] / total) < direction_tolerance;
        }
        if (known) residual[cells_.cell(t, i)] = outcome[cells_.cell(t, i)] - (mean + predicted(t, i, coefficient));
      }
    }
  }

  const CohortCells& cells_;
  CohortRegression& result_;
  const std::size_t covariates_ = cells_.panel.covariates.size();
  const std::size_t first_covariate_ = cells_.periods + cells_.design.effects;
  std::vector<bool> period_in_fit_;  // (T)
};

}  // namespace

bool CohortRegression::estimable(std::size_t column) const {
  return is_told(column, ambiguous);
}

CohortRegression fit_cohorts(const CohortPanel& panel, const CohortDesign& design) {
  const CohortCells cells(panel, design);
  const Kinds kinds = kinds_of(cells);
  CohortRegression result;
  result.solution = kinds.count <= cells.periods ? solve_by_kinds(cells, kinds) : solve_by_periods(cells);
  Prediction(cells, result).fill();
  return result;
}

std::vector<int> effects_by_side(const CohortPanel& panel, int before, int after) {
  std::vector<int> effect_of((panel.cohorts.size() + 1) * panel.periods.size(), before);
  for (std::size_t c = 0; c < panel.cohorts.size(); ++c) {
    const auto row = effect_of.begin() + static_cast<std::ptrdiff_t>(c * panel.periods.size());
    std::fill(row + panel.cohorts[c], row + static_cast<std::ptrdiff_t>(panel.periods.size()), after);
  }
  return effect_of;
}

}  // namespace payoff
