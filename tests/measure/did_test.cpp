#include <Eigen/Dense>
#include <algorithm>
#include <numeric>

#include "base/distributions.hpp"
#include "base/random.hpp"
#include "measure/panels.hpp"
#include "measure/read_csv.hpp"

using namespace payoff;

TEST_SUITE_BEGIN("measure/did");

namespace {

// Periods 1 to 10, treatment from 6 on.
Panel base_did(const CsvTable& table) {
  PanelBuilder builder(6);
  builder.panel.calendar.kind = PeriodKind::integer;
  builder.panel.covariates.push_back({.name = "x1", .value = {}});
  std::string last;
  for (std::size_t i = 0; i < table.rows; ++i) {
    const std::string& id = table.columns.at("id")[i];
    if (id != last) builder.unit(table.number("treat", i) == 1);
    last = id;
    builder.cell(static_cast<int>(table.number("period", i)), table.number("y", i));
    builder.panel.covariates[0].value.push_back(table.number("x1", i));
  }
  return builder.panel;
}

struct Simulation {
  int units = 24, periods = 8, rollout = 4;
  double effect = 1.5;
  bool unbalanced = false;
};

// y = unit + period + effect + AR(1) noise.
Panel simulate(const Simulation& plan, Random& random) {
  PanelBuilder builder(plan.rollout);
  for (int u = 0; u < plan.units; ++u) {
    const bool treated = u % 2 == 0;
    builder.unit(treated);
    const double level = 20 + 3 * random.normal();
    double noise = random.normal();
    for (int t = 0; t < plan.periods; ++t) {
      noise = 0.5 * noise + std::sqrt(0.75) * random.normal();
      const double effect = treated && t >= plan.rollout ? plan.effect : 0;
      if (plan.unbalanced && t > 0 && random.uniform() < 0.3) continue;
      builder.cell(t, level + 0.3 * t + effect + noise);
    }
  }
  return builder.panel;
}

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

TEST_CASE("did: two groups and two periods give the difference of the differences") {
  // Treated: before 10, 14 (mean 12), after 7, 9 (mean 8): -4. Comparison: before 11, 13 (12), after 12, 13 (12.5):
  // +0.5. ATT = -4 - 0.5 = -4.5; treated after 8, so without the tool 8 + 4.5 = 12.5, relative -4.5 / 12.5 = -0.36. Own
  // changes: -3, -5 and +1, 0; deviations +-1 and +-0.5, so unclustered CR0 = (1 + 1 + .25 + .25) / 4 = 0.625; G = 4, n
  // = 8, K = 1 effect + 1 period + 1: factor 4/3 x 7/5.
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 10).cell(1, 7);
  builder.unit(true).cell(0, 14).cell(1, 9);
  builder.unit(false).cell(0, 11).cell(1, 12);
  builder.unit(false).cell(0, 13).cell(1, 13);
  const Effect effect = estimate(builder.panel, {.metric = 0, .method = "did"});
  CHECK_CLOSE(effect.absolute.estimate, -4.5, 1e-13);
  CHECK_CLOSE(effect.absolute.se, std::sqrt(0.625 * 4 / 3 * 7 / 5), 1e-12);
  CHECK(effect.absolute.df == 3);
  CHECK(effect.absolute.unit == "minutes");
  CHECK_CLOSE(effect.baseline, 12.5, 1e-13);
  CHECK_CLOSE(effect.relative.estimate, -0.36, 1e-13);
  CHECK(effect.estimand == "ATT");
  CHECK(effect.observations == 8);
  CHECK(effect.clusters_treated == 2);
  CHECK(effect.periods_before == 1);
  CHECK(effect.weeks_after == 1);
  CHECK(effect.missing_share_treated == 0);
  REQUIRE(effect.path.size() == 2);
  CHECK(effect.path[0].event_time == -1);
  CHECK(effect.path[0].estimate == 0);
  CHECK(effect.path[0].se == 0);
  CHECK_CLOSE(effect.path[1].estimate, -4.5, 1e-12);
  CHECK(std::isnan(effect.pre_trend_p));
}

TEST_CASE("did: base_did agrees with fixest 0.12.2 to ten digits") {
  const auto file = shared_file("data/oracle/base_did.csv");
  if (!file) {
    MESSAGE("skipped: shared data are absent");
    return;
  }
  const Panel panel = base_did(read_csv(*file));
  const Effect with = estimate(panel, {.metric = 0, .method = "did", .covariates = {0}});
  CHECK_CLOSE(with.absolute.estimate, 4.85064514323404, 1e-11);
  CHECK_CLOSE(with.absolute.se, 0.455222045942342, 1e-10);
  CHECK(with.absolute.df == 107);
  CHECK_CLOSE(with.absolute.p, 1.66756778663957e-18, 1e-8);
  const Effect without = estimate(panel, {.metric = 0, .method = "did"});
  CHECK_CLOSE(without.absolute.estimate, 4.9933904139, 1e-10);
  CHECK_CLOSE(without.absolute.se, 0.521433714674, 1e-10);
  const Effect hc1 = estimate(panel, {.metric = 0, .method = "did", .options = {{"errors", "hc1"}}, .covariates = {0}});
  CHECK_CLOSE(hc1.absolute.se, 0.503423247218195, 1e-10);
  CHECK_CLOSE(hc1.absolute.p, 4.88544605e-21, 1e-7);
  REQUIRE(with.alternatives[0].name == "hc1");
  CHECK_CLOSE(with.alternatives[0].absolute.se, 0.503423247218195, 1e-10);
}

TEST_CASE("event study: base_did, reference period 5, agrees with fixest 0.12.2 to ten digits") {
  const auto file = shared_file("data/oracle/base_did.csv");
  if (!file) {
    MESSAGE("skipped: shared data are absent");
    return;
  }
  const double expected[] = {
      -1.40304548628388, -1.24751078444385, -0.273205962244887, -1.79572056399201, 0,
      0.784452028314083, 3.59889733159794,  3.81176621201594,   4.73142620090947,  6.60622884191604};
  const double expected_se[] = {
      1.11026662290526, 1.09314456341768, 1.10693505776096, 1.08797376536688, 0,
      1.02838807490319, 1.10156341443934, 1.24750196577476, 1.09711264934702, 1.12049429944555};
  const Effect effect = estimate(base_did(read_csv(*file)), {.metric = 0, .method = "did", .covariates = {0}});
  REQUIRE(effect.path.size() == 10);
  for (int t = 0; t < 10; ++t) {
    CHECK(effect.path[t].event_time == t - 5);
    CHECK_CLOSE(effect.path[t].estimate, expected[t], 1e-10);
    CHECK_CLOSE(effect.path[t].se, expected_se[t], 1e-10);
  }
  // Period 10: p by t(107) in the same source.
  CHECK_CLOSE(two_sided_p(effect.path[9].estimate / effect.path[9].se, 107), 4.40307389294286e-08, 1e-8);
}

TEST_CASE("did: unbalanced weighted panels with a covariate agree with a dummy for every unit and period") {
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

TEST_CASE("did: the pre-trend test is the Wald test of the leads, F with G - 1 degrees of freedom") {
  // Three periods before: two leads. A balanced panel without covariates: lead e = difference of the groups' mean
  // change since the reference, so V follows from the units' own changes z (2-vector): V = c (S_T / n_T^2 + S_C /
  // n_C^2).
  Random random(11);
  const Panel panel = simulate({.units = 20, .periods = 5, .rollout = 3}, random);
  const Effect effect = estimate(panel, {.metric = 0, .method = "did"});
  Eigen::Vector2d lead = Eigen::Vector2d::Zero();
  Eigen::Matrix2d v = Eigen::Matrix2d::Zero();
  for (const int group : {0, 1}) {
    Eigen::MatrixXd z(10, 2);
    for (int i = 0; i < 10; ++i) {
      const double* y = &panel.metrics[0].sum[5 * (2 * i + group)];
      z.row(i) << y[0] - y[2], y[1] - y[2];
    }
    const Eigen::RowVector2d mean = z.colwise().mean();
    lead += (group == 0 ? 1 : -1) * mean.transpose();
    const Eigen::MatrixXd centred = z.rowwise() - mean;
    v += centred.transpose() * centred / 100;
  }
  const double n = 100, k = 4 + 4 + 1;  // 4 periods, 4 effects
  v *= 20.0 / 19 * (n - 1) / (n - k);
  const double f = lead.dot(v.inverse() * lead) / 2;
  CHECK_CLOSE(effect.pre_trend_p, f_upper_tail(f, 2, 19), 1e-9);
  const auto found = std::ranges::find(effect.diagnostics, "max_lead_share", &Diagnostic::name);
  REQUIRE(found != effect.diagnostics.end());
  CHECK_CLOSE(found->value, lead.cwiseAbs().maxCoeff() / std::abs(effect.absolute.estimate), 1e-10);
}

TEST_CASE("did: on the log scale the effect is a ratio and the baseline is on the level scale") {
  // All treated doubled, no change elsewhere, with a little noise that cancels: b = log 2, relative 1.
  PanelBuilder builder(1, {.name = "minutes", .unit = "minutes", .scale = Scale::log});
  std::vector<double> level;
  const auto add = [&](int period, double value) {
    builder.cell(period, std::log(value));
    builder.panel.metrics[0].level_sum.push_back(value);
  };
  for (const double noise : {1.25, 0.8}) {
    builder.unit(true);
    add(0, 10);
    add(1, 20 * noise);
    builder.unit(false);
    add(0, 8);
    add(1, 8 * noise);
  }
  const Effect effect = estimate(builder.panel, {.metric = 0, .method = "did"});
  CHECK_CLOSE(effect.absolute.estimate, std::log(2.0), 1e-12);
  CHECK(effect.absolute.unit == "log points");
  CHECK_CLOSE(effect.relative.estimate, 1.0, 1e-12);
  CHECK_CLOSE(effect.relative.low, std::expm1(effect.absolute.low), 1e-12);
  CHECK_CLOSE(effect.baseline, (25.0 + 16.0) / 2 / 2, 1e-12);
}

TEST_CASE("did: the effect scales with the outcome, and ignores constants, unit order and phases") {
  Random random(3);
  const Panel panel = simulate({}, random);
  const Question question{.metric = 0, .method = "did"};
  const Effect effect = estimate(panel, question);
  Panel scaled = panel;
  for (double& value : scaled.metrics[0].sum) value = 60 * value;
  const Effect sixty = estimate(scaled, question);
  CHECK_CLOSE(sixty.absolute.estimate, 60 * effect.absolute.estimate, 1e-11);
  CHECK_CLOSE(sixty.absolute.se, 60 * effect.absolute.se, 1e-11);
  CHECK_CLOSE(sixty.relative.se, effect.relative.se, 1e-11);
  Panel shifted = panel;
  for (double& value : shifted.metrics[0].sum) value += 1000;
  CHECK_CLOSE(estimate(shifted, question).absolute.se, effect.absolute.se, 1e-10);

  PanelBuilder reversed(4);
  for (int u = 23; u >= 0; --u) {
    reversed.unit(u % 2 == 0);
    for (int t = 0; t < 8; ++t) reversed.cell(t, panel.metrics[0].sum[8 * u + t]);
  }
  const Effect permuted = estimate(reversed.panel, question);
  CHECK_CLOSE(permuted.absolute.estimate, effect.absolute.estimate, 1e-11);
  CHECK_CLOSE(permuted.absolute.se, effect.absolute.se, 1e-11);
  CHECK_CLOSE(permuted.pre_trend_p, effect.pre_trend_p, 1e-9);
  // Balanced: totals of the phases hold the same point estimate, and the periods are known from the trend.
  const Effect phases = estimate(to_phases(panel), question);
  CHECK_CLOSE(phases.absolute.estimate, effect.absolute.estimate, 1e-11);
  CHECK(phases.periods_before == 4);
  CHECK(phases.weeks_after == 4);
  CHECK(phases.missing_share_treated == 0);
  CHECK(phases.path.empty());
}

TEST_CASE("did: a simulated effect is found without bias, and 95 of 100 intervals hold it") {
  Random random(2024);
  const int studies = 2000;
  double sum = 0;
  int covered = 0, relative_covered = 0;
  for (int s = 0; s < studies; ++s) {
    const Panel panel = simulate({.unbalanced = s % 2 == 1}, random);
    const Effect effect = estimate(panel, {.metric = 0, .method = "did"});
    sum += effect.absolute.estimate;
    covered += effect.absolute.low <= 1.5 && 1.5 <= effect.absolute.high;
    // Without the tool the mean after adoption would be 20 + 0.3 x (4 + 5 + 6 + 7) / 4 = 21.65.
    relative_covered += effect.relative.low <= 1.5 / 21.65 && 1.5 / 21.65 <= effect.relative.high;
  }
  MESSAGE("coverage ", covered / double(studies), ", relative ", relative_covered / double(studies));
  CHECK(std::abs(sum / studies - 1.5) < 4 * 0.4 / std::sqrt(studies));  // sd of one estimate is below 0.4
  CHECK(covered >= 0.93 * studies);
  CHECK(covered <= 0.97 * studies);
  CHECK(relative_covered >= 0.93 * studies);
  CHECK(relative_covered <= 0.97 * studies);
}

TEST_CASE("did: without a pre-trend the test of the leads rejects about as often as it says") {
  Random random(99);
  const int studies = 1000;
  int rejected = 0;
  for (int s = 0; s < studies; ++s) {
    const Panel panel = simulate({.units = 80, .periods = 6, .rollout = 3}, random);
    rejected += estimate(panel, {.metric = 0, .method = "did"}).pre_trend_p < 0.1;
  }
  MESSAGE("rejected at 10 %: ", rejected / double(studies));
  CHECK(rejected >= 0.07 * studies);
  CHECK(rejected <= 0.13 * studies);
}

TEST_CASE("did: what it cannot answer it refuses, by name") {
  Random random(5);
  const Question question{.metric = 0, .method = "did"};
  Panel staggered = simulate({}, random);
  staggered.units[0].adopted_period = 6;
  CHECK(message_of([&] { estimate(staggered, question); }) ==
        "did: units adopted at 2 different periods (" + staggered.calendar.label(4) + ", " +
            staggered.calendar.label(6) +
            "), but did needs one; staggered adoption is handled by a later method of payoff");
  const Panel panel = simulate({}, random);
  std::vector<bool> treated_only;
  for (const Unit& unit : panel.units) treated_only.push_back(unit.treated);
  CHECK(message_of([&] { estimate(subset(panel, treated_only), question); }) ==
        "did: comparison units is 0, but must be at least 2; method paired needs none");
  std::vector<bool> one_treated(panel.units.size(), false);
  one_treated[0] = one_treated[1] = one_treated[3] = true;
  CHECK(message_of([&] { estimate(subset(panel, one_treated), question); }) ==
        "did: treated units is 1, but must be at least 2; one of a kind says nothing about how they differ by chance");
  Panel late = panel;
  for (Unit& unit : late.units) {
    if (unit.treated) unit.adopted_period = 0;
  }
  CHECK(message_of([&] { estimate(late, question); }) ==
        "did: periods before the rollout is 0, but must be at least 1; method two_sample needs none");
  Panel tenure = panel;
  tenure.covariates.push_back({.name = "tenure", .value = {}});
  for (const std::int32_t unit : tenure.unit_of) tenure.covariates[0].value.push_back(0.1 + unit);
  CHECK(message_of([&] { estimate(tenure, {.metric = 0, .method = "did", .covariates = {0}}); }) ==
        "did: covariate 'tenure' is explained by the unit and period effects or the other covariates, but must vary on "
        "its own; leave it out: what is constant within a unit is already held constant");
}

TEST_CASE("did: a covariate that only the path cannot hold leaves the effect standing, and the path is refused") {
  Random random(6);
  Panel panel = simulate({}, random);
  panel.covariates.push_back({.name = "training", .value = {}});
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    const bool trained = panel.units[panel.unit_of[c]].treated && panel.period_of[c] == 2;
    panel.covariates[0].value.push_back(trained ? 1 : 0);
  }
  const Effect effect = estimate(panel, {.metric = 0, .method = "did", .covariates = {0}});
  CHECK(effect.usable);
  CHECK(effect.path.empty());
  const auto found = std::ranges::find(effect.diagnostics, "pre_trend", &Diagnostic::name);
  REQUIRE(found != effect.diagnostics.end());
  CHECK(found->text.starts_with("There is no path over time. did: covariate 'training' is explained"));
}

TEST_CASE("did: a period that only the treated were seen in has no point on the path") {
  Random random(6);
  PanelBuilder builder(3);
  for (int u = 0; u < 12; ++u) {
    builder.unit(u % 2 == 0);
    for (int t = 0; t < 6; ++t) {
      if (t != 5 || u % 2 == 0) builder.cell(t, 10 + random.normal());
    }
  }
  const Effect effect = estimate(builder.panel, {.metric = 0, .method = "did"});
  REQUIRE(effect.path.size() == 6);
  CHECK(std::isnan(effect.path[5].estimate));
  CHECK(std::isnan(effect.path[5].se));
  CHECK(effect.path[4].se > 0);
  CHECK(effect.usable);
}

TEST_CASE("did: an outcome that never varies is not usable, and says so") {
  Random random(5);
  Panel panel = simulate({}, random);
  for (double& value : panel.metrics[0].sum) value = 0.1;
  const Effect effect = estimate(panel, {.metric = 0, .method = "did"});
  CHECK_FALSE(effect.usable);
  CHECK(effect.message == "'minutes' does not vary around its means, so nothing can be said of its uncertainty");
  CHECK(std::isnan(effect.absolute.low));
}

TEST_SUITE_END();
