#include "monetize/reach.hpp"

#include <algorithm>

#include "monetize/cash_model.hpp"

namespace payoff {

std::vector<double> reach_by_month(const std::vector<Start>& rollout, int horizon_months) {
  std::vector<double> reach;
  reach.reserve(static_cast<std::size_t>(horizon_months) + 1);
  for (int month = 0; month <= horizon_months; ++month) {
    double share = 0;
    for (const Start& start : rollout) share += start.share * std::clamp(month - start.month, 0.0, 1.0);
    reach.push_back(share);
  }
  return reach;
}

std::vector<Start> rollout_of(const Effect& effect, const Assumptions& assumptions) {
  const std::vector<AdoptionStep>& steps = effect.facts.adoption;
  double units = 0;
  for (const AdoptionStep& step : steps) units += static_cast<double>(step.units);
  if (!(units > 0)) return {{0, 1}};
  const double all = assumptions.people.middle();
  const bool others = !assumptions.bills.empty() && all > units;
  const double people = others ? all : units;
  std::vector<Start> rollout;
  for (const AdoptionStep& step : steps)
    rollout.push_back({step.weeks * months_per_year / weeks_per_year, static_cast<double>(step.units) / people});
  if (!others) return rollout;
  std::size_t billed = 0;
  for (const Bill& bill : assumptions.bills) billed = std::max(billed, bill.by_month.size() - 1);
  rollout.push_back({static_cast<double>(billed), 1 - units / people});
  return rollout;
}

Assumptions with_rollout(const Effect& effect, const Assumptions& assumptions) {
  Assumptions result = assumptions;
  if (result.rollout.empty()) result.rollout = rollout_of(effect, assumptions);
  return result;
}

}  // namespace payoff
