#include "fit/wild/null_inversion.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>

#include "base/wide.hpp"

namespace payoff {
namespace {

constexpr double tie_share = 1e-9;   // of t squared: closer than this is a tie
constexpr double nearest_t = 0.125;  // the grid of null values begins here
constexpr double grid_ratio = 1.5;
constexpr double farthest_t = 1e4;   // and ends here
constexpr double precision = 1e-11;  // of an end's distance from the estimate
constexpr double rounding_share = 1e-12;
constexpr int halvings_between = 4;
constexpr std::size_t block = 1024;  // draws between two looks at the count
// Draws that may say already that p is small: random ones, by six standard errors.
constexpr std::size_t samples[] = {1024, 4096};
constexpr double standard_errors = 6;

// What a draw must pass to be larger than the data at a distance.
struct Bar {
  Bar(const NullDraws& draws, bool ties, double distance)
      : n0(draws.n0.data()),
        n1(draws.n1.data()),
        q00(draws.q00.data()),
        q01(draws.q01.data()),
        q11(draws.q11.data()),
        d(distance),
        s(draws.variance),
        share(ties ? 1 - tie_share : 1 + tie_share),
        bar(d * d * share),
        rounding(tie_share * tie_share * s * s * (ties ? -1 : 1)) {}
  double numerator(std::size_t b) const { return n0[b] + d * n1[b]; }
  double variance(std::size_t b) const { return q00[b] + d * (2 * q01[b] + d * q11[b]); }
  bool passes(std::size_t b) const {
    const double above = numerator(b);
    return above * above * s > bar * variance(b) + rounding;
  }
  bool passes_farthest(std::size_t b) const { return (q11[b] == 0) & (n1[b] * n1[b] * s > q00[b] * share); }
  const double *n0, *n1, *q00, *q01, *q11;
  double d, s, share, bar, rounding;
};

PAYOFF_WIDE std::int64_t count_of(const Bar& at, std::size_t first, std::size_t last) {
  const Bar bar = at;
  std::int64_t passed = 0;
  for (std::size_t b = first; b < last; ++b) passed += bar.passes(b) ? 1 : 0;
  return passed;
}

// As the distance goes to infinity.
PAYOFF_WIDE std::int64_t count_farthest(const Bar& at, std::size_t draws) {
  const Bar bar = at;
  std::int64_t passed = 0;
  for (std::size_t b = 0; b < draws; ++b) passed += bar.passes_farthest(b) ? 1 : 0;
  return passed;
}

// Between two distances of the same sign the numerator is linear and the variance convex, which tells of most draws that
// they pass at every distance there, or at none. 1: of those it does not.
using Standings = std::array<std::int64_t, block>;

// How many pass always.
PAYOFF_WIDE std::int64_t stand_between(const Bar& from, const Bar& to, std::size_t first, std::size_t last,
                                       Standings& found) {
  const Bar a = from, b = to;
  const double most_square = std::max(a.d * a.d, b.d * b.d) * a.share, least_square = std::min(a.bar, b.bar);
  const double sag = (b.d - a.d) * (b.d - a.d) / 4, s = a.s, rounding = a.rounding;
  std::int64_t sure = 0;
  for (std::size_t i = first; i < last; ++i) {
    const double na = a.numerator(i), nb = b.numerator(i), va = a.variance(i), vb = b.variance(i);
    const double squares = na * na, others = nb * nb;
    const double most = (squares > others ? squares : others) * s;
    const double least = na * nb > 0 ? (squares > others ? others : squares) * s : 0;
    const double chord = (va > vb ? vb : va) - sag * a.q11[i];
    const double low = least_square * (chord > 0 ? chord : 0), high = most_square * (va > vb ? va : vb);
    const std::int64_t may_pass = most * (1 + rounding_share) > low + rounding ? 1 : 0;
    const std::int64_t must_pass = least > high * (1 + rounding_share) + rounding ? 1 : 0;
    found[i - first] = may_pass - must_pass;
    sure += must_pass;
  }
  return sure;
}

template <typename Draws>
auto columns_of(Draws& draws) {
  return std::array{&draws.n0, &draws.n1, &draws.q00, &draws.q01, &draws.q11};
}

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
    const auto larger = static_cast<double>(count_farthest(Bar(*draws_, ties_, 0), draws_->n0.size()));
    return share(larger) <= alpha_;
  }

  // The same from a to b, of the draws that may be larger at one distance in between and not at another: they go into
  // `kept`, all others stay as they are.
  Tail between(double a, double b, NullDraws& kept) const {
    kept.variance = draws_->variance;
    for (auto* column : columns_of(kept)) {
      column->clear();
      column->reserve(draws_->n0.size() / 8);
    }
    Tail result = *this;
    result.draws_ = &kept;
    result.whole_ = false;
    const Bar from(*draws_, ties_, a), to(*draws_, ties_, b);
    Standings standing;
    std::array<std::size_t, block> few;
    for (std::size_t first = 0; first < draws_->n0.size(); first += block) {
      const std::size_t last = std::min(first + block, draws_->n0.size());
      result.always_ += static_cast<double>(stand_between(from, to, first, last, standing));
      std::size_t count = 0;
      for (std::size_t i = first; i < last; ++i) {
        few[count] = i;
        count += static_cast<std::size_t>(standing[i - first]);
      }
      append({few.data(), count}, kept);
    }
    return result;
  }

 private:
  void append(std::span<const std::size_t> which, NullDraws& kept) const {
    const std::array to = columns_of(kept);
    const std::array from = columns_of(*draws_);
    for (std::size_t c = 0; c < to.size(); ++c) {
      const std::size_t before = to[c]->size();
      to[c]->resize(before + which.size());
      for (std::size_t k = 0; k < which.size(); ++k) (*to[c])[before + k] = (*from[c])[which[k]];
    }
  }

  double share(double larger) const { return (larger + data_) / size_; }

  // Random draws come in no order, so that the first speak for all.
  bool clearly_rejects(double d) const {
    if (!whole_ || draws_->enumerated) return false;
    return std::ranges::any_of(samples, [&](std::size_t sample) {
      const double error = std::sqrt(alpha_ * (1 - alpha_) / static_cast<double>(sample));
      const double most = alpha_ - standard_errors * error;
      return most > 0 && draws_->n0.size() >= 4 * sample &&
             count(d, std::numeric_limits<double>::infinity(), sample) / static_cast<double>(sample) < most;
    });
  }

  double count(double d, double enough, std::size_t draws = std::numeric_limits<std::size_t>::max()) const {
    const Bar bar(*draws_, ties_, d);
    const std::size_t end = std::min(draws, draws_->n0.size());
    double larger = 0;
    for (std::size_t first = 0; first < end && larger <= enough; first += block) {
      larger += static_cast<double>(count_of(bar, first, std::min(first + block, end)));
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

// The farthest distance on the grid that is not rejected, and the next one.
Bracket bracket_of(const Tail& tail, double unit) {
  double t = nearest_t;
  while (t * grid_ratio < farthest_t) t *= grid_ratio;
  for (; t >= nearest_t; t /= grid_ratio) {  // exactly as it grew: powers of 3 by powers of 2
    if (!tail.rejects(unit * t)) return {unit * t, unit * t * grid_ratio};
  }
  return {0, unit * nearest_t};
}

// The end of the interval on one side, as a distance d from the estimate. Nearly all draws are on one side of a narrow
// bracket; only the rest need to be asked again and again.
double reach(const Tail& tail, double unit) {
  Bracket bracket = bracket_of(tail, unit);
  NullDraws kept[2];
  Tail few = tail;
  for (int round = 0; !bracket.narrow(); ++round) {
    few = few.between(bracket.inside, bracket.outside, kept[round % 2]);
    for (int i = 0; i < halvings_between && !bracket.narrow(); ++i) bracket.halve(few);
  }
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
