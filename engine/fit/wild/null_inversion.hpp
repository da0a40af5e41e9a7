// A test by draws, turned into an interval: draws of a t statistic as functions of the null value (null_tail.hpp).
//
// Interval  all r with p > 1 - level. p is a step function and need not fall steadily: the farthest r on a geometric
//           grid that is not rejected, then bisection, which asks only the draws that the bracket leaves open.
//           As r goes to infinity t* stays bounded but for draws with Q11 = 0: if those alone keep p up, no r can be
//           excluded and there is no interval.
// Blocks    The first of many random draws say by six standard errors between which r an end lies. The others are then
//           made block by block, and only those kept that are open in between.
// Source    Roodman, MacKinnon, Nielsen & Webb (2019), Fast and wild, Stata Journal 19(1), section 3.
#pragma once

#include <functional>
#include <optional>

#include "fit/wild/null_tail.hpp"
#include "payoff/context.hpp"

namespace payoff {

double p_of_null(const NullDraws& draws, double d, bool ties_count);

// How far below and above the estimate the interval reaches.
struct Reach {
  double below = 0, above = 0;
  bool bounded = false;  // false: the test excludes no value
};
Reach invert(const NullDraws& draws, bool ties_count, double level);

// Random draws that are made when they are asked for.
struct NullBlocks {
  std::size_t draws, blocks;
  double variance;
  std::function<void(std::size_t block, NullDraws& into)> draw;
};

struct NullAnswer {
  double p;  // at d
  Reach reach;
};
// As p_of_null() and invert() of all draws; nothing where the first of them do not say where the ends lie.
std::optional<NullAnswer> answer_by_blocks(const NullBlocks& blocks, double d, const Significance& level,
                                           const Context& context);

}  // namespace payoff
