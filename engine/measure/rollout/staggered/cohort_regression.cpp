#include "measure/rollout/staggered/cohort_regression.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

namespace payoff {
namespace {

// A direction without data is 0 on a column up to rounding.
constexpr double direction_tolerance = 1e-6;

// Effects of one cohort alone meet those of others only in the periods.
std::vector<int> blocks_of(const CohortPanel& panel, const CohortDesign& design) {
  const std::size_t periods = panel.periods.size();
  std::vector<int> block(periods + design.effects + panel.covariates.size(), -1);
  for (std::size_t cell = 0; cell < design.effect_of.size(); ++cell) {
    if (design.effect_of[cell] < 0) continue;
    int& own = block[periods + static_cast<std::size_t>(design.effect_of[cell])];
    const int cohort = static_cast<int>(cell / periods);
    own = own == -1 || own == cohort ? cohort : -2;
  }
  return block;
}

// Units whose constant is one, and what belongs to the fit.
class Fit {
 public:
  Fit(const CohortPanel& panel, const CohortDesign& design)
      : panel_(panel),
        design_(design),
        periods_(panel.periods.size()),
        equations_(blocks_of(panel, design)),
        run_weight_(periods_),
        run_outcome_(periods_),
        run_covariate_(periods_ * panel.covariates.size()),
        seen_(periods_),
        run_seen_(periods_),
        period_in_fit_(periods_) {}

  CohortRegression run() {
    const std::vector<std::int32_t> order = by_group();
    const auto each_block = [&](const auto& visit) {
      for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        while (end < order.size() && group(order[end]) == group(order[begin])) ++end;
        visit(std::span<const std::int32_t>(order).subspan(begin, end - begin));
      }
    };
    each_block([&](std::span<const std::int32_t> block) { accumulate(block); });
    close_run();
    CohortRegression result{ArrowLeastSquares(equations_), {}, {}, {}, observations_};
    for (std::size_t t = 0; t < periods_; ++t) result.period_known.push_back(equations_.at(t, t) > 0);
    find_ambiguous(result);
    result.residual.assign(panel_.outcome.size(), missing);
    each_block([&](std::span<const std::int32_t> block) { predict(block, result); });
    return result;
  }

 private:
  std::size_t cell(std::size_t t, std::size_t i) const { return t * panel_.units() + i; }
  std::size_t covariate_column(std::size_t j) const { return periods_ + design_.effects + j; }
  double weight(std::size_t i) const { return panel_.weight.empty() ? 1 : panel_.weight[i]; }
  std::int32_t group(std::size_t i) const {
    return design_.group.empty() ? static_cast<std::int32_t>(i) : design_.group[i];
  }
  int effect(std::size_t t, std::size_t i) { return design_.effect_of[cohort_of(i) * periods_ + t]; }
  bool in_fit(std::size_t t, std::size_t i) {
    return effect(t, i) != left_out && !std::isnan(panel_.outcome[cell(t, i)]);
  }

  // Units come by cohort, so that the last answer is mostly right.
  std::size_t cohort_of(std::size_t i) {
    const auto& begin = panel_.cohort_begin;
    if (i < begin[cohort_] || i >= begin[cohort_ + 1]) cohort_ = panel_.cohort_of(i);
    return cohort_;
  }

  std::vector<std::int32_t> by_group() const {
    std::vector<std::int32_t> order(panel_.units());
    std::iota(order.begin(), order.end(), 0);
    if (!design_.group.empty()) std::ranges::stable_sort(order, {}, [&](std::int32_t i) { return design_.group[i]; });
    return order;
  }

  // Weighted means of the outcome (first) and the covariates over the block's cells in the fit; false: there are none.
  bool means(std::span<const std::int32_t> block) {
    const std::size_t p = panel_.covariates.size();
    mean_.assign(1 + p, 0);
    std::ranges::fill(seen_, 0);
    double total = 0;
    for (const std::int32_t i : block) {
      for (std::size_t t = 0; t < periods_; ++t) {
        if (!in_fit(t, i)) continue;
        seen_[t] = period_in_fit_[t] = 1;
        ++cells_;
        total += weight(i);
        mean_[0] += weight(i) * panel_.outcome[cell(t, i)];
        for (std::size_t j = 0; j < p; ++j) mean_[1 + j] += weight(i) * panel_.covariates[j][cell(t, i)];
      }
    }
    for (double& value : mean_) value /= total;
    return total > 0;
  }

  void accumulate(std::span<const std::int32_t> block) {
    cells_ = 0;
    if (!means(block)) return;
    observations_ += cells_;
    const std::size_t cohort = cohort_of(block.front());
    if (block.size() > 1 || cohort != run_cohort_ || seen_ != run_seen_) close_run();
    run_cohort_ = cohort;
    run_seen_ = seen_;
    for (const std::int32_t i : block) {
      for (std::size_t t = 0; t < periods_; ++t) {
        if (in_fit(t, i)) add_cell(t, i);
      }
    }
    if (block.size() > 1) close_run();
  }

  void add_cell(std::size_t t, std::size_t i) {
    const std::size_t p = panel_.covariates.size();
    const double w = weight(i), y = panel_.outcome[cell(t, i)] - mean_[0];
    run_weight_[t] += w;
    run_outcome_[t] += w * y;
    for (std::size_t j = 0; j < p; ++j) {
      const double value = panel_.covariates[j][cell(t, i)], x = value - mean_[1 + j];
      const std::size_t column = covariate_column(j);
      run_covariate_[t * p + j] += w * x;
      equations_.xy[column] += w * x * y;
      equations_.rounding[column] += 1e-26 * w * value * value;  // what demeaning a constant may leave
      for (std::size_t l = 0; l <= j; ++l) {
        equations_.at(column, covariate_column(l)) += w * x * (panel_.covariates[l][cell(t, i)] - mean_[1 + l]);
      }
    }
  }

  // Writes the cross products of the units summed so far.
  void close_run() {
    const std::size_t p = panel_.covariates.size();
    const double total = std::accumulate(run_weight_.begin(), run_weight_.end(), 0.0);
    if (total == 0) return;
    columns_.clear();
    for (std::size_t t = 0; t < periods_; ++t) {
      if (run_weight_[t] == 0) continue;
      const int effect = design_.effect_of[run_cohort_ * periods_ + t];
      columns_.emplace_back(t, t);
      if (effect < 0) continue;
      columns_.emplace_back(periods_ + static_cast<std::size_t>(effect), t);
      equations_.at(columns_.back().first, t) += run_weight_[t];
    }
    for (const auto& [column, t] : columns_) {
      equations_.at(column, column) += run_weight_[t];
      equations_.xy[column] += run_outcome_[t];
      for (std::size_t j = 0; j < p; ++j) equations_.at(covariate_column(j), column) += run_covariate_[t * p + j];
      const double scaled = run_weight_[t] / total;
      for (const auto& [other, s] : columns_) {
        if (other <= column) equations_.at(column, other) -= scaled * run_weight_[s];
      }
    }
    for (auto* sums : {&run_weight_, &run_outcome_, &run_covariate_}) std::ranges::fill(*sums, 0);
  }

  // Directions without data but the constant of all periods, which unit effects absorb, and periods without a cell.
  void find_ambiguous(CohortRegression& result) const {
    for (const std::vector<double>& direction : result.solution.without_data) {
      double spread = 0;
      bool in_fit = false;
      for (std::size_t j = 0; j < direction.size(); ++j) {
        const bool counts = j >= periods_ || result.period_known[j];
        if (counts) spread = std::max(spread, std::abs(direction[j] - (j < periods_ ? 1 : 0)));
        in_fit = in_fit || (direction[j] != 0 && (j >= periods_ || period_in_fit_[j]));
      }
      if (in_fit && spread > direction_tolerance) result.ambiguous.push_back(direction);
    }
  }

  double predicted(std::size_t t, std::size_t i, const std::vector<double>& coefficient) {
    const int j = effect(t, i);
    double sum = coefficient[t] + (j >= 0 ? coefficient[periods_ + static_cast<std::size_t>(j)] : 0);
    for (std::size_t l = 0; l < panel_.covariates.size(); ++l) {
      sum += coefficient[covariate_column(l)] * panel_.covariates[l][cell(t, i)];
    }
    return sum;
  }

  void predict(std::span<const std::int32_t> block, CohortRegression& result) {
    double total = 0, constant = 0;
    std::vector<double>& along = along_;  // mean of each ambiguous direction over the block's cells in the fit
    along.assign(result.ambiguous.size(), 0);
    for (const std::int32_t i : block) {
      for (std::size_t t = 0; t < periods_; ++t) {
        if (!in_fit(t, i)) continue;
        total += weight(i);
        constant += weight(i) * (panel_.outcome[cell(t, i)] - predicted(t, i, result.solution.coefficient));
        for (std::size_t a = 0; a < along.size(); ++a) along[a] += weight(i) * predicted(t, i, result.ambiguous[a]);
      }
    }
    if (total == 0) return;
    for (const std::int32_t i : block) {
      for (std::size_t t = 0; t < periods_; ++t) {
        bool known = result.period_known[t];
        for (std::size_t a = 0; a < along.size() && !in_fit(t, i); ++a) {
          known = known && std::abs(predicted(t, i, result.ambiguous[a]) - along[a] / total) < direction_tolerance;
        }
        if (!known) continue;
        const double fitted = constant / total + predicted(t, i, result.solution.coefficient);
        result.residual[cell(t, i)] = panel_.outcome[cell(t, i)] - fitted;
      }
    }
  }

  const CohortPanel& panel_;
  const CohortDesign& design_;
  std::size_t periods_;
  ArrowEquations equations_;
  std::vector<double> run_weight_, run_outcome_, run_covariate_;  // (T), (T), (T x p) of the run
  std::vector<std::uint8_t> seen_, run_seen_, period_in_fit_;     // (T) of the block, of the run, of all
  std::vector<std::pair<std::size_t, std::size_t>> columns_;      // column and its period
  std::vector<double> mean_, along_;
  std::size_t run_cohort_ = 0, cohort_ = 0, cells_ = 0, observations_ = 0;
};

}  // namespace

bool CohortRegression::estimable(const std::vector<double>& combination) const {
  return std::ranges::all_of(ambiguous, [&](const std::vector<double>& direction) {
    return std::abs(std::inner_product(direction.begin(), direction.end(), combination.begin(), 0.0)) <
           direction_tolerance;
  });
}

CohortRegression fit_cohorts(const CohortPanel& panel, const CohortDesign& design) {
  return Fit(panel, design).run();
}

std::vector<int> effects_by_side(const CohortPanel& panel, int before, int after) {
  std::vector<int> effect_of((panel.cohorts.size() + 1) * panel.periods.size(), before);
  for (std::size_t c = 0; c < panel.cohorts.size(); ++c) {
    const auto row = effect_of.begin() + static_cast<std::ptrdiff_t>(c * panel.periods.size());
    std::fill(row + panel.cohorts[c], row + static_cast<std::ptrdiff_t>(panel.periods.size()), after);
  }
  return effect_of;
}

}  // namespace payoff
