// Every draw of the simulation, in each of the figures that decide.
//
// Formula   cash_flow.hpp at each joint draw (joint_draw.hpp)
// Limits    what is no distribution is taken as known; its part is shown by the sensitivity table instead
#pragma once

#include <vector>

#include "monetize/joint_draw.hpp"
#include "payoff/context.hpp"

namespace payoff {

// One number for each draw, in their order.
struct MoneyDraws {
  std::vector<double> net_present_value;     // currency
  std::vector<double> return_on_investment;  // share; NaN where nothing is spent
  // Currency per month as one may say of a year: of a month in which all have the tool, or of the mean month of the horizon,
  // whichever is nearer to 0.
  std::vector<double> steady_benefit;
  // (H + 1) How many have paid back in which month; those that are in none do not within the horizon.
  std::vector<std::size_t> paid_back, paid_back_discounted;
  // Means of all draws.
  std::vector<std::vector<double>> benefit_by_month, cost_by_month;  // (streams, H + 1) currency
  // Of the first draws, as many as a picture needs: the sum of the cash up to each month, after tax.
  std::vector<std::vector<double>> cumulative;  // (H + 1, draws)
};

MoneyDraws simulate(const CashModel& model, const JointDraw& joint, int draws, const Context& context);
MoneyDraws simulate(const CashModel& model, int draws, std::uint64_t seed, const Context& context = {});

// The draws of the appraisal that these assumptions make of these effects.
MoneyDraws money_draws(std::span<const Effect> effects, const Assumptions& assumptions);

}  // namespace payoff
