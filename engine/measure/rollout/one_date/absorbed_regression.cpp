#include "measure/rollout/one_date/absorbed_regression.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "measure/answer/inference.hpp"

namespace payoff {
namespace {

// A covariate that is constant within every unit leaves only rounding: this share of its values at most.
constexpr double rounding_share = 1e-13;

}  // namespace

struct AbsorbedRegression::Block {
  std::vector<std::size_t> cell;           // (m) cells of this unit in use
  std::vector<int> period, effect;         // (m) columns; effect -1 = none
  std::vector<double> weight, outcome;     // (m)
  std::vector<double> demeaned, residual;  // (m) outcome less the unit's mean
  std::vector<double> covariate;           // (m x p) by rows, less the unit's means
  std::vector<double> rounding;            // (p) sum of squares that rounding may leave
  double total_weight = 0;

  void clear() {
    for (auto* values : {&weight, &outcome, &demeaned, &residual, &covariate, &rounding}) values->clear();
    cell.clear();
    period.clear();
    effect.clear();
    total_weight = 0;
  }
};

AbsorbedRegression::AbsorbedRegression(const Panel& panel, AbsorbedDesign design, const Context& context)
    : panel_(panel), context_(context), design_(std::move(design)), first_cell_(first_cell_of_unit(panel)) {
  for (const int period : panel.period_of) {
    const auto found = std::ranges::lower_bound(design_.periods, period);
    const bool known = found != design_.periods.end() && *found == period;
    period_index_.push_back(known ? static_cast<int>(found - design_.periods.begin()) : -1);
  }
  for (std::vector<bool>& seen : seen_) seen.resize(design_.periods.size());
  NormalEquations equations(covariate_column(design_.covariates.size()));
  Block block;
  std::vector<bool> used(panel.units.size());
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    context_.stop_if_cancelled();
    load(u, block);
    if (block.cell.empty()) continue;
    used[u] = true;
    order_.push_back(u);
    observations_ += block.cell.size();
    for (const int period : block.period) seen_[panel.units[u].treated][period] = true;
    accumulate(block, equations);
  }
  sample_.emplace(panel, design_.metric, std::move(used));
  std::ranges::stable_sort(order_, {}, [&](std::size_t u) { return sample_->clusters.of_unit[u]; });
  solution_ = solve(equations, context_);
  refuse_aliased();
}

double AbsorbedRegression::effect(std::size_t j) const {
  const std::size_t column = design_.periods.size() + j;
  return solution_.aliased[column] ? missing : solution_.coefficient[column];
}

void AbsorbedRegression::load(std::size_t unit, Block& block) const {
  block.clear();
  const MetricColumn& column = panel_.metrics[design_.metric];
  const std::size_t p = design_.covariates.size();
  std::vector<double> mean(p), largest(p);
  double outcome_mean = 0;
  for (std::size_t c = first_cell_[unit]; c < first_cell_[unit + 1]; ++c) {
    const double weight = column.weight.empty() ? 1.0 : column.weight[c];
    const bool complete = std::ranges::none_of(
        design_.covariates, [&](std::size_t j) { return std::isnan(panel_.covariates[j].value[c]); });
    if (period_index_[c] < 0 || !complete || !has_value(column, c) || !(weight > 0)) continue;
    const int effect = panel_.units[unit].treated ? design_.effect_of[period_index_[c]] : -1;
    block.cell.push_back(c);
    block.period.push_back(period_index_[c]);
    block.effect.push_back(effect < 0 ? -1 : effect + static_cast<int>(design_.periods.size()));
    block.weight.push_back(is_ratio(column.metric) ? weight : 1.0);
    block.outcome.push_back(column.sum[c] / weight);
    block.total_weight += block.weight.back();
    outcome_mean += block.weight.back() * block.outcome.back();
    for (std::size_t j = 0; j < p; ++j) {
      block.covariate.push_back(panel_.covariates[design_.covariates[j]].value[c]);
      mean[j] += block.weight.back() * block.covariate.back();
      largest[j] = std::max(largest[j], std::abs(block.covariate.back()));
    }
  }
  const auto before = static_cast<int>(design_.before);
  if (block.cell.empty() || block.period.front() >= before || block.period.back() < before) return block.clear();
  for (const double outcome : block.outcome) block.demeaned.push_back(outcome - outcome_mean / block.total_weight);
  for (std::size_t i = 0; i < block.covariate.size(); ++i) block.covariate[i] -= mean[i % p] / block.total_weight;
  for (std::size_t j = 0; j < p; ++j) {
    block.rounding.push_back(rounding_share * rounding_share * largest[j] * largest[j] * block.total_weight);
  }
}

void AbsorbedRegression::accumulate(const Block& block, NormalEquations& equations) const {
  const std::size_t k = equations.columns, p = design_.covariates.size(), dense = covariate_column(0);
  std::vector<std::pair<std::size_t, double>> sums;  // s: column and sum of weights, columns ascending
  std::vector<double> effect_sum(design_.effects);
  for (std::size_t m = 0; m < block.cell.size(); ++m) {
    const double w = block.weight[m];
    const double* x = block.covariate.data() + m * p;
    const std::size_t sparse[] = {static_cast<std::size_t>(block.period[m]), static_cast<std::size_t>(block.effect[m])};
    const std::size_t count = block.effect[m] < 0 ? 1 : 2;
    sums.emplace_back(sparse[0], w);
    if (count == 2) effect_sum[sparse[1] - design_.periods.size()] += w;
    for (std::size_t a = 0; a < count; ++a) {
      for (std::size_t b = 0; b <= a; ++b) equations.xx[sparse[a] * k + sparse[b]] += w;
      equations.xy[sparse[a]] += w * block.demeaned[m];
      for (std::size_t j = 0; j < p; ++j) equations.xx[(dense + j) * k + sparse[a]] += w * x[j];
    }
    for (std::size_t j = 0; j < p; ++j) {
      for (std::size_t l = 0; l <= j; ++l) equations.xx[(dense + j) * k + dense + l] += w * x[j] * x[l];
      equations.xy[dense + j] += w * x[j] * block.demeaned[m];
    }
  }
  for (std::size_t j = 0; j < design_.effects; ++j) {
    if (effect_sum[j] > 0) sums.emplace_back(design_.periods.size() + j, effect_sum[j]);
  }
  for (std::size_t a = 0; a < sums.size(); ++a) {
    const double scaled = sums[a].second / block.total_weight;
    for (std::size_t b = 0; b <= a; ++b) equations.xx[sums[a].first * k + sums[b].first] -= scaled * sums[b].second;
  }
  for (std::size_t j = 0; j < p; ++j) equations.rounding[dense + j] += block.rounding[j];
}

void AbsorbedRegression::predict(Block& block) const {
  const std::size_t p = design_.covariates.size();
  double mean = 0;
  for (std::size_t m = 0; m < block.cell.size(); ++m) {
    double residual = block.demeaned[m] - solution_.coefficient[block.period[m]];
    if (block.effect[m] >= 0) residual -= solution_.coefficient[block.effect[m]];
    for (std::size_t j = 0; j < p; ++j) {
      residual -= solution_.coefficient[covariate_column(j)] * block.covariate[m * p + j];
    }
    block.residual.push_back(residual);
    mean += block.weight[m] * residual / block.total_weight;
  }
  for (double& residual : block.residual) residual -= mean;
}

// a_c - abar for each cell and effect (m x q).
void AbsorbedRegression::project(const Block& block, std::vector<double>& projection) const {
  const std::size_t q = design_.effects, p = design_.covariates.size();
  projection.assign(block.cell.size() * q, 0);
  for (std::size_t j = 0; j < q; ++j) {
    const std::span<const double> row = solution_.row(design_.periods.size() + j);
    double mean = 0;
    for (std::size_t m = 0; m < block.cell.size(); ++m) {
      double a = row[block.period[m]] + (block.effect[m] >= 0 ? row[block.effect[m]] : 0);
      for (std::size_t l = 0; l < p; ++l) a += row[covariate_column(l)] * block.covariate[m * p + l];
      projection[m * q + j] = a;
      mean += block.weight[m] * a / block.total_weight;
    }
    for (std::size_t m = 0; m < block.cell.size(); ++m) projection[m * q + j] -= mean;
  }
}

void AbsorbedRegression::visit(const std::function<void(const AbsorbedCell&)>& see) const {
  Block block;
  std::vector<double> projection, influence;
  const std::size_t q = design_.effects;
  for (const std::size_t unit : order_) {
    context_.stop_if_cancelled();
    load(unit, block);
    predict(block);
    project(block, projection);
    influence = projection;
    for (std::size_t m = 0; m < block.cell.size(); ++m) {
      for (std::size_t j = 0; j < q; ++j) influence[m * q + j] *= block.weight[m] * block.residual[m];
      see({block.cell[m], sample_->clusters.of_unit[unit], block.weight[m], block.outcome[m], block.residual[m],
           std::span<const double>(influence).subspan(m * q, q),
           std::span<const double>(projection).subspan(m * q, q)});
    }
  }
}

void AbsorbedRegression::refuse_aliased() const {
  for (std::size_t j = 0; j < design_.covariates.size(); ++j) {
    if (solution_.aliased[covariate_column(j)]) refuse_explained("did", panel_.covariates[design_.covariates[j]].name);
  }
}

}  // namespace payoff
