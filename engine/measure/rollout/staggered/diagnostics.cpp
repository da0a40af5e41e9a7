#include "measure/rollout/staggered/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "base/distributions.hpp"
#include "base/messages.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
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
    const int adopted = cohorts.periods[static_cast<std::size_t>(cohorts.cohorts[c])];
    names += (names.empty() ? "" : "; ") +
             say(MessageId::found_nobody_without_item,
                 {{"adopted", spoken(panel.calendar, adopted)}, {"periods", list_periods(panel.calendar, periods)}});
  }
  if (names.empty()) return;
  effect.diagnostics.push_back(
      {"share_not_estimated", lost / total, missing, say(MessageId::found_nobody_without, {{"cohorts", names}})});
}

void add_units_left_out(Effect& effect, const StaggeredSample& sample) {
  const bool any = sample.adopters_left_out + sample.others_left_out > 0;
  effect.diagnostics.push_back({"treated_units_without_baseline", static_cast<double>(sample.adopters_left_out),
                                missing,
                                say(any ? MessageId::found_without_baseline_staggered : MessageId::found_none_left_out,
                                    {{"without", format_count(sample.adopters_left_out)},
                                     {"adopters", format_count(sample.adopters)},
                                     {"others", format_count(sample.others_left_out)}})});
}

}  // namespace payoff
