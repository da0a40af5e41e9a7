// Group-time effects of a complete panel without covariates, from the means of its cohorts.
//
// Formula   ATT(g, t) = (Ybar_g,t - Ybar_g,b) - (Ybar_C,t - Ybar_C,b)      (C&S 2021, eq. 2.8 and 2.9 without X)
//           All three adjustments are this.
// Notation  b base period   C the comparison units, of one or more cohorts
#include "measure/rollout/group_time/means.hpp"

#include <cmath>

#include "base/messages.hpp"

namespace payoff {
namespace {

// Around the first unit, so that a high level costs no digits.
void average(const CohortPanel& panel, std::size_t cohort, CohortMeans& means) {
  const std::size_t begin = panel.cohort_begin[cohort], end = panel.cohort_begin[cohort + 1];
  if (begin == end) return;
  for (std::size_t i = begin; i < end; ++i) means.weight[cohort] += panel.weight_of(i);
  for (std::size_t t = 0; t < means.periods; ++t) {
    const std::span<const double> y = panel.at(t);
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) sum += panel.weight_of(i) * (y[i] - y[begin]);
    means.mean[cohort * means.periods + t] = y[begin] + sum / means.weight[cohort];
  }
}

// Means of a cohort and all later ones, never-adopters among them.
class FromCohortOn {
 public:
  explicit FromCohortOn(const CohortMeans& means)
      : means_(means), weight_(means.weight.size() + 1), mean_(weight_.size() * means.periods) {
    for (std::size_t h = means.weight.size(); h-- > 0;) {
      weight_[h] = weight_[h + 1] + means.weight[h];
      for (std::size_t t = 0; t < means.periods; ++t) {
        const double later = mean_[(h + 1) * means.periods + t], own = means.at(h, t);
        mean_[h * means.periods + t] = weight_[h] > 0 ? later + means.weight[h] / weight_[h] * (own - later) : 0;
      }
    }
  }

  // Weight and weighted change of the comparison units of a cell: those from a cohort on, but its own.
  std::pair<double, double> comparison(const GroupTimeCell& cell) const {
    const bool own = cell.cohort >= cell.controls_from;  // a lead: the cohort lies among those that have not begun
    const std::size_t from = own ? cell.cohort + 1 : cell.controls_from;
    double weight = weight_[from], sum = weight > 0 ? weight * (at(from, cell.period) - at(from, cell.base)) : 0;
    for (std::size_t h = cell.controls_from; own && h < cell.cohort; ++h) {
      weight += means_.weight[h];
      if (means_.weight[h] > 0) sum += means_.weight[h] * (means_.at(h, cell.period) - means_.at(h, cell.base));
    }
    return {weight, sum};
  }

 private:
  double at(std::size_t cohort, std::size_t period) const { return mean_[cohort * means_.periods + period]; }

  const CohortMeans& means_;
  std::vector<double> weight_, mean_;  // (C + 2), (C + 2 x T)
};

}  // namespace

CohortMeans cohort_means(const CohortPanel& panel, std::vector<GroupTimeCell>& cells) {
  const std::size_t groups = panel.cohorts.size() + 1;
  CohortMeans means{panel.periods.size(), std::vector<double>(groups),
                    std::vector<double>(groups * panel.periods.size()), std::vector<double>(cells.size(), missing),
                    std::vector<double>(cells.size(), missing)};
  for (std::size_t h = 0; h < groups; ++h) average(panel, h, means);
  const FromCohortOn from_cohort_on(means);
  for (std::size_t k = 0; k < cells.size(); ++k) {
    GroupTimeCell& cell = cells[k];
    if (cell.reason) continue;
    cell.treated_level = means.at(cell.cohort, cell.period);
    if (cell.reference) continue;
    const auto [weight, sum] = from_cohort_on.comparison(cell);
    if (!(weight > 0) || !(means.weight[cell.cohort] > 0)) {
      cell.reason = MessageId::why_weights_sum_to_zero;
      continue;
    }
    means.comparison_weight[k] = weight;
    means.comparison_change[k] = sum / weight;
    cell.att = means.at(cell.cohort, cell.period) - means.at(cell.cohort, cell.base) - means.comparison_change[k];
  }
  return means;
}

std::unique_ptr<GroupTimeInfluence> mean_differences(const CohortPanel& panel, std::vector<GroupTimeCell>& cells) {
  CohortMeans means = cohort_means(panel, cells);
  return influence_of_means(panel, std::move(means), cells);
}

}  // namespace payoff
