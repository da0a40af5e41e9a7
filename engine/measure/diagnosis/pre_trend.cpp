#include "measure/diagnosis/pre_trend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/distributions.hpp"
#include "base/messages.hpp"
#include "base/wording.hpp"
#include "fit/cross_products/least_squares.hpp"
#include "measure/answer/inference.hpp"

namespace payoff {
namespace {

constexpr double most_lead_share = 0.5, most_p_of_clear_lead = 0.05;
constexpr double most_ses_of_chance = 1.9;  // its p is above 0.05 whatever the degrees of freedom
// A two-sided 5 % test finds an effect of 2.8 standard errors four times in five (1.96 + 0.84).
constexpr double detectable_ses = 2.8;

double joint_p(const Leads& leads, const LeadRule& rule, bool normal) {
  const std::size_t q = leads.estimate.size();
  if (!normal && rule.clusters <= q + 1) return missing;
  NormalEquations inverse_of(q);
  inverse_of.xx = leads.covariance;
  const LeastSquares solution = solve(inverse_of);
  if (solution.rank < q) return missing;
  const double by_covariance = quadratic_form(solution.inverse, leads.estimate);  // b' V^-1 b
  if (normal) return f_upper_tail(by_covariance / static_cast<double>(q), static_cast<double>(q), INFINITY);
  const double wald = rule.small_sample_factor * by_covariance;  // b' S^-1 b
  const double df = static_cast<double>(rule.clusters - 1 - q);
  return f_upper_tail(wald * df / static_cast<double>(rule.clusters * q), static_cast<double>(q), df);
}

// "25 leads", "25 leads, averaged in 6 blocks".
std::string name_of(const Leads& leads) {
  const std::size_t q = leads.estimate.size();
  return say(q == leads.points ? MessageId::leads
             : q == 1          ? MessageId::leads_in_block
                               : MessageId::leads_in_blocks,
             {{"points", std::to_string(leads.points)}, {"blocks", std::to_string(q)}});
}

// The largest lead that chance does not explain, all of them looked at (Bonferroni); 0 where there is none.
Diagnostic clear_lead(const Leads& leads, const EventPath& path, const Effect& effect) {
  const std::size_t q = leads.estimate.size();
  double largest = 0;
  for (std::size_t j = 0; j < q; ++j) {
    const double se = std::sqrt(leads.covariance[j * q + j]), size = std::abs(leads.estimate[j]);
    if (!(size > largest && size > most_ses_of_chance * se && se > 0)) continue;
    if (static_cast<double>(q) * two_sided_p(size / se, path.df) < most_p_of_clear_lead) largest = size;
  }
  return {std::string(diagnostic_name::clear_lead), largest, std::abs(effect.absolute.estimate) / 2,
          largest > 0
              ? say(MessageId::found_clear_lead, {{"amount", amount_of(effect.metric, format_significant(largest, 3))}})
              : say(MessageId::found_no_clear_lead)};
}

}  // namespace

Leads leads_of(const EventPath& path) {
  const std::size_t p = path.event_time.size();
  std::vector<std::size_t> which;
  for (std::size_t j = 0; j < p; ++j) {
    if (is_lead(path, j)) which.push_back(j);
  }
  const std::size_t points = which.size(), blocks = path.lead_blocks > 0 ? std::min(path.lead_blocks, points) : points;
  Leads leads{points, std::vector<double>(blocks), std::vector<double>(blocks), std::vector<double>(blocks * blocks)};
  std::vector<double> size(blocks);
  for (std::size_t i = 0; i < points; ++i) ++size[i * blocks / points];
  for (std::size_t i = 0; i < points; ++i) {
    const std::size_t k = i * blocks / points;
    leads.time[k] += (path.event_time[which[i]] - path.reference) / size[k];
    leads.estimate[k] += path.estimate[which[i]] / size[k];
    for (std::size_t j = 0; j < points; ++j) {
      const std::size_t l = j * blocks / points;
      leads.covariance[k * blocks + l] += path.covariance[which[i] * p + which[j]] / (size[k] * size[l]);
    }
  }
  return leads;
}

void add_pre_trend(Effect& effect, const EventPath& path, const LeadRule& rule) {
  const Leads leads = leads_of(path);
  const std::size_t q = leads.estimate.size();
  Diagnostic pre_trend{"pre_trend", missing, 0.1, ""};
  if (q == 0) {
    pre_trend.text = say(MessageId::no_leads);
    effect.diagnostics.push_back(pre_trend);
    return;
  }
  effect.pre_trend_p = pre_trend.value = joint_p(leads, rule, std::isinf(path.df));
  double largest = 0, mean_se = 0;
  for (std::size_t j = 0; j < q; ++j) {
    largest = std::max(largest, std::abs(leads.estimate[j]));
    mean_se += std::sqrt(leads.covariance[j * q + j]) / static_cast<double>(q);
  }
  pre_trend.text = say(std::isnan(effect.pre_trend_p) ? MessageId::leads_untested : MessageId::leads_tested,
                       {{"leads", name_of(leads)},
                        {"clusters", std::to_string(rule.clusters)},
                        {"p", format_significant(effect.pre_trend_p, 3)},
                        {"unseen", amount_of(effect.metric, format_significant(detectable_ses * mean_se, 3))}});
  effect.diagnostics.push_back(pre_trend);
  effect.diagnostics.push_back(clear_lead(leads, path, effect));
  effect.diagnostics.push_back(
      {"max_lead_share", largest / std::abs(effect.absolute.estimate), most_lead_share,
       say(MessageId::found_largest_lead,
           {{"lead", format_significant(largest, 3)},
            {"effect", amount_of(effect.metric, format_significant(effect.absolute.estimate, 3))}})});
}

}  // namespace payoff
