// From one effect to currency per month: the factors of the ladder.
//
// Formula   gain    = sign * effect * per_unit * volume            (per person and week)
//           net     = gain * (1 - rework_share) if gain > 0, else gain
//           benefit = net * people * realized_share * price * 52 / 12, of a gain times 1 - risk
//           of campaigns: sign * effect * people * price for each of them
#pragma once

#include "monetize/cash_model.hpp"

namespace payoff {

// Adds the stream of a value, its inputs and the coordinates of its effect.
void add_benefit(const Valued& valued, const Assumptions& assumptions, CashModel& model);

// The same factors, each at its middle: for one person, and in words. A single value of Benefit is a whole ladder.
struct Benefit {
  double sign = 1;          // -1 when lower is better
  double per_unit = 1;      // hours (time) or currency (revenue, cost) in one metric unit
  double volume = 1;        // effects per person and week; of campaigns 1
  double rework_share = 0;  // of a gain; time metrics only
  double people = 0;
  double price = 1;                        // currency per hour; gross margin; price of one; 1 for a cost metric
  double realized_share = 1;               // of net time; of all else exactly 1 where it is not given
  double risk = 0;                         // share taken off a gain; a loss is not made smaller
  double times_per_year = weeks_per_year;  // of campaigns: how many of them
};

double gain_per_person_week(const Benefit& benefit, double level_effect);
double net_of_rework(const Benefit& benefit, double gain);
double risk_adjusted(const Benefit& benefit, double value);
double benefit_per_year(const Benefit& benefit, double level_effect);

Benefit benefit_of(const Valued& valued, const Assumptions& assumptions);

// How many weights of 1 in BenefitStream::weight a year has: its months, or its campaigns.
double weights_per_year(const Benefit& benefit, const Assumptions& assumptions);

// As many campaigns as there are, the first at once and the others as far apart as the horizon allows. (H + 1)
std::vector<double> campaigns_by_month(double campaigns, int horizon_months);

}  // namespace payoff
