#include "fit/wild/null_inversion.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace payoff {
namespace {

constexpr double tie_share = 1e-9;   // of t squared: closer than this is a tie
constexpr double nearest_t = 0.125;  // the grid of null values begins here
constexpr double grid_ratio = 1.5;
constexpr double farthest_t = 1e4;   // and ends here
constexpr double precision = 1e-11;  // of an end's distance from the estimate
constexpr int halvings_of_all = 2, halvings_between = 4;
constexpr std::size_t block = 1024;   // draws between two looks at the count
constexpr std::size_t sample = 4096;  // draws that may say already that p is small: random ones, by six standard errors
constexpr double standard_errors = 6;

class Tail {
 public:
  Tail(const NullDraws& draws, bool ties_count, double level)
      : draws_(&draws),
        ties_(ties_count),
        alpha_((1 - level) * (1 + 1e-12)),
        data_(ties_count && !draws.enumerated ? 1 : 0),
        size_(static_cast<double>(draws.n0.size()) + data_) {}

  double p(double d) const { return share(count(d, std::numeric_limits<double>::infinity())); }

  // p(d) <= 1 - level; counts no further than that takes.
  bool rejects(double d) const {
    return clearly_rejects(d) || share(always_ + count(d, alpha_ * size_ - always_)) <= alpha_;
  }

  // The same of the limit of p as d goes to infinity.
  bool rejects_farthest() const {
    const double factor = ties_ ? 1 - tie_share : 1 + tie_share;
    double larger = 0;
    for (std::size_t b = 0; b < draws_->n0.size(); ++b) {
      larger += draws_->q11[b] == 0 && draws_->n1[b] * draws_->n1[b] * draws_->variance > draws_->q00[b] * factor;
    }
    return share(larger) <= alpha_;
  }

  // Of the draws that are larger at one of two distances and not at the other, which go into `kept`; others stay as they
  // are in between, but for those that cross twice.
  Tail between(double a, double b, NullDraws& kept) const {
    NullDraws few{draws_->variance, draws_->enumerated, {}, {}, {}, {}, {}};
    Tail result = *this;
    result.whole_ = false;
    const Bar first(*this, a), second(*this, b);
    for (std::size_t i = 0; i < draws_->n0.size(); ++i) {
      const bool at_a = first.passes(i), at_b = second.passes(i);
      if (at_a && at_b) ++result.always_;
      if (at_a == at_b) continue;
      few.n0.push_back(draws_->n0[i]);
      few.n1.push_back(draws_->n1[i]);
      few.q00.push_back(draws_->q00[i]);
      few.q01.push_back(draws_->q01[i]);
      few.q11.push_back(draws_->q11[i]);
    }
    kept = std::move(few);
    result.draws_ = &kept;
    return result;
  }

 private:
  // What a draw must pass to be larger than the data at a distance.
  struct Bar {
    Bar(const Tail& tail, double distance)
        : draws(*tail.draws_),
          d(distance),
          s(draws.variance),
          bar(d * d * (tail.ties_ ? 1 - tie_share : 1 + tie_share)),
          rounding(tie_share * tie_share * s * s * (tail.ties_ ? -1 : 1)) {}
    bool passes(std::size_t b) const {
      const double numerator = draws.n0[b] + d * draws.n1[b];
      const double variance = draws.q00[b] + d * (2 * draws.q01[b] + d * draws.q11[b]);
      return numerator * numerator * s > bar * variance + rounding;
    }
    const NullDraws& draws;
    double d, s, bar, rounding;
  };

  double share(double larger) const { return (larger + data_) / size_; }

  // Random draws come in no order, so that the first speak for all.
  bool clearly_rejects(double d) const {
    if (!whole_ || draws_->enumerated || draws_->n0.size() < 4 * sample) return false;
    const double error = std::sqrt(alpha_ * (1 - alpha_) / static_cast<double>(sample));
    return count(d, std::numeric_limits<double>::infinity(), sample) / static_cast<double>(sample) <
           alpha_ - standard_errors * error;
  }

  double count(double d, double enough, std::size_t draws = std::numeric_limits<std::size_t>::max()) const {
    const Bar bar(*this, d);
    const std::size_t end = std::min(draws, draws_->n0.size());
    double larger = 0;
    for (std::size_t first = 0; first < end && larger <= enough; first += block) {
      int passed = 0;
      const std::size_t last = std::min(first + block, end);
      for (std::size_t b = first; b < last; ++b) passed += bar.passes(b) ? 1 : 0;
      larger += passed;
    }
    return larger;
  }

  const NullDraws* draws_;
  bool ties_;
  double alpha_, data_, size_, always_ = 0;
  bool whole_ = true;
};

struct Bracket {
  double inside = 0, outside = 0;
  bool narrow() const { return std::abs(outside - inside) <= precision * std::abs(outside); }
  void halve(const Tail& tail) {
    const double middle = (inside + outside) / 2;
    (tail.rejects(middle) ? outside : inside) = middle;
  }
};

// Nearly all draws are on one side of a narrow bracket; only the rest need to be asked again and again.
Bracket narrowed(const Tail& tail, Bracket bracket) {
  for (int i = 0; i < halvings_of_all && !bracket.narrow(); ++i) bracket.halve(tail);
  NullDraws kept[2];
  Tail few = tail;
  for (int round = 0; !bracket.narrow(); ++round) {
    few = few.between(bracket.inside, bracket.outside, kept[round % 2]);
    for (int i = 0; i < halvings_between && !bracket.narrow(); ++i) bracket.halve(few);
  }
  return bracket;
}

// The end of the interval on one side, as a distance d from the estimate.
double reach(const Tail& tail, double unit) {
  Bracket bracket{0, unit * nearest_t};
  for (double t = nearest_t; t < farthest_t; t *= grid_ratio) {
    if (!tail.rejects(unit * t)) bracket = {unit * t, unit * t * grid_ratio};
  }
  const Bracket end = narrowed(tail, bracket);
  const bool right = (end.inside == 0 || !tail.rejects(end.inside)) && tail.rejects(end.outside);
  if (right) return end.outside;
  while (!bracket.narrow()) bracket.halve(tail);  // a draw crosses twice between two distances that lie close
  return bracket.outside;
}

}  // namespace

double p_of_null(const NullDraws& draws, double d, bool ties_count) {
  return Tail(draws, ties_count, 0.95).p(d);
}

Reach invert(const NullDraws& draws, bool ties_count, double level) {
  const Tail tail(draws, ties_count, level);
  if (!tail.rejects_farthest()) return {};
  const double unit = std::sqrt(draws.variance);
  return {reach(tail, unit), -reach(tail, -unit), true};
}

}  // namespace payoff
