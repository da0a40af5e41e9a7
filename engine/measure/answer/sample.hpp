// The units in an estimate, and what its stages ask about them: found once, and handed on.
#pragma once

#include <algorithm>
#include <vector>

#include "data/adoption.hpp"
#include "measure/answer/study_facts.hpp"

namespace payoff {

struct Sample {
  // used (units): those in the estimate. The panel must outlive the sample.
  Sample(const Panel& panel, std::size_t metric, std::vector<bool> used);

  struct Arm {
    std::size_t units = 0, clusters = 0;
  };

  std::size_t clusters_of_smaller_arm() const { return std::min(treated.clusters, comparison.clusters); }

  std::vector<bool> used;  // (units)
  ClusterIndex clusters;   // of the units in use
  Arm treated, comparison;
  std::vector<int> periods;  // as periods_seen
  Adoption adoption;         // of all units
  int first_adoption;        // as earliest_adoption
};

// When: its periods, before and from the first adoption on.
void describe_periods(Effect& effect, const Calendar& calendar, const std::vector<int>& periods, int first_adoption);

// Starts the answer: everything that does not depend on the estimator.
Effect describe(const Panel& panel, const Question& question, const Sample& sample);

}  // namespace payoff
