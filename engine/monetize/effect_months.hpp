// How an effect goes on, month by month with the tool: as one number, or as its path went from the first third of the
// follow-up to the last where it fades or begins late.
//
// Formula   With the tool for a months, of a follow-up of T (both its thirds in the middle: T/6 and 5T/6)
//             effect(a) = first up to T/6, the line from first to last up to 5T/6, last up to T
//           and beyond T: last, of one that declines too; of one that fades, last x (last / first)^((a - T) / (2T/3)): it fades on as fast as it did.
//           Month m of those who began s months after the first has a = m - s - 1/2.
//           profile_c,m = sum over the starts of share x part of the month x weight of coordinate c at a
// Why here  What fades is not worth its best for three years, nor nothing in its first; what begins late has a beginning.
// Limits    the pace at which it fades on is that of the estimates; first and last are drawn
#pragma once

#include <vector>

#include "monetize/cash_model.hpp"

namespace payoff {

// "effect on handle minutes, role = senior": by which its errors are correlated with those of others.
std::string uncertain_name(const Effect& effect);
std::string uncertain_label(const Effect& effect);  // the same as people read it

struct EffectMonths {
  std::vector<EffectCoordinate> coordinates;  // one; two, first and last, of one that fades or begins late
  double correlation = 0;                     // of the two
  std::vector<std::vector<double>> profile;   // (coordinates, H + 1)
  std::vector<double>
      steady;  // (coordinates) as a year of it is told: the last third of one that fades, the mean of both of
               // one that begins late
};

// reach is by rollout; an effect whose follow-up is not known in weeks is one number.
EffectMonths effect_months(const Effect& effect, const std::vector<Start>& rollout, int horizon_months);

}  // namespace payoff
