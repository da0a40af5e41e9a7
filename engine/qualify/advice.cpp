#include "qualify/advice.hpp"

#include <algorithm>

#include "qualify/reading/finding.hpp"

namespace payoff {
namespace {

constexpr std::string_view order_by_lot = "Draw by lot who begins when in the next rollout: that can reach A.";
constexpr std::string_view by_lot = "Draw by lot who gets the tool next, and measure both groups: that can reach A.";

void advise_design(const Effect& effect, char base, std::vector<std::string>& advice) {
  if (base == 'A') return;
  if (base == 'U') {
    advice.emplace_back("Bring data from which an effect can be estimated; the message says what was missing.");
    return;
  }
  if (compares_of(effect) == Compares::own_past) {
    advice.emplace_back("Measure a comparison group without the tool over the same time: that can reach C.");
  }
  if (compares_of(effect) == Compares::groups) {
    advice.emplace_back("Measure both groups before the rollout, too: that can reach C.");
  }
  advice.emplace_back(is_staggered(effect) ? order_by_lot : by_lot);
}

}  // namespace

std::vector<std::string> advice(const Effect& effect, const Verdict& verdict) {
  std::vector<std::string> result;
  advise_design(effect, verdict.base, result);
  for (const Reason& reason : verdict.reasons) {
    const Rule* rule = reason.effect.weakens() ? rule_of(reason) : nullptr;
    if (rule && std::ranges::find(result, rule->to_raise) == result.end()) result.emplace_back(rule->to_raise);
  }
  return result;
}

}  // namespace payoff
