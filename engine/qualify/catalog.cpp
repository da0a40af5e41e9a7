// The rules, a row each, and the words of results.json for what they say.
#include <fmt/format.h>

#include "qualify/rules/rules.hpp"

namespace payoff {
namespace {

constexpr Rule catalog[] = {
    {RuleId::sample_ratio, "A lot gave as many to each group as it was meant to.", rules_of::sample_ratio,
     "Find those who are missing from the start, or declare the split that was meant (rollout.split).",
     "some seem to be missing from the start"},
    {RuleId::baseline_balance,
     "The groups were alike before the rollout: within 0.25 standard deviations, 0.05 if not adjusted, or what a lot "
     "leaves.",
     rules_of::baseline_balance,
     "Adjust for the outcome before the rollout, or choose a comparison group that is more alike.",
     "the groups differed before it"},
    {RuleId::attrition, "Few left, and as few from one group as from the other.", rules_of::attrition,
     "Find the outcomes of those who left, in both groups.", "people left, and not from both groups alike"},
    {RuleId::periods_before, "Enough history before the rollout: 8 weeks, or 3 months.", rules_of::periods_before,
     "Add data from before the rollout: at least 8 weeks, or 3 months.", "little is known of the time before"},
    {RuleId::pre_trend, "The groups moved alike before the rollout.", rules_of::pre_trend,
     "Find a comparison group that moved like the treated one before the rollout.", "the groups had been moving apart"},
    {RuleId::treated_clusters, "The tool was given to enough independent groups or people: 10.",
     rules_of::treated_clusters, "Give the tool to more independent teams or people: at least 10.",
     "few independent people or groups got it"},
    {RuleId::includes_zero, "An interval that includes 0 allows no claim of a direction.", rules_of::includes_zero},
    {RuleId::imprecision, "The interval is narrow enough to decide whether the effect matters.", rules_of::imprecision,
     "Observe more people, or the same ones for longer, until the interval can decide."},
    {RuleId::placebo, "The same comparison finds nothing where there was nothing to find.", rules_of::placebo,
     "Find out what else set the groups apart, and compare with people it did not touch.",
     "a difference is found where there was nothing to find, too"},
    {RuleId::last_window, "The rollout did not follow an unusually bad (or good) spell.", rules_of::last_window,
     "Add periods before the unusual spell, and do not pick who gets the tool by their last results.",
     "the weeks just before it were unusual"},
    {RuleId::fading, "The effect lasts: it neither fades nor turns round.", rules_of::fading},
    {RuleId::follow_up, "The effect was followed for long enough: 8 weeks; below 4 no figure for a year.",
     rules_of::follow_up},
    {RuleId::comparison_use, "Few of those without the tool used it.", rules_of::comparison_use},
    {RuleId::uptake, "At least half of those with the tool used it.", rules_of::uptake},
    {RuleId::self_report, "The outcome was measured, not asked.", rules_of::self_report,
     "Measure the outcome instead of asking for it.", "the outcome is what people said"},
    {RuleId::activity, "The outcome is a result, not an activity.", rules_of::activity},
    {RuleId::several_metrics, "The metric was declared in advance, and looking at several is accounted for.",
     rules_of::several_metrics, "Name the metric before the next data come in, and test it on them.",
     "the metric was chosen afterwards"},
    {RuleId::guardrails, "A guardrail that became worse stands beside the headline.", rules_of::guardrails},
    {RuleId::missing_data, "Few observations are missing, and as few in one group as in the other.",
     rules_of::missing_data, "Find the missing observations, or say why they are missing in both groups alike.",
     "observations are missing"},
    {RuleId::concurrent_event, "Nothing else happened at that time, and the comparison group went on as before.",
     rules_of::concurrent_event, "Find out what else happened then, and compare with people it came to alike.",
     "something else happened at that time"},
    {RuleId::composition, "It is the same people who changed: those seen all the time show the same.",
     rules_of::composition, "Follow the same people through all periods.", "people came and went"},
    {RuleId::fragility, "No other defensible method changes the sign, and trends need not be all but parallel for it.",
     rules_of::fragility,
     "Find out why the methods disagree before the result is used: they rest on different assumptions.",
     "other methods find the other sign"},
    {RuleId::support, "More use, more dates or a large effect speak for it, where nothing speaks against it.",
     rules_of::support},
    {RuleId::independence, "Who ran the study neither sells the tool nor answers for its rollout.",
     rules_of::independence},
    {RuleId::small_segments, "Segments of fewer than 5 are not reported.", rules_of::small_segments},
    {RuleId::late_effect, "The effect begins with the tool.", rules_of::late_effect},
    {RuleId::measurement_change, "What is counted, and how it is written down, did not change with the tool.",
     rules_of::measurement_change, "Count the same things in the same way with the tool and without it.",
     "what is counted changed with it"},
};

}  // namespace

std::span<const Rule> rules() {
  return catalog;
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
