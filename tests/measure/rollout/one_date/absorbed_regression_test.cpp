#include "measure/rollout/one_date/absorbed_regression.hpp"

#include <Eigen/Dense>

#include "base/random.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/one_date/absorbed_regression") {

namespace {

// Slow and obvious: a dummy for every unit and period, in one dense weighted least squares.
struct DummyVariableFit {
  double effect, clustered_se;
};
DummyVariableFit dummy_variables(const Panel& panel, int periods) {
  const Eigen::Index n = panel.unit_of.size(), units = panel.units.size();
  const Eigen::Index k = 1 + panel.covariates.size() + units + periods - 1;
  Eigen::MatrixXd x = Eigen::MatrixXd::Zero(n, k);
  Eigen::VectorXd y(n), w(n);
  const MetricColumn& column = panel.metrics[0];
  for (Eigen::Index i = 0; i < n; ++i) {
    const Unit& unit = panel.units[panel.unit_of[i]];
    w[i] = column.weight.empty() ? 1 : column.weight[i];
    y[i] = column.sum[i] / w[i];
    x(i, 0) = unit.treated && panel.period_of[i] >= unit.adopted_period;
    for (std::size_t j = 0; j < panel.covariates.size(); ++j) x(i, 1 + j) = panel.covariates[j].value[i];
    x(i, 1 + panel.covariates.size() + panel.unit_of[i]) = 1;
    if (panel.period_of[i] > 0) x(i, panel.covariates.size() + units + panel.period_of[i]) = 1;
  }
  const Eigen::MatrixXd bread = (x.transpose() * w.asDiagonal() * x).inverse();
  const Eigen::VectorXd b = bread * x.transpose() * w.asDiagonal() * y;
  const Eigen::VectorXd scores = (bread * x.transpose()).row(0).transpose().cwiseProduct(w).cwiseProduct(y - x * b);
  Eigen::VectorXd by_unit = Eigen::VectorXd::Zero(units);
  for (Eigen::Index i = 0; i < n; ++i) by_unit[panel.unit_of[i]] += scores[i];
  const double g = units, parameters = k - units + 1;
  return {b[0], std::sqrt(by_unit.squaredNorm() * g / (g - 1) * (n - 1) / (n - parameters))};
}

Panel seen_on_both_sides(const Panel& panel, int rollout) {
  std::vector<bool> before(panel.units.size()), after(panel.units.size()), both;
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    (panel.period_of[c] < rollout ? before : after)[panel.unit_of[c]] = true;
  }
  for (std::size_t u = 0; u < before.size(); ++u) both.push_back(before[u] && after[u]);
  return subset(panel, both);
}

}  // namespace

TEST_CASE("absorbed regression: two units and two periods have one effect and no residuals") {
  // Treated 10 -> 13, comparison 10 -> 11: effect 2. Periods and effect: rank 2.
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 10).cell(1, 13);
  builder.unit(false).cell(0, 10).cell(1, 11);
  const AbsorbedRegression regression(builder.panel, {0, {}, {0, 1}, {-1, 0}, 1, 1});
  CHECK_CLOSE(regression.effect(0), 2, 1e-14);
  CHECK(regression.rank() == 2);
  CHECK(regression.observations() == 4);
  regression.visit([](const AbsorbedCell& cell) {
    CHECK(std::abs(cell.residual) < 1e-14);
    CHECK(std::abs(cell.influence) < 1e-14);
  });
}

TEST_CASE("absorbed regression: only units seen before and after are in it, and it knows when both groups were seen") {
  PanelBuilder builder(2);
  builder.unit(true).cell(0, 10).cell(2, 13);
  builder.unit(true).cell(2, 10).cell(3, 13);  // after only
  builder.unit(false).cell(0, 10).cell(1, 11).cell(2, 12);
  builder.unit(false).cell(0, 10).cell(1, 11);  // before only
  const AbsorbedRegression regression(builder.panel, {0, {}, {0, 1, 2, 3}, {-1, -1, 0, 0}, 1, 2});
  CHECK(regression.sample().used == std::vector<bool>{true, false, true, false});
  CHECK(regression.units() == 2);
  CHECK(regression.sample().clusters.count == 2);
  CHECK(regression.compares(0));
  CHECK_FALSE(regression.compares(1));
  CHECK(regression.compares(2));
  CHECK_FALSE(regression.compares(3));
}

TEST_CASE("absorbed regression: unbalanced weighted panels agree with a dummy for every unit and period") {
  Random random(7);
  for (int round = 0; round < 5; ++round) {
    Panel panel = simulate({.units = 15, .periods = 7, .rollout = 3, .unbalanced = true}, random);
    panel.covariates.push_back({.name = "load", .value = {}});
    panel.metrics[0].metric.per = "tickets";
    for (double& sum : panel.metrics[0].sum) {
      panel.covariates[0].value.push_back(1e6 + random.normal());
      panel.metrics[0].weight.push_back(1 + std::floor(9 * random.uniform()));
      sum = sum * panel.metrics[0].weight.back() + random.normal();
    }
    const Effect effect = estimate(panel, {.metric = 0, .method = "did", .covariates = {0}});
    for (double& value : panel.covariates[0].value) value -= 1e6;  // dummies alone would lose these digits
    const DummyVariableFit slow = dummy_variables(seen_on_both_sides(panel, 3), 7);
    CHECK_CLOSE(effect.absolute.estimate, slow.effect, 1e-9);
    CHECK_CLOSE(effect.absolute.se, slow.clustered_se, 1e-9);
  }
}

TEST_CASE("absorbed regression: influences sum to zero, come by cluster, and follow from moving one outcome") {
  // beta is linear in y: with every outcome of one unit moved along its residuals, beta moves by the unit's influence.
  Random random(23);
  const Panel panel = simulate({.units = 10, .periods = 5, .rollout = 2, .unbalanced = true}, random);
  const AbsorbedDesign design{0, {}, {0, 1, 2, 3, 4}, {-1, -1, 0, 0, 0}, 1, 2};
  const AbsorbedRegression regression(panel, design);
  double sum = 0, of_first = 0;
  int last = 0;
  Panel moved = panel;
  regression.visit([&](const AbsorbedCell& cell) {
    sum += cell.influence;
    CHECK(cell.cluster >= last);
    last = cell.cluster;
    if (cell.cluster > 0) return;
    of_first += cell.influence;
    moved.metrics[0].sum[cell.cell] += cell.residual;
  });
  CHECK(std::abs(sum) < 1e-12);
  CHECK_CLOSE(AbsorbedRegression(moved, design).effect(0) - regression.effect(0), of_first, 1e-9);
}

TEST_CASE("absorbed regression: an effect that only one group was seen under cannot be told from the period") {
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 10).cell(1, 13).cell(2, 14);
  builder.unit(false).cell(0, 10).cell(1, 11);
  const AbsorbedRegression regression(builder.panel, {0, {}, {0, 1, 2}, {-1, 0, 1}, 2, 1});
  CHECK_CLOSE(regression.effect(0), 2, 1e-13);
  CHECK(std::isnan(regression.effect(1)));
}

TEST_CASE("absorbed regression: a covariate that is constant within units is refused by name") {
  PanelBuilder builder(1);
  builder.panel.covariates.push_back({"tenure", {0.1, 0.1, 0.7, 0.7}});
  builder.unit(true).cell(0, 10).cell(1, 13);
  builder.unit(false).cell(0, 10).cell(1, 11);
  CHECK(message_of([&] { AbsorbedRegression(builder.panel, {0, {0}, {0, 1}, {-1, 0}, 1, 1}); }) ==
        "did: covariate 'tenure' is explained by the unit and period effects or the other covariates, but must vary on "
        "its own; leave it out: what is constant within a unit is already held constant");
}

}  // TEST_SUITE("measure/rollout/one_date/absorbed_regression")
