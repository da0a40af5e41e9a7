// Who may be in an estimate of staggered adoption.
#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <cmath>

#include "measure/answer/inference.hpp"
#include "measure/answer/refusal.hpp"
#include "measure/answer/study_facts.hpp"
#include "measure/rollout/staggered/effect.hpp"

namespace payoff {
namespace {

struct Seen {
  std::size_t before = 0, after = 0;
};

Seen seen_periods(const CohortPanel& panel, std::size_t i, std::size_t adoption) {
  Seen seen;
  for (std::size_t t = 0; t < panel.periods.size(); ++t) {
    if (!std::isnan(panel.at(t)[i])) ++(t < adoption ? seen.before : seen.after);
  }
  return seen;
}

void blank(CohortPanel& panel, std::size_t i) {
  for (std::size_t t = 0; t < panel.periods.size(); ++t) panel.outcome[t * panel.units() + i] = missing;
}

// A cell without its covariates is no cell. What a covariate is on average is constant, and costs digits.
void centre_covariates(CohortPanel& panel) {
  for (std::vector<double>& covariate : panel.covariates) {
    double sum = 0, count = 0;
    for (std::size_t c = 0; c < covariate.size(); ++c) {
      if (std::isnan(covariate[c])) panel.outcome[c] = missing;
      if (std::isnan(panel.outcome[c])) continue;
      sum += covariate[c];
      ++count;
    }
    for (double& value : covariate) value -= sum / count;
  }
}

void count_clusters(StaggeredSample& sample) {
  std::vector<bool> in_use(sample.panel.clusters);
  for (std::size_t i = 0; i < sample.panel.units(); ++i) {
    if (sample.used[sample.panel.unit[i]]) in_use[sample.panel.cluster[i]] = true;
  }
  sample.clusters = static_cast<std::size_t>(std::ranges::count(in_use, true));
}

void find_references(StaggeredSample& sample) {
  const std::vector<double> weights = cell_weights(sample.panel, sample.panel.outcome);
  for (std::size_t c = 0; c < sample.panel.cohorts.size(); ++c) {
    std::size_t t = static_cast<std::size_t>(sample.panel.cohorts[c]) - 1;
    while (t > 0 && weights[sample.cell(c, t)] == 0) --t;
    sample.reference.push_back(t);
  }
}

void require_comparison(const Panel& panel, const Question& question, const StaggeredSample& sample, std::size_t both) {
  const CohortPanel& cohorts = sample.panel;
  if (both < 2) {
    refuse(question.method,
           fmt::format("adopters seen both before and after they adopted is {}, but must be at least 2", both),
           "one of a kind says nothing about how they differ by chance");
  }
  const bool never_adopters = cohorts.cohort_begin.back() > cohorts.cohort_begin[cohorts.cohorts.size()];
  if (!never_adopters && cohorts.cohorts.size() == 1) {
    const int when = cohorts.periods[static_cast<std::size_t>(cohorts.cohorts[0])];
    refuse(question.method,
           fmt::format("units without the tool is 0 from {} on, but must be at least 2", panel.calendar.label(when)),
           "all adopted at once: method paired compares them with themselves before");
  }
  if (sample.clusters < 2) {
    refuse(question.method, fmt::format("clusters is {}, but must be at least 2", sample.clusters),
           "declare a finer cluster");
  }
}

}  // namespace

int StaggeredSample::reference_event_time() const {
  int latest = INT_MIN;
  for (std::size_t c = 0; c < reference.size(); ++c) latest = std::max(latest, event_time(c, reference[c]));
  return latest;
}

StaggeredSample staggered_sample(const Panel& panel, const Question& question) {
  StaggeredSample sample{cohort_panel(panel, question), std::vector<bool>(panel.units.size()), {}, 0, 0, 0, 0};
  CohortPanel& cohorts = sample.panel;
  centre_covariates(cohorts);
  std::size_t both = 0;
  for (std::size_t i = 0; i < cohorts.units(); ++i) {
    const std::size_t cohort = cohorts.cohort_of(i), count = cohorts.cohorts.size();
    const std::size_t adoption = cohort == count ? cohorts.periods.size() : cohorts.cohorts[cohort];
    const Seen seen = seen_periods(cohorts, i, adoption);
    const bool fits = seen.before > 0 && seen.before + seen.after > 1;
    sample.adopters += cohort < count && seen.after > 0;
    both += seen.before > 0 && seen.after > 0;
    if (!fits) ++(seen.before == 0 && seen.after > 0 ? sample.adopters_left_out : sample.others_left_out);
    if (fits) sample.used[cohorts.unit[i]] = true;
    if (!fits) blank(cohorts, i);
  }
  for (const Unit& unit : panel.units) {
    const bool always = unit.treated && unit.adopted_period != never && !cohorts.periods.empty() &&
                        unit.adopted_period <= cohorts.periods.front();
    sample.adopters += always;
    sample.adopters_left_out += always;
  }
  count_clusters(sample);
  find_references(sample);
  require_comparison(panel, question, sample, both);
  return sample;
}

void refuse_explained(const Panel& panel, const Question& question, const CohortRegression& regression) {
  const std::size_t first = regression.solution.columns - question.covariates.size();
  for (std::size_t j = 0; j < question.covariates.size(); ++j) {
    if (!regression.solution.aliased[first + j]) continue;
    refuse_explained(question.method, panel.covariates[question.covariates[j]].name);
  }
}

}  // namespace payoff
