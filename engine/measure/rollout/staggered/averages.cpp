// What an estimate of staggered adoption averages.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "measure/rollout/staggered/effect.hpp"

namespace payoff {
namespace {

void normalise(CellShares& shares) {
  double total = 0;
  for (const CellShare& each : shares) total += each.share;
  for (CellShare& each : shares) each.share /= total;
}

}  // namespace

std::vector<double> cell_weights(const CohortPanel& panel, const std::vector<double>& data) {
  const std::size_t periods = panel.periods.size(), n = panel.units();
  std::vector<double> weights((panel.cohorts.size() + 1) * periods);
  for (std::size_t c = 0; c <= panel.cohorts.size(); ++c) {
    for (std::size_t t = 0; t < periods; ++t) {
      double sum = 0;
      for (std::size_t i = panel.cohort_begin[c]; i < panel.cohort_begin[c + 1]; ++i) {
        if (!std::isnan(data[t * n + i])) sum += panel.weight_of(i);
      }
      weights[c * periods + t] = sum;
    }
  }
  return weights;
}

Averages averages(const StaggeredSample& sample, const std::vector<double>& weights, Extent extent) {
  const std::size_t cohorts = sample.panel.cohorts.size(), periods = sample.panel.periods.size();
  Averages result{{}, {{}}};
  std::map<int, CellShares> by_event_time;
  std::vector<CellShares> by_cohort(cohorts);
  for (std::size_t c = 0; c < cohorts; ++c) {
    for (std::size_t t = 0; t < periods; ++t) {
      const CellShare each{sample.cell(c, t), weights[sample.cell(c, t)]};
      if (each.share == 0) continue;
      if (sample.treated(c, t)) result.share[0].push_back(each);
      if (extent == Extent::headline) continue;
      by_event_time[sample.event_time(c, t)].push_back(each);
      if (sample.treated(c, t)) by_cohort[c].push_back(each);
    }
  }
  for (auto& [event_time, shares] : by_event_time) {
    result.event_time.push_back(event_time);
    result.share.push_back(std::move(shares));
  }
  if (extent == Extent::whole) std::ranges::move(by_cohort, std::back_inserter(result.share));
  std::ranges::for_each(result.share, normalise);
  return result;
}

std::vector<double> cell_means(const CohortPanel& panel, const std::vector<double>& data,
                               const std::vector<double>& mask) {
  const std::size_t periods = panel.periods.size(), n = panel.units();
  std::vector<double> means;
  for (std::size_t c = 0; c <= panel.cohorts.size(); ++c) {
    for (std::size_t t = 0; t < periods; ++t) {
      double sum = 0, total = 0;
      for (std::size_t i = panel.cohort_begin[c]; i < panel.cohort_begin[c + 1]; ++i) {
        if (std::isnan(mask[t * n + i]) || std::isnan(data[t * n + i])) continue;
        const double weight = panel.weight_of(i);
        sum += weight * data[t * n + i];
        total += weight;
      }
      means.push_back(total > 0 ? sum / total : missing);
    }
  }
  return means;
}

std::vector<double> averaged(const Averages& wanted, const std::vector<double>& cells) {
  std::vector<double> values;
  for (const CellShares& shares : wanted.share) {
    double sum = 0, total = 0;
    for (const auto& [cell, share] : shares) {
      if (std::isnan(cells[cell])) continue;
      sum += share * cells[cell];
      total += share;
    }
    values.push_back(total > 0 ? sum / total : missing);
  }
  return values;
}

double mean_outcome(const CohortPanel& panel, const Averages& wanted, const std::vector<double>& mask) {
  return averaged({{}, {wanted.share[0]}}, cell_means(panel, panel.outcome, mask))[0];
}

std::vector<double> counted_cells(const StaggeredSample& sample, std::vector<double> weights) {
  for (std::size_t c = 0; c <= sample.panel.cohorts.size(); ++c) {
    for (std::size_t t = 0; t < sample.panel.periods.size(); ++t) {
      if (!sample.treated(c, t)) weights[sample.cell(c, t)] = 0;
    }
  }
  return weights;
}

}  // namespace payoff
