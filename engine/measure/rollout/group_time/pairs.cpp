// Group-time effects from the units seen in both periods of a cell: with covariates, with gaps, with changing weights.
//
// Formula   D = 1 for the cohort, o = p(x) / (1 - p(x)) the odds of a comparison unit, r = dY - x'b, weights w:
//           regression         ATT = mean_D r                          b by least squares on the comparison units
//           weighting          ATT = mean_D dY - mean_(1-D)o dY        p by logit
//           doubly robust      ATT = mean_D r - mean_(1-D)o r          Sant'Anna & Zhao (2020), eq. 2.5 and 3.1
//           A comparison unit of a propensity of 0.995 or more weighs nothing, as in the reference implementation.
// Influence of unit i (Theorem 1 there), such that the sum of squares over units is the variance:
//           D = 1      w (r - eta_D) / a_D                  - w (1 - p) x'kappa
//           D = 0    - w o (r - eta_C) / a_C - w r x'lambda + w p x'kappa
//           lambda = A^-1 (M_D - M_C)   kappa = H^-1 sum_(1-D) w o (r - eta_C) x / a_C
// Notation  a sums of weights   eta weighted means of r   M weighted means of x   A sum over D = 0 of w x x'
//           H Hessian of the logit   p covariates, at the base period
#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <utility>

#include "base/messages.hpp"
#include "base/parallel.hpp"
#include "measure/rollout/group_time/group_time.hpp"
#include "measure/rollout/group_time/nuisance.hpp"

namespace payoff {
namespace {

struct Model {
  CovariateScale scale;
  Propensity propensity;
  std::vector<double> bread;
};

struct CellFit {
  std::shared_ptr<const Model> model;
  std::vector<double> beta, kappa, lambda;
  double eta_adopters = 0, eta_comparison = 0, weight_adopters = 0, weight_comparison = 0;
};

// The rows of one cell, copied side by side.
struct Gathered {
  std::vector<double> weight, change, level;
  std::vector<std::vector<double>> covariates;
  std::size_t adopters = 0;

  void clear() { weight.clear(), change.clear(), level.clear(); }
  ComparisonRows rows() const { return {weight.size(), adopters, weight, {covariates.begin(), covariates.end()}}; }
};

class PairedDifferences final : public CellInfluence {
 public:
  PairedDifferences(const CohortPanel& panel, const GroupTimeChoice& choice, std::vector<GroupTimeCell>& cells,
                    const Context& context)
      : CellInfluence(panel), choice_(choice), fits_(cells.size()) {
    if (panel.covariates.empty()) choice_.adjustment = Adjustment::regression;  // all three are one
    const auto has_gap = [](const auto& v) { return std::ranges::any_of(v, [](double x) { return std::isnan(x); }); };
    shared_models_ = choice.weight_from == WeightFrom::unit && !has_gap(panel.outcome) &&
                     std::ranges::none_of(panel.covariates, has_gap);
    for_each_chunk(panel.cohorts.size(), context, [&](std::size_t g) { estimate_cohort(cells, g); });
    cells_ = cells;
  }

  void visit(std::size_t cohort, std::size_t begin, std::size_t end, const Add& add) const override {
    Gathered rows;
    std::vector<double> odds, influence(end - begin);
    const Model* last = nullptr;
    for (std::size_t k = 0; k < cells_.size(); ++k) {
      if (!active(k, cohort)) continue;
      const bool adopter = cells_[k].cohort == cohort;
      rows.clear();
      gather(cells_[k], {begin, end}, rows);
      if (adopter) fill_level(cells_[k], fits_[k], rows, influence.data());
      if (adopter) add(level_coordinate(k), influence);
      if (cells_[k].reference) continue;
      const CellFit& fit = fits_[k];
      const bool new_model = !shared_models_ || fit.model.get() != last;
      if (new_model) fill_odds(fit, rows, odds);
      last = fit.model.get();
      fill_effect(fit, rows, odds, adopter, influence.data());
      add(k, influence);
    }
  }

 private:
  std::span<const double> weights_of(const GroupTimeCell& cell) const {
    if (choice_.weight_from == WeightFrom::unit) return panel_.weight;
    const std::size_t from =
        choice_.weight_from == WeightFrom::base_period ? cell.last_before : std::min(cell.period, cell.base);
    return choice_.weight_by_period.subspan(from * panel_.units(), panel_.units());
  }

  void gather(const GroupTimeCell& cell, UnitRange range, Gathered& rows) const {
    const std::span<const double> now = panel_.at(cell.period), before = panel_.at(cell.base);
    const std::span<const double> weight = weights_of(cell);
    const std::size_t first = rows.weight.size(), count = range.end - range.begin;
    for (std::vector<double>* column : {&rows.weight, &rows.change, &rows.level}) column->resize(first + count);
    rows.covariates.resize(panel_.covariates.size());
    for (std::size_t i = 0; i < count; ++i) {
      const double level = now[range.begin + i], change = level - before[range.begin + i];
      const bool seen = !std::isnan(change);
      rows.weight[first + i] = !seen ? 0 : weight.empty() ? 1 : weight[range.begin + i];
      rows.change[first + i] = seen ? change : 0;
      rows.level[first + i] = level;
    }
    for (std::size_t j = 0; j < panel_.covariates.size(); ++j) {
      const double* x = panel_.covariates[j].data() + cell.base * panel_.units() + range.begin;
      rows.covariates[j].resize(first + count);
      for (std::size_t i = 0; i < count; ++i) {
        const bool seen = !std::isnan(x[i]);
        rows.covariates[j][first + i] = seen ? x[i] : 0;
        if (!seen) rows.weight[first + i] = 0;
      }
    }
  }

  void estimate_cohort(std::vector<GroupTimeCell>& cells, std::size_t cohort) {
    std::map<std::pair<std::size_t, std::size_t>, std::shared_ptr<const Model>> models;  // by base and comparison
    for (std::size_t k = 0; k < cells.size(); ++k) {
      if (cells[k].cohort != cohort || cells[k].reason) continue;
      Gathered rows;
      gather(cells[k], treated_units(panel_, cells[k]), rows);
      rows.adopters = rows.weight.size();
      if (!cells[k].reference) {
        for (const UnitRange& range : comparison_units(panel_, cells[k])) gather(cells[k], range, rows);
      }
      auto& model = models[{cells[k].base, cells[k].controls_from}];
      if (!shared_models_) model = nullptr;
      estimate(cells[k], rows, model, fits_[k]);
    }
  }

  void estimate(GroupTimeCell& cell, const Gathered& gathered, std::shared_ptr<const Model>& model, CellFit& fit) {
    const ComparisonRows rows = gathered.rows();
    for (std::size_t i = 0; i < rows.rows; ++i) {
      (i < rows.adopters ? fit.weight_adopters : fit.weight_comparison) += rows.weight[i];
    }
    if (fit.weight_adopters > 0) {
      double level = 0;
      for (std::size_t i = 0; i < rows.adopters; ++i) {
        if (rows.weight[i] > 0) level += rows.weight[i] * gathered.level[i];
      }
      cell.treated_level = level / fit.weight_adopters;
    }
    if (cell.reference) return;
    if (!(fit.weight_adopters > 0))
      cell.reason = MessageId::why_cohort_unseen_in_both;
    else if (!(fit.weight_comparison > 0))
      cell.reason = MessageId::why_comparison_unseen_in_both;
    if (cell.reason) return;
    if (!model) model = std::make_shared<const Model>(fit_models(rows));
    fit.model = model;
    cell.reason = model->propensity.failure;
    if (!cell.reason) cell.att = fit_effect(gathered, rows, fit);
  }

  Model fit_models(const ComparisonRows& rows) const {
    Model model{scale_of(rows), {}, {}};
    if (choice_.adjustment != Adjustment::regression) model.propensity = fit_propensity(rows, model.scale);
    if (choice_.adjustment != Adjustment::weighting)
      model.bread = bread_of(rows, model.scale, rows.adopters, rows.rows);
    return model;
  }

  // v = the weights of the groups: w for adopters, w o for comparison units (regression: w).
  double fit_effect(const Gathered& gathered, const ComparisonRows& rows, CellFit& fit) const {
    const CovariateScale& scale = fit.model->scale;
    std::vector<double> v(rows.rows), odds;
    const auto comparison = [&](const std::vector<double>& of) {
      return weighted_sum(rows, scale, of.data(), rows.adopters, rows.rows);
    };
    if (choice_.adjustment != Adjustment::weighting) {
      for (std::size_t i = 0; i < rows.rows; ++i) v[i] = rows.weight[i] * gathered.change[i];
      fit.beta = product(fit.model->bread, comparison(v));
    }
    const std::vector<double> r = residuals(fit, gathered, rows);
    fill_odds(fit, gathered, odds);
    for (std::size_t i = 0; i < rows.rows; ++i) v[i] = rows.weight[i] * (i < rows.adopters ? 1 : counted(odds[i]));
    fit.eta_adopters = std::inner_product(v.begin(), v.begin() + rows.adopters, r.begin(), 0.0) / fit.weight_adopters;
    std::vector<double> toward_beta = weighted_sum(rows, scale, v.data(), 0, rows.adopters),
                        of_comparison = comparison(v);
    for (double& m : toward_beta) m /= fit.weight_adopters;
    if (choice_.adjustment == Adjustment::regression) {
      fit.lambda = product(fit.model->bread, toward_beta);
      return fit.eta_adopters;
    }
    fit.weight_comparison = of_comparison[0];
    fit.eta_comparison =
        std::inner_product(v.begin() + rows.adopters, v.end(), r.begin() + rows.adopters, 0.0) / fit.weight_comparison;
    if (choice_.adjustment == Adjustment::doubly_robust) {
      for (std::size_t j = 0; j < toward_beta.size(); ++j) toward_beta[j] -= of_comparison[j] / fit.weight_comparison;
      fit.lambda = product(fit.model->bread, toward_beta);
    }
    for (std::size_t i = 0; i < rows.rows; ++i) v[i] *= (r[i] - fit.eta_comparison) / fit.weight_comparison;
    fit.kappa = product(fit.model->propensity.inverse_hessian, comparison(v));
    return fit.eta_adopters - fit.eta_comparison;
  }

  static std::vector<double> residuals(const CellFit& fit, const Gathered& gathered, const ComparisonRows& rows) {
    std::vector<double> r(rows.rows);
    if (!fit.beta.empty()) linear_index(rows, fit.model->scale, fit.beta, r.data());
    for (std::size_t i = 0; i < rows.rows; ++i) r[i] = gathered.change[i] - r[i];
    return r;
  }

  // Odds of all rows; regression: none.
  void fill_odds(const CellFit& fit, const Gathered& gathered, std::vector<double>& odds) const {
    odds.assign(gathered.weight.size(), 0);
    if (choice_.adjustment == Adjustment::regression) return;
    linear_index(gathered.rows(), fit.model->scale, fit.model->propensity.coefficient, odds.data());
    for (double& o : odds) o = std::exp(o);
  }

  static void fill_level(const GroupTimeCell& cell, const CellFit& fit, const Gathered& rows, double* out) {
    for (std::size_t i = 0; i < rows.weight.size(); ++i) {
      const double off = rows.weight[i] > 0 ? rows.level[i] - cell.treated_level : 0;
      out[i] = rows.weight[i] * off / fit.weight_adopters;
    }
  }

  void fill_effect(const CellFit& fit, const Gathered& gathered, const std::vector<double>& odds, bool adopter,
                   double* out) const {
    const ComparisonRows rows = gathered.rows();
    const std::vector<double> r = residuals(fit, gathered, rows);
    std::vector<double> toward_beta(rows.rows), toward_gamma(rows.rows);
    if (!adopter && !fit.lambda.empty()) linear_index(rows, fit.model->scale, fit.lambda, toward_beta.data());
    if (!fit.kappa.empty()) linear_index(rows, fit.model->scale, fit.kappa, toward_gamma.data());
    for (std::size_t i = 0; i < rows.rows; ++i) {
      const double p = odds[i] / (1 + odds[i]);
      const double own = adopter ? (r[i] - fit.eta_adopters) / fit.weight_adopters - (1 - p) * toward_gamma[i]
                                 : p * toward_gamma[i] - r[i] * toward_beta[i] -
                                       counted(odds[i]) * (r[i] - fit.eta_comparison) / fit.weight_comparison;
      out[i] = rows.weight[i] * own;
    }
  }

  GroupTimeChoice choice_;
  std::vector<CellFit> fits_;
  bool shared_models_ = false;
};

}  // namespace

std::unique_ptr<GroupTimeInfluence> paired_differences(const CohortPanel& panel, const GroupTimeChoice& choice,
                                                       std::vector<GroupTimeCell>& cells, const Context& context) {
  return std::make_unique<PairedDifferences>(panel, choice, cells, context);
}

}  // namespace payoff
