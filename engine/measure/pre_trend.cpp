#include "measure/pre_trend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/distributions.hpp"
#include "base/least_squares.hpp"
#include "measure/inference.hpp"

namespace payoff {
namespace {

constexpr double most_lead_share = 0.5;
// A two-sided 5 % test finds an effect of 2.8 standard errors four times in five (1.96 + 0.84).
constexpr double detectable_ses = 2.8;

struct Leads {
  std::vector<double> estimate, covariance;  // (q), (q x q)
  double largest = 0, mean_se = 0;
};

Leads leads_of(const EventPath& path) {
  const std::size_t p = path.event_time.size();
  std::vector<std::size_t> which;
  for (std::size_t j = 0; j < p; ++j) {
    if (path.event_time[j] < path.reference && !std::isnan(path.estimate[j])) which.push_back(j);
  }
  Leads leads;
  for (const std::size_t j : which) {
    leads.estimate.push_back(path.estimate[j]);
    leads.largest = std::max(leads.largest, std::abs(path.estimate[j]));
    leads.mean_se += std::sqrt(path.covariance[j * p + j]) / static_cast<double>(which.size());
    for (const std::size_t l : which) leads.covariance.push_back(path.covariance[j * p + l]);
  }
  return leads;
}

double joint_p(const Leads& leads, const LeadRule& rule) {
  const std::size_t q = leads.estimate.size();
  if (rule.clusters <= rule.clusters_per_lead * (q + 1)) return missing;
  NormalEquations inverse_of(q);
  inverse_of.xx = leads.covariance;
  const LeastSquares solution = solve(inverse_of);
  if (solution.rank < q) return missing;
  const double wald = rule.small_sample_factor * quadratic_form(solution.inverse, leads.estimate);  // b' S^-1 b
  const double df = static_cast<double>(rule.clusters - 1 - q);
  return f_upper_tail(wald * df / static_cast<double>(rule.clusters * q), static_cast<double>(q), df);
}

}  // namespace

void add_pre_trend(Effect& effect, const EventPath& path, const LeadRule& rule) {
  const Leads leads = leads_of(path);
  const std::size_t q = leads.estimate.size();
  Diagnostic pre_trend{"pre_trend", missing, 0.1, ""};
  if (q == 0) {
    pre_trend.text =
        "No leads beside the period they start from: whether the groups were on parallel paths cannot be looked at.";
    effect.diagnostics.push_back(pre_trend);
    return;
  }
  effect.pre_trend_p = pre_trend.value = joint_p(leads, rule);
  const std::string unseen = fmt::format("a lead smaller than about {:.3g} {} would mostly have gone unnoticed",
                                         detectable_ses * leads.mean_se, unit_of(effect.metric));
  pre_trend.text =
      std::isnan(effect.pre_trend_p)
          ? fmt::format("{} leads cannot be tested jointly with {} clusters; {}.", q, rule.clusters, unseen)
          : fmt::format("Joint test of {} leads: p = {:.3g}; {}.", q, effect.pre_trend_p, unseen);
  effect.diagnostics.push_back(pre_trend);
  effect.diagnostics.push_back({"max_lead_share", leads.largest / std::abs(effect.absolute.estimate), most_lead_share,
                                fmt::format("The largest lead is {:.3g}, the effect {:.3g} {}.", leads.largest,
                                            effect.absolute.estimate, unit_of(effect.metric))});
}

}  // namespace payoff
