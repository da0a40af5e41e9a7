// The arithmetic of a block of draws, side by side, in loops without branches: as many numbers at once as the machine takes.
#pragma once

#include <array>
#include <cstddef>

namespace payoff {

inline constexpr std::size_t draws_a_block = 256;
using Lane = std::array<double, draws_a_block>;

void add(double factor, const Lane& lane, Lane& sum);  // sum += factor x lane

// sum += gain where gain = each x (w0 first + w1 last) is a loss, else gain x kept.
struct GainLanes {
  const double *first, *last;  // of the effect; the same where it is one number
  const Lane &each, &kept;
};
void add_gains(double of_first, double of_last, const GainLanes& lanes, Lane& sum);

// What a draw has come to, month by month.
struct CashLanes {
  Lane in{}, out{}, worth_in{}, worth_out{};
  Lane payback, discounted;  // infinite until it has paid back

  CashLanes();
  // The month's cash; worth: its discount factor; month 0 pays nothing back.
  void add_month(double month, double worth, const Lane& benefit, const Lane& cost);
};

// Uniform numbers in place of which the triangular quantiles come; low < high.
void to_triangular(double low, double mode, double high, double* values, std::size_t count);

}  // namespace payoff
