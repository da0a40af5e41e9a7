#include "measure/experiment/regression_adjustment.hpp"

#include <Eigen/Dense>
#include <map>

#include "base/random.hpp"
#include "measure/panels.hpp"
#include "measure/read_csv.hpp"

using namespace payoff;

TEST_SUITE("measure/experiment/regression_adjustment") {

namespace {

// One unit for each developer's issue; log of the minutes; covariate: log of the forecast.
Panel metr(const CsvTable& table) {
  PanelBuilder builder(0, {.name = "minutes", .kind = MetricKind::time, .unit = "minutes", .scale = Scale::log});
  builder.panel.calendar.kind = PeriodKind::none;
  builder.panel.covariates.push_back({.name = "log forecast", .value = {}});
  std::map<std::string, int> developers;
  double sum[2] = {}, count[2] = {};
  const auto arm = [&](std::size_t i) { return table.number("ai_treatment", i) == 1 ? 1 : 0; };
  const auto review = [&](std::size_t i) { return table.number("post_review_implementation_time", i); };
  for (std::size_t i = 0; i < table.rows; ++i) {
    if (std::isnan(review(i))) continue;
    sum[arm(i)] += review(i);
    ++count[arm(i)];
  }
  for (std::size_t i = 0; i < table.rows; ++i) {
    const int developer =
        developers.emplace(table.columns.at("dev_id")[i], static_cast<int>(developers.size())).first->second;
    const double after = std::isnan(review(i)) ? sum[arm(i)] / count[arm(i)] : review(i);
    const double total = table.number("initial_implementation_time", i) + after;
    builder.unit(arm(i) == 1, developer).cell(0, std::log(total));
    builder.panel.metrics[0].level_sum.push_back(total);
    builder.panel.covariates[0].value.push_back(std::log(table.number("predicted_time_no_ai", i)));
  }
  return builder.panel;
}

// Slow and obvious: least squares on a dense design; HC2 and HC3 of the coefficient of column 1. The last `slopes`
// columns are covariates times treatment, the same covariates stand before them: their mean is estimated too.
struct DenseFit {
  double effect, hc2, hc3;
};
DenseFit dense_fit(const Eigen::MatrixXd& x, const Eigen::VectorXd& y, Eigen::Index slopes) {
  const Eigen::MatrixXd bread = (x.transpose() * x).inverse();
  const Eigen::VectorXd b = bread * x.transpose() * y;
  const Eigen::VectorXd e = y - x * b;
  const Eigen::VectorXd a = (bread * x.transpose()).row(1).transpose();
  const Eigen::ArrayXd left = 1 - (x * bread).cwiseProduct(x).rowwise().sum().array();
  const Eigen::ArrayXd psi = a.array() * e.array();
  const double n = static_cast<double>(x.rows());
  const Eigen::ArrayXd centring = (x.middleCols(x.cols() - 2 * slopes, slopes) * b.tail(slopes)).array() / n;
  return {b[1], std::sqrt((psi / left.sqrt() + centring * std::sqrt(n / (n - 1))).square().sum()),
          std::sqrt((psi / left + centring * n / (n - 1)).square().sum())};
}

}  // namespace

TEST_CASE("regression adjustment: slopes by arm, and the covariate's mean that is estimated with them") {
  // x = -1, 0, 1 in both arms. Comparison 1, 2, 3: mean 2, slope 1, no residuals. Treated 3, 3, 9: mean 5, slope 3,
  // residuals 1, -2, 1, leverages 5/6, 1/3, 5/6. tau = 3, a = 1/3: psi = 1/3, -2/3, 1/3; HC2: 2/3 + 2/3 + 2/3 = 2.
  // Slopes differ by 2: centring 2x / 6 = -1/3, 0, 1/3 in each arm, squares 4/9 times 6/5; their products with psi
  // cancel. se^2 = 2 + 8/15. The slope of all is 2 without the interaction: tau = 3, centring 0.
  Panel panel = two_arms({3, 3, 9}, {1, 2, 3});
  panel.covariates.push_back({"x", {-1, 0, 1, -1, 0, 1}});
  const Effect lin = estimate(panel, ask({{"errors", "hc2"}}, {0}));
  CHECK_CLOSE(lin.absolute.estimate, 3, 1e-13);
  CHECK_CLOSE(lin.absolute.se, std::sqrt(38.0 / 15), 1e-12);
  CHECK(lin.absolute.df == 2);
  const Effect additive = estimate(panel, ask({{"adjustment", "additive"}, {"errors", "hc1"}}, {0}));
  CHECK_CLOSE(additive.absolute.estimate, 3, 1e-13);
  // Residuals: treated y - 5 - 2x = 0, -2, 2, comparison y - 2 - 2x = 1, 0, -1: squares 10, a = 1/3; n / (n - k) = 2.
  CHECK_CLOSE(additive.absolute.se, std::sqrt(2 * 10.0 / 9), 1e-13);
}

TEST_CASE("what lies far off in one arm takes no digit from the other") {
  Random random(89);
  for (const double far : {1e3, 1e6, 1e9}) {
    std::vector<double> y[2], x[2];
    Panel panel;
    for (int arm : {1, 0})
      for (int i = 0; i < 30; ++i) {
        x[arm].push_back(arm == 1 && i == 0 ? far : random.normal());
        y[arm].push_back(3 + arm + 0.5 * x[arm].back() + random.normal());
      }
    panel = two_arms(y[1], y[0]);
    panel.covariates.push_back({"x", x[1]});
    panel.covariates[0].value.insert(panel.covariates[0].value.end(), x[0].begin(), x[0].end());
    // By the two arms' own lines: squares, products and means in long double.
    long double my[2] = {}, mx[2] = {}, xx[2] = {}, xy[2] = {};
    for (const int arm : {0, 1}) {
      for (int i = 0; i < 30; ++i) my[arm] += y[arm][i] / 30.0L, mx[arm] += x[arm][i] / 30.0L;
      for (int i = 0; i < 30; ++i) {
        xx[arm] += (x[arm][i] - mx[arm]) * (x[arm][i] - mx[arm]);
        xy[arm] += (x[arm][i] - mx[arm]) * (y[arm][i] - my[arm]);
      }
    }
    const long double all = (mx[0] + mx[1]) / 2, apart = my[1] - my[0];
    const long double lines = apart - xy[1] / xx[1] * (mx[1] - all) + xy[0] / xx[0] * (mx[0] - all);
    const long double common = apart - (xy[0] + xy[1]) / (xx[0] + xx[1]) * (mx[1] - mx[0]);
    // The effect is a difference of terms of this size.
    const double tolerance = 1e-13 * far;
    const Effect by_arm = estimate(panel, ask({{"errors", "hc2"}}, {0})),
                 additive = estimate(panel, ask({{"adjustment", "additive"}, {"errors", "hc2"}}, {0}));
    CHECK(std::abs(by_arm.absolute.estimate - static_cast<double>(lines)) < tolerance);
    CHECK(std::abs(additive.absolute.estimate - static_cast<double>(common)) < tolerance);
  }
}

TEST_CASE("regression adjustment: the METR trial, to twelve digits of its published regression") {
  const auto file = shared_file("data/metr_rct/metr_rct.csv");
  if (!file) {
    return;
  }
  // Published: log minutes on treatment and log forecast, by the authors' script (statsmodels); README of the data.
  const Panel panel = metr(read_csv(*file));
  const Effect cluster = estimate(panel, ask({{"adjustment", "additive"}}, {0}));
  CHECK(cluster.observations == 246);
  CHECK(cluster.clusters == 16);
  CHECK(cluster.absolute.df == 15);
  CHECK(cluster.absolute.unit == "log points");
  CHECK_CLOSE(cluster.absolute.estimate, 0.1726078150972417, 1e-12);
  CHECK_CLOSE(cluster.absolute.se, 0.0798092063494457, 1e-12);
  CHECK_CLOSE(cluster.relative.estimate, 0.188399941, 2e-9);
  const auto normal = [&](const std::string& errors) {
    return estimate(panel, ask({{"adjustment", "additive"}, {"errors", errors}, {"quantile", "normal"}}, {0}));
  };
  CHECK_CLOSE(normal("hc3").absolute.se, 0.08146730563040647, 1e-12);
  CHECK_CLOSE(normal("hc1").absolute.se, 0.08094592104562269, 1e-12);
  // Published intervals: HC3 (0.013, 0.394), clustered (0.016, 0.390).
  CHECK(std::abs(normal("hc3").relative.low - 0.013) < 5e-4);
  CHECK(std::abs(normal("hc3").relative.high - 0.394) < 5e-4);
  CHECK(std::abs(normal("cluster").relative.low - 0.016) < 5e-4);
  CHECK(std::abs(normal("cluster").relative.high - 0.390) < 5e-4);
  // With t(15) the same clustered errors reach further: exp(b +- 2.131449546 se) - 1 (quantile of t(15) from its closed
  // form, Abramowitz & Stegun 26.7.3).
  CHECK_CLOSE(cluster.relative.low, std::expm1(0.1726078150972417 - 2.131449545559774 * 0.0798092063494457), 1e-8);
  CHECK_CLOSE(cluster.relative.high, std::expm1(0.1726078150972417 + 2.131449545559774 * 0.0798092063494457), 1e-8);
}

TEST_CASE("regression adjustment: the job-training trial agrees with R and sandwich 3.0.2 to ten digits") {
  const auto file = shared_file("data/oracle/nsw_all.csv");
  if (!file) {
    return;
  }
  const CsvTable table = read_csv(*file);
  const std::vector<std::string> names = {"age", "educ", "black", "hisp", "married", "nodegree", "re74", "re75"};
  const Effect adjusted =
      estimate(lalonde(table, true, names), ask({{"adjustment", "additive"}}, {0, 1, 2, 3, 4, 5, 6, 7}));
  CHECK_CLOSE(adjusted.absolute.estimate, 1676.34262540308, 1e-11);
  CHECK_CLOSE(adjusted.absolute.se, 677.049144018404, 1e-11);
  CHECK(adjusted.absolute.df == 435);
  const auto by = [&](const char* errors) {
    return estimate(lalonde(table, true, names),
                    ask({{"adjustment", "additive"}, {"errors", errors}}, {0, 1, 2, 3, 4, 5, 6, 7}));
  };
  CHECK_CLOSE(by("hc1").absolute.se, 676.733697478699, 1e-11);
  CHECK_CLOSE(by("hc3").absolute.se, 685.302474650073, 1e-11);
  CHECK_CLOSE(alternative(adjusted, "unadjusted").absolute.estimate, 1794.34238185009, 1e-12);
  CHECK_CLOSE(adjusted.baseline, 4554.80112, 1e-8);  // the unadjusted comparison mean

  const Effect all = estimate(lalonde(table, false, {"re75"}), ask({{"adjustment", "additive"}}, {0}));
  CHECK_CLOSE(all.absolute.estimate, 878.781075406542, 1e-11);
  CHECK_CLOSE(all.absolute.se, 485.781191314179, 1e-11);
  CHECK_CLOSE(alternative(all, "unadjusted").absolute.se, 488.204524794538, 1e-11);
}

TEST_CASE("regression adjustment: slopes by arm agree with statsmodels 0.15 TreatmentEffect.ra to eight digits") {
  const auto file = shared_file("data/oracle/nsw_all.csv");
  if (!file) {
    return;
  }
  // Its moment conditions hold the mean of the covariates too; it divides by n where HC1 divides by n - k.
  const Effect effect =
      estimate(lalonde(read_csv(*file), true, {"age", "educ", "re75"}), ask({{"errors", "hc1"}}, {0, 1, 2}));
  CHECK_CLOSE(effect.absolute.estimate, 1597.60465672, 1e-11);
  CHECK_CLOSE(effect.absolute.se * std::sqrt((445.0 - 8) / 445), 641.98731357, 1e-8);
}

TEST_CASE("regression adjustment: interacted adjustment agrees with dense least squares on centred covariates") {
  Random random(31);
  PanelBuilder builder(0);
  builder.panel.covariates = {{"x", {}}, {"z", {}}};
  const int n = 60;
  Eigen::MatrixXd x(n, 6);
  Eigen::VectorXd y(n);
  for (int i = 0; i < n; ++i) {
    const bool treated = i % 3 == 0;
    const double a = 5 + random.normal(), b = random.normal();
    y[i] = 3 + (treated ? 1 + a : 0) + a - b + random.normal();
    x.row(i) << 1, treated, a, b, 0, 0;
    builder.unit(treated).cell(0, y[i]);
    builder.panel.covariates[0].value.push_back(a);
    builder.panel.covariates[1].value.push_back(b);
  }
  for (const int j : {2, 3}) {
    x.col(j).array() -= x.col(j).mean();
    x.col(j + 2) = x.col(1).cwiseProduct(x.col(j));
  }
  const DenseFit slow = dense_fit(x, y, 2);
  const Effect effect = estimate(builder.panel, ask({}, {0, 1}));
  CHECK_CLOSE(effect.absolute.estimate, slow.effect, 1e-11);
  CHECK_CLOSE(effect.absolute.se, slow.hc2, 1e-11);
  CHECK_CLOSE(estimate(builder.panel, ask({{"errors", "hc3"}}, {0, 1})).absolute.se, slow.hc3, 1e-11);
  CHECK(effect.absolute.df == n - 6);
}

TEST_CASE("regression adjustment: the effect ignores where a covariate has its origin and unit") {
  Random random(32);
  Panel panel = two_arms({}, {});
  panel.covariates.push_back({"x", {}});
  PanelBuilder builder(0);
  builder.panel = panel;
  for (int i = 0; i < 40; ++i) {
    const double x = random.normal();
    builder.unit(i % 2 == 0).cell(0, 10 + x * (i % 2 == 0 ? 2 : 1) + random.normal());
    builder.panel.covariates[0].value.push_back(x);
  }
  const Effect effect = estimate(builder.panel, ask({}, {0}));
  for (double& x : builder.panel.covariates[0].value) x = 1e4 + 60 * x;
  const Effect other = estimate(builder.panel, ask({}, {0}));
  CHECK_CLOSE(other.absolute.estimate, effect.absolute.estimate, 1e-9);
  CHECK_CLOSE(other.absolute.se, effect.absolute.se, 1e-9);
}

TEST_CASE("regression adjustment: 95 of 100 intervals hold the effect on the people the units were drawn from") {
  // The effect is 1 + 2x, so 1 on average over the people, and something else over the 100 of a study.
  Random random(717);
  const int studies = 2000;
  double sum = 0;
  int covered = 0, relative_covered = 0;
  for (int s = 0; s < studies; ++s) {
    PanelBuilder builder(0);
    builder.panel.covariates.push_back({"x", {}});
    for (int u = 0; u < 100; ++u) {
      const double x = random.normal();
      builder.unit(u % 2 == 0).cell(0, 10 + x + (u % 2 == 0 ? 1 + 2 * x : 0) + random.normal());
      builder.panel.covariates[0].value.push_back(x);
    }
    const Effect effect = estimate(builder.panel, ask({}, {0}));
    sum += effect.absolute.estimate;
    covered += effect.absolute.low <= 1 && 1 <= effect.absolute.high;
    relative_covered += effect.relative.low <= 0.1 && 0.1 <= effect.relative.high;
  }
  MESSAGE("coverage ", covered / double(studies), ", relative ", relative_covered / double(studies));
  CHECK(std::abs(sum / studies - 1) < 4 * 0.3 / std::sqrt(studies));  // sd of one estimate is below 0.3
  CHECK(covered >= 0.93 * studies);
  CHECK(covered <= 0.97 * studies);
  CHECK(relative_covered >= 0.93 * studies);
  CHECK(relative_covered <= 0.97 * studies);
}

TEST_CASE("regression adjustment: a covariate that is constant, or that the others explain, is refused by name") {
  Panel panel = two_arms({1, 2, 4, 7}, {1, 2, 3, 9});
  panel.covariates.push_back({"tenure", {1, 2, 3, 4, 5, 6, 7, 8}});
  panel.covariates.push_back({"twice tenure", {2, 4, 6, 8, 10, 12, 14, 16}});
  panel.covariates.push_back({"site", {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}});
  CHECK(message_of([&] { estimate(panel, ask({{"adjustment", "additive"}}, {0, 1})); }) ==
        "two_sample: covariate 'twice tenure' is constant or explained by the others, but must vary on its own; leave "
        "it out");
  CHECK(message_of([&] { estimate(panel, ask({{"adjustment", "additive"}}, {2})); }) ==
        "two_sample: covariate 'site' is constant or explained by the others, but must vary on its own; leave it out");
}

TEST_CASE("fit_arms: the difference of two million outcomes has all of its digits") {
  // Treated 0.3, the others 0.1 in two of three: means 0.3 and 2 / 30 + 0.9 / 3.
  ArmSample sample;
  for (std::size_t i = 0; i < 2'100'000; ++i) {
    sample.unit.push_back(i);
    sample.treated.push_back(i % 2 == 0);
    sample.outcome.push_back(i % 2 == 0 ? 0.3 : i % 3 == 0 ? 0.9 : 0.1);
    sample.cluster.push_back(static_cast<int>(i));
  }
  sample.clusters = sample.unit.size();
  CHECK_CLOSE(fit_arms(sample, false).effect, 0.3 - (0.9 + 2 * 0.1) / 3, 2e-13);
}

}  // TEST_SUITE("measure/experiment/regression_adjustment")
