// Are those who are compared those who were meant to be? G01, G03, and of G06 what was assigned.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/distributions.hpp"
#include "base/messages.hpp"
#include "base/wording.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/lot_ratio.hpp"
#include "qualify/rules/rules.hpp"

namespace payoff::rules_of {
namespace {

std::string shown_p(double p) {
  return p < 0.001 ? "p < 0.001" : fmt::format("p = {:.2g}", p);
}

std::string counted(double n) {
  return format_fixed(n, 0);
}

// Two-sided, of the difference of two shares, by the normal distribution.
double p_of_shares(double a, double of_a, double b, double of_b) {
  const double pooled = (a + b) / (of_a + of_b);
  const double se = std::sqrt(pooled * (1 - pooled) * (1 / of_a + 1 / of_b));
  return se > 0 ? 2 * (1 - normal_cdf(std::abs(a / of_a - b / of_b) / se)) : 1;
}

// Mean of the responders' latent willingness, in its standard deviations: phi(z) / share.
double selection(double share_lost) {
  if (share_lost <= 0) return 0;
  if (share_lost >= 1) return std::numeric_limits<double>::infinity();
  const double z = normal_quantile(share_lost);
  return std::exp(-z * z / 2) / std::sqrt(2 * std::acos(-1.0)) / (1 - share_lost);
}

// What attrition could move the difference by, in standard deviations of the outcome: who stays is more willing, and
// willingness correlates with the outcome at `more` in the arm that lost more and at `less` in the other.
// Source  Deke & Chiang (2017), Evaluation Review 41; their cautious case, whose bound of 0.05 the What Works Clearinghouse
//         takes: it gives the boundary of its handbook, 6.3, 5.4, 4.1 and 2.6 points apart at 10, 20, 30 and 40 % lost.
double attrition_bias(double lost_treated, double lost_comparison) {
  const double more = std::sqrt(0.20), less = std::sqrt(0.15);
  const auto [low, high] = std::minmax(lost_treated, lost_comparison);
  return more * selection(high) - less * selection(low);
}

}  // namespace

// A draw puts as many into an arm as it was meant to, up to chance (chi squared); who is missing from the start is not
// missing by chance. Kohavi, Tang & Xu (2020), chapter 21.
void sample_ratio(const Evidence& evidence, const Effect& effect, Reasons& reasons) {
  constexpr double clear_p = 0.001, most_p = 0.05;
  if (!evidence.randomized || effect.facts.comparison.clusters == 0) return;
  const LotRatio ratio = lot_ratio(evidence, effect);
  const auto& [n1, n0, split, p, declared] = ratio;
  if (ratio.unknown()) {
    reasons.push_back({RuleId::sample_ratio, n1 / (n1 + n0), missing, RuleEffect::note,
                       say(MessageId::reason_ratio_unknown, {{"with", counted(n1)}, {"without", counted(n0)}})});
    return;
  }
  if (!(p < most_p)) return;
  const bool clear = p < clear_p;
  const MessageId of_share = clear ? MessageId::reason_ratio_declared_clear : MessageId::reason_ratio_declared,
                  half = clear ? MessageId::reason_ratio_half_clear : MessageId::reason_ratio_half;
  reasons.push_back({RuleId::sample_ratio, p, clear ? clear_p : most_p,
                     clear ? RuleEffect(RuleEffect::caps, 'C') : RuleEffect::lowers,
                     say(declared ? of_share : half, {{"with", counted(n1)},
                                                      {"without", counted(n0)},
                                                      {"split", format_percent(split)},
                                                      {"expected_with", counted(split * (n1 + n0))},
                                                      {"expected_without", counted((1 - split) * (n1 + n0))},
                                                      {"p", shown_p(p)}})});
}

// Who left, and from which arm: too many, or too unequally, for a comparison of those who stayed.
void attrition(const Evidence&, const Effect& effect, Reasons& reasons) {
  constexpr double most_bias = 0.055, most_p = 0.05, most_lost = 0.2;  // 0.05 as the handbook rounds it
  const ArmFlow &treated = effect.facts.treated, &comparison = effect.facts.comparison;
  if (treated.began == 0 || comparison.began == 0) return;
  const double n1 = static_cast<double>(treated.began), n0 = static_cast<double>(comparison.began);
  const double left1 = static_cast<double>(treated.left), left0 = static_cast<double>(comparison.left);
  const double bias = attrition_bias(left1 / n1, left0 / n0);
  if (!(bias > most_bias)) return;
  const double p = p_of_shares(left1, n1, left0, n0);
  if (p >= most_p && std::fmax(left1 / n1, left0 / n0) <= most_lost) return;  // two of twenty-five, and none: chance
  reasons.push_back({RuleId::attrition, bias, most_bias, p < most_p ? RuleEffect::lowers : RuleEffect::note,
                     say(MessageId::reason_attrition, {{"with", counted(n1)},
                                                       {"with_left", counted(left1)},
                                                       {"without", counted(n0)},
                                                       {"without_left", counted(left0)},
                                                       {"p", shown_p(p)}})});
}

// Every label of some text column lies in one arm: what was given the tool was then that, and not the people in it.
void nesting(const Evidence&, const Effect& effect, Reasons& reasons) {
  if (!effect.facts.nesting) return;
  const Nesting& found = *effect.facts.nesting;
  const double least = static_cast<double>(std::min(found.labels_treated, found.labels_comparison));
  const std::vector<Field> column{{"column", spaced(found.column)}};
  if (found.is_cluster) {
    reasons.push_back({RuleId::treated_clusters, least, missing, RuleEffect::note,
                       say(MessageId::reason_labels_are_clusters, column)});
    return;
  }
  const bool treated = found.labels_treated == 1;
  reasons.push_back({RuleId::treated_clusters,
                     least,
                     2,
                     {RuleEffect::caps, 'D'},
                     say(treated ? MessageId::reason_one_label_with : MessageId::reason_one_label_without, column)});
}

}  // namespace payoff::rules_of
