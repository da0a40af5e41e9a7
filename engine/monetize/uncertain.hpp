// How an uncertain number is drawn: by a uniform number where it stands alone, by a normal score where it goes with others.
//
// Formula   x = Q(u), or Q(Phi(z)), Q the quantile function of its shape; triangular and log-normal in closed form,
//           the beta of PERT and Student's t by a table of their quantiles over z, a cubic between its nodes that rises where they do (Fritsch & Butland 1984)
// Source    Malcolm, Roseboom, Clark & Fazar (1959), Application of a technique for research and development program
//           evaluation, Operations Research 7: beta(1 + 4 (mode - low) / (high - low), 1 + 4 (high - mode) / (high - low))
// Limits    |z| at most 8.2, where the last of 10^16 uniform numbers lies
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "payoff/assumptions.hpp"

namespace payoff {

// A quantile function over normal scores, by a table.
class ScoreTable {
 public:
  explicit ScoreTable(const std::function<double(double z)>& quantile);
  double at(double z) const;
  void replace(std::span<double> scores) const;  // each by its quantile

 private:
  std::vector<double> value_, slope_;  // slope: of one step
};

// Student's t; its scores themselves where df is infinite.
ScoreTable student_scores(double df);

class Marginal {
 public:
  explicit Marginal(const Uncertain& uncertain);
  double at_score(double z) const;                        // standard normal z
  double at_uniform(double uniform) const;                // in (0, 1)
  bool by_score() const;                                  // which of the two is the shorter way
  void replace_uniforms(std::span<double> values) const;  // each uniform number by its quantile
  void replace_scores(std::span<double> values) const;    // each score

 private:
  Uncertain shape_;
  std::vector<ScoreTable> table_;  // of one, or none
};

// The two ends between which an assumption is moved: its low and high, P10 and P90 of a sample; 20 % either way of a known
// one, a share not above 1.
struct MovedEnds {
  double low, high;
};
MovedEnds ends_of(const Uncertain& uncertain, bool share);

}  // namespace payoff
