#include "measure/rollout/group_time/diagnosis.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/study_facts.hpp"

namespace payoff {
namespace {

constexpr std::size_t most_names = 10;

std::string cohort_label(const Panel& panel, const CohortPanel& cohorts, std::size_t cohort) {
  return spoken(panel.calendar, cohorts.periods[cohorts.cohorts[cohort]]);
}

// Cells without an estimate by cohort and reason: "cohort 2025-03: no comparison unit is left (4 periods)".
std::vector<std::string> cells_missing(const Panel& panel, const CohortPanel& cohorts, const GroupTime& fit) {
  std::map<std::pair<std::size_t, std::string>, std::size_t> count;
  for (const GroupTimeCell& cell : fit.cells) {
    if (std::isnan(cell.att)) ++count[{cell.cohort, said_reason(cell)}];
  }
  std::vector<std::string> lines;
  lines.reserve(count.size());
  for (const auto& [key, periods] : count) {
    lines.push_back(say(periods == 1 ? MessageId::cells_of_cohort_one : MessageId::cells_of_cohort,
                        {{"cohort", cohort_label(panel, cohorts, key.first)},
                         {"why", key.second},
                         {"periods", format_count(periods)}}));
  }
  if (lines.size() > most_names) {
    const std::size_t more = lines.size() - most_names;
    lines.resize(most_names);
    lines.push_back(say(MessageId::cells_of_more, {{"more", format_count(more)}}));
  }
  return lines;
}

void add_cells_missing(Effect& effect, const Panel& panel, const CohortPanel& cohorts, const GroupTime& fit) {
  const auto missing_cells = std::ranges::count_if(fit.cells, [](const auto& cell) { return std::isnan(cell.att); });
  if (missing_cells == 0) return;
  effect.diagnostics.push_back(
      {"cells_without_estimate", static_cast<double>(missing_cells), missing,
       say(MessageId::found_cells_missing,
           {{"without", format_count(missing_cells)},
            {"all", format_count(fit.cells.size())},
            {"cohorts", fmt::format("{}", fmt::join(cells_missing(panel, cohorts, fit), "; "))}})});
}

void add_without_baseline(Effect& effect, const Panel& panel, const CohortPanel& cohorts) {
  std::vector<bool> used(panel.units.size());
  for (const std::int32_t u : cohorts.unit) used[u] = true;
  std::vector<std::string> names;
  std::size_t treated = 0, without = 0;
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    if (!panel.units[u].treated) continue;
    ++treated;
    if (used[u]) continue;
    if (++without <= most_names) names.push_back(panel.units[u].label);
  }
  if (without > most_names) names.emplace_back("...");
  effect.diagnostics.push_back(
      {"treated_units_without_baseline", static_cast<double>(without), missing,
       say(without > 0 ? MessageId::found_always_with_tool_named : MessageId::found_none_left_out,
           {{"without", format_count(without)},
            {"adopters", format_count(treated)},
            {"names", fmt::format("{}", fmt::join(names, ", "))}})});
}

}  // namespace

bool seen_once(const CohortPanel& panel) {
  std::vector<char> seen(panel.units());
  for (std::size_t t = 0; t < panel.periods.size(); ++t) {
    const std::span<const double> y = panel.at(t);
    for (std::size_t i = 0; i < y.size(); ++i) {
      if (!std::isnan(y[i]) && ++seen[i] == 2) return false;
    }
  }
  return true;
}

void require_effects(const Panel& panel, const CohortPanel& cohorts, const GroupTime& fit) {
  for (const GroupTimeCell& cell : fit.cells) {
    if (event_time(cohorts, cell) >= 0 && !std::isnan(cell.att)) return;
  }
  refuse("group_time", [&] {
    const std::vector<std::string> reasons = cells_missing(panel, cohorts, fit);
    const std::string why = fmt::format("{}{}", reasons.empty() ? "" : ": ", fmt::join(reasons, "; "));
    return Refusal{say(MessageId::refused_no_cohort, {{"why", why}}), say(MessageId::remedy_earlier_periods)};
  });
}

Cohort count_cohort(const CohortPanel& panel, std::size_t cohort) {
  const auto begin = panel.cluster.begin() + static_cast<std::ptrdiff_t>(panel.cohort_begin[cohort]);
  const auto end = panel.cluster.begin() + static_cast<std::ptrdiff_t>(panel.cohort_begin[cohort + 1]);
  return {panel.periods[panel.cohorts[cohort]],
          static_cast<std::size_t>(end - begin),
          sorted_distinct({begin, end}).size(),
          {}};
}

std::string why_no_effect(const Panel& panel, const CohortPanel& cohorts, const GroupTime& fit, std::size_t cohort) {
  for (const GroupTimeCell& cell : fit.cells) {
    const bool counts = cell.cohort == cohort && event_time(cohorts, cell) >= 0;
    if (counts && cell.reason) return said_reason(cell);
  }
  return say(MessageId::why_cohort_unseen_with_tool, {{"cohort", cohort_label(panel, cohorts, cohort)}});
}

void explain_no_interval(Effect& effect, bool lone) {
  const std::string reason = lone ? say(MessageId::why_lone_adopters) : effect.absolute.reason;
  effect.absolute.reason = effect.relative.reason = reason;
  effect.message = why_not_usable(effect, reason);
}

std::vector<double> path_target(const CohortPanel& panel, const GroupTime& fit, Aggregation kind,
                                const std::vector<int>& event_times) {
  if (kind == Aggregation::group || kind == Aggregation::calendar) return {};
  std::vector<double> target(event_times.size());
  for (std::size_t j = 0; j < target.size(); ++j) target[j] = kind == Aggregation::dynamic && event_times[j] >= 0;
  for (const GroupTimeCell& cell : fit.cells) {
    const int e = event_time(panel, cell);
    const auto j = std::ranges::lower_bound(event_times, e) - event_times.begin();
    const bool counts = kind == Aggregation::simple && !std::isnan(cell.att) && e >= 0;
    if (counts && j < std::ssize(event_times) && event_times[j] == e) target[j] += fit.share[cell.cohort];
  }
  const double total = std::accumulate(target.begin(), target.end(), 0.0);
  for (double& weight : target) weight /= total;
  return target;
}

double log_baseline(const Panel& panel, const CohortPanel& cohorts, const Question& question, double att) {
  const MetricColumn& column = panel.metrics[question.metric];
  std::vector<bool> used(panel.units.size());
  for (const std::int32_t u : cohorts.unit) used[u] = panel.units[u].treated;
  double sum = 0, weight = 0;
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    const Unit& unit = panel.units[panel.unit_of[c]];
    const bool counts = used[panel.unit_of[c]] && panel.period_of[c] >= unit.adopted_period && has_value(column, c);
    if (!counts || column.level_sum.empty()) continue;
    sum += column.level_sum[c];
    weight += column.weight.empty() ? 1 : column.weight[c];
  }
  return sum / weight / std::exp(att);
}

void add_facts(Effect& effect, const Panel& panel, const CohortPanel& cohorts, const GroupTime& fit) {
  add_without_baseline(effect, panel, cohorts);
  add_cells_missing(effect, panel, cohorts, fit);
}

}  // namespace payoff
