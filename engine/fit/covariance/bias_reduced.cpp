// Few clusters: CR2 removes the bias of the cluster-robust variance under equal variances, CR3 errs on the large side.
//
// Formula   V = sum_g b_g b_g',  b_g = B X_g' A_g e_g,  A_g = (I - H_g)^(-1/2) for CR2, (I - H_g)^(-1) for CR3,
//           H_g = X_g B X_g' after weighting by sqrt(w). With B = L L' and L' X_g'X_g L = U diag(d) U' (k x k),
//           b_g = L U diag((1 - d)^(-1/2 or -1)) U' L' s_g, so no cluster ever needs an n_g x n_g matrix.
//           CR2: df_j = (sum_g P_gg)^2 / sum_gh P_gh^2,  P = diag(a_g'a_g) - v v' (G x G),  a_g = A_g X_g B e_j,
//           v_g = L'X_g'a_g: Satterthwaite's df of coefficient j under equal variances (Pustejovsky & Tipton, eq. 11).
//           CR3: df = G - 1. No G / (G - 1) in either: the jackknife of MacKinnon, Nielsen & Webb is
//           (G - 1) / G times this CR3.
// Assumes   Clusters are independent; df_j assumes errors of variance 1 / w without correlation.
// Refuses   Several ways; Poisson; absorbed factors that cross clusters (theorem 2 of Pustejovsky & Tipton allows to
//           leave out only factors nested in them); CR3 where a coefficient cannot be had without one of the clusters.
// Limits    A direction that one cluster alone decides (d = 1) adds nothing to CR2 (generalised inverse).
// Source    Bell & McCaffrey (2002); Pustejovsky & Tipton (2018); MacKinnon, Nielsen & Webb (2023).
// Checked   sandwich 3.0.2 on petersen, HC2 and HC3 by firm and by year; the same formulas with full n x n matrices and
//           dummies; Welch's two groups by hand: 9 digits or more.
// Notation  d, U of one cluster (k), (k x k); s_g = X_g' W e (k)
#include <fmt/format.h>

#include <Eigen/Core>
#include <algorithm>

#include "base/dense.hpp"
#include "fit/covariance/kinds.hpp"
#include "fit/covariance/scores.hpp"
#include "fit/covariance/small_sample.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr std::size_t most_parts = 16;  // each holds k matrices (k x k) for the degrees of freedom
constexpr double decided_alone = 1e-10;

// What Satterthwaite's df of each coefficient needs from the clusters of one part.
struct ClusterMoments {
  VectorXd trace, own, own_length;  // (k) sums of P_gg, P_gg^2, |v_g|^4
  std::vector<MatrixXd> v;          // (k) of sum_g v_g v_g' (k x k)
  std::size_t alone = 0;            // clusters that decide a direction alone

  explicit ClusterMoments(Index k)
      : trace(VectorXd::Zero(k)), own(trace), own_length(trace), v(k, MatrixXd::Zero(k, k)) {}

  void add(const ClusterMoments& other) {
    trace += other.trace;
    own += other.own;
    own_length += other.own_length;
    for (std::size_t j = 0; j < v.size(); ++j) v[j] += other.v[j];
    alone += other.alone;
  }
  double df(Index j) const {
    return trace[j] * trace[j] / (own[j] + v[static_cast<std::size_t>(j)].squaredNorm() - own_length[j]);
  }
};

void require_answerable(const Regression& fit, const ErrorChoice& choice, const Grouping& clusters) {
  const auto cannot_have = [](const std::string& what, const std::string& remedy) {
    throw Error(ErrorKind::method, {.function = "covariance"}, what, remedy);
  };
  const std::string name = choice.clusters.front().name;
  if (is_poisson(fit)) cannot_have("model with cr2 or cr3 is Poisson, but must be least squares", "use cluster");
  if (clusters.count < 2) {
    cannot_have(fmt::format("number of clusters of '{}' is {}, but must be at least 2", name, clusters.count),
                "cluster by something finer");
  }
  for (std::size_t f = 0; f < fit.factors.size(); ++f) {
    if (nested(fit.factors[f], fit.factor_levels[f], clusters)) continue;
    cannot_have(
        fmt::format("absorbed factor '{}' crosses the clusters of '{}', but must be nested in them for cr2 and cr3",
                    fit.factor_names[f], name),
        "give its levels as covariates, or use cluster");
  }
}

class BiasReduced {
 public:
  BiasReduced(const Regression& fit, const Grouping& clusters, bool cr2)
      : fit_(fit), rows_(rows_by_group(clusters)), cr2_(cr2), k_(static_cast<Index>(fit.names.size())) {
    const std::vector<double> root = bread_root(fit);
    lower_ = Eigen::Map<const MatrixXd>(root.data(), k_, k_);
  }

  // Fills b_g into columns of `influence` (k x slots) and adds up what the df need.
  ClusterMoments run(MatrixXd& influence, const Context& context) const {
    const std::size_t slots = rows_.first.size() - 1, parts = std::min(most_parts, slots);
    std::vector<ClusterMoments> moments(parts, ClusterMoments(k_));
    for_each_part(parts, fit_.observations * fit_.names.size() > 100'000, context, [&](std::size_t part) {
      for (std::size_t g = part * slots / parts; g < (part + 1) * slots / parts; ++g) {
        if (rows_.first[g] < rows_.first[g + 1]) influence.col(static_cast<Index>(g)) = add_cluster(g, moments[part]);
      }
    });
    for (std::size_t part = 1; part < parts; ++part) moments[0].add(moments[part]);
    return moments[0];
  }

 private:
  VectorXd add_cluster(std::size_t g, ClusterMoments& moments) const {
    const Index count = rows_.first[g + 1] - rows_.first[g];
    MatrixXd x(count, k_);  // rows of sqrt(w) X
    VectorXd e(count);
    for (Index i = 0; i < count; ++i) {
      const std::size_t row = rows_.rows[rows_.first[g] + static_cast<std::size_t>(i)];
      const double root_weight = fit_.weight.empty() ? 1 : std::sqrt(fit_.weight[row]);
      e[i] = root_weight * fit_.residual[row];
      for (Index j = 0; j < k_; ++j)
        x(i, j) = root_weight * fit_.design[static_cast<std::size_t>(j) * fit_.observations + row];
    }
    const MatrixXd z = times(x, lower_);
    MatrixXd cross = MatrixXd::Zero(k_, k_);
    add_cross_products(z, cross);
    const auto [d, u] = spectrum(cross);
    const VectorXd rest = (1 - d.array()).matrix();
    moments.alone += rest.minCoeff() <= decided_alone;
    const VectorXd adjust = rest.unaryExpr([&](double left) {
      return left <= decided_alone ? 0.0 : cr2_ ? 1 / std::sqrt(left) : 1 / left;
    });
    if (cr2_) add_moments(d, u, adjust, moments);
    const VectorXd rotated = transposed_times(u, transposed_times(z, e));
    return times(lower_, times(u, VectorXd(adjust.cwiseProduct(rotated))));
  }

  // For coefficient j: a'a = l' U d adjust^2 U' l, v = U d adjust U' l, with l = L'e_j.
  void add_moments(const VectorXd& d, const MatrixXd& u, const VectorXd& adjust, ClusterMoments& moments) const {
    const MatrixXd rotated = times(lower_, u).transpose();
    const VectorXd d_adjust = d.cwiseProduct(adjust);
    const MatrixXd v = times(u, scaled(d_adjust, rotated, VectorXd::Ones(k_)));
    for (Index j = 0; j < k_; ++j) {
      const double length = v.col(j).squaredNorm();
      const double p = rotated.col(j).cwiseAbs2().dot(d_adjust.cwiseProduct(adjust)) - length;
      moments.trace[j] += p;
      moments.own[j] += p * p;
      moments.own_length[j] += length * length;
      moments.v[static_cast<std::size_t>(j)].noalias() += v.col(j) * v.col(j).transpose();
    }
  }

  const Regression& fit_;
  GroupedRows rows_;
  bool cr2_;
  Index k_;
  MatrixXd lower_;
};

}  // namespace

Covariance bias_reduced_covariance(const Regression& fit, const ErrorChoice& choice, const Context& context) {
  if (choice.clusters.size() != 1) {
    throw Error(ErrorKind::usage, {.function = "covariance"},
                fmt::format("number of ways of clusters with cr2 or cr3 is {}, but must be 1", choice.clusters.size()),
                "use cluster for several ways");
  }
  const NamedFactor& by = choice.clusters.front();
  const Grouping clusters = group_rows(fit, by.level, fmt::format("cluster '{}'", by.name));
  require_answerable(fit, choice, clusters);
  const bool cr2 = choice.errors == Errors::cr2;
  const auto k = static_cast<Index>(fit.names.size());
  MatrixXd influence = MatrixXd::Zero(k, static_cast<Index>(clusters.slots()));
  const ClusterMoments moments = BiasReduced(fit, clusters, cr2).run(influence, context);
  if (!cr2 && moments.alone > 0) {
    throw Error(ErrorKind::method, {.function = "covariance"},
                fmt::format("number of clusters of '{}' without which a coefficient cannot be had is {}, but must be 0 "
                            "for cr3",
                            by.name, moments.alone),
                "use cr2 or the wild bootstrap");
  }
  const MatrixXd value = times_transposed(influence, influence);
  Covariance result{fit.names.size(),
                    {value.data(), value.data() + value.size()},
                    std::vector<double>(fit.names.size(), static_cast<double>(clusters.count) - 1),
                    ""};
  for (Index j = 0; cr2 && j < k; ++j) result.df[static_cast<std::size_t>(j)] = moments.df(j);
  result.convention = fmt::format("{} by {} ({}), no further factor; {}", cr2 ? "cr2" : "cr3", by.name, clusters.count,
                                  cr2 ? "Satterthwaite's degrees of freedom" : name_of_df(fit, result.df.front()));
  return result;
}

}  // namespace payoff
