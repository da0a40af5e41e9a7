// Power of the test of the leads against a drift.
//
// Estimand  gamma(p): slope per period of a linear difference in trends that the test finds with chance p; and what
//           that slope adds to the headline.
// Formula   leads ~ N(gamma t, V), t periods since the reference (Roth 2022, section II.B).
//           joint: Hotelling's F as event_study tests it, noncentral on q and df - q degrees of freedom with
//               lambda = gamma^2 t'V^-1 t (df - q - 2) / (df - 1),
//           the factor because V is estimated: V^-1 of a Wishart matrix on df - 1 degrees of freedom is too large by its
//           inverse. df = infinity: chi squared, no factor.
//           single: 1 - P(|lead_e| <= c se_e for all e), c the t quantile, a normal box probability.
//           Both rise with gamma; gamma(p) by root finding.
// Error     none: V is taken as known but for the factor above.
// Refuses   no leads; the joint test where df is at most q + 2 or V has no inverse.
// Limits    a straight line; other violations may be found more or less easily.
// Source    Roth (2022), Pretest with caution: event-study estimates after testing for parallel trends.
// Checked   diff-diff 3.13.0 on HonestDiD's path, known covariance: joint to 9 digits, single to 1e-4 (its integration is
//           random); single by simulation of normal leads; joint by the share of simulated did studies with a drift that
//           the test finds, and the drift named there against the true covariance (5 %).
//
// Notation  q leads   V their covariance (q x q)   t (q) negative
#include "measure/diagnosis/pre_trend_power.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/distributions.hpp"
#include "base/messages.hpp"
#include "base/normal_box.hpp"
#include "base/root.hpp"
#include "base/wording.hpp"
#include "fit/cross_products/least_squares.hpp"
#include "measure/answer/inference.hpp"
#include "measure/diagnosis/pre_trend.hpp"
#include "measure/diagnosis/sensitivity_path.hpp"
#include "measure/diagnosis/trend_words.hpp"

namespace payoff {
namespace {

constexpr double joint_alpha = 0.1;  // the threshold of pre_trend
constexpr double single_alpha = 0.05;
constexpr double usual_power = 0.8;

struct Drift {
  std::vector<double> time, covariance;  // (q), (q x q)
  double df = missing;
  double noncentrality = missing;  // lambda at a slope of 1
};

// NaN where V has no inverse or the degrees of freedom do not suffice.
double noncentrality_of(const Drift& leads) {
  const std::size_t q = leads.time.size();
  if (q == 0 || leads.df <= static_cast<double>(q + 2)) return missing;
  NormalEquations inverse_of(q);
  inverse_of.xx = leads.covariance;
  const LeastSquares solution = solve(inverse_of);
  if (solution.rank < q) return missing;
  const double bias = std::isinf(leads.df) ? 1 : (leads.df - static_cast<double>(q + 2)) / (leads.df - 1);
  return bias * quadratic_form(solution.inverse, leads.time);
}

Drift drift_of(const EventPath& path) {
  Leads leads = leads_of(path);
  Drift drift{std::move(leads.time), std::move(leads.covariance), path.df};
  drift.noncentrality = noncentrality_of(drift);
  return drift;
}

// What a test rejects beyond, whatever the slope.
double critical_of(const Drift& leads, LeadTest test, double alpha) {
  if (test == LeadTest::single) return student_quantile(1 - alpha / 2, leads.df);
  const double q = static_cast<double>(leads.time.size());
  return std::isnan(leads.noncentrality) ? missing : f_quantile(1 - alpha, q, leads.df - q);
}

double joint_power(const Drift& leads, double slope, double critical) {
  const double q = static_cast<double>(leads.time.size()), lambda = leads.noncentrality;
  if (std::isnan(lambda)) return missing;
  return noncentral_f_upper_tail(critical, q, leads.df - q, slope * slope * lambda);
}

double single_power(const Drift& leads, double slope, double critical) {
  const std::size_t q = leads.time.size();
  if (q == 0) return missing;
  std::vector<double> mean, limit;
  for (std::size_t i = 0; i < q; ++i) {
    mean.push_back(slope * leads.time[i]);
    limit.push_back(critical * std::sqrt(leads.covariance[i * q + i]));
  }
  return 1 - normal_box_probability(mean, leads.covariance, limit);
}

MessageId message_of(std::size_t leads, bool joint) {
  if (leads == 1) return MessageId::power_of_one_lead;
  return joint ? MessageId::power_of_joint_test : MessageId::power_of_single_tests;
}

double power_of(const Drift& leads, LeadTest test, double slope, double critical) {
  return test == LeadTest::joint ? joint_power(leads, slope, critical) : single_power(leads, slope, critical);
}

}  // namespace

double power_against_drift(const EventPath& path, LeadTest test, double slope, double alpha) {
  const Drift leads = drift_of(path);
  return power_of(leads, test, slope, critical_of(leads, test, alpha));
}

double detectable_drift(const EventPath& path, LeadTest test, double power, double alpha) {
  const Drift leads = drift_of(path);
  const double critical = critical_of(leads, test, alpha);
  const auto excess = [&](double slope) { return power_of(leads, test, slope, critical) - power; };
  const auto ask = [&](double slope) { return Asked{slope, excess(slope)}; };
  const Asked without = ask(0);
  if (!(without.value < 0)) return std::isnan(without.value) ? missing : 0;
  Asked high = ask(std::sqrt(leads.covariance.front()) / -leads.time.front());  // one error at the furthest lead
  for (int doublings = 0; high.value < 0; ++doublings) {
    if (doublings == 60) return missing;
    high = ask(2 * high.at);
  }
  const auto [low, up] = root_between(excess, without, high, 27);
  return (low + up) / 2;
}

double headline_distance(const EventPath& path) {
  const TrendPath trend = trend_path(path);
  double distance = 0;
  for (std::size_t i = 0; i < trend.size(); ++i) distance += trend.target[i] * trend.time[i];
  return distance;
}

std::optional<Diagnostic> pre_trend_power(const EventPath& path, const Effect& effect, double distance,
                                          PeriodKind period) {
  const std::size_t leads = leads_of(path).points;
  if (leads == 0) return std::nullopt;
  double slope = detectable_drift(path, LeadTest::joint, usual_power, joint_alpha);
  const bool joint = std::isfinite(slope);
  if (!joint) slope = detectable_drift(path, LeadTest::single, usual_power, single_alpha);
  if (!std::isfinite(slope)) return std::nullopt;
  const double bias = std::abs(slope * distance);
  const std::string unit = unit_of(effect.metric);
  return Diagnostic{std::string(diagnostic_name::pre_trend_power), bias, std::abs(effect.absolute.estimate),
                    say(message_of(leads, joint), {{"leads", std::to_string(leads)},
                                                   {"drift", per_period(slope, unit, period)},
                                                   {"bias", size_with_unit(bias, unit)}})};
}

}  // namespace payoff
