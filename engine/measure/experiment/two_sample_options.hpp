// The settings of two_sample, as its row lists them and its estimation reads them.
#pragma once

#include "measure/answer/cr1.hpp"
#include "measure/answer/options.hpp"

namespace payoff {

enum class ArmErrors { automatic, welch, hc1, hc2, hc3, cluster };
enum class CovariateSlopes { by_arm, common, none };
enum class EarlierOutcome { used, ignored };

inline constexpr ChoiceOption<ArmErrors> arm_errors{
    "errors", "auto|welch|hc1|hc2|hc3|cluster",
    "standard errors; auto: cluster where clusters are declared, else welch without covariates and hc2 with"};
inline constexpr ChoiceOption<Quantile> quantile_of_arms{"quantile", quantile_choices,
                                                         "distribution behind all intervals"};
inline constexpr ChoiceOption<CovariateSlopes> covariate_slopes{
    "adjustment", "interacted|additive|none", "how covariates enter: with slopes by arm (Lin), common slopes, not"};
inline constexpr ChoiceOption<EarlierOutcome> earlier_outcome{
    "pre_outcome", "auto|none",
    "auto: each unit's mean before the rollout is a covariate (CUPED) where 5 units of each arm have one"};
inline constexpr OptionSpec two_sample_options[] = {arm_errors.spec, quantile_of_arms.spec, covariate_slopes.spec,
                                                    earlier_outcome.spec, parameters_counted.spec};

}  // namespace payoff
