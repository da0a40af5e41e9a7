#include "measure/facts/last_spell.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "base/running_moments.hpp"
#include "data/adoption.hpp"
#include "data/last_window.hpp"
#include "data/panel_parts.hpp"
#include "measure/answer/inference.hpp"
#include "measure/answer/study_facts.hpp"
#include "measure/experiment/placebo_rank.hpp"

namespace payoff {
namespace {

class Spells {
 public:
  Spells(const Panel& panel, std::size_t metric)
      : panel_(panel), column_(panel.metrics[metric]), first_(first_cell_of_unit(panel)) {
    Distinct seen;
    for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
      const Unit& unit = panel.units[panel.unit_of[c]];
      const bool is_before = unit.treated && unit.adopted_period != never && panel.period_of[c] < unit.adopted_period;
      if (is_before && counts(c)) seen.add(panel.period_of[c] - unit.adopted_period);
    }
    start_ = last_window_begins(std::move(seen).values(), panel.calendar);
  }

  bool found() const { return start_ < 0; }
  int periods() const { return -start_; }

  // d of a unit about an adoption; NaN where it was not seen on both sides. The cells of its window are added.
  double deviation(std::size_t unit, int adoption, std::vector<std::size_t>* cells) const {
    RunningMoments window, earlier;
    for (std::size_t c = first_[unit]; c < first_[unit + 1]; ++c) {
      const int time = panel_.period_of[c] - adoption;
      if (time >= 0 || !counts(c)) continue;
      (time >= start_ ? window : earlier).add(value_of(column_, c));
      if (cells && time >= start_) cells->push_back(c);
    }
    return window.mean() - earlier.mean();
  }

 private:
  bool counts(std::size_t c) const { return has_value(column_, c) && std::isfinite(value_of(column_, c)); }

  const Panel& panel_;
  const MetricColumn& column_;
  std::vector<std::size_t> first_;
  int start_ = 0;  // first event time of the window
};

// Those who began together, and those who had not begun by then.
struct CohortSpell {
  std::vector<std::pair<std::size_t, double>> adopters, others;  // unit, d
  double of_others = 0;
};

CohortSpell spell_of(const Panel& panel, const Spells& spells, int adoption, std::vector<std::size_t>& cells) {
  CohortSpell cohort;
  RunningMoments others;
  for (std::size_t u = 0; u < panel.units.size(); ++u) {
    const Unit& unit = panel.units[u];
    const bool adopts = unit.treated && unit.adopted_period == adoption;
    if (!adopts && unit.treated && unit.adopted_period <= adoption) continue;
    const double d = spells.deviation(u, adoption, adopts ? &cells : nullptr);
    if (!std::isfinite(d)) continue;
    (adopts ? cohort.adopters : cohort.others).emplace_back(u, d);
    if (!adopts) others.add(d);
  }
  if (others.count() > 0) cohort.of_others = others.mean();
  return cohort;
}

// Of the one among all, where an arm is a single cluster.
Lot lot_of_spells(const Panel& panel, const CohortSpell& cohort) {
  std::vector<double> deviation(panel.units.size(), missing);
  for (const auto& [unit, d] : cohort.adopters) deviation[unit] = d;
  for (const auto& [unit, d] : cohort.others) deviation[unit] = d;
  return lot_of_units(panel, deviation);
}

}  // namespace

LastSpell last_spell(const Panel& panel, std::size_t metric, double level) {
  LastSpell result{{.unit = unit_of(panel.metrics[metric].metric)}, {}, 0};
  if (panel.grain != Grain::periods) return result;
  const Spells spells(panel, metric);
  if (!spells.found()) return result;
  result.periods = spells.periods();
  std::vector<CohortSpell> cohorts;
  bool compared = false;
  for (const int adoption : adoption_dates(panel)) {
    if (adoption == INT_MIN) continue;
    cohorts.push_back(spell_of(panel, spells, adoption, result.cells));
    compared = compared || !cohorts.back().others.empty();
  }
  // Where some can be compared, those who cannot are left out.
  std::erase_if(cohorts, [&](const CohortSpell& c) { return c.adopters.empty() || (compared && c.others.empty()); });
  if (cohorts.size() == 1) {
    const Lot lot = lot_of_spells(panel, cohorts.front());
    if (is_lone(lot)) {
      result.deviation = placebo_test(lot, level, result.deviation.unit);
      return result;
    }
  }
  RunningMoments mean;
  for (const CohortSpell& cohort : cohorts)
    for (const auto& [unit, d] : cohort.adopters) mean.add(d - cohort.of_others);
  if (mean.count() < 2) return result;
  std::vector<double> psi(panel.units.size());
  std::vector<bool> used(panel.units.size());
  for (const CohortSpell& cohort : cohorts) {
    const double share = static_cast<double>(cohort.adopters.size()) / mean.count();
    for (const auto& [unit, d] : cohort.adopters) {
      psi[unit] += (d - cohort.of_others - mean.mean()) / mean.count();
      used[unit] = true;
    }
    for (const auto& [unit, d] : cohort.others) {
      psi[unit] -= share * (d - cohort.of_others) / static_cast<double>(cohort.others.size());
      used[unit] = true;
    }
  }
  const ClusterIndex clusters = index_clusters(panel, used);
  const ArmVariance variance = arm_variance(panel, psi, clusters.of_unit, clusters.count);
  result.deviation =
      make_estimate(mean.mean(), std::sqrt(variance.variance), {level, variance.df}, result.deviation.unit);
  return result;
}

Estimate last_spell(const MetricMoments& arms, const Metric& metric, double level) {
  Estimate none{.unit = unit_of(metric)};
  if (!arms.treated.path || !arms.comparison.path) return none;
  const UnitMeans &adopters = arms.treated.path->last_window, &others = arms.comparison.path->last_window;
  if (adopters.units < 2 || others.units == 1) return none;
  const double n = static_cast<double>(adopters.units), m = static_cast<double>(others.units);
  const double of_others = m > 0 ? others.mean : 0;
  const double squares[] = {m > 0 ? others.squares / (m * m) : 0, adopters.squares / (n * n)};
  const ArmVariance variance = arm_variance(squares, {m, n});
  return make_estimate(adopters.mean - of_others, std::sqrt(variance.variance), {level, variance.df}, none.unit);
}

Panel without_cells(const Panel& panel, std::size_t metric, const std::vector<std::size_t>& cells) {
  Panel result = panel;
  for (const std::size_t c : cells) result.metrics[metric].sum[c] = missing;
  return result;
}

}  // namespace payoff
