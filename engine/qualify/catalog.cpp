#include "qualify/rules/rules.hpp"

namespace payoff {
namespace {

constexpr Rule catalog[] = {
    {"G02",
     "The groups were alike before the rollout: within 0.25 standard deviations, 0.05 if not adjusted, or what a lot "
     "leaves.",
     rules_of::baseline_balance},
    {"G04", "Enough history before the rollout: 8 weeks, or 3 months.", rules_of::periods_before},
    {"G05", "The groups moved alike before the rollout.", rules_of::pre_trend},
    {"G06", "The tool was given to enough independent groups or people: 10.", rules_of::treated_clusters},
    {"G07", "An interval that includes 0 allows no claim of a direction.", rules_of::includes_zero},
    {"G08", "The interval is narrow enough to decide whether the effect matters.", rules_of::imprecision},
    {"G10", "The rollout did not follow an unusually bad (or good) spell.", rules_of::last_window},
    {"G11", "The effect lasts: it neither fades nor turns round.", rules_of::fading},
    {"G12", "The effect was followed for long enough: 8 weeks; below 4 no figure for a year.", rules_of::follow_up},
    {"G14", "At least half of those with the tool used it.", rules_of::uptake},
    {"G15", "The outcome was measured, not asked.", rules_of::self_report},
    {"G16", "The outcome is a result, not an activity.", rules_of::activity},
    {"G17", "The metric was declared in advance, and looking at several is accounted for.", rules_of::several_metrics},
    {"G18", "A guardrail that became worse stands beside the headline.", rules_of::guardrails},
    {"G19", "Few observations are missing, and as few in one group as in the other.", rules_of::missing_data},
    {"G22", "No other defensible method changes the sign, and trends need not be all but parallel for it.",
     rules_of::fragility},
    {"G25", "Segments of fewer than 5 are not reported.", rules_of::small_segments},
};

}  // namespace

std::span<const Rule> rules() {
  return catalog;
}

}  // namespace payoff
