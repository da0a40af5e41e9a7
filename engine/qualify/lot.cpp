#include "qualify/lot.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "qualify/reading/lot_ratio.hpp"

namespace payoff {
namespace {

struct Check {
  RuleId rule;
  std::string what;
  bool asked = true;  // the data can answer
};

std::string ratio_in_words(const LotRatio& ratio) {
  return say(MessageId::check_of_ratio, {{"with", format_fixed(ratio.with, 0)},
                                         {"without", format_fixed(ratio.without, 0)},
                                         {"split", format_percent(ratio.split)},
                                         {"p", fmt::format("{:.2g}", ratio.p)}});
}

std::vector<Check> checks_of(const Evidence& evidence, const Effect& effect) {
  const Facts& facts = effect.facts;
  const LotRatio ratio = lot_ratio(evidence, effect);
  const bool influence = std::ranges::any_of(
      effect.alternatives, [](const Alternative& other) { return other.purpose == Purpose::without_some; });
  return {{RuleId::sample_ratio, ratio_in_words(ratio), ratio.without > 0 && !ratio.unknown()},
          {RuleId::baseline_balance, say(MessageId::check_of_balance), !facts.imbalances.empty()},
          {RuleId::attrition, say(MessageId::check_of_attrition), facts.treated.began * facts.comparison.began > 0},
          {RuleId::missing_data, say(MessageId::check_of_missing), std::isfinite(effect.missing_share_treated)},
          {RuleId::treated_clusters, say(MessageId::check_of_clusters)},
          {RuleId::concurrent_event, say(MessageId::check_of_events),
           std::isfinite(facts.own_change_comparison.p) || !evidence.events.empty()},
          {RuleId::fragility, say(MessageId::check_of_influence), influence}};
}

}  // namespace

std::vector<std::string> lot_checks(const Evidence& evidence, const Effect& effect,
                                    const std::vector<Reason>& reasons) {
  if (!evidence.randomized || !effect.usable) return {};
  std::vector<std::string> passed, failed, unasked;
  for (const Check& check : checks_of(evidence, effect)) {
    const bool weakens = std::ranges::any_of(
        reasons, [&](const Reason& reason) { return reason.rule == check.rule && reason.effect.weakens(); });
    (weakens ? failed : check.asked ? passed : unasked).push_back(check.what);
  }
  std::vector<std::string> said;
  const auto add = [&](MessageId id, const std::vector<std::string>& checks) {
    if (!checks.empty()) said.push_back(say(id, {{"checks", fmt::format("{}", fmt::join(checks, "; "))}}));
  };
  add(MessageId::lot_passed, passed);
  add(MessageId::lot_failed, failed);
  add(MessageId::lot_unasked, unasked);
  return said;
}

}  // namespace payoff
