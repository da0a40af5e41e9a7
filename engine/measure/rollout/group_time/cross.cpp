// Group-time effects from repeated cross-sections: whoever was seen in the two periods of a cell, in each by itself.
//
// Formula   s = +1 in the period, -1 in its base; x'b_s,D by least squares in each of the four groups; weights w:
//           regression     sum_s s mean_(D=1,s) y + mean_D x'd,  d = b_-,0 - b_+,0
//           weighting      sum_s s (mean_(D=1,s) y - mean_(D=0,s)o y)
//           doubly robust  mean_D x'd - sum_s s mean_(D=0,s)o (y - x'b_s,0),  d = b_+,1 - b_-,1 - b_+,0 + b_-,0
//           Sant'Anna & Zhao (2020), section 3.2, locally efficient: the mean of the residuals of adopters, there
//           written out, is 0 by least squares.
// Influence of a row; that of a unit is the sum over its rows (a unit seen in both periods has two):
//           D = 1   w (x'd - dbar) / a_D + s w (y - x'b) x'tau_s (regression, weighting: s w (y - eta) / a) - w (1-p) x'k
//           D = 0   - s w r x'lambda_s - s w o (r - eta_s) / a_s + w p x'k
// Notation  as pairs.cpp; groups in the order D = 1 now, D = 1 base, D = 0 now, D = 0 base
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/messages.hpp"
#include "base/parallel.hpp"
#include "measure/rollout/group_time/group_time.hpp"
#include "measure/rollout/group_time/nuisance.hpp"

namespace payoff {
namespace {

constexpr std::array<double, 4> sign = {1, -1, 1, -1};

struct Rows {
  std::vector<double> weight, outcome;
  std::vector<std::vector<double>> covariates;
  std::array<std::size_t, 5> begin{};  // of the groups

  ComparisonRows view() const { return {weight.size(), begin[2], weight, {covariates.begin(), covariates.end()}}; }
};

struct CrossFit {
  CovariateScale scale;
  std::vector<double> gamma, kappa, d;
  std::array<std::vector<double>, 4> beta, toward;  // toward: x'tau of adopters, x'lambda of comparison rows
  std::array<double, 4> eta{}, weight{};
  double adopters = 0, mean_d = 0, plain_level = missing, plain_weight = 0;
};

class CrossSections final : public CellInfluence {
 public:
  CrossSections(const CohortPanel& panel, const GroupTimeChoice& choice, std::vector<GroupTimeCell>& cells,
                const Context& context)
      : CellInfluence(panel), choice_(choice), fits_(cells.size()) {
    if (panel.covariates.empty()) choice_.adjustment = Adjustment::regression;  // all three are one
    for_each_chunk(cells.size(), context, [&](std::size_t k) {
      if (!cells[k].reason) estimate(cells[k], fits_[k]);
    });
    cells_ = cells;
  }

  void visit(std::size_t cohort, std::size_t begin, std::size_t end, const Add& add) const override {
    const std::size_t n = end - begin;
    std::vector<double> influence(n);
    for (std::size_t k = 0; k < cells_.size(); ++k) {
      if (!active(k, cohort)) continue;
      const bool adopter = cells_[k].cohort == cohort;
      Rows rows;
      append(cells_[k].period, {begin, end}, rows);
      if (adopter) fill_level(cells_[k], fits_[k], rows, influence.data());
      if (adopter) add(level_coordinate(k), influence);
      if (cells_[k].reference) continue;
      append(cells_[k].base, {begin, end}, rows);
      rows.begin = adopter ? std::array<std::size_t, 5>{0, n, 2 * n, 2 * n, 2 * n}
                           : std::array<std::size_t, 5>{0, 0, 0, n, 2 * n};
      const std::vector<double> both = influence_of(fits_[k], rows);
      for (std::size_t i = 0; i < n; ++i) influence[i] = both[i] + both[n + i];
      add(k, influence);
    }
  }

 private:
  void append(std::size_t period, UnitRange range, Rows& rows) const {
    const std::span<const double> y = panel_.at(period);
    const std::span<const double> weight = choice_.weight_from == WeightFrom::unit
                                               ? std::span<const double>(panel_.weight)
                                               : choice_.weight_by_period.subspan(period * y.size(), y.size());
    const std::size_t first = rows.weight.size();
    rows.covariates.resize(panel_.covariates.size());
    for (std::size_t i = range.begin; i < range.end; ++i) {
      rows.weight.push_back(std::isnan(y[i]) ? 0 : weight.empty() ? 1 : weight[i]);
      rows.outcome.push_back(std::isnan(y[i]) ? 0 : y[i]);
    }
    for (std::size_t j = 0; j < panel_.covariates.size(); ++j) {
      const double* x = panel_.covariates[j].data() + period * panel_.units();
      rows.covariates[j].insert(rows.covariates[j].end(), x + range.begin, x + range.end);
      for (std::size_t i = first; i < rows.weight.size(); ++i) {
        if (std::isnan(rows.covariates[j][i])) rows.weight[i] = rows.covariates[j][i] = 0;
      }
    }
  }

  void estimate(GroupTimeCell& cell, CrossFit& fit) {
    Rows rows;
    append(cell.period, treated_units(panel_, cell), rows);
    rows.begin[1] = rows.weight.size();
    append(cell.base, treated_units(panel_, cell), rows);
    rows.begin[2] = rows.weight.size();
    for (const bool now : {true, false}) {
      for (const UnitRange& range : comparison_units(panel_, cell)) append(now ? cell.period : cell.base, range, rows);
      rows.begin[now ? 3 : 4] = rows.weight.size();
    }
    for (std::size_t q = 0; q < 4; ++q) {
      for (std::size_t i = rows.begin[q]; i < rows.begin[q + 1]; ++i) {
        fit.weight[q] += rows.weight[i];
        fit.eta[q] += rows.weight[i] * rows.outcome[i];
      }
      fit.eta[q] /= fit.weight[q];
    }
    fit.plain_weight = fit.weight[0];
    cell.treated_level = fit.plain_level = fit.eta[0];
    if (cell.reference) return;
    if (!(fit.weight[0] > 0) || !(fit.weight[1] > 0)) {
      cell.reason = MessageId::why_cohort_unseen_in_one;
    } else if (!(fit.weight[2] > 0) || !(fit.weight[3] > 0)) {
      cell.reason = MessageId::why_comparison_unseen_in_one;
    } else {
      fit_effect(cell, fit, rows);
    }
  }

  void fit_effect(GroupTimeCell& cell, CrossFit& fit, const Rows& rows) const {
    const ComparisonRows view = rows.view();
    fit.scale = scale_of(view);
    fit.adopters = fit.weight[0] + fit.weight[1];
    std::vector<double> hessian;
    if (choice_.adjustment != Adjustment::regression) {
      Propensity propensity = fit_propensity(view, fit.scale);
      cell.reason = propensity.failure;
      fit.gamma = std::move(propensity.coefficient);
      hessian = std::move(propensity.inverse_hessian);
    }
    if (cell.reason) return;
    if (choice_.adjustment != Adjustment::weighting) fit_outcomes(fit, rows);
    cell.att = fit.mean_d;
    if (choice_.adjustment != Adjustment::doubly_robust) cell.att += fit.eta[0] - fit.eta[1];
    if (choice_.adjustment == Adjustment::regression) return;
    reweight_comparison(fit, rows, hessian);
    cell.att -= fit.eta[2] - fit.eta[3];
  }

  // b of the groups, d, and how the effect moves with each b.
  void fit_outcomes(CrossFit& fit, const Rows& rows) const {
    const ComparisonRows view = rows.view();
    std::vector<double> wy(rows.weight.size());
    for (std::size_t i = 0; i < wy.size(); ++i) wy[i] = rows.weight[i] * rows.outcome[i];
    std::vector<double> mean_x = weighted_sum(view, fit.scale, rows.weight.data(), 0, rows.begin[2]);
    for (double& m : mean_x) m /= fit.adopters;
    fit.d.assign(mean_x.size(), 0);
    for (std::size_t q = choice_.adjustment == Adjustment::regression ? 2 : 0; q < 4; ++q) {
      const std::vector<double> bread = bread_of(view, fit.scale, rows.begin[q], rows.begin[q + 1]);
      fit.beta[q] = product(bread, weighted_sum(view, fit.scale, wy.data(), rows.begin[q], rows.begin[q + 1]));
      fit.toward[q] = product(bread, mean_x);
      for (std::size_t j = 0; j < fit.d.size(); ++j) fit.d[j] += (q < 2 ? 1 : -1) * sign[q] * fit.beta[q][j];
    }
    fit.mean_d = std::inner_product(fit.d.begin(), fit.d.end(), mean_x.begin(), 0.0);
  }

  // eta of the comparison rows by their odds, and how the effect moves with b and with the logit.
  void reweight_comparison(CrossFit& fit, const Rows& rows, const std::vector<double>& hessian) const {
    const ComparisonRows view = rows.view();
    std::vector<double> odds(view.rows), r = rows.outcome, wo(view.rows), change(fit.gamma.size());
    linear_index(view, fit.scale, fit.gamma, odds.data());
    for (std::size_t q = 2; q < 4; ++q) {
      const std::size_t begin = rows.begin[q], end = rows.begin[q + 1];
      if (!fit.beta[q].empty()) subtract_prediction(fit, rows, q, r);
      for (std::size_t i = begin; i < end; ++i) wo[i] = rows.weight[i] * counted(std::exp(odds[i]));
      const std::vector<double> sum_x = weighted_sum(view, fit.scale, wo.data(), begin, end);
      fit.weight[q] = sum_x[0];
      fit.eta[q] = std::inner_product(wo.begin() + begin, wo.begin() + end, r.begin() + begin, 0.0) / sum_x[0];
      if (!fit.beta[q].empty()) {
        std::vector<double> mean_x = sum_x;
        for (double& m : mean_x) m /= sum_x[0];
        const std::vector<double> by_beta = product(bread_of(view, fit.scale, begin, end), mean_x);
        for (std::size_t j = 0; j < by_beta.size(); ++j) fit.toward[q][j] -= by_beta[j];
      }
      for (std::size_t i = begin; i < end; ++i) wo[i] *= (r[i] - fit.eta[q]) / fit.weight[q];
      const std::vector<double> by_gamma = weighted_sum(view, fit.scale, wo.data(), begin, end);
      for (std::size_t j = 0; j < change.size(); ++j) change[j] += sign[q] * by_gamma[j];
    }
    fit.kappa = product(hessian, change);
  }

  static void subtract_prediction(const CrossFit& fit, const Rows& rows, std::size_t group, std::vector<double>& r) {
    std::vector<double> prediction(rows.weight.size());
    linear_index(rows.view(), fit.scale, fit.beta[group], prediction.data());
    for (std::size_t i = rows.begin[group]; i < rows.begin[group + 1]; ++i) r[i] -= prediction[i];
  }

  std::vector<double> influence_of(const CrossFit& fit, const Rows& rows) const {
    const ComparisonRows view = rows.view();
    std::vector<double> result(view.rows), index(view.rows), r = rows.outcome;
    for (std::size_t q = 0; q < 4; ++q) {
      const bool by_beta = !fit.toward[q].empty(), by_odds = q >= 2 && !fit.gamma.empty();
      if (by_beta) subtract_prediction(fit, rows, q, r);
      if (by_beta) linear_index(view, fit.scale, fit.toward[q], index.data());
      for (std::size_t i = rows.begin[q]; i < rows.begin[q + 1]; ++i) {
        if (by_beta) result[i] = (q < 2 ? 1 : -1) * sign[q] * r[i] * index[i];
        if (!by_beta && q < 2) result[i] = sign[q] * (r[i] - fit.eta[q]) / fit.weight[q];
      }
      if (by_odds) linear_index(view, fit.scale, fit.gamma, index.data());
      for (std::size_t i = rows.begin[q]; by_odds && i < rows.begin[q + 1]; ++i) {
        result[i] -= sign[q] * counted(std::exp(index[i])) * (r[i] - fit.eta[q]) / fit.weight[q];
      }
    }
    if (!fit.d.empty()) linear_index(view, fit.scale, fit.d, index.data());
    for (std::size_t i = 0; !fit.d.empty() && i < view.adopters; ++i)
      result[i] += (index[i] - fit.mean_d) / fit.adopters;
    if (!fit.kappa.empty()) add_propensity(fit, view, result);
    for (std::size_t i = 0; i < view.rows; ++i) result[i] *= rows.weight[i];
    return result;
  }

  static void add_propensity(const CrossFit& fit, const ComparisonRows& view, std::vector<double>& result) {
    std::vector<double> index(view.rows), toward(view.rows);
    linear_index(view, fit.scale, fit.gamma, index.data());
    linear_index(view, fit.scale, fit.kappa, toward.data());
    for (std::size_t i = 0; i < view.rows; ++i) {
      result[i] -= ((i < view.adopters) - 1 / (1 + std::exp(-index[i]))) * toward[i];
    }
  }

  static void fill_level(const GroupTimeCell& cell, const CrossFit& fit, const Rows& rows, double* out) {
    for (std::size_t i = 0; i < rows.weight.size(); ++i) {
      out[i] = rows.weight[i] * (rows.outcome[i] - cell.treated_level) / fit.plain_weight;
    }
  }

  GroupTimeChoice choice_;
  std::vector<CrossFit> fits_;
};

}  // namespace

std::unique_ptr<GroupTimeInfluence> cross_section_differences(const CohortPanel& panel, const GroupTimeChoice& choice,
                                                              std::vector<GroupTimeCell>& cells,
                                                              const Context& context) {
  return std::make_unique<CrossSections>(panel, choice, cells, context);
}

}  // namespace payoff
