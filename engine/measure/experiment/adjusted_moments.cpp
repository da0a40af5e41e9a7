#include "measure/experiment/adjusted_moments.hpp"

#include <cmath>

#include "fit/cross_products/adjusted_arms.hpp"
#include "measure/experiment/arm_errors.hpp"
#include "payoff/error.hpp"

namespace payoff {

bool adjusts_for_past(const MetricMoments& arms, const Question& question) {
  const bool asked =
      covariate_slopes.of(question) != CovariateSlopes::none && earlier_outcome.of(question) == EarlierOutcome::used;
  if (!asked || arms.adjusted.empty()) return false;
  if (!question.randomized)
    throw Error(ErrorKind::usage, {.function = "estimate", .argument = "randomized"},
                "groups that were not drawn by lot are adjusted for the past of their units, which are not here",
                "read the units: leave out data.moments");
  return true;
}

AdjustedAnswer adjusted_answer(const MetricMoments& arms, ArmErrors errors, const Question& question) {
  const bool by_arm = covariate_slopes.of(question) == CovariateSlopes::by_arm;
  const AdjustedArms fit = adjusted_arms(arms, by_arm);
  const AdjustedMoments& sums = arms.adjusted[by_arm ? 0 : 1];
  const ArmMoments &t = arms.treated, &c = arms.comparison;
  const double n_c = static_cast<double>(c.seen), n = static_cast<double>(t.seen) + n_c;
  const double k = static_cast<double>(fit.parameters), of_mean = inflation(errors, 1 / n_c, n, k);
  const std::size_t h = errors == ArmErrors::hc1 ? 0 : errors == ArmErrors::hc2 ? 1 : 2;
  const double factor = errors == ArmErrors::hc1 ? inflation(errors, 0, n, k) : 1;
  const double difference = t.mean - c.mean + (t.mean_rest - c.mean_rest);
  AdjustedAnswer answer;
  answer.moments = {difference - fit.shift, c.mean, factor * sums.squares[h], of_mean * c.squares / (n_c * n_c),
                    std::sqrt(factor * of_mean) * sums.products[h] / n_c};
  answer.df = n - k;
  answer.largest = sums.largest;
  answer.own_squares = sums.own_squares;
  return answer;
}

}  // namespace payoff
