// Rows laid out for absorption: sorted by the factor with the most levels, which is eliminated exactly, with the
// levels of the other factors beside them.
//
// Normal equations of the level constants, D (n x levels) the dummies, first factor A, the others B:
//     S v = B'W M_A y,   S = B'W M_A B,   M_A = I - A (A'WA)^-1 A'W
// S is never formed here: one pass over the rows multiplies it by four vectors at once. The columns of data are read
// twice only, to make the right-hand side and to take the solution out.
//
// Notation  n rows, m other factors, L their levels counted through (factor 2 first)
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "fit/absorb/levels.hpp"

namespace payoff {

// Four columns side by side: what is looked up for a row serves all of them.
constexpr std::size_t lanes = 4;
struct alignas(32) Lanes {
  double at[lanes] = {};
  Lanes& operator+=(const Lanes& o) {
    for (std::size_t l = 0; l < lanes; ++l) at[l] += o.at[l];
    return *this;
  }
  Lanes& operator-=(const Lanes& o) {
    for (std::size_t l = 0; l < lanes; ++l) at[l] -= o.at[l];
    return *this;
  }
  Lanes& operator*=(double s) {
    for (double& value : at) value *= s;
    return *this;
  }
};
using LaneVector = std::vector<Lanes>;  // (L)

// A column in, and where it goes without its factors; the same place is allowed.
struct AbsorbColumn {
  const double* from;
  double* to;
};

// Sums of squares of a column: as it came, less the means of the first factor, and less everything absorbed.
struct AbsorbNorms {
  Lanes raw, centred, left;
  AbsorbNorms& operator+=(const AbsorbNorms& o) {
    raw += o.raw;
    centred += o.centred;
    left += o.left;
    return *this;
  }
};

class AbsorbRows {
 public:
  AbsorbRows(const std::vector<FactorLevels>& factors, Context context);

  void weigh(std::span<const double> weight);  // (n) in the order of the data; empty = 1; before all that follows

  // b = B'W M_A y of at most four columns, and y'W M_A y of each.
  Lanes right_side(std::span<const AbsorbColumn> columns, LaneVector& b) const;
  void multiply(const LaneVector& v, LaneVector& product) const;  // S v
  // y - B v less the means of what is left by A; m = 0: v is empty.
  AbsorbNorms take_out(std::span<const AbsorbColumn> columns, const LaneVector& v) const;
  std::vector<double> diagonal() const;  // (L) of S
  bool balanced() const;  // two factors, every pair once, equal weights: then S v = b at v = b / levels of A

  std::size_t rows() const { return rows_; }
  std::size_t others() const { return others_; }
  std::size_t other_levels() const { return other_levels_; }
  std::size_t first_levels() const { return first_.size() - 1; }
  const Context& context() const { return context_; }
  std::span<const std::size_t> first() const { return first_; }   // (levels of A + 1) where their rows begin
  std::span<const std::int32_t> other() const { return other_; }  // (n x m) by rows
  double weight(std::size_t row) const { return weight_.empty() ? 1 : weight_[row]; }
  double inverse_total(std::size_t level) const { return inverse_total_[level]; }

 private:
  template <std::size_t Others, bool Weighted>
  void multiply_chunk(std::size_t chunk, const LaneVector& v, LaneVector& out) const;
  // The values of a level's rows less their weighted mean, and its sums of squares.
  AbsorbNorms load_level(std::span<const AbsorbColumn> columns, std::size_t level, LaneVector& value) const;
  AbsorbNorms take_out_level(std::span<const AbsorbColumn> columns, std::size_t level, const LaneVector& v,
                             LaneVector& value) const;
  std::size_t data_row(std::size_t row) const { return order_.empty() ? row : order_[row]; }
  void sum_chunks(std::vector<LaneVector>& parts, LaneVector& sum) const;

  std::size_t rows_ = 0, others_ = 0, other_levels_ = 0, longest_ = 0;
  Context context_;
  std::vector<std::uint32_t> order_;   // (n) data row of each row; empty where the data are sorted
  std::vector<std::size_t> first_;     // (levels of A + 1)
  std::vector<std::int32_t> other_;    // (n x m)
  std::vector<double> weight_;         // (n) sorted; empty = 1
  std::vector<double> inverse_total_;  // (levels of A) 1 / sum of weights
  std::vector<std::size_t> chunk_;     // (chunks + 1) first level of each chunk
};

}  // namespace payoff
