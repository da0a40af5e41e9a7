#include "measure/rollout/staggered/cohort_scores.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>

#include "base/dense.hpp"

namespace payoff {
namespace {

constexpr std::size_t scored_at_once = 256;  // units: their influences stay in the cache

}  // namespace

CombinationScores::CombinationScores(const CohortPanel& panel, const CohortDesign& design,
                                     const CohortRegression& regression,
                                     const std::vector<std::vector<Entry>>& combinations)
    : panel_(panel),
      design_(design),
      regression_(regression),
      numbers_(combinations.size()),
      asked_of_(regression.solution->columns) {
  const LeastSquares& core = regression.solution->core();
  const auto m = index_of(core.columns);
  Eigen::MatrixXd asked(m, index_of(numbers_));
  for (std::size_t k = 0; k < numbers_; ++k) {
    const SolvedInParts::Parts parts = regression.solution->parts_of(combinations[k]);
    for (const auto& [line, value] : parts.asked) asked_of_[line].push_back({k, value});
    asked.col(index_of(k)) = Eigen::Map<const Eigen::VectorXd>(parts.core.data(), m);
  }
  const Eigen::MatrixXd solved = times(Eigen::Map<const Eigen::MatrixXd>(core.inverse.data(), m, m), asked);
  core_.assign(solved.data(), solved.data() + solved.size());
}

std::vector<Entry> CombinationScores::score_of(std::size_t i) const {
  const std::size_t periods = panel_.periods.size(), n = panel_.units(), cohort = panel_.cohort_of(i);
  const std::size_t first_covariate = periods + design_.effects;
  const double weight = panel_.weight_of(i);
  std::vector<Entry> score;
  for (std::size_t j = 0; j < panel_.covariates.size(); ++j) score.push_back({first_covariate + j, 0});
  for (std::size_t t = 0; t < periods; ++t) {
    const int effect = design_.effect_of[cohort * periods + t];
    const double r = weight * regression_.residual[t * n + i];
    if (effect == left_out || std::isnan(r)) continue;
    score.push_back({t, r});
    if (effect >= 0) score.push_back({periods + static_cast<std::size_t>(effect), r});
    for (std::size_t j = 0; j < panel_.covariates.size(); ++j) score[j].value += panel_.covariates[j][t * n + i] * r;
  }
  return score;
}

void CombinationScores::operator()(std::size_t begin, std::size_t end, double* scores) const {
  const auto n = index_of(end - begin), h = index_of(numbers_);
  const auto m = index_of(regression_.solution->core().columns);
  Eigen::MatrixXd core(n, m);
  Eigen::Map<Eigen::MatrixXd> sums(scores, n, h);
  Eigen::VectorXd by_lines(h);
  for (Eigen::Index i = 0; i < n; ++i) {
    const SolvedInParts::Parts parts = regression_.solution->parts_of(score_of(begin + static_cast<std::size_t>(i)));
    core.row(i) = Eigen::Map<const Eigen::RowVectorXd>(parts.core.data(), m);
    by_lines.setZero();
    for (const auto& [line, value] : parts.solved) {
      for (const auto& [number, asked] : asked_of_[line]) by_lines[index_of(number)] += asked * value;
    }
    sums.row(i) += by_lines;
  }
  sums += times(core, Eigen::MatrixXd(Eigen::Map<const Eigen::MatrixXd>(core_.data(), m, h)));
}

std::vector<double> score_products(const CohortPanel& panel, std::size_t numbers, const AddScores& add) {
  const auto h = index_of(numbers);
  const std::size_t clusters = panel.clusters_declared ? panel.clusters : 0;  // else every unit is one
  Eigen::MatrixXd by_cluster = Eigen::MatrixXd::Zero(h, index_of(clusters));
  Eigen::MatrixXd total = Eigen::MatrixXd::Zero(h, h);  // the lower triangle
  for (std::size_t begin = 0; begin < panel.units(); begin += scored_at_once) {
    const std::size_t end = std::min(begin + scored_at_once, panel.units());
    Eigen::MatrixXd scores = Eigen::MatrixXd::Zero(index_of(end - begin), h);
    add(begin, end, scores.data());
    if (clusters == 0) add_cross_products(scores, total);
    for (std::size_t i = begin; i < end && clusters > 0; ++i)
      by_cluster.col(panel.cluster[i]) += scores.row(index_of(i - begin)).transpose();
  }
  if (clusters > 0) add_cross_products(by_cluster.transpose(), total);
  std::vector<double> products(numbers * numbers);
  Eigen::Map<Eigen::MatrixXd>(products.data(), h, h) = total.selfadjointView<Eigen::Lower>();
  return products;
}

}  // namespace payoff
