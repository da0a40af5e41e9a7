// Jackknife by cluster: everything estimated again without each cluster in turn.
//
// Formula   leave_one_out_covariance of inference.hpp
// Why       residuals of few clusters are too small, because each pulls the fit toward itself; what is left without it is
//           not. The jackknife errs on the wide side.
// Source    MacKinnon, Nielsen & Webb (2023), Fast and reliable jackknife and bootstrap methods for cluster-robust
//           inference, section 2 (CV3).
//
// Notation  G clusters   h numbers
#include "measure/answer/inference.hpp"
#include "measure/rollout/staggered/effect.hpp"

namespace payoff {

std::vector<double> jackknife_covariance(const StaggeredSample& sample, const StaggeredNumbers& numbers) {
  const std::size_t n = sample.panel.units();
  std::vector<std::vector<std::size_t>> members(sample.panel.clusters);
  for (std::size_t i = 0; i < n; ++i) {
    if (sample.used[sample.panel.unit[i]]) members[sample.panel.cluster[i]].push_back(i);
  }
  const std::vector<double> all = numbers.again(sample);
  std::vector<std::vector<double>> without;
  StaggeredSample rest = sample;
  for (const std::vector<std::size_t>& cluster : members) {
    if (cluster.empty()) continue;
    for (const std::size_t i : cluster) {
      for (std::size_t t = 0; t < sample.panel.periods.size(); ++t) rest.panel.outcome[t * n + i] = missing;
    }
    without.push_back(numbers.again(rest));
    for (const std::size_t i : cluster) {
      for (std::size_t t = 0; t < sample.panel.periods.size(); ++t) {
        rest.panel.outcome[t * n + i] = sample.panel.outcome[t * n + i];
      }
    }
  }
  return leave_one_out_covariance(without, all);
}

}  // namespace payoff
