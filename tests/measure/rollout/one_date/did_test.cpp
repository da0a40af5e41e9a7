#include <algorithm>

#include "base/random.hpp"
#include "measure/panels.hpp"
#include "measure/read_csv.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/one_date/did") {

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
  const Effect effect = estimate(builder.panel, {.metric = 0, .method = "did", .options = {{"errors", "cluster"}}});
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
  for (const Alternative& other : with.alternatives) CHECK(other.name != "hc1");  // the same number is no other answer
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

TEST_CASE("did: units seen on one side of the rollout only change nothing, and are counted") {
  Random random(13);
  const Panel panel = simulate({}, random);
  const Question question{.metric = 0, .method = "did"};
  PanelBuilder more(4);
  more.panel = panel;
  more.unit(true).cell(5, 70).cell(6, 90);
  more.unit(true).cell(7, 70);
  more.unit(false).cell(0, 0).cell(1, 20);
  const Effect effect = estimate(panel, question), other = estimate(more.panel, question);
  CHECK_CLOSE(other.absolute.estimate, effect.absolute.estimate, 1e-13);
  CHECK_CLOSE(other.absolute.se, effect.absolute.se, 1e-13);
  CHECK(other.absolute.df == effect.absolute.df);
  CHECK_CLOSE(other.relative.se, effect.relative.se, 1e-13);
  CHECK_CLOSE(other.pre_trend_p, effect.pre_trend_p, 1e-12);
  CHECK(other.units_treated == 12);
  CHECK(diagnostic(other, "treated_units_without_baseline").value == 2);
  CHECK(diagnostic(other, "treated_units_without_baseline").text ==
        "2 of 14 treated units seen after the rollout were not seen before it; 3 units of both groups were seen on one "
        "side of it only and are left out.");
}

TEST_CASE("did: a simulated effect is found without bias, and 95 of 100 intervals hold it") {
  Random random(2024);
  const int studies = 2000;
  double sum = 0;
  int covered = 0, relative_covered = 0;
  for (int s = 0; s < studies; ++s) {
    const Panel panel = simulate({.unbalanced = s % 2 == 1}, random);
    const Effect effect = estimate(panel, {.metric = 0, .method = "did", .options = {{"errors", "cluster"}}});
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

TEST_CASE("did: 95 of 100 intervals of 8 + 8 teams hold the effect, among many people who came or left") {
  // People of a team share their luck in each phase. Half of all people are seen on one side of the rollout only.
  Random random(818);
  const int studies = 2000;
  double sum = 0;
  int covered = 0, relative_covered = 0;
  for (int s = 0; s < studies; ++s) {
    PanelBuilder builder(1);
    for (int team = 0; team < 16; ++team) {
      const bool treated = team % 2 == 0;
      const double luck = 0.3 * random.normal();
      for (int u = 0; u < 8; ++u) {
        const double own = 20 + random.normal();
        builder.unit(treated, team);
        if (u != 1 && u != 2) builder.cell(0, own + random.normal());
        if (u != 3 && u != 4) builder.cell(1, own + luck + (treated ? 1 : 0) + random.normal());
      }
    }
    for (int u = 0; u < 60; ++u) builder.unit(u % 2 == 0).cell(u % 4 / 2, 20 + random.normal());
    const Effect effect = estimate(builder.panel, {.metric = 0, .method = "did", .options = {{"errors", "cluster"}}});
    sum += effect.absolute.estimate;
    covered += effect.absolute.low <= 1 && 1 <= effect.absolute.high;
    relative_covered += effect.relative.low <= 0.05 && 0.05 <= effect.relative.high;
  }
  MESSAGE("coverage ", covered / double(studies), ", relative ", relative_covered / double(studies));
  CHECK(std::abs(sum / studies - 1) < 4 * 0.4 / std::sqrt(studies));  // sd of one estimate is below 0.4
  CHECK(covered >= 0.93 * studies);
  CHECK(covered <= 0.97 * studies);
  CHECK(relative_covered >= 0.93 * studies);
  CHECK(relative_covered <= 0.97 * studies);
}

TEST_CASE("did: what it cannot answer it refuses, by name") {
  Random random(5);
  const Question question{.metric = 0, .method = "did"};
  Panel staggered = simulate({}, random);
  staggered.units[0].adopted_period = 6;
  CHECK(message_of([&] { estimate(staggered, question); }) ==
        "did: units adopted at 2 different periods (" + staggered.calendar.label(4) + ", " +
            staggered.calendar.label(6) +
            "), but did needs one; method group_time compares each cohort with those that had not begun yet");
  const Panel panel = simulate({}, random);
  std::vector<bool> treated_only;
  for (const Unit& unit : panel.units) treated_only.push_back(unit.treated);
  CHECK(message_of([&] { estimate(subset(panel, treated_only), question); }) ==
        "did: comparison units is 0, but must be at least 2; method paired needs none");
  std::vector<bool> one_treated(panel.units.size(), false);
  one_treated[0] = one_treated[1] = one_treated[3] = true;
  CHECK(estimate(subset(panel, one_treated), question).interval_by == IntervalBy::placebo_rank);
  PanelBuilder leavers(4);  // a second treated unit that was never seen before does not make two
  leavers.panel = subset(panel, one_treated);
  leavers.unit(true).cell(6, 20);
  CHECK(estimate(leavers.panel, question).interval_by == IntervalBy::placebo_rank);
  one_treated[0] = false;
  leavers.panel = subset(panel, one_treated);
  leavers.unit(true).cell(6, 20);
  CHECK(message_of([&] { estimate(leavers.panel, question); }) ==
        "did: treated units seen both before and after is 0, but must be at least 1; check the unit column and the "
        "date of the rollout");
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

TEST_CASE("did: an outcome that never varies is not usable, and says so") {
  Random random(5);
  Panel panel = simulate({}, random);
  for (double& value : panel.metrics[0].sum) value = 0.1;
  const Effect effect = estimate(panel, {.metric = 0, .method = "did"});
  CHECK_FALSE(effect.usable);
  CHECK(effect.message == "'minutes' does not vary around its means, so nothing can be said of its uncertainty");
  CHECK(std::isnan(effect.absolute.low));
}

TEST_CASE("did: as many coefficients as cells fit exactly, which is not usable, and says so") {
  // Eight cells; four units, one period, one effect and two covariates fit them all.
  Random random(55);
  PanelBuilder builder(1);
  for (const char* name : {"a", "b"}) builder.panel.covariates.push_back({name, {}});
  for (int u = 0; u < 4; ++u) {
    builder.unit(u % 2 == 0).cell(0, 10 + random.normal()).cell(1, 12 + random.normal());
    for (Covariate& covariate : builder.panel.covariates) {
      covariate.value.insert(covariate.value.end(), {random.normal(), random.normal()});
    }
  }
  const Effect effect = estimate(builder.panel, {.metric = 0, .method = "did", .covariates = {0, 1}});
  CHECK_FALSE(effect.usable);
  CHECK(effect.message == "'minutes' does not vary around its means, so nothing can be said of its uncertainty");
}

}  // TEST_SUITE("measure/rollout/one_date/did")
