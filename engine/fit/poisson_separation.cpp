// Source    Correia, Guimaraes & Zylkin (2020), Verifying the existence of maximum likelihood estimates, section 3: the
//           iterative rectifier. u starts at 1 where y = 0; again and again u is projected on X and D with a weight on
//           the rows y > 0 that holds them at 0, and cut off at 0 from below, until the cut has nothing left to do.
// Limits    rows that the rectifier has not settled after most_passes projections stay in.
#include "fit/poisson_separation.hpp"

#include <algorithm>
#include <cmath>

#include "base/parallel.hpp"
#include "fit/absorb/absorb.hpp"
#include "fit/regression_triangle.hpp"

namespace payoff {
namespace {

constexpr int most_passes = 300;
constexpr double weight_of_positive = 1e8, nothing = 1e-5;

// Projection on X and D at the weights of the rectifier; X without its factors is made once.
class Projection {
 public:
  Projection(const RegressionModel& model, const RegressionRows& rows, const Context& context) : n_(rows.count()) {
    for (const double y : rows.outcome) weight_.push_back(y > 0 ? weight_of_positive : 1);
    const bool constant = rows.factors.empty() && model.intercept;
    if (constant) design_.assign(n_, 1);
    for (const std::span<const double> column : rows.covariates) {
      design_.insert(design_.end(), column.begin(), column.end());
    }
    if (!rows.factors.empty()) absorb(model, rows, context);
    const std::vector<double> zero(n_);
    const TriangleSolution solution = solve_triangle({design_, zero, weight_, constant, 1e-9, context});
    kept_ = solution.kept;
    bread_ = solution.bread;
  }

  std::vector<double> fitted(const std::vector<double>& u) const {
    std::vector<double> left = u;
    const AbsorbColumn column{left.data(), left.data()};
    if (absorber_) absorber_->take_out({&column, 1});
    const std::size_t rank = kept_.size();
    std::vector<double> xu(rank), fit(n_);
    for (std::size_t j = 0; j < rank; ++j) {
      for (std::size_t i = 0; i < n_; ++i) xu[j] += design_[kept_[j] * n_ + i] * weight_[i] * left[i];
    }
    for (std::size_t i = 0; i < n_; ++i) fit[i] = u[i] - left[i];
    for (std::size_t j = 0; j < rank; ++j) {
      double b = 0;
      for (std::size_t l = 0; l < rank; ++l) b += bread_[j * rank + l] * xu[l];
      for (std::size_t i = 0; i < n_; ++i) fit[i] += b * design_[kept_[j] * n_ + i];
    }
    return fit;
  }

 private:
  void absorb(const RegressionModel& model, const RegressionRows& rows, const Context& context) {
    absorber_ = std::make_unique<Absorber>(rows.factors, model.tolerance, context);
    absorber_->weigh(weight_);
    std::vector<AbsorbColumn> columns;
    for (std::size_t j = 0; j < rows.covariates.size(); ++j) {
      columns.push_back({design_.data() + j * n_, design_.data() + j * n_});
    }
    const std::vector<Absorbed> absorbed = absorber_->take_out(columns);
    for (std::size_t j = 0; j < absorbed.size(); ++j) {
      if (absorbed[j].explained) std::fill_n(design_.begin() + j * n_, n_, 0.0);
    }
  }

  std::size_t n_;
  std::vector<double> weight_, design_, bread_;
  std::vector<std::size_t> kept_;
  std::unique_ptr<Absorber> absorber_;
};

}  // namespace

std::size_t drop_zero_levels(const RegressionModel& model, std::vector<std::uint8_t>& used) {
  std::size_t dropped = 0;
  for (bool again = true; again;) {
    again = false;
    for (const NamedFactor& factor : model.absorbed) {
      const FactorLevels levels = number_levels(factor.level, {});
      std::vector<double> sum(levels.count);
      for (std::size_t i = 0; i < used.size(); ++i) sum[levels.of_row[i]] += used[i] ? model.outcome[i] : 0;
      for (std::size_t i = 0; i < used.size(); ++i) {
        if (!used[i] || sum[levels.of_row[i]] > 0) continue;
        used[i] = 0;
        ++dropped;
        again = true;
      }
    }
  }
  return dropped;
}

std::vector<std::uint8_t> find_separated(const RegressionModel& model, const RegressionRows& rows,
                                         const Context& context) {
  const std::size_t n = rows.count();
  std::vector<std::uint8_t> separated(n);
  std::vector<double> u(n);
  for (std::size_t i = 0; i < n; ++i) u[i] = rows.outcome[i] == 0;
  if (std::ranges::find(u, 1) == u.end()) return separated;
  const Projection projection(model, rows, context);
  for (int pass = 0; pass < most_passes; ++pass) {
    const std::vector<double> fitted = projection.fitted(u);
    bool settled = true;
    for (std::size_t i = 0; i < n; ++i) {
      if (rows.outcome[i] > 0) continue;
      settled = settled && fitted[i] > -nothing;
      u[i] = fitted[i] > nothing ? fitted[i] : 0;
    }
    if (!settled) continue;
    for (std::size_t i = 0; i < n; ++i) separated[i] = u[i] > 0;
    return separated;
  }
  return separated;
}

}  // namespace payoff
