// Influence   of unit i of cohort h on ATT(g, t):  i of the cohort itself  + (d_i,t - d_i,b) / W_g ,
//             i of the comparison units  - (d_i,t - d_i,b) / W_C - w_i ((Ybar_h,t - Ybar_h,b) - change of C) / W_C ,
//             d_i,t = w_i (y_i,t - Ybar_h,t).
// Notation  as means.cpp; m targets   F features, T + 1
#include <Eigen/Core>
#include <cmath>
#include <utility>

#include "base/dense.hpp"
#include "measure/rollout/group_time/means.hpp"

namespace payoff {
namespace {

using Eigen::MatrixXd;
using Eigen::RowVectorXd;

class MeanInfluence final : public GroupTimeInfluence {
 public:
  MeanInfluence(const CohortPanel& panel, CohortMeans means, std::span<const GroupTimeCell> cells)
      : panel_(panel), means_(std::move(means)), cells_(cells) {}
  std::unique_ptr<InfluenceRows> on(const MovedTargets& targets) const override;

 private:
  class Rows;
  bool moves_effect(std::size_t k) const { return !std::isnan(cells_[k].att) && !cells_[k].reference; }

  const CohortPanel& panel_;
  CohortMeans means_;
  std::span<const GroupTimeCell> cells_;
};

// What w (y_t - Ybar_t) of a unit adds to the targets is kept for the cells that its cohort is compared in, as_comparison_,
// and those that it is in itself, own_.
class MeanInfluence::Rows final : public InfluenceRows {
 public:
  Rows(const MeanInfluence& of, const MovedTargets& targets)
      : of_(of),
        targets_(targets),
        as_comparison_(MatrixXd::Zero(index_of(of.means_.periods), index_of(targets.size()))),
        constant_(RowVectorXd::Zero(index_of(targets.size()))),
        share_(constant_),
        starting_(of.panel_.cohorts.size() + 1) {
    for (std::size_t k = 0; k < of.cells_.size(); ++k) {
      own_begin_.resize(of.cells_[k].cohort + 1, k);
      if (of.moves_effect(k)) starting_[of.cells_[k].controls_from].push_back(k);
    }
    own_begin_.resize(of.panel_.cohorts.size() + 2, of.cells_.size());
  }

  void enter(std::size_t cohort) override {
    if (entered_ == cohort + 1) return;
    while (entered_ <= cohort) advance();
    own_.clear();
    share_.setZero();
    const std::size_t cells = of_.cells_.size();
    for (std::size_t k = own_begin_[cohort]; k < own_begin_[cohort + 1]; ++k) add_own(k, cohort);
    if (cohort < of_.panel_.cohorts.size()) {
      for (const auto& [target, factor] : targets_.by(2 * cells + cohort))
        share_[index_of(target)] += factor / total_weight(of_.panel_);
    }
    const std::size_t features = of_.means_.periods + 1;
    const std::size_t units = of_.panel_.cohort_begin[cohort + 1] - of_.panel_.cohort_begin[cohort];
    direct_ = targets_.size() <= features || units < features;
    if (!direct_) project(cohort);
  }

  std::size_t columns() const override { return direct_ ? targets_.size() : of_.means_.periods + 1; }
  std::span<const double> projection() const override {
    if (direct_) return {};
    return {projection_.data(), static_cast<std::size_t>(projection_.size())};
  }

  void fill(std::size_t begin, std::size_t end, std::vector<double>& out) const override {
    const std::size_t n = end - begin, cohort = entered_ - 1, periods = of_.means_.periods;
    std::vector<double> features((periods + 1) * n);
    for (std::size_t i = 0; i < n; ++i) features[i] = of_.panel_.weight_of(begin + i);
    for (std::size_t t = 0; t < periods; ++t) {
      const std::span<const double> y = of_.panel_.at(t).subspan(begin, n);
      const double mean = of_.means_.at(cohort, direct_ ? 0 : t);
      double* column = features.data() + (t + 1) * n;
      for (std::size_t i = 0; i < n; ++i) column[i] = features[i] * (y[i] - mean);
    }
    if (!direct_) {
      out = std::move(features);
      return;
    }
    out.resize(n * targets_.size());
    const Eigen::Map<const MatrixXd> x(features.data(), index_of(n), index_of(periods + 1));
    Eigen::Map<MatrixXd> influence(out.data(), index_of(n), index_of(targets_.size()));
    influence.noalias() = x.rightCols(index_of(periods)) * as_comparison_;
    influence.noalias() += x.col(0) * (constant_ + share_);
    for (const Own& own : own_) {
      const double drift = of_.means_.at(cohort, own.period) - of_.means_.at(cohort, 0);
      influence.col(own.target) += own.factor * (x.col(index_of(own.period) + 1) - drift * x.col(0));
    }
  }

 private:
  struct Own {
    std::size_t period;
    Eigen::Index target;
    double factor;
  };

  // To the next cohort: it is compared in the cells that start with it, and no longer in its own; the one before is
  // compared in its own again.
  void advance() {
    const std::size_t cohort = entered_++;
    for (const std::size_t k : starting_[cohort])
      if (of_.cells_[k].cohort != cohort) compare(k, 1);
    if (cohort > 0) compare_own(cohort - 1, cohort - 1, 1);
    if (cohort > 0) compare_own(cohort, cohort - 1, -1);
  }

  // The cells of a cohort that compare from `latest` on, or from earlier.
  void compare_own(std::size_t cohort, std::size_t latest, double sign) {
    for (std::size_t k = own_begin_[cohort]; k < own_begin_[cohort + 1]; ++k)
      if (of_.moves_effect(k) && of_.cells_[k].controls_from <= latest) compare(k, sign);
  }

  void compare(std::size_t k, double sign) {
    const GroupTimeCell& cell = of_.cells_[k];
    for (const auto& [target, factor] : targets_.by(k)) {
      const double each = -sign * factor / of_.means_.comparison_weight[k];
      as_comparison_(index_of(cell.period), index_of(target)) += each;
      as_comparison_(index_of(cell.base), index_of(target)) -= each;
      constant_[index_of(target)] -= each * of_.means_.comparison_change[k];
    }
  }

  void add_own(std::size_t k, std::size_t cohort) {
    const GroupTimeCell& cell = of_.cells_[k];
    if (std::isnan(cell.att)) return;
    const double each = 1 / of_.means_.weight[cohort];
    for (const auto& [target, factor] : targets_.by(of_.cells_.size() + k))
      own_.push_back({cell.period, index_of(target), factor * each});
    if (cell.reference) return;
    for (const auto& [target, factor] : targets_.by(k)) {
      own_.push_back({cell.period, index_of(target), factor * each});
      own_.push_back({cell.base, index_of(target), -factor * each});
    }
  }

  // (F x m) of features w and w (y_t - Ybar_t).
  void project(std::size_t cohort) {
    const auto periods = index_of(of_.means_.periods);
    Eigen::VectorXd drift(periods);  // of the cohort's mean; what is compared sums to 0 over periods
    for (Eigen::Index t = 0; t < periods; ++t)
      drift[t] = of_.means_.at(cohort, static_cast<std::size_t>(t)) - of_.means_.at(cohort, 0);
    projection_.resize(periods + 1, index_of(targets_.size()));
    projection_.row(0) = constant_ + share_ + drift.transpose() * as_comparison_;
    projection_.bottomRows(periods) = as_comparison_;
    for (const Own& own : own_) projection_(index_of(own.period) + 1, own.target) += own.factor;
  }

  const MeanInfluence& of_;
  const MovedTargets& targets_;
  MatrixXd as_comparison_;                          // (T x m)
  RowVectorXd constant_, share_;                    // (m) by w
  std::vector<std::vector<std::size_t>> starting_;  // (C + 1) the cells that compare with cohorts from this one on
  std::vector<std::size_t> own_begin_;              // (C + 2) ranges of the cells of a cohort
  std::vector<Own> own_;
  MatrixXd projection_;
  std::size_t entered_ = 0;  // the cohort + 1
  bool direct_ = true;
};

std::unique_ptr<InfluenceRows> MeanInfluence::on(const MovedTargets& targets) const {
  return std::make_unique<Rows>(*this, targets);
}

}  // namespace

std::unique_ptr<GroupTimeInfluence> influence_of_means(const CohortPanel& panel, CohortMeans means,
                                                       std::span<const GroupTimeCell> cells) {
  return std::make_unique<MeanInfluence>(panel, std::move(means), cells);
}

}  // namespace payoff
