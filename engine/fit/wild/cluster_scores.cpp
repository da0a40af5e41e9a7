#include "fit/wild/cluster_scores.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "payoff/error.hpp"

namespace payoff {
namespace {

std::size_t levels_of(std::span<const std::int32_t> level) {
  return level.empty() ? 0 : static_cast<std::size_t>(*std::ranges::max_element(level)) + 1;
}

bool nested(const NamedFactor& factor, const NamedFactor& cluster) {
  std::vector<std::int32_t> owner(levels_of(factor.level), -1);
  for (std::size_t i = 0; i < factor.level.size(); ++i) {
    std::int32_t& seen = owner[factor.level[i]];
    if (seen >= 0 && seen != cluster.level[i]) return false;
    seen = cluster.level[i];
  }
  return true;
}

// The same regression with only nested factors absorbed; the indicators come before the covariates, so that what is
// dropped is what the absorbed factors explained.
struct Expanded {
  RegressionModel model;
  std::vector<std::vector<double>> indicators;
};

Expanded expand(const RegressionModel& model, const NamedFactor& cluster) {
  Expanded result{model, {}};
  result.model.absorbed.clear();
  std::vector<NamedColumn> columns;
  for (const NamedFactor& factor : model.absorbed) {
    if (nested(factor, cluster)) {
      result.model.absorbed.push_back(factor);
      continue;
    }
    std::vector<std::vector<double>> each(levels_of(factor.level), std::vector<double>(factor.level.size()));
    for (std::size_t i = 0; i < factor.level.size(); ++i) each[factor.level[i]][i] = 1;
    for (std::vector<double>& column : each) {
      if (std::ranges::find(column, 1.0) != column.end()) result.indicators.push_back(std::move(column));
    }
  }
  for (const std::vector<double>& column : result.indicators) {
    columns.push_back({fmt::format("level {}", columns.size()), column});
  }
  columns.insert(columns.end(), model.covariates.begin(), model.covariates.end());
  result.model.covariates = std::move(columns);
  if (!result.indicators.empty()) result.model.intercept = true;
  return result;
}

// Index in the expanded fit of a coefficient of the fit that was asked for.
std::size_t position(const Regression& fit, const Expanded& expanded, std::size_t coefficient) {
  std::size_t before = 0;
  if (!expanded.indicators.empty()) {
    before = expanded.indicators.size() + (expanded.model.absorbed.empty() ? 1 : 0);
    for (const DroppedColumn& dropped : fit.dropped) before -= dropped.column < expanded.indicators.size();
  }
  if (coefficient + before < fit.names.size()) return coefficient + before;
  throw Error(ErrorKind::usage, {.function = "wild_cluster_bootstrap"},
              fmt::format("coefficient is {}, but must be below {}", coefficient, fit.names.size() - before),
              "count in Regression::names of the least-squares fit");
}

std::vector<std::int32_t> clusters_in_use(const Regression& fit, const NamedFactor& cluster, std::size_t& count) {
  std::vector<std::int32_t> result, number(levels_of(cluster.level), -1);
  for (std::size_t i = 0; i < cluster.level.size(); ++i) {
    if (!fit.used.empty() && !fit.used[i]) continue;
    std::int32_t& seen = number[cluster.level[i]];
    if (seen < 0) seen = static_cast<std::int32_t>(count++);
    result.push_back(seen);
  }
  return result;
}

// sum of X_g' W v_g for every cluster (G x k).
std::vector<double> cluster_sums(const Regression& fit, const std::vector<std::int32_t>& cluster, std::size_t clusters,
                                 const std::vector<double>& v) {
  const std::size_t n = fit.observations, k = fit.names.size();
  std::vector<double> result(clusters * k);
  for (std::size_t j = 0; j < k; ++j) {
    const double* x = fit.design.data() + j * n;
    for (std::size_t i = 0; i < n; ++i) {
      result[cluster[i] * k + j] += x[i] * v[i] * (fit.weight.empty() ? 1 : fit.weight[i]);
    }
  }
  return result;
}

}  // namespace

ClusterScores cluster_scores(const RegressionModel& model, const NamedFactor& cluster, std::size_t coefficient) {
  if (cluster.level.size() != model.outcome.size()) {
    throw Error(ErrorKind::data, {.function = "wild_cluster_bootstrap"},
                fmt::format("rows of cluster '{}' is {}, but must be {}", cluster.name, cluster.level.size(),
                            model.outcome.size()),
                "one level for each row of the outcome");
  }
  if (model.family != Family::least_squares) {
    throw Error(ErrorKind::usage, {.function = "wild_cluster_bootstrap"},
                "family is poisson, but must be least_squares",
                "the bootstrap is of residuals that add to the outcome");
  }
  const Expanded expanded = expand(model, cluster);
  const Regression fit = regress(expanded.model);
  const std::size_t n = fit.observations, k = fit.names.size(), j = position(fit, expanded, coefficient);
  ClusterScores result{.columns = k, .coefficient = j, .estimate = fit.coefficient[j]};
  const std::vector<std::int32_t> of_row = clusters_in_use(fit, cluster, result.clusters);
  std::vector<double> own(n);  // x~ = X A e_j / A_jj
  for (std::size_t l = 0; l < k; ++l) {
    const double share = fit.bread[l * k + j] / fit.bread[j * k + j];
    for (std::size_t i = 0; i < n; ++i) own[i] += share * fit.design[l * n + i];
  }
  result.score = cluster_sums(fit, of_row, result.clusters, fit.residual);
  result.own = cluster_sums(fit, of_row, result.clusters, own);
  result.bread = fit.bread;
  const double g = static_cast<double>(result.clusters), rows = static_cast<double>(n);
  const double parameters = static_cast<double>(k + (expanded.model.absorbed.empty() ? 0 : 1));
  result.correction = g / (g - 1) * (rows - 1) / (rows - parameters);
  return result;
}

}  // namespace payoff
