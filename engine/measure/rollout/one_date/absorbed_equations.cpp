// The normal equations of a regression with absorbed units: by the constants of kinds of units, or by periods.
#include <algorithm>
#include <map>
#include <utility>

#include "fit/cross_products/two_way_least_squares.hpp"
#include "measure/rollout/one_date/absorbed_block.hpp"

namespace payoff {

// Who is in use, and of which kind; then the equations.
void AbsorbedRegression::find_units() {
  const std::size_t periods = design_.periods.size();
  Block block;
  std::vector<bool> used(panel_.units.size());
  std::map<std::vector<int>, std::size_t> kinds[2];  // periods in which they were seen; comparison, treated
  std::vector<std::size_t> kind_of(panel_.units.size());
  for (std::size_t u = 0; u < panel_.units.size(); ++u) {
    context_.stop_if_cancelled();
    load(u, block);
    if (block.cell.empty()) continue;
    const bool treated = panel_.units[u].treated;
    used[u] = true;
    order_.push_back(u);
    observations_ += block.cell.size();
    for (const int period : block.period) seen_[treated][period] = true;
    if (kinds[0].size() + kinds[1].size() > periods) continue;  // too many to be of use
    std::vector<int> kind = block.period;
    const bool weighted = std::ranges::any_of(block.weight, [](double w) { return w != 1; });
    if (weighted) kind.push_back(static_cast<int>(periods + u));  // its own
    kind_of[u] = kinds[treated].try_emplace(std::move(kind), kinds[treated].size()).first->second;
  }
  sample_.emplace(panel_, design_.metric, std::move(used));
  if (kinds[0].size() + kinds[1].size() > periods) {
    solve_by_periods();
  } else {
    solve_by_kinds(kind_of, kinds[0].size(), kinds[0].size() + kinds[1].size());
  }
  std::ranges::stable_sort(order_, {}, [&](std::size_t u) { return sample_->clusters.of_unit[u]; });
}

void AbsorbedRegression::solve_by_kinds(const std::vector<std::size_t>& kind_of, std::size_t comparison_kinds,
                                        std::size_t kinds) {
  const std::size_t p = design_.covariates.size();
  std::vector<OwnCell> effects(design_.effects);
  std::vector<std::size_t> count(design_.effects);
  for (std::size_t t = 0; t < design_.periods.size(); ++t) {
    if (design_.effect_of[t] < 0) continue;
    const std::size_t e = static_cast<std::size_t>(design_.effect_of[t]);
    effects[e] = count[e]++ > 0 ? OwnCell{} : OwnCell{t, comparison_kinds, kinds};
  }
  TwoWayEquations equations(design_.periods.size(), kinds, effects, p);
  Block block;
  for (const std::size_t u : order_) {
    context_.stop_if_cancelled();
    load(u, block);
    const std::size_t kind = kind_of[u] + (panel_.units[u].treated ? comparison_kinds : 0);
    for (std::size_t m = 0; m < block.cell.size(); ++m) {
      const int effect = block.effect[m] < 0 ? -1 : block.effect[m] - static_cast<int>(design_.periods.size());
      equations.add(static_cast<std::size_t>(block.period[m]), kind, effect, block.weight[m], block.demeaned[m],
                    std::span<const double>(block.covariate).subspan(m * p, p));
    }
    for (std::size_t j = 0; j < p; ++j) equations.add_rounding(j, block.rounding[j]);
  }
  solution_ = std::make_shared<const TwoWayLeastSquares>(std::move(equations), context_);
}

void AbsorbedRegression::solve_by_periods() {
  NormalEquations equations(covariate_column(design_.covariates.size()));
  Block block;
  for (const std::size_t u : order_) {
    context_.stop_if_cancelled();
    load(u, block);
    accumulate(block, equations);
  }
  solution_ = solved(equations, context_);
}

void AbsorbedRegression::accumulate(const Block& block, NormalEquations& equations) const {
  const std::size_t k = equations.columns, p = design_.covariates.size(), dense = covariate_column(0);
  std::vector<std::pair<std::size_t, double>> sums;  // s: column and sum of weights, columns ascending
  std::vector<double> effect_sum(design_.effects);
  for (std::size_t m = 0; m < block.cell.size(); ++m) {
    const double w = block.weight[m];
    const double* x = block.covariate.data() + m * p;
    const std::size_t sparse[] = {static_cast<std::size_t>(block.period[m]), static_cast<std::size_t>(block.effect[m])};
    const std::size_t count = block.effect[m] < 0 ? 1 : 2;
    sums.emplace_back(sparse[0], w);
    if (count == 2) effect_sum[sparse[1] - design_.periods.size()] += w;
    for (std::size_t a = 0; a < count; ++a) {
      for (std::size_t b = 0; b <= a; ++b) equations.xx[sparse[a] * k + sparse[b]] += w;
      equations.xy[sparse[a]] += w * block.demeaned[m];
      for (std::size_t j = 0; j < p; ++j) equations.xx[(dense + j) * k + sparse[a]] += w * x[j];
    }
    for (std::size_t j = 0; j < p; ++j) {
      for (std::size_t l = 0; l <= j; ++l) equations.xx[(dense + j) * k + dense + l] += w * x[j] * x[l];
      equations.xy[dense + j] += w * x[j] * block.demeaned[m];
    }
  }
  for (std::size_t j = 0; j < design_.effects; ++j) {
    if (effect_sum[j] > 0) sums.emplace_back(design_.periods.size() + j, effect_sum[j]);
  }
  for (std::size_t a = 0; a < sums.size(); ++a) {
    const double scaled = sums[a].second / block.total_weight;
    for (std::size_t b = 0; b <= a; ++b) equations.xx[sums[a].first * k + sums[b].first] -= scaled * sums[b].second;
  }
  for (std::size_t j = 0; j < p; ++j) equations.rounding[dense + j] += block.rounding[j];
}

}  // namespace payoff
