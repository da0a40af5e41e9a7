#include "measure/placebo.hpp"

#include <algorithm>
#include <set>

#include "data/adoption.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/study_facts.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// The metric in the periods before anyone had the tool, and who would get it given it halfway through them.
Panel time_before(const Panel& panel, std::size_t metric, const std::vector<int>& periods) {
  Panel before{.calendar = panel.calendar, .grain = panel.grain, .units = panel.units, .clusters = panel.clusters};
  for (Unit& unit : before.units) unit.adopted_period = unit.treated ? periods[periods.size() / 2] : never;
  const MetricColumn& all = panel.metrics[metric];
  MetricColumn column{.metric = all.metric};
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    if (panel.period_of[c] > periods.back()) continue;
    before.unit_of.push_back(panel.unit_of[c]);
    before.period_of.push_back(panel.period_of[c]);
    column.sum.push_back(all.sum[c]);
    if (!all.weight.empty()) column.weight.push_back(all.weight[c]);
    if (!all.level_sum.empty()) column.level_sum.push_back(all.level_sum[c]);
  }
  before.metrics.push_back(std::move(column));
  return before;
}

// (clusters) when the tool first came to it.
std::vector<int> first_adoptions(const Panel& panel) {
  std::vector<int> first(panel.clusters.size(), never);
  for (const Unit& unit : panel.units)
    if (unit.treated && unit.cluster >= 0) first[unit.cluster] = std::min(first[unit.cluster], unit.adopted_period);
  return first;
}

// Those without the tool; who is out of its reach given it when it came to where they are. Who was in reach there and did
// without it is no measure.
Panel those_without(const Panel& panel) {
  const std::vector<int> first = first_adoptions(panel);
  const auto came_to = [&](const Unit& unit) { return unit.cluster < 0 ? never : first[unit.cluster]; };
  const bool beside =
      std::ranges::any_of(panel.units, [&](const Unit& unit) { return unit.unaffected && came_to(unit) != never; });
  std::vector<bool> keep;
  for (const Unit& unit : panel.units)
    keep.push_back(!unit.treated && (!beside || unit.unaffected || came_to(unit) == never));
  Panel without = subset(panel, keep);
  const int earliest = Adoption(panel).earliest();
  for (Unit& unit : without.units) {
    const int date = beside ? came_to(unit) : earliest;
    unit.treated = unit.unaffected && date != never;
    unit.adopted_period = unit.treated ? date : never;
  }
  return without;
}

}  // namespace

Estimate placebo_before(const Panel& panel, const Question& question, const Context& context) {
  constexpr std::size_t least_periods = 6;
  Estimate none{.unit = unit_of(panel.metrics[question.metric].metric)};
  if (panel.grain != Grain::periods) return none;
  std::vector<int> periods = periods_seen(panel, question.metric);
  const int first = Adoption(panel).earliest();
  std::erase_if(periods, [&](int period) { return period >= first; });
  if (periods.size() < least_periods) return none;
  const Question asked{.metric = 0, .method = "did", .level = question.level, .compare_methods = false};
  try {
    return find_method("did")->fit(time_before(panel, question.metric, periods), asked, context).absolute;
  } catch (const Error& error) {
    if (error.kind != ErrorKind::method) throw;
    return none;
  }
}

Estimate placebo_group(const Panel& panel, const Question& question, const Method& method, const Context& context) {
  Estimate none{.unit = unit_of(panel.metrics[question.metric].metric)};
  if (std::ranges::none_of(panel.units, &Unit::unaffected)) return none;
  const Question asked{
      .metric = question.metric, .method = std::string(method.name), .level = question.level, .compare_methods = false};
  try {
    return method.beside()(those_without(panel), asked, context).absolute;
  } catch (const Error& error) {
    if (error.kind != ErrorKind::method) throw;
    none.reason = error.told;
    return none;
  }
}

}  // namespace payoff
