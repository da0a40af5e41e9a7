#include "measure/rollout/one_date/absorbed_regression.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "data/panel_parts.hpp"
#include "measure/answer/inference.hpp"
#include "measure/rollout/one_date/absorbed_block.hpp"

namespace payoff {
namespace {

// A covariate that is constant within every unit leaves only rounding: this share of its values at most.
constexpr double rounding_share = 1e-13;

}  // namespace

AbsorbedRegression::AbsorbedRegression(const Panel& panel, AbsorbedDesign design, const Context& context)
    : panel_(panel), context_(context), design_(std::move(design)), first_cell_(first_cell_of_unit(panel)) {
  Position place(design_.periods);
  period_index_.reserve(panel.period_of.size());
  for (const int period : panel.period_of) {
    const std::size_t at = place.of(period);
    const bool known = at < design_.periods.size() && design_.periods[at] == period;
    period_index_.push_back(known ? static_cast<int>(at) : -1);
  }
  for (std::vector<bool>& seen : seen_) seen.resize(design_.periods.size());
  find_units();
  refuse_aliased();
  std::vector<double> first(solution_->columns);
  if (design_.effects > 0) first[design_.periods.size()] = 1;
  row_of_first_ = solution_->apply(first);
}

double AbsorbedRegression::effect(std::size_t j) const {
  const std::size_t column = design_.periods.size() + j;
  const bool told = !solution_->aliased[column] && is_told(column, solution_->without_data);
  return told ? solution_->coefficient[column] : missing;
}

// Its cells in the design, with a value and all covariates.
void AbsorbedRegression::find_cells(std::size_t unit, std::vector<std::size_t>& cells) const {
  const MetricColumn& column = panel_.metrics[design_.metric];
  for (std::size_t c = first_cell_[unit]; c < first_cell_[unit + 1]; ++c) {
    const bool complete = std::ranges::none_of(
        design_.covariates, [&](std::size_t j) { return std::isnan(panel_.covariates[j].value[c]); });
    const bool weighs = column.weight.empty() || column.weight[c] > 0;
    if (period_index_[c] >= 0 && complete && has_value(column, c) && weighs) cells.push_back(c);
  }
}

void AbsorbedRegression::load(std::size_t unit, Block& block) const {
  block.clear();
  find_cells(unit, block.cell);
  const auto before = static_cast<int>(design_.before);
  if (block.cell.empty() || period_index_[block.cell.front()] >= before || period_index_[block.cell.back()] < before)
    return block.clear();
  const MetricColumn& column = panel_.metrics[design_.metric];
  const bool treated = panel_.units[unit].treated, ratio = is_ratio(column.metric);
  block.resize(block.cell.size());
  double outcome_mean = 0;
  for (std::size_t m = 0; m < block.cell.size(); ++m) {
    const std::size_t c = block.cell[m];
    const double weight = column.weight.empty() ? 1.0 : column.weight[c];
    const int effect = treated ? design_.effect_of[period_index_[c]] : -1;
    block.period[m] = period_index_[c];
    block.effect[m] = effect < 0 ? -1 : effect + static_cast<int>(design_.periods.size());
    block.weight[m] = ratio ? weight : 1.0;
    block.outcome[m] = column.sum[c] / weight;
    block.total_weight += block.weight[m];
    outcome_mean += block.weight[m] * block.outcome[m];
  }
  for (std::size_t m = 0; m < block.cell.size(); ++m)
    block.demeaned[m] = block.outcome[m] - outcome_mean / block.total_weight;
  load_covariates(block);
}

void AbsorbedRegression::load_covariates(Block& block) const {
  const std::size_t p = design_.covariates.size();
  std::vector<double> mean(p), largest(p);
  for (std::size_t m = 0; m < block.cell.size(); ++m) {
    for (std::size_t j = 0; j < p; ++j) {
      block.covariate.push_back(panel_.covariates[design_.covariates[j]].value[block.cell[m]]);
      mean[j] += block.weight[m] * block.covariate.back();
      largest[j] = std::max(largest[j], std::abs(block.covariate.back()));
    }
  }
  for (std::size_t i = 0; i < block.covariate.size(); ++i) block.covariate[i] -= mean[i % p] / block.total_weight;
  for (std::size_t j = 0; j < p; ++j) {
    block.rounding.push_back(rounding_share * rounding_share * largest[j] * largest[j] * block.total_weight);
  }
}

void AbsorbedRegression::predict(Block& block) const {
  const std::size_t p = design_.covariates.size();
  double mean = 0;
  for (std::size_t m = 0; m < block.cell.size(); ++m) {
    double residual = block.demeaned[m] - solution_->coefficient[block.period[m]];
    if (block.effect[m] >= 0) residual -= solution_->coefficient[block.effect[m]];
    for (std::size_t j = 0; j < p; ++j) {
      residual -= solution_->coefficient[covariate_column(j)] * block.covariate[m * p + j];
    }
    block.residual.push_back(residual);
    mean += block.weight[m] * residual / block.total_weight;
  }
  for (double& residual : block.residual) residual -= mean;
}

// a_c - abar for each cell (m), of the first effect.
void AbsorbedRegression::project(const Block& block, std::vector<double>& projection) const {
  const std::size_t p = design_.covariates.size();
  const std::vector<double>& row = row_of_first_;
  projection.clear();
  double mean = 0;
  for (std::size_t m = 0; m < block.cell.size(); ++m) {
    double a = row[block.period[m]] + (block.effect[m] >= 0 ? row[block.effect[m]] : 0);
    for (std::size_t l = 0; l < p; ++l) a += row[covariate_column(l)] * block.covariate[m * p + l];
    projection.push_back(a);
    mean += block.weight[m] * a / block.total_weight;
  }
  for (double& a : projection) a -= mean;
}

void AbsorbedRegression::visit(const std::function<void(const AbsorbedCell&)>& see) const {
  Block block;
  std::vector<double> projection;
  for (const std::size_t unit : order_) {
    context_.stop_if_cancelled();
    load(unit, block);
    predict(block);
    project(block, projection);
    for (std::size_t m = 0; m < block.cell.size(); ++m) {
      see({block.cell[m], sample_->clusters.of_unit[unit], block.weight[m], block.outcome[m], block.residual[m],
           projection[m] * block.weight[m] * block.residual[m], projection[m]});
    }
  }
}

// X'We of the cluster times the inverse; units need not be absorbed again, as We sums to 0 over each.
void AbsorbedRegression::visit_clusters(const std::function<void(int, std::span<const double>)>& see) const {
  const std::size_t p = design_.covariates.size();
  Block block;
  std::vector<double> score(solution_->columns);
  const auto close_cluster = [&](int cluster) {
    const std::vector<double> all = solution_->apply(score);
    see(cluster, std::span<const double>(all).subspan(design_.periods.size(), design_.effects));
    std::ranges::fill(score, 0);
  };
  for (std::size_t i = 0; i < order_.size(); ++i) {
    context_.stop_if_cancelled();
    load(order_[i], block);
    predict(block);
    for (std::size_t m = 0; m < block.cell.size(); ++m) {
      const double we = block.weight[m] * block.residual[m];
      score[block.period[m]] += we;
      if (block.effect[m] >= 0) score[block.effect[m]] += we;
      for (std::size_t j = 0; j < p; ++j) score[covariate_column(j)] += we * block.covariate[m * p + j];
    }
    const int cluster = sample_->clusters.of_unit[order_[i]];
    const bool last = i + 1 == order_.size() || sample_->clusters.of_unit[order_[i + 1]] != cluster;
    if (last) close_cluster(cluster);
  }
}

void AbsorbedRegression::refuse_aliased() const {
  for (std::size_t j = 0; j < design_.covariates.size(); ++j) {
    if (solution_->aliased[covariate_column(j)]) refuse_explained("did", panel_.covariates[design_.covariates[j]].name);
  }
}

}  // namespace payoff
