// The rules, a row each, and the words of results.json for what they say.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/messages.hpp"
#include "qualify/rules/rules.hpp"

namespace payoff {
namespace {

// What a rule asks; what to do where it lowered the grade, and what a trial lacks where it did.
struct Row {
  Rule rule;
  MessageId meaning;
  std::optional<MessageId> to_raise{}, gap{};
};

constexpr Row rows[] = {
    {{RuleId::sample_ratio, rules_of::sample_ratio},
     MessageId::rule_sample_ratio,
     MessageId::raise_sample_ratio,
     MessageId::gap_sample_ratio},
    {{RuleId::baseline_balance, rules_of::baseline_balance},
     MessageId::rule_baseline_balance,
     MessageId::raise_baseline_balance,
     MessageId::gap_baseline_balance},
    {{RuleId::attrition, rules_of::attrition},
     MessageId::rule_attrition,
     MessageId::raise_attrition,
     MessageId::gap_attrition},
    {{RuleId::periods_before, rules_of::periods_before},
     MessageId::rule_periods_before,
     MessageId::raise_periods_before,
     MessageId::gap_periods_before},
    {{RuleId::pre_trend, rules_of::pre_trend},
     MessageId::rule_pre_trend,
     MessageId::raise_pre_trend,
     MessageId::gap_pre_trend},
    {{RuleId::treated_clusters, rules_of::treated_clusters},
     MessageId::rule_treated_clusters,
     MessageId::raise_treated_clusters,
     MessageId::gap_treated_clusters},
    {{RuleId::includes_zero, rules_of::includes_zero}, MessageId::rule_includes_zero},
    {{RuleId::imprecision, rules_of::imprecision}, MessageId::rule_imprecision, MessageId::raise_imprecision},
    {{RuleId::placebo, rules_of::placebo}, MessageId::rule_placebo, MessageId::raise_placebo, MessageId::gap_placebo},
    {{RuleId::last_window, rules_of::last_window},
     MessageId::rule_last_window,
     MessageId::raise_last_window,
     MessageId::gap_last_window},
    {{RuleId::fading, rules_of::fading}, MessageId::rule_fading},
    {{RuleId::follow_up, rules_of::follow_up}, MessageId::rule_follow_up},
    {{RuleId::comparison_use, rules_of::comparison_use}, MessageId::rule_comparison_use},
    {{RuleId::uptake, rules_of::uptake}, MessageId::rule_uptake},
    {{RuleId::self_report, rules_of::self_report},
     MessageId::rule_self_report,
     MessageId::raise_self_report,
     MessageId::gap_self_report},
    {{RuleId::activity, rules_of::activity}, MessageId::rule_activity},
    {{RuleId::several_metrics, rules_of::several_metrics},
     MessageId::rule_several_metrics,
     MessageId::raise_several_metrics,
     MessageId::gap_several_metrics},
    {{RuleId::guardrails, rules_of::guardrails}, MessageId::rule_guardrails},
    {{RuleId::missing_data, rules_of::missing_data},
     MessageId::rule_missing_data,
     MessageId::raise_missing_data,
     MessageId::gap_missing_data},
    {{RuleId::concurrent_event, rules_of::concurrent_event},
     MessageId::rule_concurrent_event,
     MessageId::raise_concurrent_event,
     MessageId::gap_concurrent_event},
    {{RuleId::composition, rules_of::composition},
     MessageId::rule_composition,
     MessageId::raise_composition,
     MessageId::gap_composition},
    {{RuleId::fragility, rules_of::fragility},
     MessageId::rule_fragility,
     MessageId::raise_fragility,
     MessageId::gap_fragility},
    {{RuleId::support, rules_of::support}, MessageId::rule_support},
    {{RuleId::independence, rules_of::independence}, MessageId::rule_independence},
    {{RuleId::small_segments, rules_of::small_segments}, MessageId::rule_small_segments},
    {{RuleId::late_effect, rules_of::late_effect}, MessageId::rule_late_effect},
    {{RuleId::measurement_change, rules_of::measurement_change},
     MessageId::rule_measurement_change,
     MessageId::raise_measurement_change,
     MessageId::gap_measurement_change},
};

constexpr auto catalog = [] {
  std::array<Rule, std::size(rows)> all{};
  std::ranges::transform(rows, all.begin(), &Row::rule);
  return all;
}();

// What a row says; "" for a rule that has none, and where it says nothing.
std::string said_of(RuleId rule, std::optional<MessageId> (*what)(const Row&)) {
  const auto row = std::ranges::find(rows, rule, [](const Row& each) { return each.rule.id; });
  if (row == std::end(rows)) return "";
  const std::optional<MessageId> id = what(*row);
  return id ? say(*id) : "";
}

}  // namespace

std::span<const Rule> rules() {
  return catalog;
}

std::string meaning(RuleId rule) {
  return said_of(rule, [](const Row& row) { return std::optional(row.meaning); });
}

std::string to_raise(RuleId rule) {
  return said_of(rule, [](const Row& row) { return row.to_raise; });
}

std::string gap(RuleId rule) {
  return said_of(rule, [](const Row& row) { return row.gap; });
}

std::string name(RuleId rule) {
  return rule == RuleId::design ? "base" : fmt::format("G{:02}", static_cast<int>(rule));
}

std::string name(RuleEffect effect) {
  switch (effect.kind) {
    case RuleEffect::base:
      return std::string("base ") + effect.letter;
    case RuleEffect::caps:
      return std::string("cap ") + effect.letter;
    case RuleEffect::lowers:
      return "-1";
    case RuleEffect::raises:
      return "+1";
    case RuleEffect::no_direction:
      return "no directional claim";
    case RuleEffect::no_annual_figure:
      return "no annual figure";
    case RuleEffect::no_money:
      return "no money claim";
    case RuleEffect::required:
      return "required";
    case RuleEffect::suppressed:
      return "suppressed";
    case RuleEffect::note:
      return "note";
  }
  return "";
}

}  // namespace payoff
