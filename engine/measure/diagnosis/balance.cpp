#include "measure/diagnosis/balance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <cmath>
#include <functional>

#include "base/running_moments.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "measure/answer/study_facts.hpp"

namespace payoff {
namespace {

constexpr double most_standardized_difference = 0.25;
constexpr std::size_t most_named = 5;

struct Difference {
  std::string name;
  double d = missing;
};

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

double standardized_difference(const Panel& panel, const std::vector<bool>& adopter,
                               const std::function<double(std::size_t)>& value) {
  const std::vector<bool> in_use = seen_without(panel);
  const int first = earliest_adoption(panel, in_use);
  std::vector<double> sum(panel.units.size()), cells(panel.units.size());
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    const bool before = panel.grain == Grain::phases ? panel.period_of[c] == 0 : panel.period_of[c] < first;
    const double x = before ? value(c) : missing;
    if (!std::isfinite(x)) continue;
    sum[panel.unit_of[c]] += x;
    ++cells[panel.unit_of[c]];
  }
  RunningMoments groups[2];
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (in_use[u] && cells[u] > 0) groups[adopter[u]].add(sum[u] / cells[u]);
  }
  const double sd = std::sqrt((groups[0].variance() + groups[1].variance()) / 2);
  return sd > 0 ? (groups[1].mean() - groups[0].mean()) / sd : missing;
}

std::vector<Difference> differences(const Panel& panel) {
  const int last = last_early_adoption(panel, first_period_of(panel));
  std::vector<bool> adopter;
  for (const Unit& unit : panel.units) adopter.push_back(unit.treated && unit.adopted_period <= last);
  std::vector<Difference> found;
  for (const MetricColumn& column : panel.metrics) {
    const auto value = [&](std::size_t c) { return has_value(column, c) ? value_of(column, c) : missing; };
    found.push_back({spoken(column.metric), standardized_difference(panel, adopter, value)});
  }
  for (const Covariate& covariate : panel.covariates) {
    const auto value = [&](std::size_t c) { return covariate.value[c]; };
    found.push_back({spaced(covariate.name), standardized_difference(panel, adopter, value)});
  }
  std::erase_if(found, [](const Difference& difference) { return std::isnan(difference.d); });
  std::ranges::stable_sort(found, std::greater(), [](const Difference& difference) { return std::abs(difference.d); });
  return found;
}

}  // namespace

Diagnostic balance_before(const Panel& panel) {
  Diagnostic balance{"balance_before", missing, most_standardized_difference,
                     "Too little was seen before the first adoption to compare the groups there."};
  const std::vector<Difference> found = differences(panel);
  if (found.empty()) return balance;
  balance.value = std::abs(found.front().d);
  const bool all_adopt = last_early_adoption(panel, first_period_of(panel)) != never;
  std::string list;
  for (std::size_t i = 0; i < std::min(found.size(), most_named); ++i) {
    if (i > 0 && std::abs(found[i].d) <= most_standardized_difference) break;
    list += fmt::format("{}{} standard deviations in {}", i ? ", " : "", format_number(found[i].d), found[i].name);
  }
  balance.text = fmt::format("Before the first adoption {} differed by {}{}",
                             all_adopt ? "earlier and later adopters" : "adopters and the others", list,
                             balance.value > most_standardized_difference
                                 ? ": only their changes, not their levels, can be compared."
                                 : ", the largest of all metrics and covariates.");
  return balance;
}

}  // namespace payoff
