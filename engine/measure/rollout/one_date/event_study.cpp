// Event study: difference in differences period by period.
//
// Estimand  beta_e: effect on the treated e periods after adoption, against the last period before it in which both
//           groups were seen (r, mostly -1); for e < -1 what should be 0 if the groups were on parallel paths.
// Formula   y_it = alpha_i + gamma_t + sum_{e != r} beta_e [i treated, t - adoption = e] + x_it' c + e_it
// Error     CR1 by cluster with the factor of cr1.hpp (nested: unit effects within clusters are not counted);
//           pointwise intervals, t with G - 1, or normal. Where the headline does not trust CR1 for its few clusters, nor does the
//           path: the influence of each cluster then counts as leaving it out would, 1 / (1 - s) times, s the larger of
//           its shares of the two groups. Leads jointly: pre_trend.hpp, always so.
// Assumes   as did.
// Limits    a test that finds nothing has not shown parallel paths: the smallest lead and the smallest drift it would
//           have found are named (pre_trend_power.cpp), and how far trends may differ before the conclusion fails
//           (sensitivity.cpp).
// Source    Freyaldenhoven, Hansen & Shapiro (2019), Pre-event trends in the panel event-study design; Roth (2022),
//           Pretest with caution.
// Checked   fixest 0.12.2, i(period, treat, 5), base_did: nine coefficients and standard errors to 10 digits.
//
// Notation  G clusters   n cells
#include "measure/rollout/one_date/event_study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "measure/answer/inference.hpp"
#include "measure/diagnosis/earlier_trend.hpp"
#include "measure/diagnosis/path_findings.hpp"
#include "measure/diagnosis/pre_trend.hpp"

namespace payoff {
namespace {

// An effect for every period but the reference.
AbsorbedDesign by_period(const AbsorbedDesign& did, std::size_t reference) {
  AbsorbedDesign design = did;
  design.effects = 0;
  for (std::size_t t = 0; t < design.periods.size(); ++t) {
    design.effect_of[t] = t == reference ? -1 : static_cast<int>(design.effects++);
  }
  return design;
}

// How much of each group lies in each cluster.
struct ClusterShares {
  std::vector<double> largest;  // (clusters) of either group
  double effective = 0;  // number of clusters alike that would hold the groups as unevenly: sum of 1 / sum of share^2
};

ClusterShares cluster_shares(const Panel& panel, const AbsorbedRegression& regression) {
  const std::size_t clusters = regression.sample().clusters.count;
  std::vector<double> weight[2] = {std::vector<double>(clusters), std::vector<double>(clusters)};
  double total[2] = {};
  regression.visit([&](const AbsorbedCell& cell) {
    const bool treated = panel.units[panel.unit_of[cell.cell]].treated;
    weight[treated][static_cast<std::size_t>(cell.cluster)] += cell.weight;
    total[treated] += cell.weight;
  });
  ClusterShares shares{std::vector<double>(clusters), 0};
  for (const int group : {0, 1}) {
    double squares = 0;
    for (std::size_t g = 0; g < clusters; ++g) {
      const double share = weight[group][g] / total[group];
      shares.largest[g] = std::max(shares.largest[g], share);
      squares += share * share;
    }
    shares.effective += 1 / squares;
  }
  return shares;
}

// (clusters) 1 / (1 - s): what leaving it out does to a difference of weighted means, beside what its influence says.
std::vector<double> leave_one_out_factors(const ClusterShares& shares) {
  std::vector<double> factors;
  for (const double share : shares.largest) factors.push_back(1 / (1 - share));
  return factors;
}

// Cluster-robust covariance of the effects (q x q), the influence of each cluster times its factor.
std::vector<double> clustered_covariance(const AbsorbedRegression& regression, const std::vector<double>& factors) {
  const std::size_t q = regression.effects();
  std::vector<double> covariance(q * q);
  regression.visit_clusters([&](int cluster, std::span<const double> influence) {
    const double squared = std::pow(factors[static_cast<std::size_t>(cluster)], 2);
    for (std::size_t i = 0; i < q; ++i) {
      for (std::size_t j = 0; j < q; ++j) covariance[i * q + j] += influence[i] * influence[j] * squared;
    }
  });
  return covariance;
}

std::vector<double> cr1_covariance(const AbsorbedRegression& regression, ParametersCounted counted) {
  const double factor = std::sqrt(cr1_factor(size_of(regression), counted));
  const std::vector<double> factors(regression.sample().clusters.count, factor);
  return clustered_covariance(regression, factors);
}

struct FittedPath {
  const AbsorbedRegression& regression;
  const ClusterShares& shares;
  const std::vector<double>& careful;     // (q x q) as leaving each cluster out
  const std::vector<double>& covariance;  // (q x q) that of the answer: CR1, or careful
  const EventStudy& study;

  const AbsorbedDesign& did() const { return study.did; }
  // The distribution behind intervals and tests; infinity = normal.
  double df() const {
    return study.quantile == Quantile::normal ? std::numeric_limits<double>::infinity()
                                              : static_cast<double>(regression.sample().clusters.count - 1);
  }
};

// Weight of the treated by period: did's headline is the mean of the periods after minus that of those before, and with
// a balanced panel these are its weights.
std::vector<double> treated_weights(const Panel& panel, const FittedPath& fit) {
  std::vector<double> weight(fit.did().periods.size());
  fit.regression.visit([&](const AbsorbedCell& cell) {
    if (!panel.units[panel.unit_of[cell.cell]].treated) return;
    const auto at = std::ranges::lower_bound(fit.did().periods, panel.period_of[cell.cell]);
    weight[at - fit.did().periods.begin()] += cell.weight;
  });
  return weight;
}

EventPath event_path(const FittedPath& fit, const std::vector<double>& weight) {
  EventPath path;
  path.covariance = fit.covariance;
  path.reference = fit.did().periods[fit.study.reference] - fit.study.adoption;
  path.df = fit.df();
  for (std::size_t t = 0, j = 0; t < fit.did().periods.size(); ++t) {
    if (t == fit.study.reference) continue;
    path.event_time.push_back(fit.did().periods[t] - fit.study.adoption);
    path.estimate.push_back(fit.regression.effect(j++));
    path.target.push_back(t < fit.did().before ? 0 : weight[t]);
  }
  return path;
}

// Mean event time of the treated after the rollout minus that before it.
double periods_apart(const FittedPath& fit, const std::vector<double>& weight) {
  double sum[2] = {}, total[2] = {};
  for (std::size_t t = 0; t < weight.size(); ++t) {
    const bool after = t >= fit.did().before;
    sum[after] += weight[t] * fit.did().periods[t];
    total[after] += weight[t];
  }
  return sum[1] / total[1] - sum[0] / total[0];
}

void add_trends(Effect& effect, const Panel& panel, const FittedPath& fit, const Context& context) {
  const std::vector<double> weight = treated_weights(panel, fit);
  const EventPath path = event_path(fit, weight);
  // Of few or unequal clusters CR1 makes leads look clearer than they are. With clusters alike the factor of leaving each out is
  // G / (G - 2), which Hotelling's test, for the plain covariance, brings itself.
  // Who asks for the normal distribution says that there are enough of them.
  EventPath careful = path;
  if (fit.study.quantile == Quantile::t) careful.covariance = fit.careful;
  const double g = fit.shares.effective;
  add_pre_trend(effect, careful, {static_cast<std::size_t>(g + 1e-9), std::pow(g / (g - 2), 2)});
  const double distance = periods_apart(fit, weight);
  effect.earlier_trend = earlier_trend(careful, effect, distance);
  add_path_findings(effect, panel, path, distance, context);
}

}  // namespace

std::size_t last_compared(const AbsorbedRegression& regression, const AbsorbedDesign& did) {
  std::size_t period = did.before - 1;
  while (period > 0 && !regression.compares(period)) --period;
  return period;
}

void add_event_study(Effect& effect, const Panel& panel, const EventStudy& study, const Context& context) {
  const AbsorbedDesign& did = study.did;
  const AbsorbedRegression regression(panel, by_period(did, study.reference), context);
  const ClusterShares shares = cluster_shares(panel, regression);
  const std::vector<double> careful = clustered_covariance(regression, leave_one_out_factors(shares));
  const std::vector<double> covariance =
      effect.interval_by == IntervalBy::formula ? cr1_covariance(regression, study.counted) : careful;
  const FittedPath fit{regression, shares, careful, covariance, study};
  const Pointwise pointwise({effect.level, fit.df()});
  std::size_t j = 0;
  for (std::size_t t = 0; t < did.periods.size(); ++t) {
    const int event_time = did.periods[t] - study.adoption;
    if (t == study.reference) {
      effect.path.push_back({event_time, 0, 0, 0, 0});
      continue;
    }
    const double value = regression.effect(j);
    const double se = std::isnan(value) ? missing : std::sqrt(covariance[j * regression.effects() + j]);
    ++j;
    effect.path.push_back(pointwise.at(event_time, value, se));
  }
  add_trends(effect, panel, fit, context);
}

}  // namespace payoff
