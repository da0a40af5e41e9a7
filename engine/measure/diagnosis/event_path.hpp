// An event-study path with its joint covariance, as an estimator leaves it for what reads paths: bands, the joint
// test of leads, its power, sensitivity to trends, fading.
#pragma once

#include <climits>
#include <cmath>
#include <vector>

#include "payoff/measure.hpp"

namespace payoff {

struct EventPath {
  std::vector<int> event_time;     // (p) ascending, without the reference
  std::vector<double> estimate;    // (p)
  std::vector<double> covariance;  // (p x p)
  int reference = -1;              // event time at which the path is 0 by construction
  std::vector<double> target;      // (p) the headline is sum of target x estimate; 0 on leads, sums to 1
  double df = missing;             // of t; infinity = normal
  int first_lead = INT_MIN;        // leads before it rest on fewer than half of the adopters: shown, but in no test
  std::size_t lead_blocks = 0;     // most blocks into which the leads are averaged for their joint test; 0 = no need
};

// Whether the point is a lead that tests, trends and bounds use.
inline bool is_lead(const EventPath& path, std::size_t i) {
  return path.event_time[i] < path.reference && path.event_time[i] >= path.first_lead && !std::isnan(path.estimate[i]);
}

// c'beta with variance c'Vc, by t; points of weight 0 may be without an estimate. c: (p)
Estimate combination(const EventPath& path, const std::vector<double>& c, const Effect& effect);

// An answer with the path it came from. The path is empty where it cannot be read as one.
struct EffectWithPath {
  Effect effect;
  EventPath path;
};

// How much of an answer is asked for: an answer beside another tells its headline alone.
enum class Extent { headline, whole };

}  // namespace payoff
