// One joint draw of everything that is uncertain: effects with their covariance, and assumptions, correlated where that is
// said.
//
// Formula   z ~ N(0, R), R of those that go together, 1 on its diagonal (Gaussian copula)
//           effect = estimate + se t,  t = the Student's t of its degrees of freedom at Phi(z); an input its own quantile there
// Draws     Draw i is of the words of its own place (random.hpp), so that they are the same on any number of threads.
// Source    Nelsen (2006), An introduction to copulas, section 2.3
#pragma once

#include <span>
#include <vector>

#include "monetize/cash_model.hpp"
#include "monetize/lanes.hpp"
#include "monetize/uncertain.hpp"

namespace payoff {

class JointDraw {
 public:
  static constexpr std::size_t block = draws_a_block;

  // Throws Error(usage) for a correlation of an input that is not there or is not uncertain, and of correlations that no
  // numbers can have; those measured between effects are made smaller until they can.
  JointDraw(const CashModel& model, std::uint64_t seed);

  // Draws of one block: of each effect and input that is drawn, block numbers; in metric units, and the unit of the input.
  struct Block {
    std::vector<std::vector<double>> effects, inputs;  // inputs: empty where it is known
  };
  void draw(std::size_t number, Block& result) const;

  bool input_is_drawn(std::size_t input) const { return drawn_[input]; }
  bool any_is_drawn(const std::vector<std::size_t>& inputs) const;
  // The i-th of the block; what is known is in its middle.
  Point point(const Block& drawn, std::size_t i) const;
  void move_to(const Block& drawn, std::size_t i, Point& point) const;  // the same of a point of this model
  // Those whose draws hang together, each in a group of its own where it stands alone: effects, then inputs; -1 = known.
  const std::vector<int>& groups() const { return group_; }
  std::size_t group_count() const { return group_count_; }

 private:
  struct Correlated {
    std::size_t variable;            // effects, then inputs
    std::vector<double> of_earlier;  // row of the Cholesky factor
  };

  void find_groups(const std::vector<std::vector<double>>& correlation);
  void factorize(std::vector<std::vector<double>> correlation);

  const CashModel& model_;
  std::uint64_t seed_;
  std::vector<bool> drawn_;
  std::vector<Marginal> marginal_;                // of the inputs
  std::vector<std::vector<ScoreTable>> student_;  // of the effects; none where df is infinite
  std::vector<Correlated> correlated_;
  std::vector<int> group_;
  std::size_t group_count_ = 0;
};

}  // namespace payoff
