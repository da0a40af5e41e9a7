#include "monetize/cash_line.hpp"

#include <numeric>

#include "data/spoken.hpp"
#include "monetize/reach.hpp"

namespace payoff {
namespace {

std::string name_of_benefit(const Metric& metric) {
  const char* what = metric.kind == MetricKind::time      ? "time saved"
                     : metric.kind == MetricKind::revenue ? "margin gained"
                                                          : "cost avoided";
  return spoken(metric) + ": " + what;
}

CashLine line_of(std::string name, bool is_cost, std::vector<double> by_month, const CashModel& model) {
  const double worth = std::inner_product(by_month.begin(), by_month.end(), model.discount.begin(), 0.0);
  return {std::move(name), is_cost, std::move(by_month), worth};
}

}  // namespace

double CashLine::total() const {
  return std::accumulate(by_month.begin(), by_month.end(), 0.0);
}

std::vector<double> CashLine::by_year() const {
  std::vector<double> years{by_month.at(0)};
  for (std::size_t m = 1; m < by_month.size(); ++m) {
    if ((m - 1) % 12 == 0) years.push_back(0);
    years.back() += by_month[m];
  }
  return years;
}

std::vector<CashLine> cash_lines(const Effect& effect, const Assumptions& assumptions, const CashModel& model,
                                 double benefit_per_month) {
  std::vector<double> benefit = model.weight;
  for (double& month : benefit) month *= benefit_per_month;
  std::vector<CashLine> lines{line_of(name_of_benefit(effect.metric), false, std::move(benefit), model)};
  const std::vector<double> reach = reach_by_month(assumptions.rollout, assumptions.horizon_months);
  for (CostMonths& cost : costs_by_month(assumptions, reach))
    lines.push_back(line_of(std::move(cost.name), true, std::move(cost.by_month), model));
  return lines;
}

}  // namespace payoff
