#include "monetize/scenario.hpp"

#include <algorithm>

#include "monetize/cash_flow.hpp"
#include "monetize/uncertain.hpp"

namespace payoff {
namespace {

MoneyScenario scenario(std::string name, std::string assuming, const CashFlow& cash, const CashModel& model) {
  const std::optional<int> month = payback_month(cash);
  return {std::move(name), std::move(assuming), net_present_value(model, cash), return_on_investment(model, cash),
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
std::string what_is_moved(const CashModel& model, const char* end) {
  std::string text = std::string("the ") + end + " end of " +
                     (model.effects.size() > 1 ? "every effect's interval" : "the effect's interval");
  std::string ranges;
  std::size_t drawn = 0;
  for (const MoneyInput& input : model.inputs)
    if (input.value.drawn() && ++drawn <= 3) ranges += (ranges.empty() ? "" : ", of the ") + input.label;
  if (drawn > 3) return text + ", and of every range";
  return drawn == 0 ? text : text + " and of the " + ranges;
}

}  // namespace

std::vector<MoneyScenario> money_scenarios(const CashModel& model) {
  const CashFlow expected = cash_flow(model, middle_of(model));
  CashFlow half = expected;
  for (double& month : half.benefit) month /= 2;
  return {scenario("conservative", what_is_moved(model, "worse"), cash_flow(model, at_ends(model, 1)), model),
          scenario("expected", "the middle of everything", expected, model),
          scenario("optimistic", what_is_moved(model, "better"), cash_flow(model, at_ends(model, -1)), model),
          scenario("half the adoption", "half of the expected benefits, and all of the costs", half, model)};
}

}  // namespace payoff
