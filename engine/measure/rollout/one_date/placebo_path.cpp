#include "measure/rollout/one_date/placebo_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "measure/experiment/placebo_rank.hpp"

namespace payoff {
namespace {

// The mean of every cluster in every period.
class ClusterMeans {
 public:
  ClusterMeans(const Panel& panel, const AbsorbedRegression& regression)
      : periods_(regression.design().periods.size()),
        arms_(regression.sample().clusters.count),
        sum_(arms_.size() * periods_),
        weight_(arms_.size() * periods_) {
    const std::vector<int>& codes = regression.design().periods;
    regression.visit([&](const AbsorbedCell& cell) {
      const auto t = std::ranges::lower_bound(codes, panel.period_of[cell.cell]) - codes.begin();
      const std::size_t at = static_cast<std::size_t>(cell.cluster) * periods_ + static_cast<std::size_t>(t);
      sum_[at] += cell.weight * cell.outcome;
      weight_[at] += cell.weight;
      arms_[static_cast<std::size_t>(cell.cluster)].see(panel.units[panel.unit_of[cell.cell]].treated);
    });
  }

  // From one period to another; NaN where the cluster was not seen in both.
  double change(std::size_t cluster, std::size_t from, std::size_t to) const {
    return mean(cluster, to) - mean(cluster, from);
  }

  Lot lot(std::size_t from, std::size_t to) const {
    std::vector<double> changes;
    for (std::size_t g = 0; g < arms_.size(); ++g) changes.push_back(change(g, from, to));
    return lot_of(changes, arms_);
  }

  const std::vector<ArmsSeen>& arms() const { return arms_; }

 private:
  double mean(std::size_t cluster, std::size_t period) const {
    const std::size_t at = cluster * periods_ + period;
    return sum_[at] / weight_[at];
  }

  std::size_t periods_;
  std::vector<ArmsSeen> arms_;        // (G)
  std::vector<double> sum_, weight_;  // (G x T)
};

struct LeadsRank {
  double p = missing;
  std::size_t clusters = 0;  // seen in all of the leads
};

// Of one cluster against all others the lead is G / (G - 1) times its distance from the mean of all.
LeadsRank rank_of_leads(const ClusterMeans& means, const std::vector<std::size_t>& leads, std::size_t reference) {
  Lot squares;
  std::vector<std::vector<double>> paths;
  for (std::size_t g = 0; g < means.arms().size(); ++g) {
    std::vector<double> path;
    for (const std::size_t t : leads) path.push_back(means.change(g, reference, t));
    if (!std::ranges::all_of(path, [](double z) { return std::isfinite(z); })) continue;
    paths.push_back(std::move(path));
    squares.treated.push_back(means.arms()[g].treated);
  }
  squares.value.resize(paths.size());
  for (std::size_t j = 0; j < leads.size(); ++j) {
    double mean = 0;
    for (const std::vector<double>& path : paths) mean += path[j] / static_cast<double>(paths.size());
    for (std::size_t g = 0; g < paths.size(); ++g) squares.value[g] += std::pow(paths[g][j] - mean, 2);
  }
  if (!is_lone(squares)) return {};
  const char one = squares.drawn() == 1 ? 1 : 0;
  const auto at = std::ranges::find(squares.treated, one) - squares.treated.begin();
  constexpr double tie = 1 - 1e-9;
  const double own = squares.value[static_cast<std::size_t>(at)];
  const auto as_large = std::ranges::count_if(squares.value, [&](double square) { return square >= tie * own; });
  return {static_cast<double>(as_large) / static_cast<double>(paths.size()), paths.size()};
}

void add_leads(Effect& effect, const ClusterMeans& means, std::size_t before, std::size_t reference) {
  Diagnostic pre_trend{"pre_trend", missing, 0.1, ""};
  std::vector<std::size_t> leads;
  for (std::size_t t = 0; t < before; ++t)
    if (t != reference) leads.push_back(t);
  const LeadsRank rank = leads.empty() ? LeadsRank{} : rank_of_leads(means, leads, reference);
  effect.pre_trend_p = pre_trend.value = rank.p;
  pre_trend.text = leads.empty()        ? say(MessageId::no_leads)
                   : std::isnan(rank.p) ? say(MessageId::leads_unranked)
                                        : say(MessageId::leads_ranked, {{"leads", std::to_string(leads.size())},
                                                                        {"clusters", std::to_string(rank.clusters)},
                                                                        {"p", format_significant(rank.p, 3)}});
  effect.diagnostics.push_back(std::move(pre_trend));
}

}  // namespace

void add_placebo_path(Effect& effect, const Panel& panel, const AbsorbedRegression& regression, std::size_t reference,
                      const Context& context) {
  const AbsorbedDesign& design = regression.design();
  const ClusterMeans means(panel, regression);
  const int adoption = regression.sample().adoption.earliest();
  for (std::size_t t = 0; t < design.periods.size(); ++t) {
    const int event_time = design.periods[t] - adoption;
    if (t == reference) {
      effect.path.push_back({event_time, 0, 0, 0, 0});
      continue;
    }
    const Lot lot = means.lot(reference, t);
    const Estimate point = is_lone(lot) ? placebo_test(lot, effect.level, "", context) : Estimate{};
    effect.path.push_back({event_time, point.estimate, point.se, point.low, point.high});
  }
  add_leads(effect, means, design.before, reference);
}

}  // namespace payoff
