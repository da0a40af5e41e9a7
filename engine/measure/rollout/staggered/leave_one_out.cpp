// Jackknife by cluster: everything estimated again without each cluster in turn.
//
// Formula   leave_one_out_covariance of inference.hpp
// Why       residuals of few clusters are too small, because each pulls the fit toward itself; what is left without it is
//           not. The jackknife errs on the wide side.
// Source    MacKinnon, Nielsen & Webb (2023), Fast and reliable jackknife and bootstrap methods for cluster-robust
//           inference, section 2 (CV3).
//
// Notation  G clusters   h numbers
#include "base/parallel.hpp"
#include "measure/answer/inference.hpp"
#include "measure/rollout/staggered/effect.hpp"

namespace payoff {

std::vector<double> jackknife_covariance(const StaggeredSample& sample, const StaggeredNumbers& numbers,
                                         const Context& context) {
  const std::size_t n = sample.panel.units();
  std::vector<std::vector<std::size_t>> members(sample.panel.clusters);
  for (std::size_t i = 0; i < n; ++i) {
    if (sample.units.used[sample.panel.unit[i]]) members[sample.panel.cluster[i]].push_back(i);
  }
  std::erase_if(members, [](const std::vector<std::size_t>& cluster) { return cluster.empty(); });
  std::vector<std::vector<double>> without(members.size());
  for_each_chunk(members.size(), context, [&](std::size_t c) {
    StaggeredSample rest = sample;
    for (const std::size_t i : members[c]) {
      for (std::size_t t = 0; t < sample.panel.periods.size(); ++t) rest.panel.outcome[t * n + i] = missing;
    }
    without[c] = numbers.again(rest);
  });
  return leave_one_out_covariance(without, numbers.again(sample));
}

}  // namespace payoff
