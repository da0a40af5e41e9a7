#include "measure/experiment/randomization_inference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/messages.hpp"
#include "base/random.hpp"
#include "fit/wild/null_inversion.hpp"
#include "measure/answer/inference.hpp"

namespace payoff {
namespace {

constexpr double most_assignments = 19999;
constexpr double vanishing_share = 1e-13;  // of a sum of squares: less is rounding

double ways(std::size_t clusters, std::size_t drawn) {
  double result = 1;
  for (std::size_t i = 0; i < drawn; ++i) result *= static_cast<double>(clusters - i) / static_cast<double>(i + 1);
  return std::round(result);
}

// Covariance of two columns within the arms of an assignment, as the variance of a difference of means counts it.
struct ArmSums {
  double drawn = 0, rest = 0;  // clusters
  double spread(double product_drawn, double product_rest) const {
    if (std::min(drawn, rest) >= 2) return product_drawn / (drawn - 1) / drawn + product_rest / (rest - 1) / rest;
    return (product_drawn + product_rest) / (drawn + rest - 2) * (1 / drawn + 1 / rest);
  }
};

// The numbers of one assignment; e and d are centred.
class Assignments {
 public:
  Assignments(const Lot& lot, double estimate) : arms_{double(lot.drawn()), double(lot.value.size() - lot.drawn())} {
    const double g = static_cast<double>(lot.value.size()), share = arms_.drawn / g;
    double mean = 0;
    for (std::size_t i = 0; i < lot.value.size(); ++i) mean += (lot.value[i] - estimate * lot.treated[i]) / g;
    for (std::size_t i = 0; i < lot.value.size(); ++i) {
      e_.push_back(lot.value[i] - estimate * lot.treated[i] - mean);
      d_.push_back(lot.treated[i] - share);
      ee_ += e_.back() * e_.back();
      ed_ += e_.back() * d_.back();
      dd_ += d_.back() * d_.back();
    }
  }

  bool is_lone() const { return std::min(arms_.drawn, arms_.rest) == 1; }

  // Cluster g against all others: the sums within the arms are those of everyone less what is between the two.
  void add_lone(NullDraws& draws, std::size_t g) const {
    const double clusters = arms_.drawn + arms_.rest, between = clusters / (clusters - 1);
    const double sign = arms_.drawn == 1 ? 1 : -1, e = e_[g], d = d_[g];
    const double dd = dd_ - between * d * d;
    const bool same = dd <= vanishing_share * clusters;
    draws.n0.push_back(sign * between * e);
    draws.n1.push_back(sign * between * d);
    draws.q00.push_back(arms_.spread(std::max(ee_ - between * e * e, 0.0), 0));
    draws.q01.push_back(same ? 0 : arms_.spread(ed_ - between * e * d, 0));
    draws.q11.push_back(same ? 0 : arms_.spread(dd, 0));
  }

  void add(NullDraws& draws, const std::vector<char>& assigned) const {
    double e = 0, d = 0;
    for (std::size_t g = 0; g < e_.size(); ++g) {
      if (!assigned[g]) continue;
      e += e_[g];
      d += d_[g];
    }
    const double e1 = e / arms_.drawn, e0 = -e / arms_.rest, d1 = d / arms_.drawn, d0 = -d / arms_.rest;
    double ee[2] = {}, ed[2] = {}, dd[2] = {};
    for (std::size_t g = 0; g < e_.size(); ++g) {
      const double x = e_[g] - (assigned[g] ? e1 : e0), y = d_[g] - (assigned[g] ? d1 : d0);
      const int arm = assigned[g] ? 1 : 0;
      ee[arm] += x * x;
      ed[arm] += x * y;
      dd[arm] += y * y;
    }
    const bool same = dd[0] + dd[1] <= vanishing_share * static_cast<double>(e_.size());
    draws.n0.push_back(e1 - e0);
    draws.n1.push_back(d1 - d0);
    draws.q00.push_back(arms_.spread(ee[1], ee[0]));
    draws.q01.push_back(same ? 0 : arms_.spread(ed[1], ed[0]));
    draws.q11.push_back(same ? 0 : arms_.spread(dd[1], dd[0]));
  }

 private:
  ArmSums arms_;
  std::vector<double> e_, d_;  // (G)
  double ee_ = 0, ed_ = 0, dd_ = 0;
};

NullDraws assign(const Lot& lot, double estimate, const Context& context) {
  const Assignments assignments(lot, estimate);
  NullDraws draws;
  assignments.add(draws, lot.treated);
  draws.variance = draws.q00[0];
  draws.n0.clear();
  draws.n1.clear();
  draws.q00.clear();
  draws.q01.clear();
  draws.q11.clear();
  if (assignments.is_lone()) {
    draws.enumerated = true;
    for (std::size_t g = 0; g < lot.value.size(); ++g) assignments.add_lone(draws, g);
    return draws;
  }
  std::vector<char> assigned = lot.treated;
  draws.enumerated = ways(lot.value.size(), lot.drawn()) <= most_assignments;
  if (draws.enumerated) {
    std::ranges::sort(assigned);
    do {
      assignments.add(draws, assigned);
    } while (std::next_permutation(assigned.begin(), assigned.end()));
    return draws;
  }
  Random random(context.seed);
  for (int b = 0; b < static_cast<int>(most_assignments); ++b) {
    context.stop_if_cancelled();
    for (std::size_t i = assigned.size() - 1; i > 0; --i) std::swap(assigned[i], assigned[random.below(i + 1)]);
    assignments.add(draws, assigned);
  }
  return draws;
}

double difference_of_means(const Lot& lot) {
  double sum[2] = {}, count[2] = {};
  for (std::size_t g = 0; g < lot.value.size(); ++g) {
    sum[lot.treated[g] ? 1 : 0] += lot.value[g];
    ++count[lot.treated[g] ? 1 : 0];
  }
  return sum[1] / count[1] - sum[0] / count[0];
}

}  // namespace

std::size_t Lot::drawn() const {
  return static_cast<std::size_t>(std::ranges::count(treated, 1));
}

Lot lot_of(const std::vector<double>& value, const std::vector<ArmsSeen>& arms) {
  Lot lot;
  for (std::size_t g = 0; g < arms.size(); ++g) {
    if (!std::isfinite(value[g])) continue;
    lot.value.push_back(value[g]);
    lot.treated.push_back(arms[g].treated && !arms[g].comparison);
    lot.mixed += arms[g].treated && arms[g].comparison;
  }
  return lot;
}

Lot lot_of(const ArmSample& sample) {
  std::vector<double> sum(sample.clusters), count(sample.clusters);
  std::vector<ArmsSeen> arms(sample.clusters);
  for (std::size_t i = 0; i < sample.outcome.size(); ++i) {
    sum[sample.cluster[i]] += sample.outcome[i];
    ++count[sample.cluster[i]];
    arms[sample.cluster[i]].see(sample.treated[i] != 0);
  }
  for (std::size_t g = 0; g < sample.clusters; ++g) sum[g] /= count[g];
  return lot_of(sum, arms);
}

Estimate randomization_test(const Lot& lot, double level, std::string unit, const Context& context) {
  Estimate result{.unit = std::move(unit)};
  const std::size_t g = lot.value.size(), drawn = lot.drawn();
  if (lot.mixed > 0 || g < 3 || drawn == 0 || drawn == g) {
    result.reason = lot.mixed > 0 ? say(MessageId::why_mixed_clusters, {{"clusters", std::to_string(lot.mixed)}})
                                  : say(MessageId::why_lot_of_all,
                                        {{"drawn", std::to_string(drawn)}, {"clusters", std::to_string(g)}});
    return result;
  }
  const double estimate = difference_of_means(lot);
  const NullDraws draws = assign(lot, estimate, context);
  result.estimate = estimate;
  result.se = std::sqrt(draws.variance);
  if (!(draws.variance > 0)) {
    result.reason = say(MessageId::why_no_variation);
    return result;
  }
  result.p = p_of_null(draws, estimate, true);
  const Reach reach = invert(draws, true, level);
  if (reach.bounded) {
    result.low = estimate - reach.below;
    result.high = estimate + reach.above;
  } else {
    result.se = missing;  // it would be read as an interval
    result.reason = say(MessageId::why_few_outcomes, {{"drawn", std::to_string(drawn)},
                                                      {"clusters", std::to_string(g)},
                                                      {"outcomes", fmt::format("{:.0f}", ways(g, drawn))}});
  }
  return result;
}

Alternative randomization_alternative(const Effect& effect, const Lot& lot, const Context& context) {
  Alternative result{
      say(MessageId::way_randomization), randomization_test(lot, effect.level, unit_of(effect.metric), context), {}};
  result.relative.unit = "share";
  result.relative.reason = say(MessageId::why_no_share_by_rank);
  if (effect.metric.scale == Scale::log) result.relative = relative_of_log(result.absolute);
  result.remark = say(MessageId::remark_randomization);
  return result;
}

}  // namespace payoff
