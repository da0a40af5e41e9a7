#include "fit/wild/null_inversion.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace payoff {
namespace {

constexpr double tie_share = 1e-9;   // of t squared: closer than this is a tie
constexpr double nearest_t = 0.125;  // the grid of null values begins here
constexpr double grid_ratio = 1.5;
constexpr double farthest_t = 1e4;   // and ends here
constexpr double precision = 1e-11;  // of an end's distance from the estimate
constexpr std::size_t block = 1024;  // draws between two looks at the count

class Tail {
 public:
  Tail(const NullDraws& draws, bool ties_count, double level)
      : draws_(draws), ties_(ties_count), alpha_((1 - level) * (1 + 1e-12)) {}

  double p(double d) const { return share(count(d, std::numeric_limits<double>::infinity())); }

  // p(d) <= 1 - level; counts no further than that takes.
  bool rejects(double d) const { return share(count(d, alpha_ * size())) <= alpha_; }

  // The same of the limit of p as d goes to infinity.
  bool rejects_farthest() const {
    const double factor = ties_ ? 1 - tie_share : 1 + tie_share;
    double larger = 0;
    for (std::size_t b = 0; b < draws_.n0.size(); ++b) {
      larger += draws_.q11[b] == 0 && draws_.n1[b] * draws_.n1[b] * draws_.variance > draws_.q00[b] * factor;
    }
    return share(larger) <= alpha_;
  }

 private:
  double data() const { return ties_ && !draws_.enumerated ? 1 : 0; }
  double size() const { return static_cast<double>(draws_.n0.size()) + data(); }
  double share(double larger) const { return (larger + data()) / size(); }

  double count(double d, double enough) const {
    const double s = draws_.variance, bar = d * d * (ties_ ? 1 - tie_share : 1 + tie_share);
    const double rounding = tie_share * tie_share * s * s * (ties_ ? -1 : 1);
    const double *n0 = draws_.n0.data(), *n1 = draws_.n1.data(), *q00 = draws_.q00.data(), *q01 = draws_.q01.data(),
                 *q11 = draws_.q11.data();
    double larger = 0;
    for (std::size_t first = 0; first < draws_.n0.size() && larger <= enough; first += block) {
      double sum = 0;
      for (std::size_t b = first; b < std::min(first + block, draws_.n0.size()); ++b) {
        const double numerator = n0[b] + d * n1[b], variance = q00[b] + d * (2 * q01[b] + d * q11[b]);
        sum += numerator * numerator * s > bar * variance + rounding ? 1.0 : 0.0;
      }
      larger += sum;
    }
    return larger;
  }

  const NullDraws& draws_;
  bool ties_;
  double alpha_;
};

// The end of the interval on one side, as a distance d from the estimate.
double reach(const Tail& tail, double unit) {
  double inside = 0, outside = unit * nearest_t;
  for (double t = nearest_t; t < farthest_t; t *= grid_ratio) {
    if (tail.rejects(unit * t)) continue;
    inside = unit * t;
    outside = unit * t * grid_ratio;
  }
  while (std::abs(outside - inside) > precision * std::abs(outside)) {
    const double middle = (inside + outside) / 2;
    (tail.rejects(middle) ? outside : inside) = middle;
  }
  return outside;
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
