#include "qualify/words/basis.hpp"

#include "base/messages.hpp"
#include "qualify/reading/finding.hpp"

namespace payoff {

std::string with_its_basis(std::string claim, const Effect& effect, const Verdict& verdict) {
  if (verdict.base > 'B') {
    return say(is_staggered(effect) ? MessageId::if_nothing_else_at_many_dates : MessageId::if_nothing_else_at_one_date,
               {{"claim", claim}});
  }
  const std::string gaps = verdict.grade > 'A' ? gaps_of(verdict) : "";
  return gaps.empty() ? claim : say(MessageId::in_trial_with_gaps, {{"claim", claim}, {"gaps", gaps}});
}

}  // namespace payoff
