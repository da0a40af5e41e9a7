#include "measure/influence.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/messages.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/study_facts.hpp"
#include "measure/answer/unit_sums.hpp"
#include "measure/answer/without_some.hpp"

namespace payoff {
namespace {

// (units) in the direction of the effect; 0 for who is in neither arm's mean.
std::vector<double> influences(const Panel& panel, const Question& question, double sign) {
  const UnitSums before = sum_units(panel, question.metric, false), after = sum_units(panel, question.metric, true);
  const std::size_t units = panel.units.size();
  std::vector<double> change(units), weight(units);
  double sum[2] = {}, total[2] = {};
  for (std::size_t u = 0; u < units; ++u) {
    const double past = before.seen(u) ? before.mean(u) : 0;
    change[u] = after.mean(u) - past;
    weight[u] = std::isfinite(change[u]) ? after.denominator[u] : 0;
    if (weight[u] == 0) continue;
    sum[panel.units[u].treated] += weight[u] * change[u];
    total[panel.units[u].treated] += weight[u];
  }
  std::vector<double> influence(units);
  for (std::size_t u = 0; u < units; ++u) {
    const bool arm = panel.units[u].treated;
    if (weight[u] > 0)
      influence[u] = (arm ? sign : -sign) * weight[u] * (change[u] - sum[arm] / total[arm]) / total[arm];
  }
  return influence;
}

// Whom to leave out: `count` units of the largest influence.
std::vector<bool> without_largest(const std::vector<double>& influence, std::size_t count) {
  std::vector<std::size_t> order(influence.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(count), std::greater(),
                            [&](std::size_t u) { return influence[u]; });
  std::vector<bool> keep(influence.size(), true);
  for (std::size_t k = 0; k < count; ++k) keep[order[k]] = false;
  return keep;
}

std::vector<bool> without_cluster(const Panel& panel, const std::vector<double>& influence) {
  std::vector<double> sum(panel.clusters.size());
  for (std::size_t u = 0; u < influence.size(); ++u)
    if (panel.units[u].cluster >= 0) sum[static_cast<std::size_t>(panel.units[u].cluster)] += influence[u];
  const auto most = std::ranges::max_element(sum) - sum.begin();
  std::vector<bool> keep;
  for (const Unit& unit : panel.units) keep.push_back(unit.cluster != most);
  return keep;
}

std::size_t smaller_arm(const Panel& panel, const std::vector<bool>& keep) {
  std::size_t units[2] = {};
  for (std::size_t u = 0; u < keep.size(); ++u) units[panel.units[u].treated] += keep[u];
  return units[0] == 0 ? units[1] : std::min(units[0], units[1]);
}

}  // namespace

void add_influence(Effect& effect, const Panel& panel, const Question& question, const Context& context) {
  const Method* own = find_method(effect.method);
  if (!own || !effect.usable || effect.metric.role != Role::primary) return;
  const std::vector<double> influence = influences(panel, question, effect.absolute.estimate < 0 ? -1 : 1);
  Question asked = question;
  asked.compare_methods = false;
  const auto add = [&](MessageId name, const std::vector<bool>& keep) {
    context.stop_if_cancelled();
    add_without_some(effect, name, smaller_arm(panel, keep),
                     [&] { return own->beside()(subset(panel, keep), asked, context); });
  };
  add(MessageId::way_without_unit, without_largest(influence, 1));
  if (panel.units.size() >= least_units_for_few)
    add(MessageId::way_without_ten_units, without_largest(influence, few_units));
  if (!panel.clusters.empty()) add(MessageId::way_without_cluster, without_cluster(panel, influence));
}

}  // namespace payoff
