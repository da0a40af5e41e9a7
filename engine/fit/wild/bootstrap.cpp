#include <fmt/format.h>

#include <cmath>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "fit/wild/cluster_scores.hpp"
#include "fit/wild/draws.hpp"
#include "fit/wild/null_inversion.hpp"
#include "payoff/error.hpp"

namespace payoff {

WildResult wild_bootstrap(const ClusterScores& scores, const WildBootstrap& test, const Context& context) {
  if (scores.clusters < 2) {
    refuse("wild_cluster_bootstrap", [&] {
      return Refusal{say(MessageId::refused_few_clusters, {{"count", std::to_string(scores.clusters)}}),
                     say(MessageId::remedy_one_cluster)};
    });
  }
  const NullDraws draws = draw_wild(scores, test, context);
  const double se = std::sqrt(scores.correction * draws.variance), d = scores.estimate - test.null_value;
  WildResult result{.estimate = scores.estimate, .clusters = scores.clusters};
  result.enumerated = draws.enumerated;
  result.draws = draws.enumerated ? 2 * draws.n0.size() : draws.n0.size();
  if (!(se > 1e-14 * std::abs(scores.estimate))) {
    result.reason = say(MessageId::why_residuals_cancel);
    return result;
  }
  result.t = d / se;
  result.p = p_of_null(draws, d, test.ties_count);
  if (!test.interval) return result;
  const Reach reach = invert(draws, test.ties_count, test.level);
  if (reach.bounded) {
    result.low = scores.estimate - reach.below;
    result.high = scores.estimate + reach.above;
  } else {
    result.reason = say(draws.enumerated ? MessageId::why_patterns_all : MessageId::why_patterns_random,
                        {{"clusters", std::to_string(scores.clusters)}});
  }
  return result;
}

WildResult wild_cluster_bootstrap(const RegressionModel& model, const NamedFactor& cluster, const WildBootstrap& test,
                                  const Context& context) {
  return wild_bootstrap(cluster_scores(model, cluster, test.coefficient), test, context);
}

}  // namespace payoff
