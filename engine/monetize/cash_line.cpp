#include "monetize/cash_line.hpp"

#include <algorithm>
#include <numeric>

#include "base/messages.hpp"
#include "data/spoken.hpp"
#include "monetize/cash_flow.hpp"
#include "monetize/quantity.hpp"

namespace payoff {
namespace {

MessageId line_of(ValueAs as) {
  switch (as) {
    case ValueAs::throughput:
      return MessageId::line_throughput;
    case ValueAs::quality:
      return MessageId::line_quality;
    case ValueAs::revenue:
      return MessageId::line_revenue;
    case ValueAs::retention:
      return MessageId::line_retention;
    case ValueAs::cost_avoided:
      return MessageId::line_cost_avoided;
    default:
      return MessageId::line_time_saved;
  }
}

std::string name_of_benefit(const Valued& valued) {
  const std::string metric = spoken(valued.effect->metric) + of_people(valued.value.segment, valued.value.label);
  const std::string name = say(line_of(valued.as()), {{"metric", metric}});
  return valued.counted() ? name : say(MessageId::line_not_counted, {{"line", name}});
}

CashLine line_of(std::string name, bool is_cost, std::vector<double> by_month, const CashModel& model) {
  const double worth = present_value(model, by_month);
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

std::vector<CashLine> cash_lines(const CashModel& model) {
  const Point middle = middle_of(model);
  std::vector<CashLine> lines;
  std::vector<double> tax(model.months(), 0);
  const auto add = [&](CashLine line) {
    for (std::size_t m = 0; m < tax.size(); ++m)
      if (line.counted) tax[m] += model.tax_rate * (line.is_cost ? -line.by_month[m] : line.by_month[m]);
    lines.push_back(std::move(line));
  };
  for (std::size_t s = 0; s < model.benefits.size(); ++s) {
    const Valued& valued = model.benefits[s].valued;
    CashLine line = line_of(name_of_benefit(valued), false, benefit_by_month(model.benefits[s], middle), model);
    line.counted = valued.counted();
    add(std::move(line));
  }
  for (std::size_t s = 0; s < model.costs.size(); ++s)
    add(line_of(model.costs[s].name, true, cost_by_month(model.costs[s], middle), model));
  if (model.tax_rate > 0) lines.push_back(line_of(say(MessageId::step_tax), true, std::move(tax), model));
  return lines;
}

std::vector<MonthlyCash> monthly_cash(const std::vector<CashLine>& lines, const MoneyDraws& draws) {
  std::vector<MonthlyCash> flow;
  double sum = 0;
  for (std::size_t m = 0; m < draws.cumulative.size(); ++m) {
    MonthlyCash month{.month = static_cast<int>(m)};
    for (const CashLine& line : lines)
      if (line.counted) (line.is_cost ? month.cost : month.benefit) += line.by_month[m];
    sum += month.benefit - month.cost;
    month.cumulative = sum;
    const Quantity band = summarize(draws.cumulative[m]).rounded();
    month.cumulative_p10 = band.p10;
    month.cumulative_p90 = band.p90;
    flow.push_back(month);
  }
  return flow;
}

}  // namespace payoff
