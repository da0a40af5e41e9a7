// Were the groups alike before anyone had the tool, and does the comparison find nothing there? G02, G09.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/distributions.hpp"
#include "base/messages.hpp"
#include "base/wording.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/rules/rules.hpp"

namespace payoff::rules_of {
namespace {

// Of a standardised difference between groups that were drawn by lot.
double error_of_lot(const Effect& effect) {
  const bool clustered = effect.clusters > effect.clusters_treated && effect.clusters_treated > 0;
  const std::size_t treated = clustered ? effect.clusters_treated : effect.units_treated;
  const std::size_t comparison = clustered ? effect.clusters - effect.clusters_treated : effect.units_comparison;
  return std::sqrt(1 / static_cast<double>(treated) + 1 / static_cast<double>(comparison));
}

// What a comparison finds where there is nothing to find: clearly, or as one in ten does.
struct Found {
  MessageId clear, by_chance;
};
void add_placebo(const Effect& effect, const Estimate& found, bool counts, Reasons& reasons, Found said) {
  constexpr double most_p = 0.10, clear_p = 0.05, clear_p_of_null = 0.01, share = 0.5;
  if (!(found.p < most_p)) return;
  const bool clear = excludes_zero(effect)
                         ? found.p < clear_p && std::abs(found.estimate) > share * std::abs(effect.absolute.estimate)
                         : found.p < clear_p_of_null;
  reasons.push_back({RuleId::placebo, found.p, clear ? clear_p : most_p,
                     clear && counts ? RuleEffect::lowers : RuleEffect::note,
                     say(clear ? said.clear : said.by_chance,
                         {{"size", plain_amount(effect, found.estimate)}, {"range", plain_range(effect, found)}})});
}

}  // namespace

// What Works Clearinghouse 4.1: up to 0.05 sd is fine, up to 0.25 needs adjustment, beyond fails; of the metric's own past, and
// of the covariates, which a study that declares them adjusts for.
// A lot leaves sqrt(1/n1 + 1/n0) standard deviations between few clusters, and the standard error knows of it: what twice that
// (more, where several are looked at) does not explain is a sign against the lot. A comparison of changes takes levels out, so
// that there it is a warning.
void baseline_balance(const Evidence& evidence, const Effect& effect, Reasons& reasons) {
  constexpr double most = 0.25, most_unadjusted = 0.05, share_by_chance = 0.05;
  const std::vector<Imbalance>& all = effect.facts.imbalances;
  if (all.empty() || compares_of(effect) == Compares::own_past) return;
  const Imbalance& worst =
      *std::ranges::max_element(all, {}, [](const Imbalance& each) { return std::abs(each.difference); });
  const double by_chance =
      error_of_lot(effect) * normal_quantile(1 - share_by_chance / 2 / static_cast<double>(all.size()));
  const bool lot = evidence.randomized, changes = !lot && compares_of(effect) != Compares::groups;
  const double threshold = lot || changes ? std::fmax(most, by_chance) : adjusted(effect) ? most : most_unadjusted;
  const double difference = std::abs(worst.difference);
  if (difference <= threshold) return;
  const MessageId said = lot                ? MessageId::reason_balance_of_lot
                         : changes          ? MessageId::reason_balance_of_changes
                         : adjusted(effect) ? MessageId::reason_balance_adjusted
                                            : MessageId::reason_balance_unadjusted;
  reasons.push_back({RuleId::baseline_balance, difference, threshold, changes ? RuleEffect::note : RuleEffect::lowers,
                     say(said, {{"difference", format_number(difference)},
                                {"covariate", worst.name},
                                {"threshold", lot ? format_number(threshold) : fmt::format("{}", threshold)}})});
}

// A difference that is found where the tool could not make it is found where it could, too. What earlier trends cost the
// grade already (G05) is not counted twice.
void placebo(const Evidence&, const Effect& effect, Reasons& reasons) {
  add_placebo(effect, effect.facts.placebo_group, true, reasons,
              {MessageId::reason_placebo_group, MessageId::reason_placebo_group_by_chance});
  const Estimate& group = effect.facts.placebo_group;
  if (std::isnan(group.estimate) && !group.reason.empty())
    reasons.push_back({RuleId::placebo, missing, missing, RuleEffect::note,
                       say(MessageId::reason_placebo_failed, {{"why", group.reason}})});
  const bool told = std::ranges::any_of(reasons, [](const Reason& r) {
    return (r.rule == RuleId::pre_trend || r.rule == RuleId::placebo) && r.effect.kind == RuleEffect::lowers;
  });
  add_placebo(effect, effect.facts.placebo, !told, reasons,
              {MessageId::reason_placebo_time, MessageId::reason_placebo_time_by_chance});
}

}  // namespace payoff::rules_of
