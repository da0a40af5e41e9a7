#include "measure/rollout/one_date/did_clusters.hpp"

#include <Eigen/Dense>
#include <cmath>

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/one_date/did_clusters") {

namespace {

AbsorbedDesign design_of(int periods, int rollout, std::vector<std::size_t> covariates = {}) {
  AbsorbedDesign design{0, std::move(covariates), {}, {}, 1, static_cast<std::size_t>(rollout)};
  for (int t = 0; t < periods; ++t) {
    design.periods.push_back(t);
    design.effect_of.push_back(t >= rollout ? 0 : -1);
  }
  return design;
}

// Two treated units and three others, before and after.
PanelBuilder two_and_three() {
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 10).cell(1, 7);
  builder.unit(true).cell(0, 14).cell(1, 9);
  builder.unit(false).cell(0, 11).cell(1, 12);
  builder.unit(false).cell(0, 13).cell(1, 13);
  builder.unit(false).cell(0, 13).cell(1, 15);
  return builder;
}

// Units of `each` in every cluster, gaps, and a covariate.
Panel clustered(int clusters, int each, const Metric& metric, Random& random) {
  PanelBuilder builder(2, metric);
  builder.panel.covariates.push_back({"load", {}});
  for (int g = 0; g < clusters; ++g) {
    for (int u = 0; u < each + g % 3; ++u) {
      builder.unit(g % 2 == 0, g);
      const double level = 20 + random.normal();
      for (int t = 0; t < 5; ++t) {
        if (t % 4 == 1 && random.uniform() < 0.4) continue;
        const double load = random.normal(),
                     y = level + load + 0.2 * t + (g % 2 == 0 && t >= 2 ? 1 : 0) + random.normal();
        if (metric.per.empty()) {
          builder.cell(t, y);
        } else {
          const double count = 1 + std::floor(5 * random.uniform());
          builder.cell(t, y * count, count);
        }
        builder.panel.covariates[0].value.push_back(load);
      }
    }
  }
  return builder.panel;
}

// The definition with every unit and period indicator as a column, on rows scaled by the root of their weight.
BellMcCaffrey by_definition(const Panel& panel, const AbsorbedRegression& regression) {
  const auto n = static_cast<Eigen::Index>(panel.unit_of.size()), units = static_cast<Eigen::Index>(panel.units.size());
  Eigen::MatrixXd x = Eigen::MatrixXd::Zero(n, units + 4 + 2);
  Eigen::VectorXd y(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const MetricColumn& column = panel.metrics[0];
    const double w = column.weight.empty() ? 1 : column.weight[i], period = panel.period_of[i];
    x(i, panel.unit_of[i]) = 1;
    if (period > 0) x(i, units + static_cast<Eigen::Index>(period) - 1) = 1;
    x(i, units + 4) = panel.units[panel.unit_of[i]].treated && period >= 2;
    x(i, units + 5) = panel.covariates[0].value[i];
    y[i] = std::sqrt(w) * column.sum[i] / w;
    x.row(i) *= std::sqrt(w);
  }
  const Eigen::MatrixXd bread = (x.transpose() * x).inverse(), hat = x * bread * x.transpose();
  const Eigen::VectorXd residual = y - hat * y, a = x * bread.col(units + 4);
  const std::size_t clusters = regression.sample().clusters.count;
  const Eigen::MatrixXd left = Eigen::MatrixXd::Identity(n, n) - hat;
  Eigen::MatrixXd p(n, static_cast<Eigen::Index>(clusters));
  double variance = 0;
  for (std::size_t g = 0; g < clusters; ++g) {
    std::vector<Eigen::Index> rows;
    for (Eigen::Index i = 0; i < n; ++i) {
      if (regression.sample().clusters.of_unit[panel.unit_of[i]] == static_cast<int>(g)) rows.push_back(i);
    }
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> spectrum{Eigen::MatrixXd(left(rows, rows))};
    const Eigen::ArrayXd value = spectrum.eigenvalues().array();
    const Eigen::ArrayXd inverse_root = (value > 1e-9).select(value.max(1e-9).sqrt().inverse(), 0.0);
    const Eigen::VectorXd b =
        spectrum.eigenvectors() * inverse_root.matrix().cwiseProduct(spectrum.eigenvectors().transpose() * a(rows));
    variance += std::pow(b.dot(residual(rows)), 2);
    p.col(static_cast<Eigen::Index>(g)) = left(Eigen::all, rows) * b;
  }
  const Eigen::MatrixXd omega = p.transpose() * p;
  return {variance, omega.trace() * omega.trace() / omega.squaredNorm()};
}

}  // namespace

TEST_CASE("by hand: two periods, equal groups: the variance of a difference of means, Welch's degrees of freedom") {
  // Changes -3, -5 of the treated, +1, 0, 2 of the comparison units: variances 2 and 1, V = 2 / 2 + 1 / 3 = 4 / 3.
  // Errors of equal variance: (1/2 + 1/3)^2 / ((1/2)^2 / 1 + (1/3)^2 / 2) = (25/36) / (11/36) = 25 / 11.
  PanelBuilder builder = two_and_three();
  const AbsorbedRegression regression(builder.panel, design_of(2, 1));
  const BellMcCaffrey result = bell_mccaffrey(builder.panel, regression);
  CHECK_CLOSE(result.variance, 4.0 / 3, 1e-12);
  CHECK_CLOSE(result.df, 25.0 / 11, 1e-12);
}

TEST_CASE("by hand: a unit that nobody is compared with has no say, and takes none away") {
  PanelBuilder builder = two_and_three();
  builder.unit(false).cell(2, 5).cell(3, 8);  // the only one that is seen in these periods
  const AbsorbedRegression regression(builder.panel, design_of(4, 1));
  const BellMcCaffrey result = bell_mccaffrey(builder.panel, regression);
  CHECK_CLOSE(result.variance, 4.0 / 3, 1e-12);
  CHECK_CLOSE(result.df, 25.0 / 11, 1e-12);
}

TEST_CASE("clusters that the effect hangs on in nothing at all: four units that are seen twice, hardly ever together") {
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 73.28).cell(4, 68.43);
  builder.unit(false).cell(2, 47.62).cell(4, 93.87);
  builder.unit(true).cell(1, 52.57).cell(3, 83.21);
  builder.unit(false).cell(0, 87.35).cell(4, 33.64);
  const AbsorbedRegression regression(builder.panel, design_of(5, 3));
  CHECK(std::abs(bell_mccaffrey(builder.panel, regression).variance) < 1e-12);  // every cell is fitted
}

TEST_CASE("reference: the definition with every indicator, unbalanced, weighted, with a covariate, to 9 digits") {
  Random random(6);
  for (const char* per : {"", "ticket"}) {
    const Panel panel = clustered(7, 3, {.name = "minutes", .unit = "minutes", .per = per}, random);
    const AbsorbedRegression regression(panel, design_of(5, 2, {0}));
    const BellMcCaffrey fast = bell_mccaffrey(panel, regression), slow = by_definition(panel, regression);
    CHECK_CLOSE(fast.variance, slow.variance, 1e-9);
    CHECK_CLOSE(fast.df, slow.df, 1e-9);
  }
}

TEST_CASE("reference: the scores give the CR1 variance, and the own part of the effect is its inverse variance") {
  Random random(7);
  const Panel panel = clustered(6, 2, {.name = "minutes", .unit = "minutes"}, random);
  const AbsorbedRegression regression(panel, design_of(5, 2, {0}));
  const ClusterScores scores = did_scores(panel, regression);
  std::vector<double> influence(6);
  regression.visit([&](const AbsorbedCell& cell) { influence[cell.cluster] += cell.influence; });
  double own = 0;
  for (std::size_t g = 0; g < 6; ++g) {
    double part = 0;
    for (std::size_t j = 0; j < scores.columns; ++j) {
      part += scores.bread[scores.coefficient * scores.columns + j] * scores.score[g * scores.columns + j];
    }
    CHECK(std::abs(part - influence[g]) < 1e-12);
    own += scores.own[g * scores.columns + scores.coefficient];
  }
  CHECK_CLOSE(own * scores.bread[scores.coefficient * (scores.columns + 1)], 1, 1e-11);
}

TEST_CASE("invariance: rescaling the outcome rescales the variance and leaves the degrees of freedom") {
  Random random(8);
  const Panel panel = clustered(6, 2, {.name = "minutes", .unit = "minutes"}, random);
  Panel scaled = panel;
  for (double& value : scaled.metrics[0].sum) value = 60 * value + 500;
  const BellMcCaffrey one = bell_mccaffrey(panel, AbsorbedRegression(panel, design_of(5, 2, {0})));
  const BellMcCaffrey sixty = bell_mccaffrey(scaled, AbsorbedRegression(scaled, design_of(5, 2, {0})));
  CHECK_CLOSE(sixty.variance, 3600 * one.variance, 1e-9);
  CHECK_CLOSE(sixty.df, one.df, 1e-12);
}

}  // TEST_SUITE("measure/rollout/one_date/did_clusters")
