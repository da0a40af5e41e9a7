// Group-time effects of a complete panel without covariates, from the means of its cohorts.
//
// Formula   ATT(g, t) = (Ybar_g,t - Ybar_g,b) - (Ybar_C,t - Ybar_C,b)      (C&S 2021, eq. 2.8 and 2.9 without X)
//           All three adjustments are this. The influence of unit i of cohort h is linear in w_i and w_i (y_i - Ybar_h):
//           T + 1 features stand for all K cells, whatever K.
// Notation  W weight of a group   b base period   C the comparison units, of one or more cohorts
#include <cmath>

#include "base/messages.hpp"
#include "measure/rollout/group_time/group_time.hpp"

namespace payoff {
namespace {

class MeanDifferences final : public GroupTimeInfluence {
 public:
  MeanDifferences(const CohortPanel& panel, std::vector<GroupTimeCell>& cells)
      : panel_(panel), weight_(panel.cohorts.size() + 1), mean_(weight_.size() * panel.periods.size()) {
    for (std::size_t h = 0; h < weight_.size(); ++h) average(h);
    for (GroupTimeCell& cell : cells) {
      if (!cell.reason) estimate(cell);
    }
    cells_ = cells;
  }

  std::size_t features(std::size_t) const override { return panel_.periods.size() + 1; }

  void fill(std::size_t cohort, std::size_t begin, std::size_t end, double* out) const override {
    const std::size_t n = end - begin;
    for (std::size_t i = 0; i < n; ++i) out[i] = weight_of(begin + i);
    for (std::size_t t = 0; t < panel_.periods.size(); ++t) {
      const std::span<const double> y = panel_.at(t).subspan(begin, n);
      const double mean = this->mean(cohort, t);
      double* column = out + (t + 1) * n;
      for (std::size_t i = 0; i < n; ++i) column[i] = out[i] * (y[i] - mean);
    }
  }

  std::vector<Loading> loadings(std::size_t cohort) const override {
    std::vector<Loading> result;
    for (std::size_t k = 0; k < cells_.size(); ++k) {
      const GroupTimeCell& cell = cells_[k];
      if (std::isnan(cell.att)) continue;
      if (cell.cohort == cohort) result.push_back({cell.period + 1, cells_.size() + k, 1 / weight_[cohort]});
      if (cell.reference || (cell.cohort != cohort && !compares(cell, cohort))) continue;
      const double each = cell.cohort == cohort ? 1 / weight_[cohort] : -1 / comparison_weight(cell);
      result.push_back({cell.period + 1, k, each});
      result.push_back({cell.base + 1, k, -each});
      if (cell.cohort != cohort) result.push_back({0, k, each * (change(cell, cohort) - comparison_change(cell))});
    }
    if (cohort < panel_.cohorts.size()) result.push_back({0, 2 * cells_.size() + cohort, 1 / total_weight(panel_)});
    return result;
  }

 private:
  double weight_of(std::size_t i) const { return panel_.weight.empty() ? 1 : panel_.weight[i]; }
  double mean(std::size_t cohort, std::size_t period) const { return mean_[cohort * panel_.periods.size() + period]; }
  double change(const GroupTimeCell& cell, std::size_t cohort) const {
    return mean(cohort, cell.period) - mean(cohort, cell.base);
  }

  // Around the first unit, so that a high level costs no digits.
  void average(std::size_t cohort) {
    const std::size_t begin = panel_.cohort_begin[cohort], end = panel_.cohort_begin[cohort + 1];
    if (begin == end) return;
    for (std::size_t i = begin; i < end; ++i) weight_[cohort] += weight_of(i);
    for (std::size_t t = 0; t < panel_.periods.size(); ++t) {
      const std::span<const double> y = panel_.at(t);
      double sum = 0;
      for (std::size_t i = begin; i < end; ++i) sum += weight_of(i) * (y[i] - y[begin]);
      mean_[cohort * panel_.periods.size() + t] = y[begin] + sum / weight_[cohort];
    }
  }

  double comparison_weight(const GroupTimeCell& cell) const {
    double sum = 0;
    for (std::size_t h = cell.controls_from; h < weight_.size(); ++h) sum += compares(cell, h) ? weight_[h] : 0;
    return sum;
  }

  double comparison_change(const GroupTimeCell& cell) const {
    double sum = 0;
    for (std::size_t h = cell.controls_from; h < weight_.size(); ++h) {
      if (compares(cell, h)) sum += weight_[h] * change(cell, h);
    }
    return sum / comparison_weight(cell);
  }

  void estimate(GroupTimeCell& cell) const {
    cell.treated_level = mean(cell.cohort, cell.period);
    if (!(comparison_weight(cell) > 0) || !(weight_[cell.cohort] > 0)) {
      if (!cell.reference) cell.reason = MessageId::why_weights_sum_to_zero;
      return;
    }
    if (!cell.reference) cell.att = change(cell, cell.cohort) - comparison_change(cell);
  }

  const CohortPanel& panel_;
  std::vector<GroupTimeCell> cells_;
  std::vector<double> weight_;  // (C + 1) of cohorts, never-adopters last
  std::vector<double> mean_;    // (C + 1 x T)
};

}  // namespace

std::unique_ptr<GroupTimeInfluence> mean_differences(const CohortPanel& panel, std::vector<GroupTimeCell>& cells) {
  return std::make_unique<MeanDifferences>(panel, cells);
}

}  // namespace payoff
