#include <fmt/format.h>

#include <cmath>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "fit/wild/cluster_scores.hpp"
#include "fit/wild/draws.hpp"
#include "fit/wild/null_inversion.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

NullAnswer answer(const WildDraws& draws, const WildBootstrap& test, double d, const Context& context) {
  if (test.interval && !draws.enumerated()) {
    const Significance level(test.level, test.ties_count, false, draws.count());
    if (const auto found = answer_by_blocks(draws.by_block(), d, level, context)) return *found;
  }
  const NullDraws all = draws.all(context);
  return {p_of_null(all, d, test.ties_count), test.interval ? invert(all, test.ties_count, test.level) : Reach{}};
}

}  // namespace

WildResult wild_bootstrap(const ClusterScores& scores, const WildBootstrap& test, const Context& context) {
  if (scores.clusters < 2) {
    refuse("wild_cluster_bootstrap", [&] {
      return Refusal{say(MessageId::refused_few_clusters, {{"count", std::to_string(scores.clusters)}}),
                     say(MessageId::remedy_one_cluster)};
    });
  }
  const WildDraws draws(scores, test, context.seed, context.drawn);
  const double se = std::sqrt(scores.correction * draws.variance()), d = scores.estimate - test.null_value;
  WildResult result{.estimate = scores.estimate, .clusters = scores.clusters};
  result.enumerated = draws.enumerated();
  result.draws = draws.enumerated() ? 2 * draws.count() : draws.count();
  if (!(se > 1e-14 * std::abs(scores.estimate))) {
    result.reason = say(MessageId::why_residuals_cancel);
    return result;
  }
  result.t = d / se;
  const auto [p, reach] = answer(draws, test, d, context);
  result.p = p;
  if (!test.interval) return result;
  if (reach.bounded) {
    result.low = scores.estimate - reach.below;
    result.high = scores.estimate + reach.above;
  } else {
    result.reason = say(draws.enumerated() ? MessageId::why_patterns_all : MessageId::why_patterns_random,
                        {{"clusters", std::to_string(scores.clusters)}});
  }
  return result;
}

WildResult wild_cluster_bootstrap(const RegressionModel& model, const NamedFactor& cluster, const WildBootstrap& test,
                                  const Context& context) {
  return wild_bootstrap(cluster_scores(model, cluster, test.coefficient), test, context);
}

}  // namespace payoff
