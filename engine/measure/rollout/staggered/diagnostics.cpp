#include "measure/rollout/staggered/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "base/distributions.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/study_facts.hpp"

namespace payoff {
void add_left_out(Effect& effect, const Panel& panel, const StaggeredSample& sample, const StaggeredNumbers& numbers) {
  const CohortPanel& cohorts = sample.panel;
  const std::vector<double> all = cell_weights(cohorts, cohorts.outcome);
  std::string names;
  double lost = 0, total = 0;
  for (std::size_t c = 0; c < cohorts.cohorts.size(); ++c) {
    std::vector<int> periods;
    for (std::size_t t = static_cast<std::size_t>(cohorts.cohorts[c]); t < cohorts.periods.size(); ++t) {
      const double here = all[sample.cell(c, t)], counted = numbers.counted[sample.cell(c, t)];
      total += here;
      lost += here - counted;
      if (here - counted > 1e-9 * here) periods.push_back(cohorts.periods[t]);
    }
    if (periods.empty()) continue;
    names += fmt::format("{}those who adopted in {} in {}", names.empty() ? "" : "; ",
                         panel.calendar.label(cohorts.periods[static_cast<std::size_t>(cohorts.cohorts[c])]),
                         list_periods(panel.calendar, periods));
  }
  if (names.empty()) return;
  effect.diagnostics.push_back(
      {"share_not_estimated", lost / total, missing,
       fmt::format("There is nobody without the tool to compare with for {}; these unit-periods "
                   "are not in the average.",
                   names)});
}

void add_units_left_out(Effect& effect, const StaggeredSample& sample) {
  effect.diagnostics.push_back(
      {"treated_units_without_baseline", static_cast<double>(sample.adopters_left_out), missing,
       fmt::format(
           "{} of {} adopters seen with the tool were not seen before it; they and {} other units seen once only "
           "are left out.",
           sample.adopters_left_out, sample.adopters, sample.others_left_out)});
}

}  // namespace payoff
