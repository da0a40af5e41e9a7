#include "monetize/cash_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "monetize/benefit.hpp"
#include "monetize/cost.hpp"
#include "monetize/effect_months.hpp"
#include "monetize/reach.hpp"
#include "payoff/error.hpp"

namespace payoff {

double EffectCoordinate::level(double x) const {
  return std::isnan(log_baseline) ? x : log_baseline * std::expm1(x);
}

double exchange_rate(const Assumptions& assumptions, const std::string& currency) {
  if (currency.empty() || currency == assumptions.currency) return 1;
  const auto found = std::ranges::find(assumptions.exchange_rates, currency, &ExchangeRate::currency);
  if (found != assumptions.exchange_rates.end()) return found->rate;
  throw Error(
      ErrorKind::usage, {.key = "money.exchange_rates"},
      fmt::format("there is no rate of {}, which is not {}, the currency of the money", currency, assumptions.currency),
      fmt::format("write how many {} one {} is", assumptions.currency, currency));
}

std::vector<double> discount_factors(const Assumptions& assumptions) {
  std::vector<double> factors;
  for (int month = 0; month <= assumptions.horizon_months; ++month) {
    const double years = month / months_per_year;
    const bool by_year = assumptions.discounting == Discounting::year_ends;
    factors.push_back(std::pow(1 + assumptions.discount_rate_per_year, -(by_year ? std::ceil(years) : years)));
  }
  return factors;
}

std::size_t input_of(CashModel& model, MoneyInput input) {
  const auto found = std::ranges::find(model.inputs, input.name, &MoneyInput::name);
  const auto at = static_cast<std::size_t>(found - model.inputs.begin());
  if (found == model.inputs.end()) model.inputs.push_back(std::move(input));
  return at;
}

namespace {

// Of an effect by its name: the coordinates that it has, and how they go together.
struct Coordinates {
  std::vector<std::string> names;
  double together = 1;
};

Coordinates coordinates_of(const CashModel& model, const std::string& name) {
  for (const BenefitStream& stream : model.benefits) {
    if (uncertain_name(*stream.valued.effect) != name) continue;
    Coordinates found;
    for (std::size_t c = 0; c < stream.profile.size(); ++c)
      found.names.push_back(model.effects[stream.effect + c].name);
    for (const Correlation& known : model.correlations)
      if (found.names.size() == 2 && known.first == found.names[0] && known.second == found.names[1])
        found.together = known.correlation;
    return found;
  }
  return {{name}};
}

// Two effects, or inputs, of one or two numbers each: thirds go with their like, and with the other third as far as the thirds
// of one effect go together; one number goes with both as a mean would.
void correlate(const Correlation& given, CashModel& model) {
  const Coordinates first = coordinates_of(model, given.first), second = coordinates_of(model, given.second);
  const double together = (first.together + second.together) / 2;
  for (std::size_t i = 0; i < first.names.size(); ++i) {
    for (std::size_t j = 0; j < second.names.size(); ++j) {
      const bool alike = first.names.size() == second.names.size();
      const double part = alike ? (i == j ? 1 : together) : std::sqrt((1 + together) / 2);
      model.correlations.push_back({first.names[i], second.names[j], given.correlation * part});
    }
  }
}

}  // namespace

CashModel cash_model(const std::vector<Valued>& values, const Assumptions& assumptions) {
  CashModel model;
  model.discount = discount_factors(assumptions);
  model.tax_rate = assumptions.tax_rate;
  for (const Valued& valued : values) add_benefit(valued, assumptions, model);
  add_costs(assumptions, reach_by_month(assumptions.rollout, assumptions.horizon_months), model);
  for (const Correlation& correlation : assumptions.correlations) correlate(correlation, model);
  return model;
}

Point middle_of(const CashModel& model) {
  Point point;
  for (const MoneyInput& input : model.inputs) point.inputs.push_back(input.value.middle());
  for (const EffectCoordinate& effect : model.effects) point.effects.push_back(effect.level(effect.estimate));
  return point;
}

}  // namespace payoff
