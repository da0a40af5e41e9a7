// Wild cluster bootstrap: honest p values and intervals when clusters are few.
//
// It answers: if the tool did nothing, how often would teams as different as these
// show a difference this large? Whole clusters of residuals keep or change their sign.
//
// Source    Cameron, Gelbach & Miller (2008); Roodman, MacKinnon, Nielsen & Webb (2019),
//           the fast form; Webb (2023), six-point weights; MacKinnon & Webb (2018), few treated.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "payoff/regression.hpp"

namespace payoff {

enum class WildWeights { rademacher, webb };

struct WildBootstrap {
  std::size_t coefficient = 0;  // index into Regression::names of the least-squares fit tested
  double null_value = 0;        // H0: b = null_value
  bool restricted = true;       // residuals of the fit under H0 (WCR); false: of the full fit (WCU)
  WildWeights weights = WildWeights::rademacher;
  std::size_t draws = 9999;  // all 2^G sign patterns instead, where there are no more than draws
  double level = 0.95;       // of the interval
  bool ties_count = false;   // p: share of |t*| >= |t|, the data among the draws; never too small for few patterns
  bool interval = true;      // by inversion of the test; needs many tests
};

struct WildResult {
  double estimate = missing, t = missing, p = missing;  // p: share of |t*| > |t|
  double low = missing, high = missing;                 // NaN with a reason where the test cannot exclude any value
  std::size_t clusters = 0, draws = 0;
  bool enumerated = false;  // every sign pattern was used: p is exact, no seed matters
  std::string reason{};
};

// cluster (n): one way. Factors that are absorbed and not nested in the clusters are
// taken up as columns, so few of their levels may remain.
// Throws Error(method) for fewer than 2 clusters.
WildResult wild_cluster_bootstrap(const RegressionModel& model, const NamedFactor& cluster, const WildBootstrap& test,
                                  const Context& context = {});

}  // namespace payoff
