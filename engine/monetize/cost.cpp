#include "monetize/cost.hpp"

#include <cmath>
#include <numeric>

namespace payoff {

namespace {

// 0 where there are no hours, whose price may be missing then.
double price_of(double hours, const Assumptions& assumptions) {
  return hours == 0 ? 0 : hours * assumptions.hourly_cost;
}

}  // namespace

double growth_in_month(double growth_per_year, int month) {
  const int whole_years = (month - 1) / 12;
  return std::pow(1 + growth_per_year, whole_years);
}

std::vector<double> cost_by_month(const Cost& cost, const Assumptions& assumptions, const std::vector<double>& reach) {
  const double risk = 1 + assumptions.risk_of_costs;
  const double each = cost.per_person_month + price_of(cost.hours_per_person_month, assumptions);
  std::vector<double> months{risk * cost.once};
  for (std::size_t m = 1; m < reach.size(); ++m) {
    const double recurring = cost.per_month + assumptions.people * reach[m] * each;
    months.push_back(risk * recurring * growth_in_month(cost.growth_per_year, static_cast<int>(m)));
  }
  const double first = cost.once_per_person + price_of(cost.hours_per_person, assumptions);
  for (const Start& start : assumptions.rollout)
    if (const auto month = static_cast<std::size_t>(start.month); month < months.size())
      months[month] += risk * assumptions.people * start.share * first;
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
    const double each = cost.per_person_month + price_of(cost.hours_per_person_month, assumptions);
    const double first = cost.once_per_person + price_of(cost.hours_per_person, assumptions);
    rates.once += cost.once + first * assumptions.people;
    rates.per_month += cost.per_month + each * assumptions.people;
  }
  return rates;
}

}  // namespace payoff
