#include "fit/null_inversion.hpp"

#include <cmath>

namespace payoff {
namespace {

constexpr double tie_share = 1e-9;  // of t squared: closer than this is a tie
constexpr double nearest_t = 0.05;  // the grid of null values begins here
constexpr double grid_ratio = 1.15;
constexpr double farthest_t = 1e4;  // and ends here
constexpr int halvings = 60;

class Tail {
 public:
  Tail(const NullDraws& draws, bool ties_count, double level) : draws_(draws), ties_(ties_count), alpha_(1 - level) {}

  // p of the null b - d.
  double p(double d) const {
    const double s = draws_.variance, bar = d * d * (ties_ ? 1 - tie_share : 1 + tie_share);
    const double rounding = tie_share * tie_share * s * s * (ties_ ? -1 : 1);
    std::size_t count = 0;
    for (std::size_t b = 0; b < draws_.n0.size(); ++b) {
      const double numerator = draws_.n0[b] + d * draws_.n1[b];
      const double variance = draws_.q00[b] + d * (2 * draws_.q01[b] + d * draws_.q11[b]);
      count += numerator * numerator * s > bar * variance + rounding;
    }
    return share(count);
  }

  // The limit of p(d) as d goes to infinity.
  double farthest_p() const {
    const double factor = ties_ ? 1 - tie_share : 1 + tie_share;
    std::size_t count = 0;
    for (std::size_t b = 0; b < draws_.n0.size(); ++b) {
      count += draws_.q11[b] == 0 && draws_.n1[b] * draws_.n1[b] * draws_.variance > draws_.q00[b] * factor;
    }
    return share(count);
  }

  bool rejects(double p) const { return p <= alpha_ * (1 + 1e-12); }

 private:
  double share(std::size_t count) const {
    const double with_data = ties_ && !draws_.enumerated ? 1 : 0;
    return (static_cast<double>(count) + with_data) / (static_cast<double>(draws_.n0.size()) + with_data);
  }

  const NullDraws& draws_;
  bool ties_;
  double alpha_;
};

// The end of the interval on one side, as a distance d from the estimate.
double reach(const Tail& tail, double unit) {
  double inside = 0, outside = unit * nearest_t;
  for (double t = nearest_t; t < farthest_t; t *= grid_ratio) {
    if (tail.rejects(tail.p(unit * t))) continue;
    inside = unit * t;
    outside = unit * t * grid_ratio;
  }
  for (int i = 0; i < halvings && std::abs(outside - inside) > 1e-13 * std::abs(outside); ++i) {
    const double middle = (inside + outside) / 2;
    (tail.rejects(tail.p(middle)) ? outside : inside) = middle;
  }
  return outside;
}

}  // namespace

double p_of_null(const NullDraws& draws, double d, bool ties_count) {
  return Tail(draws, ties_count, 0.95).p(d);
}

Reach invert(const NullDraws& draws, bool ties_count, double level) {
  const Tail tail(draws, ties_count, level);
  if (!tail.rejects(tail.farthest_p())) return {};
  const double unit = std::sqrt(draws.variance);
  return {reach(tail, unit), -reach(tail, -unit), true};
}

}  // namespace payoff
