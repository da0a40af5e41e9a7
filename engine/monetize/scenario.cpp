#include "monetize/scenario.hpp"

#include <algorithm>

#include "base/messages.hpp"
#include "monetize/cash_flow.hpp"
#include "monetize/uncertain.hpp"

namespace payoff {
namespace {

MoneyScenario scenario(MessageId name, std::string assuming, const CashFlow& cash, const CashModel& model) {
  const std::optional<int> month = payback_month(cash);
  return {say(name), std::move(assuming), net_present_value(model, cash), return_on_investment(model, cash),
          month ? static_cast<double>(*month) : missing};
}

// One number at the end that makes the NPV less (sign 1), or more (-1).
void move(double& number, double one, double other, double sign, const PresentValue& worth, Point& point) {
  number = one;
  const double npv = worth.net(point);
  number = other;
  if (sign * worth.net(point) > sign * npv) number = one;
}

// The effects first: of a loss the larger share is the worse.
Point at_ends(const CashModel& model, double sign) {
  const PresentValue worth(model);
  Point point = middle_of(model);
  for (std::size_t e = 0; e < model.effects.size(); ++e) {
    const EffectCoordinate& effect = model.effects[e];
    move(point.effects[e], effect.level(effect.low), effect.level(effect.high), sign, worth, point);
  }
  for (std::size_t i = 0; i < model.inputs.size(); ++i) {
    const MoneyInput& input = model.inputs[i];
    if (!input.value.drawn()) continue;
    const MovedEnds ends = ends_of(input.value, input.share);
    move(point.inputs[i], ends.low, ends.high, sign, worth, point);
  }
  return point;
}

// "the worse end of the effect's interval, and of the realised share"
std::string what_is_moved(const CashModel& model, MessageId end_of_one, MessageId end_of_every) {
  const std::string effects = say(model.effects.size() > 1 ? end_of_every : end_of_one);
  std::string ranges;
  std::size_t drawn = 0;
  for (const MoneyInput& input : model.inputs) {
    if (!input.value.drawn() || ++drawn > 3) continue;
    ranges =
        ranges.empty() ? input.label : say(MessageId::scenario_ranges, {{"ranges", ranges}, {"range", input.label}});
  }
  if (drawn > 3) return say(MessageId::scenario_and_every_range, {{"claim", effects}});
  return drawn == 0 ? effects : say(MessageId::scenario_and_ranges, {{"claim", effects}, {"ranges", ranges}});
}

}  // namespace

std::vector<MoneyScenario> money_scenarios(const CashModel& model) {
  const CashFlow expected = cash_flow(model, middle_of(model));
  CashFlow half = expected;
  for (double& month : half.benefit) month /= 2;
  return {scenario(MessageId::scenario_conservative,
                   what_is_moved(model, MessageId::scenario_worse_end, MessageId::scenario_worse_ends),
                   cash_flow(model, at_ends(model, 1)), model),
          scenario(MessageId::scenario_expected, say(MessageId::scenario_middle), expected, model),
          scenario(MessageId::scenario_optimistic,
                   what_is_moved(model, MessageId::scenario_better_end, MessageId::scenario_better_ends),
                   cash_flow(model, at_ends(model, -1)), model),
          scenario(MessageId::scenario_half, say(MessageId::scenario_half_benefits), half, model)};
}

}  // namespace payoff
