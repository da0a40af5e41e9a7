// Who may be in an estimate of staggered adoption.
#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <cmath>
#include <utility>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "measure/answer/inference.hpp"
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

struct Eligibility {
  std::vector<bool> used;  // (Panel::units)
  std::size_t adopters_left_out = 0, adopters = 0, others_left_out = 0, seen_before_and_after = 0;
};

// Blanks the units that do not fit.
Eligibility eligible_units(const Panel& panel, CohortPanel& cohorts) {
  Eligibility found{std::vector<bool>(panel.units.size())};
  for (std::size_t i = 0; i < cohorts.units(); ++i) {
    const std::size_t cohort = cohorts.cohort_of(i), count = cohorts.cohorts.size();
    const std::size_t adoption = cohort == count ? cohorts.periods.size() : cohorts.cohorts[cohort];
    const Seen seen = seen_periods(cohorts, i, adoption);
    const bool fits = seen.before > 0 && seen.before + seen.after > 1;
    found.adopters += cohort < count && seen.after > 0;
    found.seen_before_and_after += seen.before > 0 && seen.after > 0;
    if (!fits) ++(seen.before == 0 && seen.after > 0 ? found.adopters_left_out : found.others_left_out);
    if (fits) found.used[cohorts.unit[i]] = true;
    if (!fits) blank(cohorts, i);
  }
  for (const Unit& unit : panel.units) {
    const bool always = unit.treated && unit.adopted_period != never && !cohorts.periods.empty() &&
                        unit.adopted_period <= cohorts.periods.front();
    found.adopters += always;
    found.adopters_left_out += always;
  }
  return found;
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
    refuse(question.method, [&] {
      return Refusal{say(MessageId::refused_few_adopters, {{"count", std::to_string(both)}}),
                     say(MessageId::remedy_one_of_a_kind)};
    });
  }
  const bool never_adopters = cohorts.cohort_begin.back() > cohorts.cohort_begin[cohorts.cohorts.size()];
  if (!never_adopters && cohorts.cohorts.size() == 1) {
    const int when = cohorts.periods[static_cast<std::size_t>(cohorts.cohorts[0])];
    refuse(question.method, [&] {
      return Refusal{say(MessageId::refused_all_at_once, {{"when", panel.calendar.label(when)}}),
                     say(MessageId::remedy_all_at_once)};
    });
  }
  if (sample.units.clusters.count < 2) {
    refuse(question.method, [&] {
      return Refusal{say(MessageId::refused_few_clusters, {{"count", std::to_string(sample.units.clusters.count)}}),
                     say(MessageId::remedy_finer_cluster)};
    });
  }
}

}  // namespace

int StaggeredSample::reference_event_time() const {
  int latest = INT_MIN;
  for (std::size_t c = 0; c < reference.size(); ++c) latest = std::max(latest, event_time(c, reference[c]));
  return latest;
}

StaggeredSample staggered_sample(const Panel& panel, const Question& question) {
  CohortPanel cohorts = cohort_panel(panel, question);
  centre_covariates(cohorts);
  const Eligibility found = eligible_units(panel, cohorts);
  StaggeredSample sample{
      std::move(cohorts),   Sample(panel, question.metric, found.used), {}, found.adopters_left_out, found.adopters,
      found.others_left_out};
  find_references(sample);
  require_comparison(panel, question, sample, found.seen_before_and_after);
  return sample;
}

void refuse_explained(const Panel& panel, const Question& question, const CohortRegression& regression) {
  const std::size_t first = regression.solution->columns - question.covariates.size();
  for (std::size_t j = 0; j < question.covariates.size(); ++j) {
    if (!regression.solution->aliased[first + j]) continue;
    refuse_explained(question.method, panel.covariates[question.covariates[j]].name);
  }
}

}  // namespace payoff
