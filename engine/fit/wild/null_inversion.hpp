// A test by draws, turned into an interval: draws of a t statistic as functions of the null value.
//
// Formula   d = b - r for the null r. The data have t = d / se; a draw has
//               t*^2 = (N0 + d N1)^2 / (Q00 + 2 d Q01 + d^2 Q11),
//           and p(d) is the share of draws with |t*| > |t|: five numbers a draw answer every null value.
// Ties      The pattern of the data has t* = t exactly, and others may: a draw is larger only beyond rounding. Where
//           ties count it must be at least as large, and random draws are joined by the data themselves, so that p
//           never falls below one pattern's share: a valid test however few patterns there are.
// Interval  all r with p > 1 - level. p is a step function and need not fall steadily: the farthest r on a geometric
//           grid that is not rejected, then bisection. Between two d of one sign N0 + d N1 is largest and smallest at
//           the ends (or 0), and the convex V* lies between the lower end less Q11 (d1 - d2)^2 / 4 and the higher one:
//           bisection asks only the draws of which this leaves open whether they are larger at every d in between.
//           As r goes to infinity t* stays bounded but for draws with Q11 = 0: if those alone keep p up, no r can be
//           excluded and there is no interval.
// Source    Roodman, MacKinnon, Nielsen & Webb (2019), Fast and wild, Stata Journal 19(1), section 3; ties: Phipson &
//           Smyth (2010), Permutation p-values should never be zero, SAGMB 9(1).
#pragma once

#include <vector>

namespace payoff {

struct NullDraws {
  double variance = 0;                        // of the estimate, on the scale of Q
  bool enumerated = false;                    // every pattern there is, or one of each mirrored pair
  std::vector<double> n0, n1, q00, q01, q11;  // (B)
};

double p_of_null(const NullDraws& draws, double d, bool ties_count);

// How far below and above the estimate the interval reaches.
struct Reach {
  double below = 0, above = 0;
  bool bounded = false;  // false: the test excludes no value
};
Reach invert(const NullDraws& draws, bool ties_count, double level);

}  // namespace payoff
