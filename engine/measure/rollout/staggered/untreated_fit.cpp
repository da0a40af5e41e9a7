#include "measure/rollout/staggered/untreated_fit.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace payoff {
namespace {

// What the units that share a constant look like in the first stage.
struct Constant {
  std::vector<double> mean;  // (K) of the columns over the cells of the fit
  double weight = 0;
};

class Basis {
 public:
  Basis(const CohortPanel& panel, UntreatedFit& fit)
      : panel_(panel), fit_(fit), periods_(panel.periods.size()), columns_(fit.regression.solution->columns) {}

  void fill() {
    fit_.basis.assign(fit_.weight.size() * columns_, 0);
    if (fit_.design.group.empty()) {
      Constant constant;
      for (std::size_t c = 0; c <= panel_.cohorts.size(); ++c) {
        for (std::size_t i = panel_.cohort_begin[c]; i < panel_.cohort_begin[c + 1]; ++i) {
          constant.mean.assign(columns_, 0);
          constant.weight = 0;
          add_untreated(constant, c, i);
          add_gaps(constant, c, i);
        }
      }
      return;
    }
    std::vector<Constant> constants(static_cast<std::size_t>(*std::ranges::max_element(fit_.design.group)) + 1);
    for (Constant& constant : constants) constant.mean.assign(columns_, 0);
    for (const bool second : {false, true}) {
      for (std::size_t i = 0; i < panel_.units(); ++i) {
        Constant& constant = constants[static_cast<std::size_t>(fit_.design.group[i])];
        second ? add_gaps(constant, panel_.cohort_of(i), i) : add_untreated(constant, panel_.cohort_of(i), i);
      }
    }
  }

 private:
  double weight(std::size_t i) const { return panel_.weight.empty() ? 1 : panel_.weight[i]; }

  void add_untreated(Constant& constant, std::size_t c, std::size_t i) const {
    for (std::size_t t = 0; t < periods_; ++t) {
      const std::size_t cell = t * panel_.units() + i;
      if (fit_.design.effect_of[c * periods_ + t] == left_out || std::isnan(panel_.outcome[cell])) continue;
      constant.weight += weight(i);
      constant.mean[t] += weight(i);
      for (std::size_t j = 0; j < panel_.covariates.size(); ++j) {
        constant.mean[periods_ + j] += weight(i) * panel_.covariates[j][cell];
      }
    }
  }

  void add_gaps(const Constant& constant, std::size_t c, std::size_t i) {
    for (std::size_t t = 0; t < periods_; ++t) {
      const std::size_t cell = t * panel_.units() + i;
      if (std::isnan(fit_.regression.residual[cell])) continue;
      double* basis = fit_.basis.data() + (c * periods_ + t) * columns_;
      const double share = weight(i) / constant.weight;
      for (std::size_t k = 0; k < columns_; ++k) basis[k] -= share * constant.mean[k];
      basis[t] += weight(i);
      for (std::size_t j = 0; j < panel_.covariates.size(); ++j) {
        basis[periods_ + j] += weight(i) * panel_.covariates[j][cell];
      }
    }
  }

  const CohortPanel& panel_;
  UntreatedFit& fit_;
  std::size_t periods_, columns_;
};

}  // namespace

UntreatedFit fit_untreated(const CohortPanel& panel, std::vector<std::int32_t> group) {
  UntreatedFit fit{{effects_by_side(panel, no_effect, left_out), 0, std::move(group)}, {}, {}, {}, {}};
  fit.regression = fit_cohorts(panel, fit.design);
  fit.weight = cell_weights(panel, fit.regression.residual);
  fit.mean = cell_means(panel, fit.regression.residual, fit.regression.residual);
  return fit;
}

void add_basis(const CohortPanel& panel, UntreatedFit& fit) {
  Basis(panel, fit).fill();
}

CohortScore gap_score(const CohortPanel& panel, const UntreatedFit& fit, const CellShares& shares,
                      const std::vector<double>& centre) {
  const std::size_t k = fit.regression.solution->columns;
  std::vector<double> combination(k);
  for (const auto& [cell, share] : shares) {
    for (std::size_t j = 0; j < k; ++j) combination[j] -= share / fit.weight[cell] * fit.basis[cell * k + j];
  }
  CohortScore score = score_of(panel, fit.design, fit.regression, combination);
  score.shift.assign(fit.weight.size(), 0);
  for (const auto& [cell, share] : shares) {
    score.slope[cell] += share / fit.weight[cell];
    score.shift[cell] = share / fit.weight[cell] * centre[cell];
  }
  return score;
}

}  // namespace payoff
