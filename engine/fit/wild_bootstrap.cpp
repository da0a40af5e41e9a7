// p value and interval of the wild cluster bootstrap from its draws (wild_draws.hpp).
//
// Test      t = d / se with d = b - r; a draw is larger where (N0 + d N1)^2 / (V*/c) > d^2 / (se^2/c).
// Ties      The pattern of equal signs has t* = t exactly, and others may: a draw is larger only beyond rounding. With
//           ties_count it must be at least as large, and random draws are joined by the data themselves, so that p
//           stays above 2 / 2^G (1 / (B + 1)) and the test is never too liberal for the number of its patterns.
// Interval  of all r with p > 1 - level. p is a step function and need not fall steadily: the farthest r on a
//           geometric grid that is not rejected, then bisection. As r goes to infinity t* stays bounded, but for draws
//           with Q11 = 0: if those alone keep p up, no r can be excluded and there is no interval.
// Source    Roodman, MacKinnon, Nielsen & Webb (2019), sections 3 and 4; ties: Davidson & MacKinnon (2010), Wild
//           bootstrap tests for IV regression, section 2.
#include <fmt/format.h>

#include <cmath>

#include "fit/cluster_scores.hpp"
#include "fit/wild_draws.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr double tie_share = 1e-9;     // of t squared: closer than this is a tie
constexpr double nearest_t = 0.05;     // the grid of null values begins here
constexpr double grid_ratio = 1.15;
constexpr double farthest_t = 1e4;     // and ends here
constexpr int halvings = 60;

class Tail {
 public:
  Tail(const WildDraws& draws, const WildBootstrap& test)
      : draws_(draws), ties_(test.ties_count), alpha_(1 - test.level) {}

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

  const WildDraws& draws_;
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

void refuse_few(std::size_t clusters) {
  if (clusters >= 2) return;
  throw Error(ErrorKind::method, "wild_cluster_bootstrap", fmt::format("clusters is {}, but must be at least 2", clusters),
              "one cluster says nothing about how they differ by chance");
}

}  // namespace

WildResult wild_bootstrap(const ClusterScores& scores, const WildBootstrap& test) {
  refuse_few(scores.clusters);
  const WildDraws draws = draw_wild(scores, test);
  const double se = std::sqrt(scores.correction * draws.variance);
  WildResult result{.estimate = scores.estimate, .clusters = scores.clusters};
  result.enumerated = draws.enumerated;
  result.draws = draws.enumerated ? 2 * draws.n0.size() : draws.n0.size();
  if (!(se > 1e-14 * std::abs(scores.estimate))) {
    result.reason = "the residuals of every cluster cancel, so there is no standard error";
    return result;
  }
  const double d = scores.estimate - test.null_value;
  const Tail tail(draws, test);
  result.t = d / se;
  result.p = tail.p(d);
  if (!test.interval) return result;
  if (!tail.rejects(tail.farthest_p())) {
    result.reason = fmt::format(
        "of {} sign patterns of {} clusters too many leave the design as it is, so the test excludes no value",
        draws.enumerated ? "all" : "random", scores.clusters);
    return result;
  }
  result.low = scores.estimate - reach(tail, se);
  result.high = scores.estimate - reach(tail, -se);
  return result;
}

WildResult wild_cluster_bootstrap(const RegressionModel& model, const NamedFactor& cluster, const WildBootstrap& test) {
  return wild_bootstrap(cluster_scores(model, cluster, test.coefficient), test);
}

}  // namespace payoff
