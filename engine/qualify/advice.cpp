#include "qualify/advice.hpp"

#include <algorithm>

#include "base/messages.hpp"
#include "qualify/reading/finding.hpp"

namespace payoff {
namespace {

void advise_design(const Effect& effect, char base, std::vector<std::string>& advice) {
  if (base == 'A') return;
  if (base == 'U') {
    advice.push_back(say(MessageId::advice_bring_data));
    return;
  }
  if (compares_of(effect) == Compares::own_past) advice.push_back(say(MessageId::advice_comparison_group));
  if (compares_of(effect) == Compares::groups) advice.push_back(say(MessageId::advice_before));
  advice.push_back(say(is_staggered(effect) ? MessageId::advice_order_by_lot : MessageId::advice_by_lot));
}

}  // namespace

std::vector<std::string> advice(const Effect& effect, const Verdict& verdict) {
  std::vector<std::string> result;
  advise_design(effect, verdict.base, result);
  for (const Reason& reason : verdict.reasons) {
    if (!reason.effect.weakens()) continue;
    const std::string remedy = to_raise(reason.rule);
    if (!remedy.empty() && std::ranges::find(result, remedy) == result.end()) result.push_back(remedy);
  }
  return result;
}

}  // namespace payoff
