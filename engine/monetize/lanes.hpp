// The arithmetic of a block of draws, side by side, in loops without branches: as many numbers at once as the machine takes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace payoff {

inline constexpr std::size_t draws_a_block = 256;
using Lane = std::array<double, draws_a_block>;

void add(double factor, const Lane& lane, Lane& sum);  // sum += factor x lane
void multiply(double factor, Lane& product);           // product *= factor
void multiply(const double* factors, Lane& product);   // one for each draw

// sum += gain where gain = each x (w0 first + w1 last) is a loss, else gain x kept.
struct GainLanes {
  const double *first, *last;  // of the effect; the same where it is one number
  const Lane &each, &kept;
};
void add_gains(double of_first, double of_last, const GainLanes& lanes, Lane& sum);

// Sums of any number of values, several at once; the same on every machine.
double sum_of(std::span<const double> values);
double squares_about(double middle, std::span<const double> values);

// Which step of a staircase each value is on; what lies beyond an end is on the last of that side.
struct Staircase {
  double low, per_unit;  // where the first step begins, and the steps of 1
  double last;
};
void sort_into_steps(const Staircase& stairs, std::span<const double> values, std::span<std::int32_t> steps);

// So many times a lane.
struct Multiple {
  double factor;
  const Lane* lane;
};

// What a draw has come to, month by month.
struct CashLanes {
  Lane in{}, out{}, worth_in{}, worth_out{};
  Lane payback, discounted;  // infinite until it has paid back

  CashLanes();
  // The cash of a month; worth: its discount factor; known: cost that is the same in all draws; month 0 pays nothing back.
  struct Month {
    double number, worth, known;
    std::span<const Multiple> benefits, costs;
  };
  void add_month(const Month& month);
};

// Uniform numbers in place of which the triangular quantiles come; low < high.
void to_triangular(double low, double mode, double high, std::span<double> values);

// Uniform numbers in (0, 1) in place of which the normal quantiles come, to 16 digits (Wichura 1988, algorithm AS 241).
void to_normal(std::span<double> values);

}  // namespace payoff
