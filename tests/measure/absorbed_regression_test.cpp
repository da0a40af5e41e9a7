#include <Eigen/Dense>

#include "base/random.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE_BEGIN("measure/absorbed_regression");

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

}  // namespace

TEST_CASE(
    "absorbed regression: unbalanced weighted panels with a covariate agree with a dummy for every unit and period") {
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
    const DummyVariableFit slow = dummy_variables(panel, 7);
    CHECK_CLOSE(effect.absolute.estimate, slow.effect, 1e-9);
    CHECK_CLOSE(effect.absolute.se, slow.clustered_se, 1e-9);
  }
}

TEST_SUITE_END();
