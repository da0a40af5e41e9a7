#include "measure/facts/flow.hpp"

#include <algorithm>

#include "data/adoption.hpp"
#include "data/tenths.hpp"
#include "measure/answer/study_facts.hpp"

namespace payoff {

ArmFlow flow_of(const Panel& panel, std::size_t metric, bool treated) {
  const MetricColumn& column = panel.metrics[metric];
  const Adoption adoption(panel);
  const Tenths tenths = tenths_of(codes_seen(panel, metric));
  struct Seen {
    bool ever = false, first = false, last = false, before = false, after = false, nonzero = false;
  };
  std::vector<Seen> seen(panel.units.size());
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    if (!has_value(column, c)) continue;
    Seen& unit = seen[panel.unit_of[c]];
    const bool after = adoption.after(c);
    unit.ever = true;
    unit.first = unit.first || panel.period_of[c] <= tenths.first_ends;
    unit.last = unit.last || panel.period_of[c] >= tenths.last_begins;
    unit.before = unit.before || !after;
    unit.after = unit.after || after;
    unit.nonzero = unit.nonzero || (after && column.sum[c] != 0);
  }
  ArmFlow flow;
  std::vector<bool> arm;
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    arm.push_back(panel.units[u].treated == treated);
    if (!arm.back()) continue;
    const bool began = seen[u].first || !seen[u].ever;
    ++flow.assigned;
    flow.seen_before += seen[u].before;
    flow.seen_after += seen[u].after;
    flow.began += began;
    flow.left += began && !seen[u].last;
    flow.nonzero += seen[u].nonzero;
  }
  flow.clusters = index_clusters(panel, arm).count;
  return flow;
}

}  // namespace payoff
