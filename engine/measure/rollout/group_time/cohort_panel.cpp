#include "measure/rollout/group_time/cohort_panel.hpp"

#include <algorithm>
#include <climits>
#include <cmath>
#include <limits>
#include <numeric>

#include "measure/answer/inference.hpp"
#include "measure/answer/study_facts.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// Index of the first period >= the adoption; T where that is after the data end or never.
std::size_t adoption_index(const std::vector<int>& periods, const Unit& unit) {
  if (!unit.treated || unit.adopted_period == never) return periods.size();
  return static_cast<std::size_t>(std::ranges::lower_bound(periods, unit.adopted_period) - periods.begin());
}

// Units in use, sorted by adoption; those who always had the tool are left out.
void sort_units(const Panel& panel, CohortPanel& result) {
  const std::size_t periods = result.periods.size();
  std::vector<std::size_t> adoption;
  for (const Unit& unit : panel.units) adoption.push_back(adoption_index(result.periods, unit));
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (adoption[u] > 0) result.unit.push_back(static_cast<std::int32_t>(u));
  }
  std::ranges::stable_sort(result.unit, {}, [&](std::int32_t u) { return adoption[u]; });
  for (std::size_t i = 0; i < result.unit.size(); ++i) {
    const std::size_t when = adoption[result.unit[i]];
    const bool opens = i == 0 || when != adoption[result.unit[i - 1]];
    if (!opens || when == periods) continue;
    result.cohorts.push_back(static_cast<int>(when));
    result.cohort_begin.push_back(i);
  }
  const auto adopters = std::ranges::count_if(result.unit, [&](std::int32_t u) { return adoption[u] < periods; });
  result.cohort_begin.push_back(static_cast<std::size_t>(adopters));
  result.cohort_begin.push_back(result.unit.size());
}

void number_clusters(const Panel& panel, CohortPanel& result) {
  std::vector<bool> used(panel.units.size());
  for (const std::int32_t u : result.unit) used[u] = true;
  const ClusterIndex index = index_clusters(panel, used);
  for (const std::int32_t u : result.unit) result.cluster.push_back(index.of_unit[u]);
  result.clusters = index.count;
  result.clusters_declared = index.declared;
}

void fill_cells(const Panel& panel, const Question& question, CohortPanel& result) {
  const MetricColumn& column = panel.metrics[question.metric];
  const std::size_t n = result.units(), first_adoption = result.cohorts.empty() ? 0 : result.cohorts.front();
  std::vector<std::size_t> place(panel.units.size(), n);
  for (std::size_t i = 0; i < n; ++i) place[result.unit[i]] = i;
  Position period(result.periods);
  result.outcome.assign(result.periods.size() * n, missing);
  for (const std::size_t j : question.covariates) {
    result.covariates.emplace_back(result.periods.size() * n, missing);
    for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
      const std::size_t t = period.of(panel.period_of[c]);
      if (place[panel.unit_of[c]] == n || t == result.periods.size() || result.periods[t] != panel.period_of[c])
        continue;
      result.covariates.back()[t * n + place[panel.unit_of[c]]] = panel.covariates[j].value[c];
    }
  }
  std::vector<double> before(n), in_all(n), cells_before(n), cells(n);
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    const std::size_t i = place[panel.unit_of[c]];
    if (i == n || !has_value(column, c)) continue;
    const std::size_t t = period.of(panel.period_of[c]);
    const double weight = column.weight.empty() ? 1.0 : column.weight[c];
    result.outcome[t * n + i] = column.sum[c] / weight;
    in_all[i] += weight;
    ++cells[i];
    if (t >= first_adoption) continue;
    before[i] += weight;
    ++cells_before[i];
  }
  if (!is_ratio(column.metric)) return;
  for (std::size_t i = 0; i < n; ++i) {
    result.weight.push_back(cells_before[i] > 0 ? before[i] / cells_before[i] : in_all[i] / std::max(cells[i], 1.0));
  }
}

std::size_t clusters_between(const CohortPanel& panel, std::size_t begin, std::size_t end) {
  std::vector<char> seen(panel.clusters);
  for (std::size_t i = begin; i < end; ++i) seen[panel.cluster[i]] = 1;
  return static_cast<std::size_t>(std::ranges::count(seen, 1));
}

}  // namespace

std::size_t CohortPanel::cohort_of(std::size_t i) const {
  return static_cast<std::size_t>(std::ranges::upper_bound(cohort_begin, i) - cohort_begin.begin()) - 1;
}

std::size_t adopting_clusters(const CohortPanel& panel) {
  return clusters_between(panel, 0, panel.cohort_begin[panel.cohorts.size()]);
}

double degrees_of_freedom(const CohortPanel& panel) {
  constexpr double few_adopters = 6;
  const double clusters = static_cast<double>(panel.clusters), a = static_cast<double>(adopting_clusters(panel));
  const double c = clusters - a;
  if (a < 2 || a >= few_adopters || c <= 2 * a) return clusters - 1;
  return welch_df_alike(a, c);
}

std::size_t lead_blocks(const CohortPanel& panel) {
  return std::max<std::size_t>(1, adopting_clusters(panel) / 6);
}

int first_common_lead(const CohortPanel& panel) {
  const std::size_t half = (adopting_clusters(panel) + 1) / 2, last = panel.cohort_begin[panel.cohorts.size()];
  for (std::size_t c = panel.cohorts.size(); c-- > 0;) {  // the last cohort has the longest past
    if (clusters_between(panel, panel.cohort_begin[c], last) >= half)
      return panel.periods.front() - panel.periods[static_cast<std::size_t>(panel.cohorts[c])];
  }
  return INT_MIN;
}

bool calls_for_jackknife(const CohortPanel& panel) {
  constexpr std::size_t few_clusters = 40, most_left_out = 400;
  constexpr double least_behind_changes = 10;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t c = 0; c <= panel.cohorts.size(); ++c) {
    const std::size_t begin = panel.cohort_begin[c], end = panel.cohort_begin[c + 1];
    if (begin == end) continue;
    double seen = 0;
    for (std::size_t t = 0; t < panel.periods.size(); ++t) {
      for (std::size_t i = begin; i < end; ++i) seen += !std::isnan(panel.at(t)[i]);
    }
    const double share = seen / static_cast<double>(panel.periods.size() * (end - begin));
    least = std::min(least, static_cast<double>(clusters_between(panel, begin, end)) * share * share);
  }
  const bool small_cohort = least < least_behind_changes && panel.clusters <= most_left_out;
  return panel.clusters < few_clusters || small_cohort;
}

CohortPanel cohort_panel(const Panel& panel, const Question& question) {
  if (panel.grain != Grain::periods) {
    throw Error(ErrorKind::method, {.function = question.method},
                "the panel holds before/after totals, but must hold periods", "load it with Grain::periods");
  }
  CohortPanel result;
  result.periods = periods_seen(panel, question.metric);
  sort_units(panel, result);
  number_clusters(panel, result);
  fill_cells(panel, question, result);
  return result;
}

}  // namespace payoff
