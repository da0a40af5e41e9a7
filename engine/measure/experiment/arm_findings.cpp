#include "measure/experiment/arm_findings.hpp"

#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "measure/answer/said.hpp"

namespace payoff {

Diagnostic units_left_out(std::size_t units, std::size_t unseen, std::size_t without_covariate) {
  const std::size_t left_out = unseen + without_covariate;
  return {"units_left_out", static_cast<double>(left_out), missing,
          say(left_out > 0 ? MessageId::found_units_left_out : MessageId::found_none_left_out,
              {{"left_out", format_count(left_out)},
               {"units", format_count(units)},
               {"unseen", format_count(unseen)},
               {"without", format_count(without_covariate)}})};
}

Diagnostic units_without_past(std::size_t units) {
  return {"units_without_past", static_cast<double>(units), missing,
          say(MessageId::found_units_without_past, {{"units", std::to_string(units)}})};
}

Diagnostic baseline_balance(const Baseline& treated, const Baseline& comparison) {
  constexpr double most_standardized_difference = 0.25;
  const double pooled_sd = std::sqrt((treated.variance + comparison.variance) / 2);
  if (!(pooled_sd > 0))
    return {"baseline_balance", missing, most_standardized_difference, say(MessageId::baseline_unseen)};
  const double difference = (treated.mean - comparison.mean) / pooled_sd;
  return {"baseline_balance", difference, most_standardized_difference,
          say(difference < 0 ? MessageId::baseline_below : MessageId::baseline_above,
              {{"difference", format_fixed(std::abs(difference), 2)}})};
}

}  // namespace payoff
