#include "measure/rollout/group_time/fit.hpp"

#include <numeric>

#include "measure/panels.hpp"
#include "measure/staggered.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/group_time/fit") {

namespace {

const Question question{.metric = 0, .method = "group_time"};

Effect fit(const Panel& panel, Options options = {}) {
  return estimate(panel, {.metric = 0, .method = "group_time", .options = std::move(options)});
}

}  // namespace

// Changes of adopters 3 and 5, of the others 1, 1 and 4: 4 - 2; what would have been: mean 23 less 2.
TEST_CASE(
    "by hand: two cohorts of units, one date: the difference of mean changes, in percent of what would have been") {
  const Panel panel = staggered_panel({{1, {{18, 21}, {20, 25}}}, {never, {{0, 1}, {5, 6}, {9, 13}}}});
  const Effect effect = fit(panel);
  CHECK(effect.absolute.estimate == 2);
  CHECK_CLOSE(effect.absolute.se, std::sqrt(2.8), 1e-14);  // as in group_time_jackknife
  CHECK(effect.absolute.df == 4);
  CHECK(effect.inference == "leaving out one cluster at a time, 5 clusters");
  CHECK(effect.baseline == 21);
  CHECK_CLOSE(effect.relative.estimate, 2.0 / 21, 1e-14);
  CHECK(effect.units_treated == 2);
  CHECK(effect.observations == 10);
}

// Influence (3 - 4, 5 - 4) / 2 and (1 - 2, 1 - 2, 4 - 2) / 3: squares 2 / 4 + 6 / 9 = 7 / 6, times G / (G - 1) = 5 / 4.
TEST_CASE("by hand: analytic errors are the sum of squared influence, widened as a variance of five clusters is") {
  const Panel panel = staggered_panel({{1, {{18, 21}, {20, 25}}}, {never, {{0, 1}, {5, 6}, {9, 13}}}});
  const Effect effect = fit(panel, {{"errors", "analytic"}});
  CHECK_CLOSE(effect.absolute.se, std::sqrt(35.0 / 24), 1e-14);
  CHECK(effect.absolute.df == 4);
  CHECK(effect.inference.empty());
}

TEST_CASE("invariance: the headline is the target of the path, and analytic errors are those of the influence") {
  Random random(61);
  const Panel panel = simulate_staggered({.clusters = 60, .missing_share = 0.1}, random);
  for (const char* aggregation : {"simple", "dynamic"}) {
    Question asked = question;
    asked.options = {{"aggregation", aggregation}};
    const EffectWithPath result = fit_group_time(panel, asked);
    const EventPath& path = result.path;
    CHECK(path.reference == -1);
    CHECK_CLOSE(std::inner_product(path.target.begin(), path.target.end(), path.estimate.begin(), 0.0),
                result.effect.absolute.estimate, 1e-12);
    CHECK(path.covariance.size() == path.event_time.size() * path.event_time.size());
    CHECK(result.effect.inference.empty());
    CHECK(result.effect.absolute.df == 59);
  }
}

TEST_CASE(
    "invariance: units, scale and order: ten times the outcome is ten times the effect, and order counts for nothing") {
  Random random(62);
  Panel panel = simulate_staggered({.missing_share = 0.1}, random);
  const Effect plain = fit(panel);
  for (double& y : panel.metrics[0].sum) y *= 10;
  const Effect tenfold = fit(panel);
  CHECK_CLOSE(tenfold.absolute.estimate, 10 * plain.absolute.estimate, 1e-10);
  CHECK_CLOSE(tenfold.absolute.se, 10 * plain.absolute.se, 1e-10);
  CHECK_CLOSE(tenfold.relative.estimate, plain.relative.estimate, 1e-10);
  CHECK_CLOSE(tenfold.pre_trend_p, plain.pre_trend_p, 1e-8);
}

TEST_CASE("by hand: on the log scale the effect is a ratio, against the level that would have been") {
  Panel panel = staggered_panel({{1, {{1, 2}, {2, 4}}}, {never, {{1, 1.5}, {2, 2.5}, {3, 3.25}}}});
  panel.metrics[0].metric.scale = Scale::log;
  for (const double y : panel.metrics[0].sum) panel.metrics[0].level_sum.push_back(std::exp(y));
  const Effect effect = fit(panel);
  const double change = 1.5 - 1.25 / 3;
  CHECK_CLOSE(effect.absolute.estimate, change, 1e-13);
  CHECK_CLOSE(effect.relative.estimate, std::expm1(change), 1e-13);
  CHECK_CLOSE(effect.baseline, (std::exp(2.0) + std::exp(4.0)) / 2 / std::exp(change), 1e-13);
}

// Truth as in simulate_staggered: effects 1.5, 1.8, 2.1 over 5, 4 and 3 periods. Full study in the opening comment.
TEST_CASE("recovery: with twelve clusters, gaps, shocks of clusters and serial correlation the interval covers") {
  Random random(63);
  const double truth = (5 * 1.5 + 4 * 1.8 + 3 * 2.1) / 12;
  constexpr int studies = 300;
  int covered = 0, relative_covered = 0, early_covered = 0;
  double sum = 0;
  for (int s = 0; s < studies; ++s) {
    const Effect effect =
        fit_group_time(simulate_staggered({.clusters = 18, .missing_share = 0.1}, random), question).effect;
    sum += effect.absolute.estimate;
    covered += effect.absolute.low <= truth && truth <= effect.absolute.high;
    const double share = truth / (20 + 0.3 * (5 * 5 + 4 * 5.5 + 3 * 6) / 12);
    relative_covered += effect.relative.low <= share && share <= effect.relative.high;
    early_covered += effect.cohorts[0].absolute.low <= 1.5 && 1.5 <= effect.cohorts[0].absolute.high;
  }
  MESSAGE("coverage ", covered / double(studies), ", relative ", relative_covered / double(studies), ", first cohort ",
          early_covered / double(studies));
  CHECK(std::abs(sum / studies - truth) < 4 * 0.3 / std::sqrt(studies));  // sd of one estimate is below 0.3
  CHECK(covered >= 0.92 * studies);
  CHECK(covered <= 0.99 * studies);
  CHECK(relative_covered >= 0.92 * studies);
  CHECK(early_covered >= 0.90 * studies);
}

TEST_CASE("refusal: one cluster of adopters has an estimate and no interval") {
  const Panel panel = staggered_panel({{1, {{10, 13}, {20, 25}}, 0}, {never, {{0, 1}}, 1}, {never, {{5, 6}}, 2}});
  const Effect effect = fit(panel);
  CHECK(effect.absolute.estimate == 3);
  CHECK(std::isnan(effect.absolute.low));
  CHECK_FALSE(effect.usable);
  CHECK(effect.message ==
        "'minutes': one cluster of adopters says nothing about how clusters differ by chance, so there is no interval; "
        "randomisation inference, which gives the tool to each comparison cluster in turn, would answer");
}

TEST_CASE("refusal: a cohort of one cluster has no interval; one that is compared with nobody has its reason") {
  const Panel panel = staggered_panel(
      {{1, {{10, 13, 13}, {20, 25, 24}}}, {2, {{0, 1, 4}}}, {never, {{0, 1, 3}, {5, 6, 6}, {9, 13, 11}}}});
  const Effect effect = fit(panel);
  REQUIRE(effect.cohorts.size() == 2);
  CHECK(std::isfinite(effect.cohorts[0].absolute.low));
  CHECK(std::isfinite(effect.cohorts[1].absolute.estimate));
  CHECK(effect.cohorts[1].absolute.reason ==
        "it is one cluster, which says nothing about how clusters differ by chance");
  const Effect last =
      fit(staggered_panel({{1, {{10, 13, 13}, {20, 25, 24}}}, {2, {{0, 1, 4}, {5, 6, 6}, {9, 13, 11}}}}));
  CHECK(last.cohorts[1].absolute.reason == "no comparison unit is left");
}

TEST_CASE("refusal: before/after totals") {
  Panel panel = staggered_panel({{1, {{10, 13}, {20, 25}}}, {never, {{0, 1}, {5, 6}}}});
  panel.grain = Grain::phases;
  CHECK(message_of([&] { fit(panel); }) ==
        "group_time: the panel holds before/after totals, but must hold periods; load it with Grain::periods");
}

}  // TEST_SUITE("measure/rollout/group_time/fit")
