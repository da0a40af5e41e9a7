#include "measure/facts/arm_level.hpp"

#include "base/running_moments.hpp"
#include "measure/answer/study_facts.hpp"
#include "measure/answer/unit_sums.hpp"

namespace payoff {

ArmLevel arm_level(const Panel& panel, std::size_t metric, bool treated) {
  if (!treated && adoption_dates(panel).size() > 1) return {};
  const UnitSums before = sum_units(panel, metric, false), after = sum_units(panel, metric, true);
  const auto level = [](const UnitSums& sums, std::size_t u) {
    return sums.level.empty() ? sums.mean(u) : sums.level[u];
  };
  RunningMoments first, last;
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (panel.units[u].treated != treated || !before.seen(u) || !after.seen(u)) continue;
    first.add(level(before, u));
    last.add(level(after, u));
  }
  return {first.mean(), last.mean()};
}

}  // namespace payoff
