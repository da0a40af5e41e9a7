#include "monetize/cash_flow.hpp"

#include <cmath>
#include <numeric>

namespace payoff {

double product(double constant, const std::vector<std::size_t>& inputs, const Point& point) {
  for (const std::size_t input : inputs) constant *= point.inputs[input];
  return constant;
}

namespace {

// First month in which what came in covers what went out.
template <class Worth>
std::optional<int> covered(const CashFlow& cash, const Worth& worth) {
  // 12 instalments of 1 / 12 pay back 1 in month 12, not 13 for a rounding error.
  constexpr double slack = 1e-9;
  double in = 0, out = worth(0) * cash.cost[0];
  for (std::size_t m = 1; m < cash.cost.size(); ++m) {
    in += worth(m) * cash.benefit[m];
    out += worth(m) * cash.cost[m];
    if (in >= out - slack * std::abs(out)) return static_cast<int>(m);
  }
  return std::nullopt;
}

// What is left of a gain; a loss stays.
double kept_of_gain(const BenefitStream& stream, const Point& point) {
  const double rework = stream.rework == BenefitStream::none ? 0 : point.inputs[stream.rework];
  return (1 - rework) * (1 - stream.risk);
}

}  // namespace

namespace {

void for_each_benefit(const BenefitStream& stream, const Point& point, const auto& take) {
  const double each = product(stream.per_effect, stream.inputs, point), kept = kept_of_gain(stream, point);
  for (std::size_t m = 0; m < stream.weight.size(); ++m) {
    double effect = 0;
    for (std::size_t c = 0; c < stream.profile.size(); ++c)
      effect += stream.profile[c][m] * point.effects[stream.effect + c];
    const double benefit = each * effect;
    take(benefit > 0 ? benefit * kept : benefit);
  }
}

}  // namespace

std::vector<double> benefit_by_month(const BenefitStream& stream, const Point& point) {
  std::vector<double> months;
  months.reserve(stream.weight.size());
  for_each_benefit(stream, point, [&](double benefit) { months.push_back(benefit); });
  return months;
}

std::vector<double> cost_by_month(const CostStream& stream, const Point& point) {
  std::vector<double> months;
  for (const CashTerm& term : stream.terms) {
    const double each = product(term.constant, term.inputs, point);
    months.resize(term.profile.size(), 0);
    for (std::size_t m = 0; m < months.size(); ++m) months[m] += each * term.profile[m];
  }
  return months;
}

CashFlow cash_flow(const CashModel& model, const Point& point) {
  CashFlow cash{std::vector<double>(model.months(), 0), std::vector<double>(model.months(), 0)};
  const auto add = [](const std::vector<double>& months, std::vector<double>& sum) {
    for (std::size_t m = 0; m < months.size(); ++m) sum[m] += months[m];
  };
  for (const BenefitStream& stream : model.benefits)
    if (stream.valued.counted()) add(benefit_by_month(stream, point), cash.benefit);
  for (const CostStream& stream : model.costs) add(cost_by_month(stream, point), cash.cost);
  return cash;
}

double present_value(const CashModel& model, const std::vector<double>& by_month) {
  return std::inner_product(by_month.begin(), by_month.end(), model.discount.begin(), 0.0);
}

double net_present_value(const CashModel& model, const CashFlow& cash) {
  return (1 - model.tax_rate) * (present_value(model, cash.benefit) - present_value(model, cash.cost));
}

double return_on_investment(const CashModel& model, const CashFlow& cash) {
  const double costs = present_value(model, cash.cost);
  return costs > 0 ? present_value(model, cash.benefit) / costs - 1 : missing;
}

std::optional<int> payback_month(const CashFlow& cash) {
  return covered(cash, [](std::size_t) { return 1.0; });
}

std::optional<int> discounted_payback_month(const CashModel& model, const CashFlow& cash) {
  return covered(cash, [&](std::size_t m) { return model.discount[m]; });
}

double cost_of_delay(const CashModel& model, const CashFlow& cash) {
  double later = 0;
  for (std::size_t m = 0; m + 1 < cash.cost.size(); ++m)
    later += model.discount[m + 1] * (cash.benefit[m] - cash.cost[m]);
  return net_present_value(model, cash) - (1 - model.tax_rate) * later;
}

PresentValue::PresentValue(const CashModel& model) : after_tax_(1 - model.tax_rate) {
  for (const BenefitStream& stream : model.benefits) {
    if (!stream.valued.counted()) continue;
    BenefitStream& worth = benefits_.emplace_back(stream);
    if (stream.profile.size() == 1)
      worth.profile = {{present_value(model, stream.profile.front())}};
    else
      for (std::vector<double>& profile : worth.profile)
        for (std::size_t m = 0; m < profile.size(); ++m) profile[m] *= model.discount[m];
    worth.weight.resize(worth.profile.front().size());
  }
  for (const CostStream& stream : model.costs)
    for (const CashTerm& term : stream.terms)
      costs_.push_back({term.constant * present_value(model, term.profile), term.inputs});
}

double PresentValue::net(const Point& point) const {
  double worth = 0;
  for (const BenefitStream& stream : benefits_)
    for_each_benefit(stream, point, [&](double benefit) { worth += benefit; });
  for (const Product& cost : costs_) worth -= product(cost.worth, cost.inputs, point);
  return after_tax_ * worth;
}

double steady_benefit(const CashModel& model, const Point& point) {
  double sum = 0;
  for (const BenefitStream& stream : model.benefits) {
    if (!stream.valued.counted()) continue;
    double effect = 0;
    for (std::size_t c = 0; c < stream.steady.size(); ++c)
      effect += stream.steady[c] * point.effects[stream.effect + c];
    const double gain = product(stream.per_effect, stream.inputs, point) * effect;
    sum += gain > 0 ? gain * kept_of_gain(stream, point) : gain;
  }
  return sum;
}

}  // namespace payoff
