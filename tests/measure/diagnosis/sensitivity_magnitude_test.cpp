#include "measure/diagnosis/sensitivity_magnitude.hpp"

#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <algorithm>
#include <numbers>

#include "base/distributions.hpp"
#include "base/random.hpp"
#include "measure/panels.hpp"
#include "measure/paths.hpp"

using namespace payoff;

TEST_SUITE("measure/diagnosis/sensitivity_magnitude") {

namespace {

constexpr double alpha = 0.05, kappa = 0.005;

TrendBound interval(const EventPath& path, double bound) {
  return interval_at(relative_magnitudes(trend_path(path), 0.95), bound, 0.95);
}

// The hybrid test from its definition (Andrews, Roth & Pakes 2023): the dual vertices of the linear programme are found
// by trying every set of inequalities, the least-favourable critical value by simulation. Periods without gaps.
struct ByEnumeration {
  TrendPath path;
  Eigen::VectorXd beta;
  Eigen::MatrixXd root;         // of the covariance
  Eigen::MatrixXd draws;        // (p x draws) standard normal
  Eigen::VectorXd exponential;  // (draws)

  explicit ByEnumeration(const EventPath& from) : path(trend_path(from)) {
    const int p = static_cast<int>(path.size());
    beta = Eigen::Map<const Eigen::VectorXd>(path.estimate.data(), p);
    root = Eigen::Map<const Eigen::MatrixXd>(path.covariance.data(), p, p).llt().matrixL();
    Random random(1);
    draws.resize(p, 2000);
    exponential.resize(draws.cols());
    for (double& value : draws.reshaped()) value = random.normal();
    for (double& value : exponential) value = -std::log(random.uniform());
  }

  // First difference from point i to i + 1, the reference being the point before the first lag.
  Eigen::VectorXd step(int i) const {
    const int p = static_cast<int>(path.size()), leads = static_cast<int>(path.leads);
    Eigen::VectorXd s = Eigen::VectorXd::Zero(p);
    const auto add = [&](int point, double size) {  // points with the reference among them
      if (point != leads) s[point < leads ? point : point - 1] += size;
    };
    add(i + 1, 1);
    add(i, -1);
    return s;
  }

  // Moments A beta - X tau <= 0 for the wobble s and a sign; tau after with l' tau = theta.
  Eigen::MatrixXd moments(int s, int sign, double bound) const {
    const int p = static_cast<int>(path.size()), leads = static_cast<int>(path.leads), lags = p - leads;
    Eigen::MatrixXd a(2 * lags, p);
    for (int t = 0; t < lags; ++t) {
      a.row(2 * t) = step(leads + t) - bound * sign * step(s);
      a.row(2 * t + 1) = -step(leads + t) - bound * sign * step(s);
    }
    return a;
  }

  // Dual vertices of every wobble and sign at one bound, with their least-favourable critical values.
  struct Side {
    Eigen::MatrixXd moments;
    std::vector<Eigen::VectorXd> gammas;
    double least_favourable;
  };

  std::vector<Side> sides(double bound) const {
    std::vector<Side> all;
    for (int s = 0; s < static_cast<int>(path.leads); ++s) {
      for (const int sign : {1, -1}) {
        const Eigen::MatrixXd a = moments(s, sign, bound);
        const auto gammas = vertices(a, (a * root).rowwise().norm());
        all.push_back({a, gammas, least_favourable(a, gammas)});
      }
    }
    return all;
  }

  bool accepts(const std::vector<Side>& all, double theta) const {
    return std::ranges::any_of(all, [&](const Side& side) { return accepts(side, theta); });
  }

  // P(any row of V z > c), z normal = sum_g P(row g) E[1 / how many exceed, given that row g does] (Naiman & Priebe
  // 2001): given it, z is a draw moved along row g.
  double least_favourable(const Eigen::MatrixXd& a, const std::vector<Eigen::VectorXd>& gammas) const {
    Eigen::MatrixXd rows(gammas.size(), root.cols());
    for (std::size_t g = 0; g < gammas.size(); ++g) rows.row(g) = gammas[g].transpose() * a * root;
    const Eigen::MatrixXd values = rows * draws, products = rows * rows.transpose();
    const auto chance = [&](double c) {
      double sum = 0;
      for (Eigen::Index g = 0; g < rows.rows(); ++g) {
        const double length = rows.row(g).norm(), h = c / length;
        if (length < 1e-12) continue;
        const double density = std::exp(-h * h / 2) / std::sqrt(2 * std::numbers::pi);
        for (Eigen::Index d = 0; d < draws.cols(); ++d) {
          const double beyond = exponential[d] / h, at = h + beyond;  // row g, drawn beyond h and weighed
          const Eigen::VectorXd moved = values.col(d) + products.col(g) / length * (at - values(g, d) / length);
          const auto many = (moved.array() > c * (1 - 1e-12)).count();
          sum += density / h * std::exp(-beyond * beyond / 2) / static_cast<double>(many * draws.cols());
        }
      }
      return sum;
    };
    double low = 0.5, high = 4;
    for (int i = 0; i < 12; ++i) {
      const double middle = (low + high) / 2;
      (chance(middle) > kappa ? low : high) = middle;
    }
    return high;
  }

  // Extreme points of { gamma >= 0, gamma'X = 0, gamma'sigma = 1 }: lags of the 2 lags inequalities at a time.
  std::vector<Eigen::VectorXd> vertices(const Eigen::MatrixXd& a, const Eigen::VectorXd& sigma) const {
    const int rows = static_cast<int>(a.rows()), lags = rows / 2, leads = static_cast<int>(path.leads);
    const Eigen::MatrixXd after = a.rightCols(lags);
    const Eigen::Map<const Eigen::VectorXd> l(path.target.data() + leads, lags);
    // tau_last = (theta - sum of the others) / l_last.
    Eigen::MatrixXd conditions(lags, rows);
    for (int j = 0; j + 1 < lags; ++j) {
      conditions.row(j) = (after.col(j) - after.col(lags - 1) * l[j] / l[lags - 1]).transpose();
    }
    conditions.row(lags - 1) = sigma.transpose();
    std::vector<Eigen::VectorXd> found;
    for (int set = 0; set < 1 << rows; ++set) {
      if (__builtin_popcount(static_cast<unsigned>(set)) != lags) continue;
      std::vector<int> members;
      for (int i = 0; i < rows; ++i) {
        if (set >> i & 1) members.push_back(i);
      }
      const Eigen::MatrixXd square = conditions(Eigen::all, members);
      const Eigen::FullPivLU<Eigen::MatrixXd> lu(square);
      if (!lu.isInvertible()) continue;
      const Eigen::VectorXd part = lu.solve(Eigen::VectorXd::Unit(lags, lags - 1));
      if (part.minCoeff() < -1e-9) continue;
      Eigen::VectorXd gamma = Eigen::VectorXd::Zero(rows);
      for (int i = 0; i < lags; ++i) gamma[members[i]] = std::max(part[i], 0.0);
      found.push_back(gamma);
    }
    return found;
  }

  bool accepts(const Side& side, double theta) const {
    const auto& [a, gammas, least_favourable] = side;
    const Eigen::MatrixXd covariance = a * root * root.transpose() * a.transpose();
    const Eigen::VectorXd y = a * beta - a.rightCols(1) * (theta / path.target.back());
    std::size_t top = 0;
    for (std::size_t g = 0; g < gammas.size(); ++g) {
      if (gammas[g].dot(y) > gammas[top].dot(y)) top = g;
    }
    const double value = gammas[top].dot(y), variance = gammas[top].dot(covariance * gammas[top]);
    if (value > least_favourable) return false;
    double low = -1e9, high = least_favourable;
    for (std::size_t g = 0; g < gammas.size(); ++g) {
      const double rho = gammas[g].dot(covariance * gammas[top]) / variance;
      const double edge = (gammas[g].dot(y) - rho * value) / (1 - rho);
      if (rho < 1 - 1e-9) low = std::max(low, edge);
      if (rho > 1 + 1e-9) high = std::min(high, edge);
    }
    const double s = std::sqrt(variance), second = (alpha - kappa) / (1 - kappa);
    const auto tail = [&](double x) { return normal_cdf(-x / s); };
    const double critical_share = (tail(value) - tail(high)) / (tail(low) - tail(high));
    return value <= 0 || critical_share >= second;
  }
};

}  // namespace

TEST_CASE("by hand: precise data leave the identified set, the estimate plus and minus what trends may do") {
  // Wobbles 0.2 (from -3 to -2) and 0.3 (from -2 to the reference); two lags, their mean; variance near 0.
  // |step| <= M 0.3 each: the first lag moves by 0.3 M, the second by 0.6 M, the mean by 0.45 M.
  const EventPath path = plain_path({-0.5, -0.3}, {2, 3}, 1e-12);
  CHECK(std::abs(interval(path, 1).low - (2.5 - 0.45)) < 1e-5);
  CHECK(std::abs(interval(path, 1).high - (2.5 + 0.45)) < 1e-5);
  CHECK(std::abs(interval(path, 2).low - (2.5 - 0.9)) < 1e-5);
}

TEST_CASE("by hand: a step over an unseen period may be twice as long, and wobbles are per period") {
  EventPath path = plain_path({-0.5, -0.3}, {2, 3}, 1e-12);
  path.event_time = {-5, -3, 0, 2};  // wobbles 0.1 and 0.15 a period; steps of 1 and 2 periods
  CHECK(std::abs(interval(path, 1).high - (2.5 + 0.15 * (1 + 3) / 2.0)) < 1e-5);
}

TEST_CASE("reference: the closed form has the ends that the linear programme, solved by enumeration, gives") {
  // The least-favourable value there is simulated: ends agree to a hundredth of a standard error.
  Random random(31);
  for (int example = 0; example < 3; ++example) {
    EventPath path = simulate_path({.clusters = 40, .leads = 2, .lags = 3, .effect = 1, .trend = {}}, random);
    path.df = no_df;
    if (example == 1) path.target = {0, 0, 0.2, 0.3, 0.5};
    if (example == 2) path.target = {0, 0, 0.5, -0.5, 1};
    const ByEnumeration reference(path);
    const TrendPath trend = trend_path(path);
    const double se = std::sqrt(covariance_of(trend, trend.target, trend.target));
    for (const double bound : {0.5, 1.5}) {
      const TrendBound found = interval(path, bound);
      const auto sides = reference.sides(bound);
      CAPTURE(example);
      CAPTURE(bound);
      CHECK(reference.accepts(sides, found.low + 0.01 * se));
      CHECK_FALSE(reference.accepts(sides, found.low - 0.01 * se));
      CHECK(reference.accepts(sides, found.high - 0.01 * se));
      CHECK_FALSE(reference.accepts(sides, found.high + 0.01 * se));
    }
  }
}

TEST_CASE("invariance: 0 is included exactly where the interval says so, and larger bounds lengthen the interval") {
  Random random(32);
  int included = 0;
  for (int draw = 0; draw < 20; ++draw) {
    const EventPath path = simulate_path({.clusters = 40, .leads = 4, .lags = 3, .effect = 1.2, .trend = {}}, random);
    const RelativeMagnitudes magnitudes = relative_magnitudes(trend_path(path), 0.95);
    TrendBound before{0, 1e9, -1e9};
    for (const double bound : {0.25, 0.5, 1.0, 2.0}) {
      const TrendBound found = interval_at(magnitudes, bound, 0.95);
      CHECK(includes_zero(magnitudes, bound, 0.95) == (found.low <= 0 && 0 <= found.high));
      included += found.low <= 0;
      CHECK(found.low < before.low);
      CHECK(found.high > before.high);
      before = found;
    }
  }
  CHECK(included > 10);
  CHECK(included < 70);
}

TEST_CASE("invariance: the interval reaches as far as the farthest of those that one wobble each would give") {
  Random random(36);
  for (int draw = 0; draw < 20; ++draw) {
    const EventPath path = simulate_path({.clusters = 20, .leads = 8, .lags = 5, .effect = 1, .trend = {}}, random);
    const RelativeMagnitudes magnitudes = relative_magnitudes(trend_path(path), 0.95);
    for (const double bound : {0.3, 1.0, 2.5}) {
      double low = infinity, high = -infinity;
      for (const auto& wobble : magnitudes.wobbles) {
        RelativeMagnitudes one = magnitudes;
        one.wobbles = {wobble};
        const TrendBound alone = interval_at(one, bound, 0.95);
        low = std::min(low, alone.low);
        high = std::max(high, alone.high);
      }
      CHECK_CLOSE(interval_at(magnitudes, bound, 0.95).low, low, 1e-10);
      CHECK_CLOSE(interval_at(magnitudes, bound, 0.95).high, high, 1e-10);
    }
  }
}

TEST_CASE("invariance: scaling the outcome scales the interval, turning the sign turns it") {
  Random random(33);
  const EventPath path = simulate_path({.clusters = 40, .leads = 3, .lags = 3, .trend = {}}, random);
  EventPath scaled = path;
  for (double& value : scaled.estimate) value *= -7;
  for (double& value : scaled.covariance) value *= 49;
  CHECK_CLOSE(interval(scaled, 1).low, -7 * interval(path, 1).high, 1e-9);
  CHECK_CLOSE(interval(scaled, 1).high, -7 * interval(path, 1).low, 1e-9);
}

TEST_CASE("recovery: 24 clusters and the worst trend that the bound allows: the interval covers") {
  // One wobble of 1 before, each step after it as large: the mean of three lags is off by 2.
  Random random(34);
  const ClusterPlan plan{.leads = 3, .lags = 3, .effect = 1.5, .trend = {-1, -1, 0, 0, 1, 2, 3}};
  constexpr int studies = 400;
  int covered = 0, covered_without = 0;
  for (int s = 0; s < studies; ++s) {
    const EventPath path = simulate_path(plan, random);
    const TrendBound found = interval(path, 1), less = interval(path, 0.1);
    covered += found.low <= plan.effect && plan.effect <= found.high;
    covered_without += less.low <= plan.effect && plan.effect <= less.high;
  }
  MESSAGE("coverage of 95 %: ", covered / double(studies),
          ", at a tenth of the bound: ", covered_without / double(studies));
  CHECK(covered >= 0.92 * studies);
  CHECK(covered_without < 0.5 * studies);
}

TEST_CASE("recovery: more points than clusters, a singular covariance, does no harm") {
  Random random(35);
  const ClusterPlan plan{.clusters = 16, .trend = {}};
  constexpr int studies = 60;
  int covered = 0;
  for (int s = 0; s < studies; ++s) {
    const TrendBound found = interval(simulate_path(plan, random), 0.25);
    REQUIRE(std::isfinite(found.low));
    covered += found.low <= plan.effect && plan.effect <= found.high;
  }
  CHECK(covered >= 0.95 * studies);
}

}  // TEST_SUITE("measure/diagnosis/sensitivity_magnitude")
