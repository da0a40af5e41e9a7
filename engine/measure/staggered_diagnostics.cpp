#include "measure/staggered_diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "base/distributions.hpp"
#include "measure/inference.hpp"
#include "measure/study_facts.hpp"

namespace payoff {
namespace {

constexpr double most_lead_share = 0.5;
constexpr double detectable_ses = 2.8;  // of a two-sided 5 % test, four times in five: 1.96 + 0.84

}  // namespace

void add_pre_trend(Effect& effect, const EventPath& path, const StaggeredSample& sample, double factor) {
  NormalEquations leads(
      static_cast<std::size_t>(std::ranges::lower_bound(path.event_time, 0) - path.event_time.begin()));
  const std::size_t q = leads.columns, all = path.event_time.size();
  Diagnostic pre_trend{"pre_trend", missing, 0.1, ""};
  if (q == 0) {
    pre_trend.text = "One period before adoption: whether the groups were on parallel paths cannot be looked at.";
    effect.diagnostics.push_back(pre_trend);
    return;
  }
  double largest = 0, mean_se = 0;
  for (std::size_t j = 0; j < q; ++j) {
    largest = std::max(largest, std::abs(path.estimate[j]));
    mean_se += std::sqrt(path.covariance[j * all + j]) / static_cast<double>(q);
    for (std::size_t l = 0; l < q; ++l) leads.xx[j * q + l] = path.covariance[j * all + l];
  }
  const LeastSquares solution = solve(leads);
  const double groups = static_cast<double>(sample.clusters), df = groups - 1 - static_cast<double>(q);
  // Hotelling's T squared, as in event_study.cpp. Distant leads rest on few cohorts: simulated, it needs twice the clusters.
  if (solution.rank == q && sample.clusters > 2 * (q + 1)) {
    const double wald = factor * quadratic_form(solution.inverse, std::span(path.estimate).first(q));
    pre_trend.value = f_upper_tail(wald * df / (groups * static_cast<double>(q)), static_cast<double>(q), df);
  }
  effect.pre_trend_p = pre_trend.value;
  const std::string unseen = fmt::format("a lead smaller than about {:.3g} {} would mostly have gone unnoticed",
                                         detectable_ses * mean_se, unit_of(effect.metric));
  pre_trend.text =
      std::isnan(pre_trend.value)
          ? fmt::format("{} leads cannot be tested jointly with {} clusters; {}.", q, sample.clusters, unseen)
          : fmt::format("Joint test of {} leads: p = {:.3g}; {}.", q, pre_trend.value, unseen);
  effect.diagnostics.push_back(pre_trend);
  effect.diagnostics.push_back({"max_lead_share", largest / std::abs(effect.absolute.estimate), most_lead_share,
                                fmt::format("The largest lead is {:.3g}, the effect {:.3g} {}.", largest,
                                            effect.absolute.estimate, unit_of(effect.metric))});
}

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
