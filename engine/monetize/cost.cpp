#include "monetize/cost.hpp"

#include <cmath>
#include <numeric>

namespace payoff {

namespace {

// What one of the people costs: when they begin, and in each month with the tool.
struct OfOne {
  double once, per_month;
};

OfOne cost_of_one(const Cost& cost, const Assumptions& assumptions) {
  // Where there are no hours their price may be missing.
  const auto price_of = [&](double hours) { return hours == 0 ? 0 : hours * assumptions.hourly_cost; };
  return {cost.once_per_person + price_of(cost.hours_per_person),
          cost.per_person_month + price_of(cost.hours_per_person_month)};
}

}  // namespace

double growth_in_month(double growth_per_year, int month) {
  const int whole_years = (month - 1) / 12;
  return std::pow(1 + growth_per_year, whole_years);
}

std::vector<double> cost_by_month(const Cost& cost, const Assumptions& assumptions, const std::vector<double>& reach) {
  const double risk = 1 + assumptions.risk_of_costs;
  const OfOne one = cost_of_one(cost, assumptions);
  std::vector<double> months{risk * cost.once};
  for (std::size_t m = 1; m < reach.size(); ++m) {
    const double recurring = cost.per_month + assumptions.people * reach[m] * one.per_month;
    months.push_back(risk * recurring * growth_in_month(cost.growth_per_year, static_cast<int>(m)));
  }
  for (const Start& start : assumptions.rollout)
    if (const auto month = static_cast<std::size_t>(start.month); month < months.size())
      months[month] += risk * assumptions.people * start.share * one.once;
  return months;
}

namespace {

// Of a month after its last.
double billed_later(const Bill& bill, const Assumptions& assumptions, double reach) {
  const std::size_t months = bill.by_month.size() - 1;  // with the tool
  const double last = bill.by_month.back();
  switch (bill.goes_on) {
    case BillGoesOn::not_at_all:
      return 0;
    case BillGoesOn::last_month:
      return last;
    case BillGoesOn::mean_month:
      return std::accumulate(bill.by_month.begin() + 1, bill.by_month.end(), 0.0) / static_cast<double>(months);
    case BillGoesOn::per_person:
      return last / bill.people * assumptions.people * reach;
  }
  return 0;
}

}  // namespace

std::vector<double> bill_by_month(const Bill& bill, const Assumptions& assumptions, const std::vector<double>& reach) {
  std::vector<double> months;
  for (std::size_t m = 0; m < reach.size(); ++m)
    months.push_back(m < bill.by_month.size()
                         ? bill.by_month[m]
                         : (1 + assumptions.risk_of_costs) * billed_later(bill, assumptions, reach[m]));
  return months;
}

std::vector<CostMonths> costs_by_month(const Assumptions& assumptions, const std::vector<double>& reach) {
  std::vector<CostMonths> all;
  for (const Cost& cost : assumptions.costs) all.push_back({cost.name, cost_by_month(cost, assumptions, reach)});
  for (const Bill& bill : assumptions.bills) all.push_back({bill.name, bill_by_month(bill, assumptions, reach)});
  return all;
}

CostRates cost_rates(const Assumptions& assumptions) {
  CostRates rates;
  for (const Cost& cost : assumptions.costs) {
    const OfOne one = cost_of_one(cost, assumptions);
    rates.once += cost.once + one.once * assumptions.people;
    rates.per_month += cost.per_month + one.per_month * assumptions.people;
  }
  return rates;
}

}  // namespace payoff
