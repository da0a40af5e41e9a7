// From a number and its standard error to what an Effect reports; shared by all estimators.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "payoff/measure.hpp"

namespace payoff {

// "minutes per ticket"; "log points" on the log scale.
std::string unit_of(const Metric& metric);

// A number of these: "1.2 minutes per ticket".
std::string amount_of(const Metric& metric, const std::string& number);

// Effect::message: the metric, and why nothing can be said of it.
std::string why_not_usable(const Effect& effect, const std::string& why);

// Ratio metrics are sums over sums; on the log scale a value is already a mean.
bool is_ratio(const Metric& metric);

struct Precision {
  double level = 0.95;
  double df = missing;  // infinity = normal quantile
};

// Interval and two-sided p; a standard error of 0 leaves them NaN with a reason.
Estimate make_estimate(double value, double se, const Precision& precision, std::string unit);

// The points of a path, their intervals alone: the quantile is the same for all.
class Pointwise {
 public:
  explicit Pointwise(const Precision& precision);
  PathPoint at(int event_time, double value, double se) const;

 private:
  double quantile_ = missing;
};

// An effect, what would have been without it, and their joint variance.
struct Moments {
  double effect = missing, baseline = missing;
  double var_effect = missing, var_baseline = missing, covariance = missing;
};

// effect / baseline with r = effect / baseline and, by the delta method,
//     var = (var_effect - 2 r covariance + r^2 var_baseline) / baseline^2.
// Where that and the interval of the effect would disagree about 0, or it would reach below -1, by Fieller (1954).
// Refused, with a reason, where the baseline is not clearly above 0; no interval where it reaches below -1.
Estimate relative_change(const Moments& moments, const Precision& precision);

// exp(b) - 1, endpoints transformed; se = exp(b) se(b).
Estimate relative_of_log(const Estimate& log_points);

// Absolute and relative from the moments, by the metric's scale; a constant outcome makes the effect unusable.
void report_change(Effect& effect, const Moments& moments, const Precision& precision);

// Throws Error(method): unit and period effects, or the other covariates, explain this one.
[[noreturn]] void refuse_explained(const std::string& method, const std::string& covariate);

// An alternative answer from its own moments.
Alternative make_alternative(std::string name, const Effect& effect, const Moments& moments,
                             const Precision& precision);

// An alternative answered by another estimate; where too little is left for it, its reason says so.
void add_alternative(Effect& effect, std::string name, const std::function<Effect()>& answer);

// (m x m) Leaving out a cluster at a time: (G-1)/G sum over clusters of (theta_(g) - theta)(theta_(g) - theta)', from the
// numbers without each cluster (G)(m) and with all (m). Source: MacKinnon, Nielsen & Webb (2023), CV3.
std::vector<double> leave_one_out_covariance(const std::vector<std::vector<double>>& without,
                                             const std::vector<double>& all);

// Welch's degrees of freedom for two groups of a and c that vary alike.
double welch_df_alike(double a, double c);

// Variance of a sum of influences of two arms, by cluster: G / (G - 1) sum of (sum of psi)^2 of each arm, and Welch's degrees of
// freedom, because with few clusters in one arm how those differ is most of what is uncertain. A cluster is of the arm of its
// first unit.
struct ArmVariance {
  double variance = missing, df = missing;
};
// Of comparison and treated: the squares, and how many clusters.
ArmVariance arm_variance(const double (&squares)[2], const double (&count)[2]);
ArmVariance arm_variance(const Panel& panel, const std::vector<double>& psi, const std::vector<int>& cluster_of_unit,
                         std::size_t clusters);

// Sum over clusters of (sum of a)(sum of b), and of each with itself: the middle of every cluster-robust variance.
struct ClusteredProducts {
  double aa = 0, bb = 0, ab = 0;
};
ClusteredProducts clustered_products(const std::vector<double>& a, const std::vector<double>& b,
                                     const std::vector<int>& cluster, std::size_t clusters);

}  // namespace payoff
