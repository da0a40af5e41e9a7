#include "measure/rollout/staggered/untreated_fit.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <utility>

#include "base/dense.hpp"
#include "measure/rollout/staggered/cohort_cells.hpp"

namespace payoff {
namespace {

constexpr std::size_t constants_at_once = 256;

// The shares of averages by cell: {average, share / weight of the cell}.
std::vector<std::vector<Entry>> by_cell(const UntreatedFit& fit, const std::vector<CellShares>& averaged) {
  std::vector<std::vector<Entry>> shares(fit.weight.size());
  for (std::size_t k = 0; k < averaged.size(); ++k) {
    for (const auto& [cell, share] : averaged[k]) shares[cell].push_back({k, share / fit.weight[cell]});
  }
  return shares;
}

// Sums over the gaps, and over the cells of the first stage, of units that share a constant.
class FirstStageSums {
 public:
  FirstStageSums(const CohortPanel& panel, const UntreatedFit& fit, const std::vector<CellShares>& averaged)
      : cells_(panel, fit.design),
        fit_(fit),
        shares_(by_cell(fit, averaged)),
        sum_(Eigen::MatrixXd::Zero(index_of(fit.regression.solution->columns), index_of(averaged.size()))) {}

  Eigen::MatrixXd find() {
    for (std::size_t first = 0; first < cells_.blocks(); first += constants_at_once) {
      const std::size_t count = std::min(constants_at_once, cells_.blocks() - first);
      Eigen::MatrixXd mean = Eigen::MatrixXd::Zero(sum_.rows(), index_of(count)),
                      share = Eigen::MatrixXd::Zero(sum_.cols(), index_of(count));
      for (std::size_t b = 0; b < count; ++b) {
        mean.col(index_of(b)) = mean_of(first + b);
        for (const std::int32_t i : cells_.block(first + b)) add_gaps(static_cast<std::size_t>(i), share, index_of(b));
      }
      sum_ += times_transposed(mean, share);
    }
    return sum_;
  }

 private:
  // xbar, of the periods and the covariates (K).
  Eigen::VectorXd mean_of(std::size_t block) const {
    Eigen::VectorXd mean = Eigen::VectorXd::Zero(sum_.rows());
    double total = 0;
    for (const std::int32_t i : cells_.block(block)) {
      for (std::size_t t = 0; t < cells_.periods; ++t) {
        if (!cells_.in_fit(t, i)) continue;
        total += cells_.panel.weight_of(i);
        add_cell(t, i, cells_.panel.weight_of(i), mean);
      }
    }
    if (total > 0) mean /= total;
    return mean;
  }

  void add_cell(std::size_t t, std::size_t i, double weight, Eigen::Ref<Eigen::VectorXd> to) const {
    to[index_of(t)] += weight;
    for (std::size_t j = 0; j < cells_.panel.covariates.size(); ++j)
      to[index_of(cells_.periods + j)] += weight * cells_.panel.covariates[j][cells_.cell(t, i)];
  }

  void add_gaps(std::size_t i, Eigen::MatrixXd& share, Eigen::Index constant) {
    for (std::size_t t = 0; t < cells_.periods; ++t) {
      if (std::isnan(fit_.regression.residual[cells_.cell(t, i)])) continue;
      for (const auto& [average, each] : shares_[cells_.cohort(i) * cells_.periods + t]) {
        const double weight = each * cells_.panel.weight_of(i);
        share(index_of(average), constant) += weight;
        add_cell(t, i, -weight, sum_.col(index_of(average)));
      }
    }
  }

  const CohortCells cells_;
  const UntreatedFit& fit_;
  const std::vector<std::vector<Entry>> shares_;
  Eigen::MatrixXd sum_;  // (K x h)
};

std::vector<std::vector<Entry>> combinations_of(const std::vector<double>& loadings, std::size_t columns) {
  std::vector<std::vector<Entry>> combinations(loadings.size() / columns);
  for (std::size_t at = 0; at < loadings.size(); ++at) {
    if (loadings[at] != 0) combinations[at / columns].push_back({at % columns, loadings[at]});
  }
  return combinations;
}

}  // namespace

UntreatedFit fit_untreated(const CohortPanel& panel, std::vector<std::int32_t> group) {
  UntreatedFit fit{{effects_by_side(panel, no_effect, left_out), 0, std::move(group)}, {}, {}, {}};
  fit.regression = fit_cohorts(panel, fit.design);
  fit.weight = cell_weights(panel, fit.regression.residual);
  fit.mean = cell_means(panel, fit.regression.residual, fit.regression.residual);
  return fit;
}

std::vector<double> first_stage_loadings(const CohortPanel& panel, const UntreatedFit& fit,
                                         const std::vector<CellShares>& averaged) {
  const Eigen::MatrixXd loadings = FirstStageSums(panel, fit, averaged).find();
  return {loadings.data(), loadings.data() + loadings.size()};
}

GapScores::GapScores(const CohortPanel& panel, const UntreatedFit& fit, const std::vector<CellShares>& averaged,
                     const GapCentre& centre)
    : panel_(panel),
      fit_(fit),
      first_stage_(panel, fit.design, fit.regression,
                   combinations_of(first_stage_loadings(panel, fit, averaged), fit.regression.solution->columns)),
      parts_(fit.weight.size()) {
  for (std::size_t k = 0; k < averaged.size(); ++k) {
    for (const auto& [cell, share] : averaged[k])
      parts_[cell].push_back({k, share / fit.weight[cell], centre(k, cell)});
  }
}

void GapScores::operator()(std::size_t begin, std::size_t end, double* scores) const {
  first_stage_(begin, end, scores);
  const std::size_t periods = panel_.periods.size();
  for (std::size_t i = begin; i < end; ++i) {
    const double weight = panel_.weight_of(i);
    const std::size_t cohort = panel_.cohort_of(i);
    for (std::size_t t = 0; t < periods; ++t) {
      const double gap = fit_.regression.residual[t * panel_.units() + i];
      if (std::isnan(gap)) continue;
      for (const auto& [average, share, centre] : parts_[cohort * periods + t])
        scores[average * (end - begin) + i - begin] += weight * share * (gap - centre);
    }
  }
}

}  // namespace payoff
