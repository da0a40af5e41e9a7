#include "measure/diagnosis/balance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <cmath>
#include <functional>
#include <numeric>

#include "base/messages.hpp"
#include "base/running_moments.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "measure/answer/study_facts.hpp"

namespace payoff {
namespace {

constexpr double most_standardized_difference = 0.25;
constexpr std::size_t most_named = 5;

// Who has the tool in the first period already was not seen without it, and is in neither group; INT_MIN in phases.
int first_period_of(const Panel& panel) {
  return panel.grain == Grain::phases || panel.period_of.empty() ? INT_MIN : std::ranges::min(panel.period_of);
}

std::vector<bool> seen_without(const Panel& panel) {
  const int first = first_period_of(panel);
  std::vector<bool> seen;
  for (const Unit& unit : panel.units) seen.push_back(!unit.treated || unit.adopted_period > first);
  return seen;
}

// Units that adopted in this period or before it are A; where nobody stayed without, the earlier half of the cohorts.
int last_early_adoption(const Panel& panel, int first_period) {
  const bool comparison = std::ranges::count(panel.units, false, &Unit::treated) > 0;
  std::vector<int> dates = adoption_dates(panel);
  std::erase_if(dates, [&](int date) { return date <= first_period; });
  if (comparison || dates.size() < 2) return never;
  return dates[(dates.size() - 1) / 2];
}

// Of the units in use by their own means of those of the cells that have a value(cell).
template <typename Value>
double standardized_difference(const Panel& panel, const std::vector<bool>& adopter, const std::vector<bool>& in_use,
                               const std::vector<std::size_t>& cells, const Value& value) {
  std::vector<RunningMoments> unit(panel.units.size());
  for (const std::size_t c : cells) {
    const double x = value(c);
    if (std::isfinite(x)) unit[panel.unit_of[c]].add(x);
  }
  RunningMoments groups[2];
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (in_use[u] && unit[u].count() > 0) groups[adopter[u]].add(unit[u].mean());
  }
  const double sd = std::sqrt((groups[0].variance() + groups[1].variance()) / 2);
  return sd > 0 ? (groups[1].mean() - groups[0].mean()) / sd : missing;
}

// The groups in the periods before the first adoption.
class Before {
 public:
  explicit Before(const Panel& panel) : panel_(panel), in_use_(seen_without(panel)) {
    const int first = earliest_adoption(panel, in_use_);
    const int last = last_early_adoption(panel, first_period_of(panel));
    for (const Unit& unit : panel.units) adopter_.push_back(unit.treated && unit.adopted_period <= last);
    for (std::size_t c = 0; c < panel.period_of.size(); ++c)
      if (panel.grain == Grain::phases ? panel.period_of[c] == 0 : panel.period_of[c] < first) cells_.push_back(c);
  }

  Imbalance of(const MetricColumn& column) const {
    return {spoken(column.metric),
            difference([&](std::size_t c) { return has_value(column, c) ? value_of(column, c) : missing; })};
  }
  Imbalance of(const Covariate& covariate) const {
    return {spaced(covariate.name), difference([&](std::size_t c) { return covariate.value[c]; })};
  }

 private:
  double difference(const auto& value) const {
    return standardized_difference(panel_, adopter_, in_use_, cells_, value);
  }

  const Panel& panel_;
  std::vector<bool> in_use_, adopter_;
  std::vector<std::size_t> cells_;
};

// Of a covariate that nobody was asked for before, as if it were one that the tool does not change.
Imbalance of_attribute(const Panel& panel, const Covariate& covariate) {
  std::vector<bool> treated;
  for (const Unit& unit : panel.units) treated.push_back(unit.treated);
  std::vector<std::size_t> cells(panel.unit_of.size());
  std::iota(cells.begin(), cells.end(), 0);
  return {spaced(covariate.name), standardized_difference(panel, treated, std::vector<bool>(treated.size(), true),
                                                          cells, [&](std::size_t c) { return covariate.value[c]; })};
}

std::vector<Imbalance> differences(const Panel& panel) {
  const Before before(panel);
  std::vector<Imbalance> found;
  for (const MetricColumn& column : panel.metrics) found.push_back(before.of(column));
  for (const Covariate& covariate : panel.covariates) found.push_back(before.of(covariate));
  std::erase_if(found, [](const Imbalance& each) { return std::isnan(each.difference); });
  std::ranges::stable_sort(found, std::greater(), [](const Imbalance& each) { return std::abs(each.difference); });
  return found;
}

}  // namespace

Diagnostic balance_before(const Panel& panel) {
  Diagnostic balance{"balance_before", missing, most_standardized_difference, say(MessageId::balance_unseen)};
  const std::vector<Imbalance> found = differences(panel);
  if (found.empty()) return balance;
  balance.value = std::abs(found.front().difference);
  const bool all_adopt = last_early_adoption(panel, first_period_of(panel)) != never;
  std::string list;
  for (std::size_t i = 0; i < std::min(found.size(), most_named); ++i) {
    if (i > 0 && std::abs(found[i].difference) <= most_standardized_difference) break;
    list += (i ? ", " : "") +
            say(MessageId::balance_item, {{"difference", format_number(found[i].difference)}, {"name", found[i].name}});
  }
  const bool large = balance.value > most_standardized_difference;
  balance.text = say(all_adopt ? (large ? MessageId::balance_of_adopters_large : MessageId::balance_of_adopters_small)
                               : (large ? MessageId::balance_of_groups_large : MessageId::balance_of_groups_small),
                     {{"differences", list}});
  return balance;
}

std::vector<Imbalance> imbalances(const Panel& panel, std::size_t metric, const std::vector<std::size_t>& covariates) {
  const Before before(panel);
  std::vector<Imbalance> found{before.of(panel.metrics[metric])};
  for (const std::size_t j : covariates) {
    found.push_back(before.of(panel.covariates[j]));
    if (std::isnan(found.back().difference)) found.back() = of_attribute(panel, panel.covariates[j]);
  }
  std::erase_if(found, [](const Imbalance& each) { return std::isnan(each.difference); });
  return found;
}

std::vector<Imbalance> imbalances(const MetricMoments& arms, const Metric& metric) {
  const auto before = [](const ArmMoments& arm) {
    if (arm.path && arm.path->before.units > 0) return arm.path->before;
    return UnitMeans{arm.past->seen, arm.past->own_mean, arm.past->own_squares};  // of sums, where a unit has several
  };
  const UnitMeans treated = before(arms.treated), comparison = before(arms.comparison);
  const auto variance = [](const UnitMeans& arm) { return arm.squares / (static_cast<double>(arm.units) - 1); };
  const double sd = std::sqrt((variance(treated) + variance(comparison)) / 2);
  if (!(sd > 0)) return {};
  return {{spoken(metric), (treated.mean - comparison.mean) / sd}};
}

}  // namespace payoff
