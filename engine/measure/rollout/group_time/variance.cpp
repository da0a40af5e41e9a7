#include "measure/rollout/group_time/variance.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <functional>

#include "base/dense.hpp"
#include "base/distributions.hpp"
#include "base/parallel.hpp"
#include "fit/cross_products/least_squares.hpp"

namespace payoff {
namespace {

constexpr std::size_t most_units_of_piece = 65536;
using Eigen::MatrixXd;
using MatrixView = Eigen::Map<const MatrixXd>;

// Calls visit(first unit, block) for the rows of a piece.
void for_blocks(const InfluenceRows& rows, const UnitPiece& piece,
                const std::function<void(std::size_t, const MatrixView&)>& visit) {
  std::vector<double> block;
  for (std::size_t begin = piece.begin; begin < piece.end; begin += units_at_once) {
    const std::size_t end = std::min(begin + units_at_once, piece.end);
    rows.fill(begin, end, block);
    visit(begin,
          MatrixView(block.data(), static_cast<Eigen::Index>(end - begin), static_cast<Eigen::Index>(rows.columns())));
  }
}

// (m x m) from (columns x columns), where the loadings are still to be applied.
MatrixXd apply(const InfluenceRows& rows, const MatrixXd& middle, std::size_t targets) {
  if (rows.projected()) return middle;
  const MatrixXd e = MatrixView(rows.projection().data(), static_cast<Eigen::Index>(rows.columns()),
                                static_cast<Eigen::Index>(targets));
  return transposed_times(e, times(middle, e));
}

MatrixXd own_clusters(const CohortPanel& panel, const GroupTime& fit, const Targets& targets, const Context& context) {
  const std::vector<UnitPiece> pieces = pieces_of(panel);
  std::vector<MatrixXd> parts(pieces.size());
  for_each_chunk(pieces.size(), context, [&](std::size_t p) {
    const InfluenceRows rows(fit, targets, pieces[p].cohort);
    MatrixXd sum = MatrixXd::Zero(static_cast<Eigen::Index>(rows.columns()), static_cast<Eigen::Index>(rows.columns()));
    for_blocks(rows, pieces[p], [&](std::size_t, const MatrixView& block) { add_cross_products(block, sum); });
    parts[p] = apply(rows, sum.selfadjointView<Eigen::Lower>(), targets.size());
  });
  MatrixXd total = MatrixXd::Zero(static_cast<Eigen::Index>(targets.size()), static_cast<Eigen::Index>(targets.size()));
  for (const MatrixXd& part : parts) total += part;
  return total;
}

}  // namespace

std::vector<UnitPiece> pieces_of(const CohortPanel& panel) {
  std::vector<UnitPiece> pieces;
  for (std::size_t cohort = 0; cohort + 1 < panel.cohort_begin.size(); ++cohort) {
    for (std::size_t begin = panel.cohort_begin[cohort]; begin < panel.cohort_begin[cohort + 1];) {
      const std::size_t end = std::min(begin + most_units_of_piece, panel.cohort_begin[cohort + 1]);
      pieces.push_back({cohort, begin, end});
      begin = end;
    }
  }
  return pieces;
}

InfluenceRows::InfluenceRows(const GroupTime& fit, const Targets& targets, std::size_t cohort)
    : influence_(*fit.influence),
      cohort_(cohort),
      targets_(targets.size()),
      features_(influence_.features(cohort)),
      columns_(std::min(features_, targets_)),
      projection_(features_ * targets_) {
  for (const Loading& loading : influence_.loadings(cohort)) {
    for (std::size_t m = 0; m < targets_; ++m) {
      if (targets[m]->loading.empty()) continue;
      projection_[m * features_ + loading.feature] += loading.factor * targets[m]->loading[loading.coordinate];
    }
  }
}

void InfluenceRows::fill(std::size_t begin, std::size_t end, std::vector<double>& out) const {
  const std::size_t n = end - begin;
  out.resize(n * std::max(features_, columns_));
  influence_.fill(cohort_, begin, end, out.data());
  if (!projected()) return;
  const auto index = [](std::size_t i) { return static_cast<Eigen::Index>(i); };
  const MatrixXd influence = MatrixView(out.data(), index(n), index(features_)) *
                             MatrixView(projection_.data(), index(features_), index(targets_));
  out.assign(influence.data(), influence.data() + n * targets_);
}

std::vector<double> cluster_influence(const CohortPanel& panel, const GroupTime& fit, const Targets& targets) {
  using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto clusters = static_cast<Eigen::Index>(panel.clusters), m = static_cast<Eigen::Index>(targets.size());
  std::vector<double> result(panel.clusters * targets.size());
  Eigen::Map<RowMatrix> total(result.data(), clusters, m);
  for (std::size_t cohort = 0; cohort + 1 < panel.cohort_begin.size(); ++cohort) {
    const InfluenceRows rows(fit, targets, cohort);
    RowMatrix sums = RowMatrix::Zero(clusters, static_cast<Eigen::Index>(rows.columns()));
    const UnitPiece piece{cohort, panel.cohort_begin[cohort], panel.cohort_begin[cohort + 1]};
    for_blocks(rows, piece, [&](std::size_t first, const MatrixView& block) {
      for (Eigen::Index i = 0; i < block.rows(); ++i) sums.row(panel.cluster[first + i]) += block.row(i);
    });
    if (rows.projected()) {
      total += sums;
    } else {
      total += sums * MatrixView(rows.projection().data(), static_cast<Eigen::Index>(rows.columns()), m);
    }
  }
  return result;
}

std::vector<double> influence_covariance(const CohortPanel& panel, const GroupTime& fit, const Targets& targets,
                                         const Context& context) {
  const auto m = static_cast<Eigen::Index>(targets.size());
  MatrixXd total;
  if (panel.clusters == panel.units()) {
    total = own_clusters(panel, fit, targets, context);
  } else {
    const std::vector<double> sums = cluster_influence(panel, fit, targets);
    const MatrixXd by_target = MatrixView(sums.data(), m, static_cast<Eigen::Index>(panel.clusters));
    total = times_transposed(by_target, by_target);
  }
  return {total.data(), total.data() + total.size()};
}

PreTest pre_test(const CohortPanel& panel, const GroupTime& fit) {
  std::vector<GroupTimeTarget> leads;
  for (std::size_t k = 0; k < fit.cells.size(); ++k) {
    const bool counts = fit.cells[k].lead && !fit.cells[k].reference && !std::isnan(fit.cells[k].att);
    if (counts) leads.push_back(cell_target(fit, k));
  }
  if (leads.empty()) return {};
  Targets targets;
  std::vector<double> estimate;
  for (const GroupTimeTarget& lead : leads) {
    targets.push_back(&lead);
    estimate.push_back(lead.value);
  }
  NormalEquations equations(leads.size());
  equations.xx = influence_covariance(panel, fit, targets);
  const LeastSquares solution = solve(equations);
  PreTest test{quadratic_form(solution.inverse, estimate), missing, solution.rank};
  const double df = static_cast<double>(test.df);
  test.p = f_upper_tail(test.statistic / df, df, std::numeric_limits<double>::infinity());
  return test;
}

}  // namespace payoff
