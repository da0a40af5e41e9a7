#include <Eigen/Dense>
#include <algorithm>
#include <map>

#include "base/distributions.hpp"
#include "base/random.hpp"
#include "measure/panels.hpp"
#include "measure/read_csv.hpp"

using namespace payoff;

TEST_SUITE_BEGIN("measure/two_sample");

namespace {

Question ask(Options options = {}, std::vector<std::size_t> covariates = {}) {
  return {.metric = 0,
          .method = "two_sample",
          .options = std::move(options),
          .covariates = std::move(covariates),
          .randomized = true};
}

const Alternative& alternative(const Effect& effect, const std::string& name) {
  const auto found = std::ranges::find(effect.alternatives, name, &Alternative::name);
  REQUIRE(found != effect.alternatives.end());
  return *found;
}

// n values with exactly this sum and sum of squares: the mean, +- one distance, and the mean itself if n is odd.
std::vector<double> with_sums(std::size_t n, double sum, double squares) {
  const double mean = sum / static_cast<double>(n);
  const std::size_t even = n - n % 2;
  const double distance = std::sqrt((squares - sum * mean) / static_cast<double>(even));
  std::vector<double> values(n, mean);
  for (std::size_t i = 0; i < even; ++i) values[i] += i % 2 ? distance : -distance;
  return values;
}

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

// The job-training trial; outcome re78, covariates by name.
Panel lalonde(const CsvTable& table, bool dehejia_wahba, const std::vector<std::string>& covariates) {
  PanelBuilder builder(0, {.name = "re78", .kind = MetricKind::revenue, .unit = "USD"});
  builder.panel.calendar.kind = PeriodKind::none;
  for (const std::string& name : covariates) builder.panel.covariates.push_back({.name = name, .value = {}});
  for (std::size_t i = 0; i < table.rows; ++i) {
    const bool wanted = dehejia_wahba ? table.number("dwincl", i) == 1 : table.number("experimental", i) == 1;
    if (!wanted) continue;
    builder.unit(table.number("treated", i) == 1).cell(0, table.number("re78", i));
    for (std::size_t j = 0; j < covariates.size(); ++j) {
      builder.panel.covariates[j].value.push_back(table.number(covariates[j], i));
    }
  }
  return builder.panel;
}

// Slow and obvious: least squares on a dense design; HC2 and HC3 of the coefficient of column 1.
struct DenseFit {
  double effect, hc2, hc3;
};
DenseFit dense_fit(const Eigen::MatrixXd& x, const Eigen::VectorXd& y) {
  const Eigen::MatrixXd bread = (x.transpose() * x).inverse();
  const Eigen::VectorXd b = bread * x.transpose() * y;
  const Eigen::VectorXd e = y - x * b;
  const Eigen::VectorXd a = (bread * x.transpose()).row(1).transpose();
  const Eigen::ArrayXd left = 1 - (x * bread).cwiseProduct(x).rowwise().sum().array();
  const Eigen::ArrayXd psi = a.array() * e.array();
  return {b[1], std::sqrt((psi.square() / left).sum()), std::sqrt((psi / left).square().sum())};
}

}  // namespace

TEST_CASE("two_sample: the difference of two means, with Welch's interval") {
  // Treated 4, 6, 8: mean 6, s2 4, s2 / n = 4/3. Comparison 1, 3: mean 2, s2 2, s2 / n = 1. tau = 4, se = sqrt(7/3);
  // df = (7/3)^2 / ((4/3)^2 / 2 + 1 / 1) = 49/9 / (17/9) = 49/17. Relative 2, variance 1 x 36 / 16 + 4/3 / 4 = 31/12.
  Question question = ask();
  question.level = 0.5;  // a baseline of 2 +- 1 is refused a percentage at 95 %
  const Effect effect = estimate(two_arms({4, 6, 8}, {1, 3}), question);
  CHECK_CLOSE(effect.absolute.estimate, 4, 1e-14);
  CHECK_CLOSE(effect.absolute.se, std::sqrt(7.0 / 3), 1e-14);
  CHECK_CLOSE(effect.absolute.df, 49.0 / 17, 1e-13);
  CHECK_CLOSE(effect.baseline, 2, 1e-14);
  CHECK_CLOSE(effect.relative.estimate, 2, 1e-14);
  CHECK_CLOSE(effect.relative.se, std::sqrt(31.0 / 12), 1e-13);
  CHECK(effect.estimand == "ATE");
  CHECK(effect.units_treated == 3);
  CHECK(effect.clusters == 5);
  CHECK(effect.periods_after == 0);
  CHECK(std::isnan(effect.weeks_after));
}

TEST_CASE("two_sample: a ratio metric is the ratio of sums, not the mean of ratios") {
  // Treated: 10 minutes over 1 ticket and 20 over 3: 30 / 4 = 7.5. Comparison: 20 / 2 and 28 / 2: 12. tau = -4.5.
  // Deviations: treated (10 - 7.5) / 2 = 1.25, (20 - 22.5) / 2 = -1.25; s2 / n = 3.125 / 2. Comparison -2, 2: 8 / 2.
  PanelBuilder builder(0, {.name = "minutes", .unit = "minutes", .per = "ticket"});
  builder.unit(true).cell(0, 10, 1);
  builder.unit(true).cell(0, 20, 3);
  builder.unit(false).cell(0, 20, 2);
  builder.unit(false).cell(0, 28, 2);
  const Effect effect = estimate(builder.panel, ask());
  CHECK_CLOSE(effect.absolute.estimate, -4.5, 1e-14);
  CHECK_CLOSE(effect.absolute.se, std::sqrt(3.125 / 2 + 8.0 / 2), 1e-13);
  CHECK(effect.absolute.unit == "minutes per ticket");
  CHECK(effect.volume_per_unit_week == 2);  // 4 tickets, 2 units, 1 week
}

TEST_CASE("two_sample: the METR trial, to twelve digits of its published regression") {
  const auto file = shared_file("data/metr_rct/metr_rct.csv");
  if (!file) {
    MESSAGE("skipped: shared data are absent");
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

TEST_CASE("two_sample: Hillstrom's mailing to men, against the published Welch test") {
  const auto file = shared_file("data/hillstrom/hillstrom.csv");
  if (!file) {
    MESSAGE("skipped: shared data are absent");
    return;
  }
  const CsvTable table = read_csv(*file);
  std::vector<double> men, none;
  for (std::size_t i = 0; i < table.rows; ++i) {
    const std::string& segment = table.columns.at("segment")[i];
    if (segment == "Mens E-Mail") men.push_back(table.number("spend", i));
    if (segment == "No E-Mail") none.push_back(table.number("spend", i));
  }
  const Effect effect = estimate(two_arms(men, none), ask());
  CHECK_CLOSE(effect.absolute.estimate, 0.7698272, 1e-7);
  CHECK_CLOSE(effect.absolute.low, 0.4851397, 1e-6);
  CHECK_CLOSE(effect.absolute.high, 1.054515, 1e-6);
  CHECK_CLOSE(effect.absolute.estimate / effect.absolute.se, 5.30014, 1e-6);
  CHECK_CLOSE(effect.absolute.p, 1.16e-07, 5e-3);
  CHECK(effect.units_treated == 21307);
}

TEST_CASE("two_sample: the job-training trial agrees with R and sandwich 3.0.2 to ten digits") {
  const auto file = shared_file("data/oracle/nsw_all.csv");
  if (!file) {
    MESSAGE("skipped: shared data are absent");
    return;
  }
  const CsvTable table = read_csv(*file);
  const Effect welch = estimate(lalonde(table, true, {}), ask());
  CHECK_CLOSE(welch.absolute.estimate, 1794.34238185009, 1e-12);
  CHECK_CLOSE(welch.absolute.estimate / welch.absolute.se, 2.6741454879988, 1e-11);
  CHECK_CLOSE(welch.absolute.df, 307.132494496707, 1e-11);
  CHECK_CLOSE(welch.absolute.p, 0.00789297830550187, 1e-10);
  CHECK_CLOSE(welch.absolute.low, 474.010451187835, 1e-10);
  CHECK_CLOSE(welch.absolute.high, 3114.67431251237, 1e-10);
  CHECK_CLOSE(alternative(welch, "hc1").absolute.se, 670.824490766939, 1e-11);
  CHECK_CLOSE(alternative(welch, "hc3").absolute.se, 672.682147081144, 1e-11);

  const std::vector<std::string> names = {"age", "educ", "black", "hisp", "married", "nodegree", "re74", "re75"};
  const Effect adjusted =
      estimate(lalonde(table, true, names), ask({{"adjustment", "additive"}}, {0, 1, 2, 3, 4, 5, 6, 7}));
  CHECK_CLOSE(adjusted.absolute.estimate, 1676.34262540308, 1e-11);
  CHECK_CLOSE(adjusted.absolute.se, 677.049144018404, 1e-11);
  CHECK(adjusted.absolute.df == 435);
  CHECK_CLOSE(alternative(adjusted, "hc1").absolute.se, 676.733697478699, 1e-11);
  CHECK_CLOSE(alternative(adjusted, "hc3").absolute.se, 685.302474650073, 1e-11);
  CHECK_CLOSE(alternative(adjusted, "unadjusted").absolute.estimate, 1794.34238185009, 1e-12);
  CHECK_CLOSE(adjusted.baseline, 4554.80112, 1e-8);  // the unadjusted comparison mean

  const Effect all = estimate(lalonde(table, false, {"re75"}), ask({{"adjustment", "additive"}}, {0}));
  CHECK_CLOSE(all.absolute.estimate, 878.781075406542, 1e-11);
  CHECK_CLOSE(all.absolute.se, 485.781191314179, 1e-11);
  CHECK_CLOSE(alternative(all, "unadjusted").absolute.se, 488.204524794538, 1e-11);
}

TEST_CASE("two_sample: sleep agrees with R 4.2.2 t.test to twelve digits") {
  const std::vector<double> one = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
  const std::vector<double> two = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
  const Effect effect = estimate(two_arms(one, two), ask());
  CHECK_CLOSE(effect.absolute.estimate / effect.absolute.se, -1.86081346748685, 1e-12);
  CHECK_CLOSE(effect.absolute.df, 17.7764735161785, 1e-12);
  CHECK_CLOSE(effect.absolute.p, 0.0793941401873582, 1e-12);
  CHECK_CLOSE(effect.absolute.low, -3.36548323071171, 1e-12);
  CHECK_CLOSE(effect.absolute.high, 0.20548323071171, 1e-12);
}

TEST_CASE("two_sample: relative and absolute lifts agree with gbstats to its printed digits") {
  // Origin: frequentist tests of the gbstats package, from sums alone.
  const Effect effect =
      estimate(two_arms(with_sums(3461, 2422.7, 134698.29), with_sums(3407, 1396.87, 52377.9767)), ask());
  CHECK(std::abs(effect.absolute.estimate - 0.29) < 5e-6);
  CHECK(std::abs(effect.absolute.se - 0.12478) < 5e-6);
  CHECK(std::abs(effect.absolute.low - 0.04538) < 5e-6);
  CHECK(std::abs(effect.absolute.high - 0.53462) < 5e-6);
  CHECK(std::abs(effect.absolute.p - 0.02016) < 5e-6);
  CHECK(std::abs(effect.relative.estimate - 0.70732) < 5e-6);
  CHECK(std::abs(effect.relative.se - 0.37879) < 5e-6);
  CHECK(std::abs(effect.relative.low + 0.03526) < 5e-6);
  CHECK(std::abs(effect.relative.high - 1.44989) < 5e-6);
  CHECK(std::abs(effect.relative.p - 0.06191) < 5e-6);
  // Its one-sided test prints all digits of the same estimate and error.
  const Effect longer =
      estimate(two_arms(with_sums(3461, 2422.7, 134698.29), with_sums(3000, 1396.87, 52377.9767)), ask());
  CHECK_CLOSE(longer.absolute.estimate, 0.23437666666666668, 1e-10);
  CHECK_CLOSE(longer.absolute.se, 0.12983081254184736, 1e-9);
  CHECK_CLOSE(longer.relative.estimate, 0.5033610858562358, 1e-10);
  CHECK_CLOSE(longer.relative.se, 0.3334122146400735, 1e-9);
}

TEST_CASE("two_sample: interacted adjustment agrees with dense least squares on centred covariates") {
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
  const DenseFit slow = dense_fit(x, y);
  const Effect effect = estimate(builder.panel, ask({}, {0, 1}));
  CHECK_CLOSE(effect.absolute.estimate, slow.effect, 1e-11);
  CHECK_CLOSE(effect.absolute.se, slow.hc2, 1e-11);
  CHECK_CLOSE(alternative(effect, "hc3").absolute.se, slow.hc3, 1e-11);
  CHECK(effect.absolute.df == n - 6);
}

TEST_CASE("two_sample: the effect scales with the outcome, and ignores constants, unit order and grain") {
  Random random(8);
  std::vector<double> treated, comparison;
  for (int i = 0; i < 30; ++i) treated.push_back(11 + 2 * random.normal());
  for (int i = 0; i < 50; ++i) comparison.push_back(10 + random.normal());
  const Effect effect = estimate(two_arms(treated, comparison), ask());
  const auto changed = [](std::vector<double> values, double factor, double constant) {
    for (double& value : values) value = factor * value + constant;
    return values;
  };
  const Effect scaled = estimate(two_arms(changed(treated, 60, 0), changed(comparison, 60, 0)), ask());
  CHECK_CLOSE(scaled.absolute.estimate, 60 * effect.absolute.estimate, 1e-12);
  CHECK_CLOSE(scaled.absolute.high, 60 * effect.absolute.high, 1e-12);
  CHECK_CLOSE(scaled.relative.low, effect.relative.low, 1e-11);
  const Effect shifted = estimate(two_arms(changed(treated, 1, 1e6), changed(comparison, 1, 1e6)), ask());
  CHECK_CLOSE(shifted.absolute.se, effect.absolute.se, 1e-9);
  std::ranges::reverse(treated);
  std::ranges::reverse(comparison);
  CHECK_CLOSE(estimate(two_arms(treated, comparison), ask()).absolute.se, effect.absolute.se, 1e-12);
  // Exchanging the arms turns the sign, nothing else.
  const Effect exchanged = estimate(two_arms(comparison, treated), ask());
  CHECK_CLOSE(exchanged.absolute.estimate, -effect.absolute.estimate, 1e-12);
  CHECK_CLOSE(exchanged.absolute.df, effect.absolute.df, 1e-12);
}

TEST_CASE("two_sample: before-cells become a covariate (CUPED), the same from periods and from phases") {
  Random random(77);
  PanelBuilder builder(2);
  for (int u = 0; u < 80; ++u) {
    const double person = 10 + 3 * random.normal();
    builder.unit(u % 2 == 0);
    for (int t = 0; t < 5; ++t) builder.cell(t, person + random.normal() + (u % 2 == 0 && t >= 2 ? 1 : 0));
  }
  const Effect cuped = estimate(builder.panel, ask());
  const Effect plain = estimate(builder.panel, ask({{"pre_outcome", "none"}}));
  CHECK(cuped.absolute.se < 0.3 * plain.absolute.se);  // persons differ by 3, their periods by 1
  CHECK_CLOSE(alternative(cuped, "unadjusted").absolute.estimate, plain.absolute.estimate, 1e-12);
  CHECK_CLOSE(alternative(cuped, "unadjusted").absolute.se, plain.absolute.se, 1e-12);
  CHECK_CLOSE(cuped.baseline, plain.baseline, 1e-12);
  const Effect phases = estimate(to_phases(builder.panel), ask());
  CHECK_CLOSE(phases.absolute.estimate, cuped.absolute.estimate, 1e-11);
  CHECK_CLOSE(phases.absolute.se, cuped.absolute.se, 1e-11);
  CHECK_CLOSE(phases.relative.se, cuped.relative.se, 1e-11);
  CHECK(phases.periods_after == 3);
}

TEST_CASE("two_sample: balance before the rollout is told, and those without a past are kept only by the lot") {
  // Before: treated 8, 9, 10, 11, 12, comparison one less each: difference 1, both variances 2.5, so 1 / sqrt(2.5).
  PanelBuilder builder(1);
  for (const double value : {8.0, 9.0, 10.0, 11.0, 12.0}) builder.unit(true).cell(0, value).cell(1, value * value);
  for (const double value : {7.0, 8.0, 9.0, 10.0, 11.0}) builder.unit(false).cell(0, value).cell(1, value * value);
  builder.unit(false).cell(1, 80);
  Question question = ask();
  const Effect drawn = estimate(builder.panel, question);
  const auto balance = std::ranges::find(drawn.diagnostics, "baseline_balance", &Diagnostic::name);
  REQUIRE(balance != drawn.diagnostics.end());
  CHECK_CLOSE(balance->value, 1 / std::sqrt(2.5), 1e-14);
  CHECK(balance->threshold == 0.25);
  CHECK(drawn.units_comparison == 6);
  question.randomized = false;
  const Effect observed = estimate(builder.panel, question);
  CHECK(observed.units_comparison == 5);
  CHECK(observed.estimand == "adjusted difference");
  const auto left_out = std::ranges::find(observed.diagnostics, "units_left_out", &Diagnostic::name);
  REQUIRE(left_out != observed.diagnostics.end());
  CHECK(left_out->value == 1);
}

TEST_CASE("two_sample: a past that does not vary, or that few have, adjusts nothing unasked") {
  PanelBuilder constant(1);
  for (int i = 0; i < 12; ++i) constant.unit(i % 2 == 0).cell(0, 0).cell(1, i * i);
  CHECK(estimate(constant.panel, ask({{"errors", "welch"}})).usable);
  PanelBuilder few(1);
  for (int i = 0; i < 8; ++i) few.unit(i % 2 == 0).cell(0, i).cell(1, i * i);
  CHECK(estimate(few.panel, ask({{"errors", "welch"}})).usable);
}

TEST_CASE("two_sample: one unit that carries the variance is pointed out") {
  Random random(4);
  std::vector<double> treated, comparison;
  for (int i = 0; i < 200; ++i) treated.push_back(random.normal());
  for (int i = 0; i < 200; ++i) comparison.push_back(random.normal());
  const auto tail = [](const Effect& effect) {
    return *std::ranges::find(effect.diagnostics, "heavy_tail", &Diagnostic::name);
  };
  const Diagnostic calm = tail(estimate(two_arms(treated, comparison), ask()));
  CHECK(calm.value < calm.threshold);
  treated[0] = 100;
  const Diagnostic wild = tail(estimate(two_arms(treated, comparison), ask()));
  CHECK(wild.value > 0.9);
}

TEST_CASE("two_sample: simulated effects are found without bias, and 95 of 100 intervals hold them") {
  // Ratio metric, unequal arms, unequal variances, the person's own past as covariate: minutes per ticket fall from 10
  // to 9, whatever the number of tickets.
  Random random(515);
  const int studies = 1500;
  double sum = 0;
  int covered = 0, relative_covered = 0;
  for (int s = 0; s < studies; ++s) {
    PanelBuilder builder(1, {.name = "minutes", .unit = "minutes", .per = "ticket"});
    for (int u = 0; u < 120; ++u) {
      const bool treated = u % 3 == 0;
      const double own = random.normal();
      builder.unit(treated);
      for (int t = 0; t < 2; ++t) {
        const double tickets = 5 + std::floor(20 * random.uniform());
        const double minutes = (treated && t == 1 ? 9 : 10) + own + (treated ? 1.0 : 2.0) * random.normal();
        builder.cell(t, minutes * tickets, tickets);
      }
    }
    const Effect effect = estimate(builder.panel, ask());
    sum += effect.absolute.estimate;
    covered += effect.absolute.low <= -1 && -1 <= effect.absolute.high;
    relative_covered += effect.relative.low <= -0.1 && -0.1 <= effect.relative.high;
  }
  MESSAGE("coverage ", covered / double(studies), ", relative ", relative_covered / double(studies));
  CHECK(std::abs(sum / studies + 1) < 4 * 0.4 / std::sqrt(studies));  // sd of one estimate is below 0.4
  CHECK(covered >= 0.93 * studies);
  CHECK(covered <= 0.97 * studies);
  CHECK(relative_covered >= 0.93 * studies);
  CHECK(relative_covered <= 0.97 * studies);
}

TEST_CASE("two_sample: 95 of 100 clustered intervals hold the effect where teams share their luck") {
  Random random(616);
  const int studies = 1500;
  int covered = 0, naive = 0;
  for (int s = 0; s < studies; ++s) {
    PanelBuilder builder(0);
    for (int team = 0; team < 40; ++team) {
      const double luck = random.normal();
      for (int u = 0; u < 5; ++u) {
        builder.unit(team % 2 == 0, team).cell(0, 10 + (team % 2 == 0 ? 1 : 0) + luck + random.normal());
      }
    }
    const Effect effect = estimate(builder.panel, ask());
    covered += effect.absolute.low <= 1 && 1 <= effect.absolute.high;
    const Estimate& welch = alternative(effect, "welch").absolute;
    naive += welch.low <= 1 && 1 <= welch.high;
  }
  MESSAGE("coverage clustered ", covered / double(studies), ", Welch ", naive / double(studies));
  CHECK(covered >= 0.93 * studies);
  CHECK(covered <= 0.97 * studies);
  CHECK(naive < 0.85 * studies);
}

TEST_CASE("two_sample: what it cannot answer it refuses, by name") {
  CHECK(message_of([] {
          estimate(two_arms({1}, {1, 2}), ask());
        }) ==
        "two_sample: treated units is 1, but must be at least 2; one unit says nothing about how units differ by "
        "chance");
  Panel panel = two_arms({1, 2, 4, 7}, {1, 2, 3, 9});
  panel.covariates.push_back({"tenure", {1, 2, 3, 4, 5, 6, 7, 8}});
  panel.covariates.push_back({"twice tenure", {2, 4, 6, 8, 10, 12, 14, 16}});
  panel.covariates.push_back({"site", {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}});
  CHECK(message_of([&] {
          estimate(panel, ask({{"adjustment", "additive"}}, {0, 1}));
        }) ==
        "two_sample: covariate 'twice tenure' is constant or explained by the others, but must vary on its own; leave "
        "it out");
  CHECK(message_of([&] {
          estimate(panel, ask({{"adjustment", "additive"}}, {2}));
        }) ==
        "two_sample: covariate 'site' is constant or explained by the others, but must vary on its own; leave it out");
  CHECK(message_of([&] {
          estimate(panel, ask({{"errors", "welch"}}, {0}));
        }) ==
        "two_sample: errors is welch, but must be hc1, hc2, hc3 or cluster with covariates; or set adjustment to none");
  for (std::size_t u = 0; u < 4; ++u) panel.units[u].cluster = 0;
  panel.clusters = {"one team"};
  CHECK(message_of([&] { estimate(panel, ask()); }) ==
        "two_sample: clusters in an arm of 'minutes' is 1, but must be at least 2; set errors to welch or hc2 only if "
        "units within a cluster are independent");
}

TEST_CASE("two_sample: a percentage of a baseline within noise of zero is refused with a reason") {
  const Effect effect = estimate(two_arms({5, 7, 6}, {-1, 1, 0.3}), ask());
  CHECK(effect.usable);
  CHECK(std::isnan(effect.relative.estimate));
  CHECK(effect.relative.reason ==
        "the baseline is 0.1 with standard error 0.59, but must be clearly above 0 for a change in percent");
}

TEST_CASE("two_sample: an outcome that never varies is not usable, and says so") {
  const Effect effect = estimate(two_arms({0.1, 0.1, 0.1}, {0.1, 0.1, 0.1}), ask());
  CHECK_FALSE(effect.usable);
  CHECK(effect.message == "'minutes' does not vary around its means, so nothing can be said of its uncertainty");
}

TEST_SUITE_END();
