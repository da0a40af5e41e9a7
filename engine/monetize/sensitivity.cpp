#include "monetize/sensitivity.hpp"

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "monetize/cash_flow.hpp"
#include "monetize/uncertain.hpp"

namespace payoff {
namespace {

NpvSensitivity of_effect(const CashModel& model, std::size_t e, const PresentValue& worth) {
  const EffectCoordinate& effect = model.effects[e];
  const double low = effect.level(effect.low), high = effect.level(effect.high);
  const auto at = [&](double value) {
    Point point = middle_of(model);
    point.effects[e] = value;
    return worth.net(point);
  };
  return {effect.label, low, high, effect.unit, false, at(low), at(high)};
}

NpvSensitivity of_input(const CashModel& model, std::size_t i, const PresentValue& worth) {
  const MoneyInput& input = model.inputs[i];
  const MovedEnds ends = ends_of(input.value, input.share);
  const auto at = [&](double value) {
    Point point = middle_of(model);
    point.inputs[i] = value;
    return worth.net(point);
  };
  return {input.label, ends.low, ends.high, input.unit, input.share, at(ends.low), at(ends.high)};
}

// The months count otherwise, and nothing else changes.
NpvSensitivity of_discount_rate(const AppraisalModel& appraised) {
  const double rate = appraised.assumptions.discount_rate_per_year;
  const auto at = [&](double changed) {
    CashModel model = appraised.model;
    Assumptions assumptions = appraised.assumptions;
    assumptions.discount_rate_per_year = changed;
    model.discount = discount_factors(assumptions);
    return net_present_value(model, cash_flow(model, middle_of(model)));
  };
  const MovedEnds ends = ends_of(rate, true);
  return {say(MessageId::input_discount_rate),
          ends.low,
          ends.high,
          say(MessageId::unit_share_per_year),
          true,
          at(ends.low),
          at(ends.high)};
}

}  // namespace

std::vector<NpvSensitivity> sensitivity(const AppraisalModel& appraised) {
  const CashModel& model = appraised.model;
  const PresentValue worth(model);
  std::vector<NpvSensitivity> rows;
  for (std::size_t e = 0; e < model.effects.size(); ++e) rows.push_back(of_effect(model, e, worth));
  // Nothing to show for an assumption that is 0.
  for (std::size_t i = 0; i < model.inputs.size(); ++i)
    if (model.inputs[i].value.drawn() || model.inputs[i].value.middle() > 0) rows.push_back(of_input(model, i, worth));
  if (appraised.assumptions.discount_rate_per_year > 0) rows.push_back(of_discount_rate(appraised));
  std::ranges::stable_sort(rows, std::ranges::greater{},
                           [](const NpvSensitivity& s) { return std::abs(s.npv_high - s.npv_low); });
  return rows;
}

}  // namespace payoff
