// The settings of group_time, as its row lists them and its estimation reads them.
#pragma once

#include "measure/answer/options.hpp"
#include "measure/rollout/group_time/aggregate.hpp"

namespace payoff {

enum class ComparedWith { not_yet, never_adopters };
enum class LeadsAgainst { last_before, period_before };
enum class GroupTimeErrors { automatic, analytic, jackknife };

inline constexpr ChoiceOption<ComparedWith> group_time_comparison{
    "comparison", "not_yet|never", "compared with those who have not begun yet, or only with those who never do"};
inline constexpr ChoiceOption<Adjustment> group_time_adjustment{
    "adjustment", "dr|ipw|reg", "for covariates: doubly robust, by inverse probability, by regression"};
inline constexpr ChoiceOption<Aggregation> group_time_aggregation{
    "aggregation", "simple|dynamic|group|calendar",
    "the headline averages unit-periods, periods since adoption, cohorts, or calendar periods"};
inline constexpr ChoiceOption<LeadsAgainst> group_time_base{
    "base", "universal|varying", "leads against the last period before adoption, or each against the period before"};
inline constexpr WholeNumberOption group_time_anticipation{"anticipation", 0, 4, "0",
                                                           "periods before adoption in which the tool may already act"};
inline constexpr ChoiceOption<GroupTimeErrors> group_time_errors{
    "errors", "auto|analytic|jackknife",
    "influence functions, or leaving out a cluster; auto: that below 40 clusters, or 10 in a cohort"};
inline constexpr OptionSpec group_time_options[] = {group_time_comparison.spec,   group_time_adjustment.spec,
                                                    group_time_aggregation.spec,  group_time_base.spec,
                                                    group_time_anticipation.spec, group_time_errors.spec};

}  // namespace payoff
