#include "measure/experiment/placebo_rank.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "base/messages.hpp"
#include "base/refusal.hpp"
#include "data/spoken.hpp"
#include "measure/answer/inference.hpp"

namespace payoff {
namespace {

constexpr std::size_t least_ranked = 3;

// Clusters that an interval takes: 1 / G is at most 1 - level.
double least_clusters(double level) {
  constexpr double slack = 1e-9;  // 1 - 0.95 is not quite 1 / 20
  return std::ceil(1 / (1 - level) - slack);
}

// "the one with the tool is among the 3 most unusual of 9, by chance 3 in 9"
std::string rank_phrase(const Lot& lot, double p) {
  const std::size_t clusters = lot.value.size();
  const auto rank = static_cast<std::size_t>(std::lround(p * static_cast<double>(clusters)));
  const bool with = lot.drawn() == 1;
  return say(rank == 1 ? (with ? MessageId::rank_with_first : MessageId::rank_without_first)
                       : (with ? MessageId::rank_with : MessageId::rank_without),
             {{"clusters", std::to_string(clusters)}, {"rank", std::to_string(rank)}});
}

std::string inference_of(std::size_t clusters, bool randomized) {
  return say(randomized ? MessageId::inference_randomization : MessageId::inference_placebo_rank,
             {{"clusters", std::to_string(clusters)}});
}

Diagnostic rank_found(const Lot& lot, double p, bool randomized) {
  const std::size_t clusters = lot.value.size();
  return {
      "placebo_rank", std::round(p * static_cast<double>(clusters)), missing,
      say(randomized ? MessageId::rank_in_turn : MessageId::rank_in_turn_supposed, {{"claim", rank_phrase(lot, p)}})};
}

}  // namespace

bool is_ranked(const Effect& effect) {
  return effect.interval_by == IntervalBy::randomization || effect.interval_by == IntervalBy::placebo_rank;
}

bool is_lone(const Lot& lot) {
  const std::size_t drawn = lot.drawn(), clusters = lot.value.size();
  return lot.mixed == 0 && clusters >= least_ranked && (drawn == 1 || drawn + 1 == clusters);
}

Lot lot_of_units(const Panel& panel, const std::vector<double>& value, const std::vector<double>& weight) {
  std::vector<bool> used;
  for (const double v : value) used.push_back(std::isfinite(v));
  const ClusterIndex clusters = index_clusters(panel, used);
  std::vector<double> sum(clusters.count), total(clusters.count);
  std::vector<ArmsSeen> arms(clusters.count);
  for (std::size_t u = 0; u < value.size(); ++u) {
    if (!used[u]) continue;
    const auto g = static_cast<std::size_t>(clusters.of_unit[u]);
    const double w = weight.empty() ? 1 : weight[u];
    sum[g] += w * value[u];
    total[g] += w;
    arms[g].see(panel.units[u].treated);
  }
  for (std::size_t g = 0; g < sum.size(); ++g) sum[g] /= total[g];
  return lot_of(sum, arms);
}

Estimate placebo_test(const Lot& lot, double level, std::string unit, const Context& context) {
  Estimate result = randomization_test(lot, level, std::move(unit), context);
  if (!std::isfinite(result.p)) return result;
  if (std::isfinite(result.low)) {
    result.df = static_cast<double>(lot.value.size()) - 2;
    return result;
  }
  result.reason = say(MessageId::rank_and_enough, {{"claim", rank_phrase(lot, result.p)},
                                                   {"enough", fmt::format("{:.0f}", least_clusters(level))}});
  return result;
}

void report_placebo_rank(Effect& effect, const Lot& lot, double treated_mean, bool randomized, const Context& context) {
  const std::size_t clusters = lot.value.size();
  if (lot.mixed > 0) {
    refuse(effect.method, [&] {
      return Refusal{say(MessageId::refused_mixed_clusters, {{"count", std::to_string(lot.mixed)}}),
                     say(MessageId::remedy_single_cluster)};
    });
  }
  if (clusters < least_ranked) {
    refuse(effect.method, [&] {
      return Refusal{say(MessageId::refused_few_ranked,
                         {{"count", std::to_string(clusters)}, {"least", std::to_string(least_ranked)}}),
                     say(MessageId::remedy_single_one)};
    });
  }
  effect.absolute = placebo_test(lot, effect.level, unit_of(effect.metric), context);
  effect.interval_by = randomized ? IntervalBy::randomization : IntervalBy::placebo_rank;
  effect.inference = inference_of(clusters, randomized);
  effect.relative = {.unit = "share", .reason = say(MessageId::why_no_share_by_rank)};
  if (effect.metric.scale == Scale::log) effect.relative = relative_of_log(effect.absolute);
  if (effect.metric.scale == Scale::level) {
    effect.baseline = treated_mean - effect.absolute.estimate;
    if (effect.baseline > 0) effect.relative.estimate = effect.absolute.estimate / effect.baseline;
  }
  if (std::isnan(effect.absolute.p)) {
    effect.usable = false;
    effect.message = why_not_usable(effect, effect.absolute.reason);
    return;
  }
  effect.diagnostics.push_back(rank_found(lot, effect.absolute.p, randomized));
}

}  // namespace payoff
