// From one effect to currency per year: the factors of the ladder, multiplied.
//
// Formula   gain    = sign * effect * per_unit * volume          (per person and week)
//           net     = gain * (1 - rework_share) if gain > 0, else gain
//           benefit = net * people * realized_share * price * 52 (currency per year), of a gain times 1 - risk
// Rework eats time that was saved; it cannot shrink time that was lost. The
// realised share holds for both signs: slack that swallows half of the hours
// saved also absorbs half of the hours lost, so a null effect is worth nothing.
#pragma once

#include "payoff/monetize.hpp"

namespace payoff {

inline constexpr double weeks_per_year = 52;
inline constexpr double months_per_year = 12;

struct Benefit {
  double sign = 1;          // -1 when lower is better
  double per_unit = 1;      // hours (time) or currency (revenue, cost) in one metric unit
  double volume = 1;        // effects per person and week
  double rework_share = 0;  // of a gain; time metrics only
  double people = 0;
  double price = 1;               // currency per hour; gross margin; 1 for a cost metric
  Range realized_share{1, 1, 1};  // of net time; exactly 1 for revenue and cost
  double risk = 0;                // share taken off a gain; a loss is not made smaller
};

double gain_per_person_week(const Benefit& benefit, double level_effect);
double net_of_rework(const Benefit& benefit, double gain);
double risk_adjusted(const Benefit& benefit, double value);
double benefit_per_year(const Benefit& benefit, double level_effect, double realized_share);

// The factors for this metric: time_value or revenue_value, by its kind.
Benefit benefit_of(const Effect& effect, const Assumptions& assumptions);

}  // namespace payoff
