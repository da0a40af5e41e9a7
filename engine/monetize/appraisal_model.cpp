#include "monetize/appraisal_model.hpp"

#include "monetize/assumptions.hpp"
#include "monetize/reach.hpp"

namespace payoff {

AppraisalModel appraisal_model(std::span<const Effect> effects, const Assumptions& given) {
  AppraisalModel result;
  result.values = valued_effects(effects, given);
  check_assumptions(result.values, given);
  result.assumptions = with_rollout(*result.values.front().effect, given);
  result.model = cash_model(result.values, result.assumptions);
  return result;
}

}  // namespace payoff
