#include "monetize/lanes.hpp"

#include <algorithm>
#include <cmath>

namespace payoff {

void add(double factor, const Lane& lane, Lane& sum) {
  for (std::size_t i = 0; i < draws_a_block; ++i) sum[i] += factor * lane[i];
}

void add_gains(double of_first, double of_last, const GainLanes& lanes, Lane& sum) {
  const double *first = lanes.first, *last = lanes.last;
  for (std::size_t i = 0; i < draws_a_block; ++i) {
    const double gain = lanes.each[i] * (of_first * first[i] + of_last * last[i]);
    sum[i] += gain > 0 ? gain * lanes.kept[i] : gain;
  }
}

CashLanes::CashLanes() {
  payback.fill(INFINITY);
  discounted.fill(INFINITY);
}

namespace {

// As in cash_flow.cpp.
constexpr double slack = 1e-9;

}  // namespace

void CashLanes::add_month(double month, double worth, const Lane& benefit, const Lane& cost) {
  const double now = month > 0 ? month : INFINITY;
  for (std::size_t i = 0; i < draws_a_block; ++i) {
    in[i] += benefit[i];
    out[i] += cost[i];
    worth_in[i] += worth * benefit[i];
    worth_out[i] += worth * cost[i];
  }
  // Until a draw has paid back, the month is the least that may be its.
  for (std::size_t i = 0; i < draws_a_block; ++i) {
    const double back = in[i] >= out[i] - slack * std::abs(out[i]) ? now : INFINITY;
    payback[i] = back < payback[i] ? back : payback[i];
  }
  for (std::size_t i = 0; i < draws_a_block; ++i) {
    const double back = worth_in[i] >= worth_out[i] - slack * std::abs(worth_out[i]) ? now : INFINITY;
    discounted[i] = back < discounted[i] ? back : discounted[i];
  }
}

void to_triangular(double low, double mode, double high, double* values, std::size_t count) {
  const double left = (high - low) * (mode - low), right = (high - low) * (high - mode);
  const double split = (mode - low) / (high - low);
  // One root for either side of the mode, and no branch that cannot be foreseen.
  for (std::size_t i = 0; i < count; ++i) {
    const bool below = values[i] < split;
    const double root = std::sqrt(below ? values[i] * left : (1 - values[i]) * right);
    values[i] = below ? low + root : high - root;
  }
}

}  // namespace payoff
