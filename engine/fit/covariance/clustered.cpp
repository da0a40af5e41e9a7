// Errors that go together within clusters, one to four ways.
//
// Formula   one way  c B (sum_g s_g s_g') B,  s_g = sum_{i in g} w_i e_i x_i,  B = (X'WX)^-1
//                    c = G / (G - 1) (n - 1) / (n - K)
//           several  sum over the non-empty sets S of ways: (-1)^(|S| + 1) times the one-way form of the clusters that
//                    are the same in every way of S (eq. 2.12 for two ways); G of the smallest way for every term, or
//                    each term its own
//           A sum of differences need not be positive definite: negative eigenvalues are then set to 0 (section 2.3),
//           in units of the iid standard errors so that rescaling a column changes nothing else. `convention` says so.
// Assumes   Clusters of each way are many and independent; df = G - 1 of the smallest way. Few: cr2, wild bootstrap.
// Refuses   A way with one cluster.
// Source    Liang & Zeger (1986); Cameron, Gelbach & Miller (2011); Cameron & Miller (2015).
// Checked   fixest 0.12.2, one to three ways, with two and four factors, least squares and Poisson; sandwich 3.0.2;
//           Stata's vce(cluster): 9 digits or more, tests/replication/regression_test.cpp.
#include <fmt/format.h>

#include <Eigen/Core>
#include <algorithm>
#include <bit>
#include <limits>

#include "base/dense.hpp"
#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "fit/covariance/kinds.hpp"
#include "fit/covariance/scores.hpp"
#include "fit/covariance/small_sample.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr double negative = -1e-10;  // of the largest eigenvalue; nearer to 0 is rounding

std::vector<Grouping> cluster_ways(const Regression& fit, const ErrorChoice& choice) {
  if (choice.clusters.empty() || choice.clusters.size() > 4) {
    throw Error(ErrorKind::usage, {.function = "covariance"},
                fmt::format("number of ways of clusters is {}, but must be 1 to 4", choice.clusters.size()),
                "name what the errors share");
  }
  std::vector<Grouping> ways;
  for (const NamedFactor& cluster : choice.clusters) {
    ways.push_back(group_rows(fit, cluster.level, fmt::format("cluster '{}'", cluster.name)));
    if (ways.back().count >= 2) continue;
    refuse("covariance", [&] {
      return Refusal{say(MessageId::refused_few_clusters_of,
                         {{"cluster", cluster.name}, {"count", std::to_string(ways.back().count)}}),
                     say(MessageId::remedy_cluster_finer)};
    });
  }
  return ways;
}

// One term: the clusters that all ways of the set share. Where each has one row, no sums are needed.
std::vector<double> term(const Regression& fit, const Grouping& groups, const Context& context) {
  const std::size_t n = fit.observations, k = fit.names.size();
  std::vector<double> meat;
  if (groups.count == n) {
    std::vector<double> scale(n);
    for (std::size_t i = 0; i < n; ++i) scale[i] = score_weight(fit, i);
    meat = scaled_product(fit, scale, context);
  } else {
    meat = own_product(score_sums(fit, groups, context), groups.slots(), k, context);
  }
  return meat;
}

// Adds the terms of all sets of ways.
std::vector<double> sum_of_terms(const Regression& fit, std::span<const Grouping> ways, const SmallSample& rule,
                                 std::size_t smallest, const Context& context) {
  std::vector<double> meat(fit.names.size() * fit.names.size());
  // Intersections are built up from those of fewer ways: sets[b] has the ways whose bits are set in b.
  std::vector<Grouping> sets(std::size_t{1} << ways.size());
  for (std::size_t bits = 1; bits < sets.size(); ++bits) {
    const std::size_t last = static_cast<std::size_t>(std::bit_width(bits)) - 1, rest = bits ^ (std::size_t{1} << last);
    if (rest) sets[bits] = intersect(rest & (rest - 1) ? sets[rest] : ways[std::countr_zero(rest)], ways[last]);
    const Grouping& groups = rest ? sets[bits] : ways[last];
    const double size = cluster_factor(rule, rule.multiway == ClustersCounted::each ? groups.count : smallest);
    const double factor = std::popcount(bits) % 2 ? size : -size;
    const std::vector<double> sum = term(fit, groups, context);
    for (std::size_t i = 0; i < meat.size(); ++i) meat[i] += sum[i] * factor;
  }
  return meat;
}

// Sets negative eigenvalues to 0; whether there were any.
bool repair(std::vector<double>& covariance, const Regression& fit) {
  const auto k = static_cast<Eigen::Index>(fit.names.size());
  Eigen::Map<Eigen::MatrixXd> v(covariance.data(), k, k);
  const Eigen::VectorXd unit = Eigen::Map<const Eigen::MatrixXd>(fit.bread.data(), k, k).diagonal().cwiseSqrt();
  const Eigen::VectorXd per_unit = unit.cwiseInverse();
  const auto [values, vectors] = spectrum(scaled(per_unit, v, per_unit));
  if (values.minCoeff() >= negative * values.cwiseAbs().maxCoeff()) return false;
  const Eigen::MatrixXd half = scaled(unit, vectors, values.cwiseMax(0).cwiseSqrt());
  v = times_transposed(half, half);
  return true;
}

std::string names_of(const std::vector<NamedFactor>& clusters, std::span<const Grouping> ways) {
  std::string text;
  for (std::size_t w = 0; w < ways.size(); ++w) {
    text += fmt::format("{}{} ({})", w ? " and " : "", clusters[w].name, ways[w].count);
  }
  return text;
}

}  // namespace

Covariance clustered_covariance(const Regression& fit, const ErrorChoice& choice, const Context& context) {
  const std::vector<Grouping> ways = cluster_ways(fit, choice);
  const SmallSample& rule = choice.small_sample;
  const std::size_t k = fit.names.size(), smallest = std::ranges::min(ways, {}, &Grouping::count).count;
  const CountedParameters counted = counted_parameters(fit, rule, ways);
  std::vector<double> meat = sum_of_terms(fit, ways, rule, smallest, context);
  const double factor = parameter_factor(fit, rule, counted.count, static_cast<double>(fit.observations) - 1);
  for (double& value : meat) value *= factor;
  const double df = static_cast<double>(smallest) - 1;
  Covariance result{k, sandwich(fit.bread, meat, k), degrees_of_freedom(fit, df), ""};
  const bool repaired = ways.size() > 1 && repair(result.value, fit);
  result.convention = fmt::format(
      "clustered by {}{}{}{}; {}", names_of(choice.clusters, ways),
      !rule.clusters                                                  ? ""
      : ways.size() > 1 && rule.multiway == ClustersCounted::smallest ? ", G/(G - 1) of the smallest way"
                                                                      : ", G/(G - 1)",
      rule.parameters ? ", (n - 1)/(n - K), " + counted.words : "",
      repaired ? "; it was not positive definite, so negative eigenvalues were set to 0" : "", name_of_df(fit, df));
  return result;
}

}  // namespace payoff
