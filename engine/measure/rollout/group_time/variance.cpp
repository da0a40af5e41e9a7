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
    visit(begin, MatrixView(block.data(), index_of(end - begin), index_of(rows.columns())));
  }
}

MatrixView projection_of(const InfluenceRows& rows, std::size_t targets) {
  return {rows.projection().data(), index_of(rows.columns()), index_of(targets)};
}

std::vector<double> own_clusters(const CohortPanel& panel, const GroupTime& fit, const Targets& targets,
                                 const Context& context) {
  const std::size_t m = targets.size();
  return sum_over_pieces(panel, fit, targets, m * m, context,
                         [&](const InfluenceRows& rows, std::size_t, const UnitPiece& piece, std::vector<double>& sum) {
                           MatrixXd middle = MatrixXd::Zero(index_of(rows.columns()), index_of(rows.columns()));
                           for_blocks(rows, piece,
                                      [&](std::size_t, const MatrixView& block) { add_cross_products(block, middle); });
                           const MatrixXd whole = middle.selfadjointView<Eigen::Lower>();
                           Eigen::Map<MatrixXd> total(sum.data(), index_of(m), index_of(m));
                           if (rows.projection().empty()) {
                             total += whole;
                           } else {
                             const MatrixXd e = projection_of(rows, m);
                             total += transposed_times(e, times(whole, e));
                           }
                         });
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

std::vector<double> sum_over_pieces(const CohortPanel& panel, const GroupTime& fit, const Targets& targets,
                                    std::size_t numbers, const Context& context, const AddPiece& add) {
  constexpr std::size_t most_kept = std::size_t{1} << 22;  // numbers of all runs: 32 MB
  constexpr std::size_t enough_runs = 16;                  // each goes through the cells of all cohorts up to its own
  const std::vector<UnitPiece> pieces = pieces_of(panel);
  const std::size_t most_runs = std::clamp<std::size_t>(most_kept / std::max<std::size_t>(numbers, 1), 2, enough_runs);
  const std::size_t runs = std::min(pieces.size(), most_runs);
  const MovedTargets moved(fit.coordinates(), targets);
  std::vector<std::vector<double>> sums(runs);
  for_each_chunk(runs, context, [&](std::size_t run) {
    sums[run].resize(numbers);
    const std::unique_ptr<InfluenceRows> rows = fit.influence->on(moved);
    const RowRange own = chunk_rows(run, runs, pieces.size());
    for (std::size_t p = own.first; p < own.last; ++p) {
      context.stop_if_cancelled();
      rows->enter(pieces[p].cohort);
      add(*rows, p, pieces[p], sums[run]);
    }
  });
  std::vector<double> total(numbers);
  for (const std::vector<double>& sum : sums) {
    for (std::size_t i = 0; i < numbers; ++i) total[i] += sum[i];
  }
  return total;
}

std::vector<double> cluster_influence(const CohortPanel& panel, const GroupTime& fit, const Targets& targets,
                                      const Context& context) {
  using RowMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto clusters = index_of(panel.clusters), m = index_of(targets.size());
  return sum_over_pieces(panel, fit, targets, panel.clusters * targets.size(), context,
                         [&](const InfluenceRows& rows, std::size_t, const UnitPiece& piece, std::vector<double>& sum) {
                           Eigen::Map<RowMatrix> total(sum.data(), clusters, m);
                           const auto add_rows = [&](auto& to) {
                             for_blocks(rows, piece, [&](std::size_t first, const MatrixView& block) {
                               for (Eigen::Index i = 0; i < block.rows(); ++i)
                                 to.row(panel.cluster[first + static_cast<std::size_t>(i)]) += block.row(i);
                             });
                           };
                           if (rows.projection().empty()) return add_rows(total);
                           RowMatrix features = RowMatrix::Zero(clusters, index_of(rows.columns()));
                           add_rows(features);
                           total += features * projection_of(rows, targets.size());
                         });
}

bool has_few_units(const CohortPanel& panel, const Targets& targets) {
  return panel.units() <= 4 * targets.size();
}

std::vector<double> influence_covariance(const CohortPanel& panel, const GroupTime& fit, const Targets& targets,
                                         const Context& context) {
  if (panel.clusters == panel.units() && !has_few_units(panel, targets))
    return own_clusters(panel, fit, targets, context);
  const std::vector<double> sums = cluster_influence(panel, fit, targets, context);
  const MatrixXd by_target = MatrixView(sums.data(), index_of(targets.size()), index_of(panel.clusters));
  const MatrixXd total = times_transposed(by_target, by_target);
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
