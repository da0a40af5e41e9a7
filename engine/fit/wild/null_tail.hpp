// How many draws of a test are larger than the data, at every null value within a range, asked of few of them.
//
// Formula   d = b - r for the null r. The data have t = d / se; a draw has
//               t*^2 = (N0 + d N1)^2 / (Q00 + 2 d Q01 + d^2 Q11),
//           and p(d) is the share of draws with |t*| > |t|: five numbers a draw answer every null value.
// Ties      The pattern of the data has t* = t exactly, and others may: a draw is larger only beyond rounding. Where
//           ties count it must be at least as large, and random draws are joined by the data themselves, so that p
//           never falls below one pattern's share: a valid test however few patterns there are.
// Between   two d of one sign N0 + d N1 is largest and smallest at the ends (or 0), and the convex V* lies between the
//           lower end less Q11 (d1 - d2)^2 / 4 and the higher one, which tells of most draws that they are larger at
//           every d in between, or at none.
// Source    Phipson & Smyth (2010), Permutation p-values should never be zero, SAGMB 9(1).
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace payoff {

struct NullDraws {
  double variance = 0;                        // of the estimate, on the scale of Q
  bool enumerated = false;                    // every pattern there is, or one of each mirrored pair
  std::vector<double> n0, n1, q00, q01, q11;  // (B)
};

void reserve(NullDraws& draws, std::size_t count);
void clear(NullDraws& draws);
void append(const NullDraws& more, NullDraws& draws);

// Distances d from the estimate, of one sign: what is not excluded, and farther away what is.
struct Bracket {
  double inside = 0, outside = 0;
  double middle() const { return (inside + outside) / 2; }
};

// Draws larger than the data: of the first ones at d, or of all as d goes to infinity.
std::int64_t larger_at(const NullDraws& draws, bool ties_count, double d, std::size_t first);
std::int64_t larger_at_infinity(const NullDraws& draws, bool ties_count);

// Appends to `some` all draws that may be larger anywhere from a distance on, of either sign, and to infinity: few.
void may_be_larger(const NullDraws& draws, bool ties_count, double from_d, NullDraws& some);

// Appends to `open` the draws that may be larger at one distance of the bracket and not at another; how many of the others
// are larger.
std::int64_t larger_throughout(const NullDraws& draws, bool ties_count, const Bracket& bracket, NullDraws& open);

// The share of draws that p may be at most for the null to be rejected, and what it is a share of.
struct Significance {
  Significance(double level, bool ties_count, bool enumerated, std::size_t draws)
      : ties(ties_count),
        alpha((1 - level) * (1 + 1e-12)),
        data(ties_count && !enumerated ? 1 : 0),
        size(static_cast<double>(draws) + data) {}
  double share(double larger) const { return (larger + data) / size; }

  bool ties;
  double alpha, data, size;
};

class Tail {
 public:
  // Of all draws, at any distance.
  Tail(const NullDraws& draws, const Significance& level) : draws_(&draws), level_(level) {}
  // Of the draws that are open in a bracket, nearer than which nothing is rejected, and farther away all.
  Tail(const NullDraws& open, const Significance& level, const Bracket& bracket, std::int64_t always)
      : draws_(&open), level_(level), bracket_(bracket), always_(static_cast<double>(always)) {}

  double p(double d) const;
  // p(d) <= 1 - level; counts no further than that takes.
  bool rejects(double d) const;
  // The same of the limit of p as d goes to infinity.
  bool rejects_farthest() const;
  // The same of fewer draws, which go into `open`.
  Tail between(const Bracket& bracket, NullDraws& open) const;

 private:
  const NullDraws* draws_;
  Significance level_;
  Bracket bracket_{0, std::numeric_limits<double>::infinity()};
  double always_ = 0;
};

}  // namespace payoff
