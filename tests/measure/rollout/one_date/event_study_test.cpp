#include <Eigen/Dense>
#include <algorithm>

#include "base/distributions.hpp"
#include "base/random.hpp"
#include "measure/panels.hpp"
#include "measure/read_csv.hpp"
#include "payoff/standard_errors.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/one_date/event_study") {

namespace {

// b' V^-1 b of the leads by the public regression, each effect a column of its own, errors by unit.
double wald_of_leads(const Panel& panel) {
  std::vector<std::vector<double>> columns;
  for (int t = 1; t <= 10; ++t) {
    if (t == 5) continue;
    columns.emplace_back();
    for (std::size_t c = 0; c < panel.unit_of.size(); ++c)
      columns.back().push_back(panel.units[panel.unit_of[c]].treated && panel.period_of[c] == t);
  }
  RegressionModel model{.outcome = panel.metrics[0].sum,
                        .absorbed = {{"id", panel.unit_of}, {"period", panel.period_of}}};
  for (std::size_t j = 0; j < columns.size(); ++j) model.covariates.push_back({std::to_string(j), columns[j]});
  const Regression fit = regress(model);
  const Covariance v = covariance(fit, {.errors = Errors::cluster, .clusters = {{"id", panel.unit_of}}});
  Eigen::Matrix4d of_leads;
  Eigen::Vector4d b;
  for (int i = 0; i < 4; ++i) {
    b[i] = fit.coefficient[i];
    for (int j = 0; j < 4; ++j) of_leads(i, j) = v.value[static_cast<std::size_t>(i) * v.columns + j];
  }
  return b.dot(of_leads.ldlt().solve(b));
}

// The path does not depend on the errors of the average effect; without its bootstrap thousands of studies are quick.
const Question by_cluster{.metric = 0, .method = "did", .options = {{"errors", "cluster"}}};

}  // namespace

TEST_CASE("event study: where one group was not seen just before the rollout, the last period of both is compared") {
  // Treated 10, 14 -> 11, 15 in weeks 0, 1, unseen in week 2, 16, 18 in week 3. Comparison 5, 7 -> 5, 8 -> . -> 6, 9.
  // Against week 1: week 0: (12 - 13) - (6 - 6.5) = -0.5; week 3: (17 - 13) - (7.5 - 6.5) = 3.
  PanelBuilder builder(3);
  builder.unit(true).cell(0, 10).cell(1, 11).cell(3, 16);
  builder.unit(true).cell(0, 14).cell(1, 15).cell(3, 18);
  builder.unit(false).cell(0, 5).cell(1, 5).cell(2, 6).cell(3, 6);
  builder.unit(false).cell(0, 7).cell(1, 8).cell(2, 9).cell(3, 9);
  const Effect effect = estimate(builder.panel, {.metric = 0, .method = "did"});
  REQUIRE(effect.path.size() == 4);
  CHECK_CLOSE(effect.path[0].estimate, -0.5, 1e-12);
  CHECK(effect.path[1].event_time == -2);
  CHECK(effect.path[1].estimate == 0);
  CHECK(effect.path[1].se == 0);
  CHECK(std::isnan(effect.path[2].estimate));
  CHECK_CLOSE(effect.path[3].estimate, 3, 1e-12);
  CHECK(diagnostic(effect, "max_lead_share").value < 0.2);
}

TEST_CASE("event study: asked for the normal distribution, path, test of the leads and sensitivity have it") {
  const auto file = shared_file("data/oracle/base_did.csv");
  if (!file) return;
  const Panel panel = base_did(read_csv(*file));
  const auto by = [&](const char* quantile) {
    return estimate(panel, {.metric = 0, .method = "did", .options = {{"quantile", quantile}}});
  };
  const Effect normal = by("normal"), t = by("t");
  const double narrower = normal_quantile(0.975) / student_quantile(0.975, 107);
  for (std::size_t k = 0; k < normal.path.size(); ++k) {
    CHECK(normal.path[k].se == t.path[k].se);
    CHECK(normal.path[k].high - normal.path[k].low ==
          doctest::Approx(narrower * (t.path[k].high - t.path[k].low)).epsilon(1e-12));
  }
  // Chi squared of four leads: P = exp(-x / 2) (1 + x / 2).
  const double half = wald_of_leads(panel) / 2;
  CHECK_CLOSE(normal.pre_trend_p, std::exp(-half) * (1 + half), 1e-8);
  CHECK(std::isinf(normal.course->change.df));
  CHECK(std::isinf(normal.earlier_trend->carried_on.df));
  const auto width = [](const Effect& effect) {
    const TrendBound& parallel = effect.sensitivities.front().points.front();
    return parallel.high - parallel.low;
  };
  CHECK_CLOSE(width(normal), narrower * width(t), 1e-12);
}

TEST_CASE("event study: where the headline has errors for few clusters, the path is as leaving each cluster out") {
  // Two units of each arm: the share of a cluster in its arm is 1 / 2, so its influence counts 1 / (1 - 1/2) = 2 times.
  // Changes 3, 5 against 1, 2: influences +-1/2 x 1 and +-1/2 x 1/2, squares 1/2 + 1/8, times 4.
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 10).cell(1, 13);
  builder.unit(true).cell(0, 14).cell(1, 19);
  builder.unit(false).cell(0, 11).cell(1, 12);
  builder.unit(false).cell(0, 13).cell(1, 15);
  const Effect few = estimate(builder.panel, {.metric = 0, .method = "did"});
  CHECK(few.interval_by == IntervalBy::bell_mccaffrey);
  CHECK_CLOSE(few.path[1].se, std::sqrt(4 * (0.5 + 0.125)), 1e-12);
  const Effect cr1 = estimate(builder.panel, by_cluster);
  CHECK_CLOSE(cr1.path[1].se, std::sqrt(4.0 / 3 * 7 / 5 * (0.5 + 0.125)), 1e-12);
}

TEST_CASE("event study: with 3 of 14 teams treated the path's intervals hold it where those of CR1 do not") {
  Random random(77);
  const int studies = 500;
  int careful = 0, cr1 = 0;
  for (int s = 0; s < studies; ++s) {
    PanelBuilder builder(2);
    for (int g = 0; g < 14; ++g) {
      const double luck = random.normal();
      for (int u = 0; u < 3; ++u) {
        builder.unit(g < 3, g);
        for (int t = 0; t < 4; ++t) builder.cell(t, (t >= 2 ? luck : 0) + random.normal());
      }
    }
    Question question{.metric = 0, .method = "did", .options = {{"errors", "cr2"}}, .compare_methods = false};
    const auto holds = [&] {
      const PathPoint last = estimate(builder.panel, question).path.back();
      return last.low <= 0 && 0 <= last.high;
    };
    careful += holds();
    question.options["errors"] = "cluster";
    cr1 += holds();
  }
  MESSAGE("coverage ", careful / double(studies), ", CR1 ", cr1 / double(studies));
  CHECK(careful >= 0.92 * studies);
  CHECK(cr1 < careful);
}

TEST_CASE("event study: base_did, reference period 5, agrees with fixest 0.12.2 to ten digits") {
  const auto file = shared_file("data/oracle/base_did.csv");
  if (!file) {
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

TEST_CASE("event study: the pre-trend test is the Wald test of the leads, F with G - 1 degrees of freedom") {
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
  const double f = lead.dot(v.inverse() * lead) * (20 - 1 - 2) / (20 * 2);
  CHECK_CLOSE(effect.pre_trend_p, f_upper_tail(f, 2, 17), 1e-9);
  const auto found = std::ranges::find(effect.diagnostics, "max_lead_share", &Diagnostic::name);
  REQUIRE(found != effect.diagnostics.end());
  CHECK_CLOSE(found->value, lead.cwiseAbs().maxCoeff() / std::abs(effect.absolute.estimate), 1e-10);
}

TEST_CASE("event study: without a pre-trend the test of the leads rejects about as often as it says") {
  Random random(99);
  const int studies = 1000;
  int rejected = 0;
  for (int s = 0; s < studies; ++s) {
    const Panel panel = simulate({.units = 80, .periods = 6, .rollout = 3}, random);
    rejected += estimate(panel, by_cluster).pre_trend_p < 0.1;
  }
  MESSAGE("rejected at 10 %: ", rejected / double(studies));
  CHECK(rejected >= 0.07 * studies);
  CHECK(rejected <= 0.13 * studies);
}

TEST_CASE("event study: many leads on few clusters do not make the test reject too often") {
  Random random(97);
  const int studies = 1000;
  int rejected = 0;
  for (int s = 0; s < studies; ++s) {
    const Panel panel = simulate({.units = 24, .periods = 16, .rollout = 12}, random);
    rejected += estimate(panel, by_cluster).pre_trend_p < 0.1;
  }
  MESSAGE("rejected at 10 %: ", rejected / double(studies));
  CHECK(rejected >= 0.07 * studies);
  CHECK(rejected <= 0.13 * studies);
}

TEST_CASE("event study: it rejects no more where the treated were unseen just before a rollout that worked") {
  Random random(98);
  const int studies = 1000;
  int rejected = 0;
  for (int s = 0; s < studies; ++s) {
    Panel panel = simulate({.units = 80, .periods = 6, .rollout = 4}, random);
    for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
      if (panel.units[panel.unit_of[c]].treated && panel.period_of[c] == 3) panel.metrics[0].sum[c] = missing;
    }
    rejected += estimate(panel, by_cluster).pre_trend_p < 0.1;
  }
  MESSAGE("rejected at 10 %: ", rejected / double(studies));
  CHECK(rejected >= 0.07 * studies);
  CHECK(rejected <= 0.13 * studies);
}

TEST_CASE("event study: a covariate that only the path cannot hold leaves the effect, and the path is refused") {
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

TEST_CASE("event study: a period that only the treated were seen in has no point on the path") {
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

}  // TEST_SUITE("measure/rollout/one_date/event_study")
