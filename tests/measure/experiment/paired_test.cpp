#include <algorithm>

#include "base/distributions.hpp"
#include "base/random.hpp"
#include "measure/panels.hpp"
#include "payoff/panel.hpp"

using namespace payoff;

TEST_SUITE("measure/experiment/paired") {

namespace {

const Question paired{.metric = 0, .method = "paired"};

Panel before_and_after(const std::vector<double>& before, const std::vector<double>& after) {
  PanelBuilder builder(1);
  for (std::size_t i = 0; i < before.size(); ++i) builder.unit(true).cell(0, before[i]).cell(1, after[i]);
  return builder.panel;
}

}  // namespace

TEST_CASE("paired: the mean of the units' own changes, with the paired t test") {
  // Changes -2, -4, -3: mean -3, s2 1, se = sqrt(1/3), df 2. Baseline (10 + 14 + 12) / 3 = 12, relative -0.25.
  // Influences: change (1, -1, 0), baseline (-2, 2, 0): cov = -4/2/3 = -2/3, var baseline = 8/2/3 = 4/3.
  // var relative = (1/3 - 2 (-0.25)(-2/3) + 0.0625 x 4/3) / 144 = (1/12) / 144.
  const Effect effect = estimate(before_and_after({10, 14, 12}, {8, 10, 9}), paired);
  CHECK_CLOSE(effect.absolute.estimate, -3, 1e-14);
  CHECK_CLOSE(effect.absolute.se, std::sqrt(1.0 / 3), 1e-14);
  CHECK(effect.absolute.df == 2);
  CHECK_CLOSE(effect.baseline, 12, 1e-14);
  CHECK_CLOSE(effect.relative.estimate, -0.25, 1e-14);
  CHECK_CLOSE(effect.relative.se, std::sqrt(1.0 / 12) / 12, 1e-13);
  CHECK(effect.estimand == "before/after change");
  CHECK(effect.against == "the same people before");
  CHECK(effect.units_comparison == 0);
  CHECK(diagnostic(effect, "no_comparison").text.find("nothing separates the tool") != std::string::npos);
}

TEST_CASE("paired: a ratio metric compares sums over sums, linearised") {
  // Before: 30 / 3 and 10 / 1: R = 10. After: 16 / 2 and 12 / 2: R = 7. Change -3.
  // u = ((16 - 14) / 2) - 0 = 1 and ((12 - 14) / 2) - 0 = -1: s2 = 2, se = 1.
  PanelBuilder builder(1, {.name = "minutes", .unit = "minutes", .per = "ticket"});
  builder.unit(true).cell(0, 30, 3).cell(1, 16, 2);
  builder.unit(true).cell(0, 10, 1).cell(1, 12, 2);
  const Effect effect = estimate(builder.panel, paired);
  CHECK_CLOSE(effect.absolute.estimate, -3, 1e-14);
  CHECK_CLOSE(effect.absolute.se, 1, 1e-14);
  CHECK(effect.volume_per_unit_week == 2);  // 4 tickets by 2 units in 1 week
}

TEST_CASE("paired: clusters are the unit of chance where they are declared") {
  // Changes 1, 2 in team 0, 3, 6 in team 1: mean 3; sums of deviations -3 and 3; var = 2/1 x (9 + 9) / 16, df 1.
  PanelBuilder builder(1);
  builder.unit(true, 0).cell(0, 10).cell(1, 11);
  builder.unit(true, 0).cell(0, 10).cell(1, 12);
  builder.unit(true, 1).cell(0, 10).cell(1, 13);
  builder.unit(true, 1).cell(0, 10).cell(1, 16);
  const Effect effect = estimate(builder.panel, paired);
  CHECK_CLOSE(effect.absolute.estimate, 3, 1e-14);
  CHECK_CLOSE(effect.absolute.se, 1.5, 1e-14);
  CHECK(effect.absolute.df == 1);
  CHECK(effect.clusters == 2);
}

TEST_CASE("paired: units without a baseline are left out and counted") {
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 10).cell(1, 11);
  builder.unit(true).cell(0, 10).cell(1, 13);
  builder.unit(true).cell(1, 99);
  builder.unit(true).cell(0, 99);
  builder.unit(false).cell(0, 50).cell(1, 90);
  const Effect effect = estimate(builder.panel, paired);
  CHECK_CLOSE(effect.absolute.estimate, 2, 1e-14);
  CHECK(effect.units_treated == 2);
  CHECK(diagnostic(effect, "treated_units_without_baseline").value == 1);
  CHECK(diagnostic(effect, "treated_units_without_baseline").text ==
        "1 of 3 treated units seen after the rollout were not seen before it and are left out; 1 were seen only before "
        "it.");
  CHECK_CLOSE(effect.missing_share_treated, 2.0 / 8, 1e-14);
}

TEST_CASE("paired: an unusual last window before the rollout is measured, and the answer without it is shown") {
  // Weeks 0-3 before, rollout in 4; a quarter of 4 periods is 1: week 3. There the units were 10 and 11 above their
  // means of the weeks before: 10.5, se = sqrt(2 (0.25^2 + 0.25^2)) = 0.5, t = 21 on 1.
  // Baselines: 50/4, 55/4, change 11.75 - 13.125; without week 3 it is 11.75 - 10.5 = 1.25.
  PanelBuilder builder(4);
  builder.unit(true).cell(0, 9).cell(1, 10).cell(2, 11).cell(3, 20).cell(4, 11);
  builder.unit(true).cell(0, 10).cell(1, 11).cell(2, 12).cell(3, 22).cell(4, 12.5);
  const Effect effect = estimate(builder.panel, paired);
  CHECK_CLOSE(effect.absolute.estimate, 11.75 - 13.125, 1e-13);
  CHECK_CLOSE(effect.facts.last_spell.estimate, 10.5, 1e-12);
  CHECK_CLOSE(effect.facts.last_spell.se, 0.5, 1e-12);
  REQUIRE(effect.alternatives.size() == 1);
  CHECK(effect.alternatives[0].name == "without the last weeks before the rollout");
  CHECK(effect.alternatives[0].purpose == Purpose::without_last_window);
  CHECK_CLOSE(effect.alternatives[0].absolute.estimate, 1.25, 1e-13);
  builder.panel.metrics[0].sum[3] = 11;  // 1 and 3 above: se = sqrt(2 (0.5^2 + 0.5^2)), t = 2 on 1
  builder.panel.metrics[0].sum[8] = 14;
  const Effect calm = estimate(builder.panel, paired);
  CHECK_CLOSE(calm.facts.last_spell.p, two_sided_p(2, 1), 1e-12);
  CHECK(calm.alternatives.empty());
}

TEST_CASE("paired: sleep agrees with R 4.2.2 t.test(paired = TRUE) to twelve digits") {
  const std::vector<double> one = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
  const std::vector<double> two = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
  const Effect effect = estimate(before_and_after(two, one), paired);  // R: group 1 - group 2
  CHECK_CLOSE(effect.absolute.estimate / effect.absolute.se, -4.06212768338204, 1e-13);
  CHECK(effect.absolute.df == 9);
  CHECK_CLOSE(effect.absolute.p, 0.00283289019738427, 1e-11);
  CHECK_CLOSE(effect.absolute.low, -2.45988576327698, 1e-12);
  CHECK_CLOSE(effect.absolute.high, -0.700114236723018, 1e-12);
}

TEST_CASE("paired: on the log scale the change is a ratio, with its endpoints transformed") {
  PanelBuilder builder(1, {.name = "minutes", .unit = "minutes", .scale = Scale::log});
  for (const double noise : {1.25, 0.8}) {
    builder.unit(true).cell(0, std::log(10.0)).cell(1, std::log(5 * noise));
    builder.panel.metrics[0].level_sum.insert(builder.panel.metrics[0].level_sum.end(), {10, 5 * noise});
  }
  const Effect effect = estimate(builder.panel, paired);
  CHECK_CLOSE(effect.absolute.estimate, -std::log(2.0), 1e-13);
  CHECK_CLOSE(effect.relative.estimate, -0.5, 1e-13);
  CHECK_CLOSE(effect.relative.high, std::expm1(effect.absolute.high), 1e-13);
  CHECK_CLOSE(effect.baseline, 10, 1e-13);
}

TEST_CASE("paired: the change scales with the outcome, and ignores constants, unit order and grain") {
  Random random(12);
  PanelBuilder builder(3), reversed(3);
  std::vector<std::vector<double>> units;
  for (int u = 0; u < 20; ++u) {
    units.emplace_back();
    for (int t = 0; t < 6; ++t) units.back().push_back(10 + random.normal());
  }
  for (int u = 0; u < 20; ++u) {
    builder.unit(true);
    for (int t = 0; t < 6; ++t) builder.cell(t, units[u][t]);
    reversed.unit(true);
    for (int t = 0; t < 6; ++t) reversed.cell(t, units[19 - u][t]);
  }
  const Effect effect = estimate(builder.panel, paired);
  CHECK_CLOSE(estimate(reversed.panel, paired).absolute.se, effect.absolute.se, 1e-12);
  const Effect phases = estimate(to_phases(builder.panel), paired);
  CHECK_CLOSE(phases.absolute.estimate, effect.absolute.estimate, 1e-12);
  CHECK_CLOSE(phases.relative.se, effect.relative.se, 1e-12);
  Panel scaled = builder.panel, shifted = builder.panel;
  for (double& value : scaled.metrics[0].sum) value *= 60;
  for (double& value : shifted.metrics[0].sum) value += 1e6;
  CHECK_CLOSE(estimate(scaled, paired).absolute.low, 60 * effect.absolute.low, 1e-11);
  CHECK_CLOSE(estimate(scaled, paired).relative.low, effect.relative.low, 1e-11);
  CHECK_CLOSE(estimate(shifted, paired).absolute.se, effect.absolute.se, 1e-8);
}

TEST_CASE("paired: simulated changes are found without bias, and 95 of 100 intervals hold them") {
  // Ratio metric with a number of tickets that itself changes: minutes per ticket fall from 10 to 9.
  Random random(414);
  const int studies = 2000;
  double sum = 0;
  int covered = 0, relative_covered = 0;
  for (int s = 0; s < studies; ++s) {
    PanelBuilder builder(1, {.name = "minutes", .unit = "minutes", .per = "ticket"});
    for (int u = 0; u < 60; ++u) {
      const double own = random.normal();
      builder.unit(true);
      for (int t = 0; t < 2; ++t) {
        const double tickets = 5 + 3 * t + std::floor(20 * random.uniform());
        builder.cell(t, (10 - t + own + random.normal()) * tickets, tickets);
      }
    }
    const Effect effect = estimate(builder.panel, paired);
    sum += effect.absolute.estimate;
    covered += effect.absolute.low <= -1 && -1 <= effect.absolute.high;
    relative_covered += effect.relative.low <= -0.1 && -0.1 <= effect.relative.high;
  }
  MESSAGE("coverage ", covered / double(studies), ", relative ", relative_covered / double(studies));
  CHECK(std::abs(sum / studies + 1) < 4 * 0.25 / std::sqrt(studies));  // sd of one estimate is below 0.25
  CHECK(covered >= 0.93 * studies);
  CHECK(covered <= 0.97 * studies);
  CHECK(relative_covered >= 0.93 * studies);
  CHECK(relative_covered <= 0.97 * studies);
}

TEST_CASE("paired: fewer than two units with both phases are refused, a constant outcome is not usable") {
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 10).cell(1, 11);
  builder.unit(true).cell(1, 13);
  CHECK(message_of([&] { estimate(builder.panel, paired); }) ==
        "paired: treated units seen both before and after is 1, but must be at least 2; check the unit column and the "
        "date of the rollout");
  const Effect effect = estimate(before_and_after({0.1, 0.1, 0.1}, {0.1, 0.1, 0.1}), paired);
  CHECK_FALSE(effect.usable);
  CHECK(effect.message == "'minutes' does not vary around its means, so nothing can be said of its uncertainty");
}

}  // TEST_SUITE("measure/experiment/paired")
