#include "measure/rollout/group_time/jackknife.hpp"

#include "base/parallel.hpp"
#include "measure/answer/inference.hpp"

namespace payoff {
namespace {

// The columns (periods x units) at the places kept.
std::vector<double> select(const std::vector<double>& by_period, const std::vector<std::size_t>& kept,
                           std::size_t units) {
  std::vector<double> result;
  result.reserve(by_period.size() / units * kept.size());
  for (std::size_t begin = 0; begin < by_period.size(); begin += units) {
    for (const std::size_t i : kept) result.push_back(by_period[begin + i]);
  }
  return result;
}

}  // namespace

CohortPanel without_cluster(const CohortPanel& panel, std::int32_t cluster) {
  CohortPanel result;
  result.periods = panel.periods;
  result.cohorts = panel.cohorts;
  std::vector<std::size_t> kept;
  for (std::size_t h = 0; h + 1 < panel.cohort_begin.size(); ++h) {
    result.cohort_begin.push_back(kept.size());
    for (std::size_t i = panel.cohort_begin[h]; i < panel.cohort_begin[h + 1]; ++i) {
      if (panel.cluster[i] != cluster) kept.push_back(i);
    }
  }
  result.cohort_begin.push_back(kept.size());
  for (const std::size_t i : kept) {
    result.unit.push_back(panel.unit[i]);
    result.cluster.push_back(panel.cluster[i]);
    if (!panel.weight.empty()) result.weight.push_back(panel.weight[i]);
  }
  result.clusters = panel.clusters;
  result.clusters_declared = panel.clusters_declared;
  result.outcome = select(panel.outcome, kept, panel.units());
  for (const std::vector<double>& covariate : panel.covariates) {
    result.covariates.push_back(select(covariate, kept, panel.units()));
  }
  return result;
}

std::vector<double> jackknife_covariance(const CohortPanel& panel, const GroupTimeChoice& choice,
                                         const std::vector<double>& full, const Numbers& numbers,
                                         const Context& context) {
  std::vector<std::vector<double>> without(panel.clusters);
  const Context alone{.threads = 1, .seed = context.seed, .cancel = context.cancel};
  for_each_chunk(panel.clusters, context, [&](std::size_t c) {
    const CohortPanel rest = without_cluster(panel, static_cast<std::int32_t>(c));
    without[c] = numbers(rest, group_time(rest, choice, alone));
  });
  return leave_one_out_covariance(without, full);
}

}  // namespace payoff
