// The checked assumptions with all that they mean, the values and the model of the cash.
#pragma once

#include <span>

#include "monetize/cash_model.hpp"

namespace payoff {

struct AppraisalModel {
  Assumptions assumptions;  // the rollout filled in
  std::vector<Valued> values;
  CashModel model;
};

// Throws as appraise().
AppraisalModel appraisal_model(std::span<const Effect> effects, const Assumptions& assumptions);

}  // namespace payoff
