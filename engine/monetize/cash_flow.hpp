// The cash of one point, month by month, and its figures.
//
// Formula   NPV     = sum d_m (benefit - cost)_m (1 - tax)
//           ROI     = sum d_m (benefit - cost)_m / sum d_m cost_m: tax takes the same part of both
//           payback = first m > 0 with sum up to m of (benefit - cost) >= 0; discounted: of d (benefit - cost)
// Benefits and recurring costs fall at the end of their month, what is paid once at month 0.
#pragma once

#include <optional>
#include <vector>

#include "monetize/cash_model.hpp"

namespace payoff {

// Of the inputs, times the constant.
double product(double constant, const std::vector<std::size_t>& inputs, const Point& point);

// (H + 1) currency, before tax. What is soft is in no sum.
std::vector<double> benefit_by_month(const BenefitStream& stream, const Point& point);
std::vector<double> cost_by_month(const CostStream& stream, const Point& point);

struct CashFlow {
  std::vector<double> benefit, cost;  // (H + 1)
};
CashFlow cash_flow(const CashModel& model, const Point& point);

double present_value(const CashModel& model, const std::vector<double>& by_month);
double net_present_value(const CashModel& model, const CashFlow& cash);

// NaN when nothing is spent: a return on nothing does not exist.
double return_on_investment(const CashModel& model, const CashFlow& cash);

std::optional<int> payback_month(const CashFlow& cash);
std::optional<int> discounted_payback_month(const CashModel& model, const CashFlow& cash);

// What a month's delay costs: all begins a month later and ends when it does, so that the last month falls away.
double cost_of_delay(const CashModel& model, const CashFlow& cash);

// The same NPV, of many points: every profile is discounted once. It keeps no reference to the model.
class PresentValue {
 public:
  explicit PresentValue(const CashModel& model);
  double net(const Point& point) const;  // after tax

 private:
  struct Product {
    double worth;
    std::vector<std::size_t> inputs;
  };
  std::vector<BenefitStream> benefits_;  // counted, their profiles discounted
  std::vector<Product> costs_;
  double after_tax_;
};

// Of a month in which all have the tool, as a year of it is told: counted values, before growth and tax.
double steady_benefit(const CashModel& model, const Point& point);

}  // namespace payoff
