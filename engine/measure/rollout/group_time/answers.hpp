// Everything an Effect says of group-time effects, in the order of its covariance: headline, treated level, path, cohorts.
#pragma once

#include <vector>

#include "measure/answer/inference.hpp"
#include "measure/diagnosis/event_path.hpp"
#include "measure/rollout/group_time/variance.hpp"

namespace payoff {

struct Answers {
  GroupTimeTarget headline, level;
  GroupTimeAggregate path, cohorts;

  // Of the headline alone: without path and cohorts.
  Answers(const CohortPanel& panel, const GroupTime& fit, Aggregation kind, Extent extent,
          Loadings wanted = Loadings::all);

  Targets targets() const;
  std::size_t size() const { return 2 + path.key.size() + cohorts.key.size(); }
  std::size_t place_of_path(std::size_t j) const { return 2 + j; }
  std::size_t place_of_cohort(std::size_t j) const { return 2 + path.key.size() + j; }

  // v (size x size): the covariance. The treated level less the headline is what would have been without the tool.
  Moments moments(const std::vector<double>& v) const;
  Estimate estimate_of(const GroupTimeTarget& target, std::size_t place, const std::vector<double>& v,
                       const Precision& precision) const;

  // Standard errors of the path, before variances were corrected by a factor.
  std::vector<double> path_errors(const std::vector<double>& v, double correction) const;

  // The numbers that `like` holds, from these: NaN where these lack one.
  std::vector<double> numbers_like(const Answers& like) const;
};

}  // namespace payoff
