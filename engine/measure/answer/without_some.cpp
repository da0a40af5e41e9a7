#include "measure/answer/without_some.hpp"

#include "measure/answer/inference.hpp"

namespace payoff {

void add_without_some(Effect& effect, MessageId name, std::size_t smaller_arm, const std::function<Effect()>& answer) {
  constexpr std::size_t least_left = 3;
  if (smaller_arm < least_left) return;
  add_alternative(effect, say(name), answer);
  effect.alternatives.back().purpose = Purpose::without_some;
  effect.alternatives.back().remark = say(MessageId::remark_without_some);
}

}  // namespace payoff
