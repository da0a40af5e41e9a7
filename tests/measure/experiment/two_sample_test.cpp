#include <algorithm>

#include "base/distributions.hpp"
#include "base/random.hpp"
#include "measure/panels.hpp"
#include "measure/read_csv.hpp"

using namespace payoff;

TEST_SUITE("measure/experiment/two_sample") {

namespace {

// n values with exactly this sum and sum of squares: the mean, +- one distance, and the mean itself if n is odd.
std::vector<double> with_sums(std::size_t n, double sum, double squares) {
  const double mean = sum / static_cast<double>(n);
  const std::size_t even = n - n % 2;
  const double distance = std::sqrt((squares - sum * mean) / static_cast<double>(even));
  std::vector<double> values(n, mean);
  for (std::size_t i = 0; i < even; ++i) values[i] += i % 2 ? distance : -distance;
  return values;
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

TEST_CASE("two_sample: Hillstrom's mailing to men, against the published Welch test") {
  const auto file = shared_file("data/hillstrom/hillstrom.csv");
  if (!file) {
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
  const auto by = [&](const char* errors) { return estimate(lalonde(table, true, {}), ask({{"errors", errors}})); };
  CHECK_CLOSE(by("hc1").absolute.se, 670.824490766939, 1e-11);
  CHECK_CLOSE(by("hc3").absolute.se, 672.682147081144, 1e-11);
  for (const Alternative& other : welch.alternatives) CHECK(other.purpose == Purpose::without_some);
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
  // Its relative interval, -0.03526 to 1.44989, holds 0 where the absolute one does not; here Fieller's stands in for it.
  CHECK(effect.relative.low > 0);
  CHECK(effect.relative.high > 1.44989);
  CHECK_CLOSE(effect.relative.p, two_sided_p(effect.absolute.estimate / effect.absolute.se, effect.relative.df), 1e-12);
  // Its one-sided test prints all digits of the same estimate and error.
  const Effect longer =
      estimate(two_arms(with_sums(3461, 2422.7, 134698.29), with_sums(3000, 1396.87, 52377.9767)), ask());
  CHECK_CLOSE(longer.absolute.estimate, 0.23437666666666668, 1e-10);
  CHECK_CLOSE(longer.absolute.se, 0.12983081254184736, 1e-9);
  CHECK_CLOSE(longer.relative.estimate, 0.5033610858562358, 1e-10);
  CHECK_CLOSE(longer.relative.se, 0.3334122146400735, 1e-9);
}

TEST_CASE("two_sample: where the treated adopt at different dates, both groups are compared from the first on") {
  // A trend of 1 per week and no effect. From each unit's own date on, the late treated would be seen in later weeks.
  PanelBuilder builder(1), common(1);
  for (int u = 0; u < 8; ++u) {
    for (PanelBuilder* each : {&builder, &common}) {
      each->unit(u < 4);
      for (int t = 0; t < 4; ++t) each->cell(t, t + u % 4);
    }
  }
  builder.panel.units[1].adopted_period = builder.panel.units[2].adopted_period = 3;
  const Effect effect = estimate(builder.panel, ask()), same = estimate(common.panel, ask());
  CHECK(std::abs(effect.absolute.estimate) < 1e-14);
  CHECK(effect.absolute.se == same.absolute.se);
  CHECK(diagnostic(effect, "staggered_adoption").value == 2);
  CHECK(message_of([&] { estimate(to_phases(builder.panel), ask()); }) ==
        "two_sample: units adopted at 2 different periods (1970-01-05, 1970-01-19), but before/after totals must share "
        "one; give the data by period");
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
    const Effect effect = estimate(builder.panel, {.metric = 0, .method = "two_sample"});  // no lot, so no draws
    covered += effect.absolute.low <= 1 && 1 <= effect.absolute.high;
    const Estimate welch =
        estimate(builder.panel, {.metric = 0, .method = "two_sample", .options = {{"errors", "welch"}}}).absolute;
    naive += welch.low <= 1 && 1 <= welch.high;
  }
  MESSAGE("coverage clustered ", covered / double(studies), ", Welch ", naive / double(studies));
  CHECK(covered >= 0.93 * studies);
  CHECK(covered <= 0.97 * studies);
  CHECK(naive < 0.85 * studies);
}

TEST_CASE("two_sample: a single team drawn among many is compared with every other outcome of the lot") {
  Random random(617);
  PanelBuilder builder(0);
  for (int team = 0; team < 25; ++team) {
    for (int u = 0; u < 4; ++u) builder.unit(team == 0, team).cell(0, 10 + (team == 0 ? 3 : 0) + random.normal());
  }
  const Effect effect = estimate(builder.panel, ask());
  CHECK(effect.inference == "randomisation inference, 25 clusters");
  CHECK(effect.absolute.p == 1.0 / 25);
  CHECK(effect.absolute.low > 0);
  CHECK(effect.absolute.high > effect.absolute.estimate);
  CHECK(std::isnan(effect.relative.low));
  CHECK(effect.usable);
}

TEST_CASE("two_sample: what it cannot answer it refuses, by name") {
  CHECK(message_of([] { estimate(two_arms({1}, {1}), ask()); }) ==
        "two_sample: groups or people is 2, but must be at least 3; an arm is a single one, which says nothing about "
        "how they differ by chance");
  CHECK(message_of([] { estimate(two_arms({1, 2}, {missing, missing}), ask()); }) ==
        "two_sample: comparison units is 0, but must be at least 1; check who was seen after the rollout");
  Panel panel = two_arms({1, 2, 4, 7}, {1, 2, 3, 9});
  panel.covariates.push_back({"tenure", {1, 2, 3, 4, 5, 6, 7, 8}});
  CHECK(message_of([&] { estimate(panel, ask({{"errors", "welch"}}, {0})); }) ==
        "two_sample: errors is welch, but must be hc1, hc2, hc3 or cluster with covariates; or set adjustment to none");
  for (std::size_t u = 0; u < 4; ++u) panel.units[u].cluster = 0;
  panel.clusters = {"one team"};
  CHECK(estimate(panel, ask()).interval_by == IntervalBy::randomization);
  panel.units[4].cluster = 0;
  CHECK(message_of([&] { estimate(panel, ask()); }) ==
        "two_sample: clusters with units in both groups is 1, but must be 0; an arm is a single cluster, which says "
        "nothing about how they differ by chance");
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
  CHECK_FALSE(
      estimate(two_arms({2, 2}, {1, 1}), ask()).usable);  // exactly no variance: Welch has no degrees of freedom
  CHECK(effect.message == "'minutes' does not vary around its means, so nothing can be said of its uncertainty");
}

}  // TEST_SUITE("measure/experiment/two_sample")
