// The cells of one unit, demeaned: what AbsorbedRegression is made of.
#pragma once

#include <vector>

#include "measure/rollout/one_date/absorbed_regression.hpp"

namespace payoff {

struct AbsorbedRegression::Block {
  std::vector<std::size_t> cell;           // (m) cells of this unit in use
  std::vector<int> period, effect;         // (m) columns; effect -1 = none
  std::vector<double> weight, outcome;     // (m)
  std::vector<double> demeaned, residual;  // (m) outcome less the unit's mean
  std::vector<double> covariate;           // (m x p) by rows, less the unit's means
  std::vector<double> rounding;            // (p) sum of squares that rounding may leave
  double total_weight = 0;

  void clear() {
    for (auto* values : {&weight, &outcome, &demeaned, &residual, &covariate, &rounding}) values->clear();
    cell.clear();
    period.clear();
    effect.clear();
    total_weight = 0;
  }

  // Of so many cells; those of covariates come one by one.
  void resize(std::size_t cells) {
    for (auto* columns : {&period, &effect}) columns->resize(cells);
    for (auto* values : {&weight, &outcome, &demeaned}) values->resize(cells);
  }
};

}  // namespace payoff
