#include "measure/rollout/one_date/placebo_path.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/one_date/placebo_path") {

namespace {

// `teams` teams of three over ten weeks, the tool from week 6 on; the first `treated` of them get it.
Panel teams(int count, int treated, Random& random, double effect = 3) {
  PanelBuilder builder(6, {.name = "minutes", .unit = "minutes", .per = "tickets"});
  for (int g = 0; g < count; ++g) {
    for (int u = 0; u < 3; ++u) {
      builder.unit(g < treated, g);
      for (int t = 0; t < 10; ++t) {
        const double weight = 3 + double(random.below(5));
        const double mean = 20 + g + random.normal() + (g < treated && t >= 6 ? effect : 0);
        builder.cell(t, weight * mean, weight);
      }
    }
  }
  return builder.panel;
}

// Everything an effect reports with an error, but the path.
std::vector<std::pair<std::string, Estimate>> estimates_of(const Effect& effect) {
  std::vector<std::pair<std::string, Estimate>> all{{"absolute", effect.absolute},
                                                    {"relative", effect.relative},
                                                    {"own change", effect.facts.own_change_treated},
                                                    {"own change of the others", effect.facts.own_change_comparison},
                                                    {"last spell", effect.facts.last_spell},
                                                    {"volume", effect.facts.volume}};
  if (effect.course) {
    all.emplace_back("first third", effect.course->first);
    all.emplace_back("last third", effect.course->last);
    all.emplace_back("change of course", effect.course->change);
  }
  for (const Cohort& cohort : effect.cohorts) all.emplace_back("cohort", cohort.absolute);
  for (const Alternative& other : effect.alternatives) {
    all.emplace_back(other.name, other.absolute);
    all.emplace_back(other.name + ", in percent", other.relative);
  }
  return all;
}

// Change by itself of the arm that is not alone: no error of the comparison.
bool is_of_many(const Effect& effect, const std::string& name) {
  return name == (effect.clusters_treated == 1 ? "own change of the others" : "own change") ||
         (effect.clusters_treated > 1 && name.starts_with("before/after"));
}

void check_without_errors(const Effect& effect) {
  for (const auto& [name, estimate] : estimates_of(effect)) {
    if (is_of_many(effect, name)) continue;
    CAPTURE(name);
    for (const double none : {estimate.se, estimate.df, estimate.low, estimate.high}) CHECK(std::isnan(none));
  }
  for (const PathPoint& point : effect.path) {
    CAPTURE(point.event_time);
    if (point.event_time == -1) continue;
    CHECK(std::isfinite(point.estimate));
    for (const double none : {point.se, point.low, point.high, point.low_uniform, point.high_uniform})
      CHECK(std::isnan(none));
  }
  CHECK(effect.sensitivities.empty());
  CHECK_FALSE(effect.earlier_trend.has_value());
}

}  // namespace

TEST_CASE("by hand: the path is the change of the one less that of the others, and its leads are ranked") {
  // Weeks 0 to 3, the tool from week 2, reference week 1. Changes from it:
  //   the one   0: -3   2: +5   3: +6
  //   others    0: -1, 0, +1    2: 1, 2, 3    3: 0, 1, 2
  PanelBuilder builder(2);
  builder.unit(true).cell(0, 7).cell(1, 10).cell(2, 15).cell(3, 16);
  builder.unit(false).cell(0, 19).cell(1, 20).cell(2, 21).cell(3, 20);
  builder.unit(false).cell(0, 30).cell(1, 30).cell(2, 32).cell(3, 31);
  builder.unit(false).cell(0, 41).cell(1, 40).cell(2, 43).cell(3, 42);
  const Effect effect = estimate(builder.panel, {.metric = 0, .method = "did"});
  REQUIRE(effect.path.size() == 4);
  CHECK_CLOSE(effect.path[0].estimate, -3, 1e-14);
  CHECK(effect.path[1].estimate == 0);
  CHECK_CLOSE(effect.path[2].estimate, 3, 1e-14);
  CHECK_CLOSE(effect.path[3].estimate, 5, 1e-14);
  // Mean after less mean before: 15.5 - 8.5 = 7 against 1, 1.5, 2 (20.5 - 19.5, 31.5 - 30, 42.5 - 40.5).
  CHECK_CLOSE(effect.absolute.estimate, 5.5, 1e-14);
  CHECK(effect.absolute.p == 0.25);
  // The lead of the one is the largest of four.
  CHECK(effect.pre_trend_p == 0.25);
  CHECK(diagnostic(effect, "pre_trend").text ==
        "Rank of 1 leads among 4 placebo placements, by the sum of their squares: p = 0.25.");
  CHECK(diagnostic(effect, "placebo_rank").text ==
        "With each cluster in turn in its place, the one with the tool is the most unusual of 4, by chance 1 in 4, if "
        "any of them could have been the one.");
}

TEST_CASE("one team among nine: the rank is said, and no figure has an error of it, whatever else is asked") {
  Random random(41);
  for (const int treated : {1, 8}) {
    const Panel panel = teams(9, treated, random);
    for (const char* errors : {"auto", "cluster", "hc1", "cr2", "wild"}) {
      const Effect effect = estimate(panel, {.metric = 0, .method = "did", .options = {{"errors", errors}}});
      CHECK(effect.usable);
      CHECK(effect.interval_by == IntervalBy::placebo_rank);
      CHECK(effect.inference ==
            "rank among 9 placebo placements: no lot decided who got it, so the rank supposes that any of them could "
            "have been the one");
      CHECK_CLOSE(effect.absolute.p, 1.0 / 9, 1e-14);
      CHECK(effect.alternatives.size() > 2);
      check_without_errors(effect);
    }
  }
}

TEST_CASE("one team among 24: the answer, its path and its facts have intervals by rank, other methods none") {
  Random random(42);
  const Panel panel = teams(24, 1, random, 8);
  const Effect effect = estimate(panel, {.metric = 0, .method = "did"});
  CHECK(effect.absolute.low > 0);
  CHECK(effect.absolute.df == 22);
  CHECK_CLOSE(effect.absolute.p, 1.0 / 24, 1e-14);
  CHECK(std::isnan(effect.relative.low));
  for (const PathPoint& point : effect.path) {
    if (point.event_time == -1) continue;
    CHECK(point.low < point.estimate);
    CHECK(point.high > point.estimate);
    CHECK((point.low > 0) == (point.event_time >= 0));
  }
  CHECK(effect.facts.last_spell.df == 22);
  CHECK(effect.facts.volume.df == 22);
  CHECK(std::isnan(effect.facts.own_change_treated.low));
  CHECK(std::isfinite(effect.facts.own_change_comparison.low));
  CHECK(effect.sensitivities.empty());
  CHECK_FALSE(effect.earlier_trend.has_value());
  for (const Alternative& other : effect.alternatives) {
    CAPTURE(other.name);
    const bool own = other.purpose == Purpose::without_some || other.purpose == Purpose::without_last_window;
    CHECK(std::isfinite(other.absolute.low) == own);
    if (own) CHECK((other.absolute.df == 22 || other.absolute.df == 21));
  }
}

TEST_CASE("a lot of one among nine is answered alike, and says that it was a lot") {
  Random random(43);
  const Effect effect = estimate(teams(9, 1, random), {.metric = 0, .method = "did", .randomized = true});
  CHECK(effect.interval_by == IntervalBy::randomization);
  CHECK(effect.inference == "randomisation inference, 9 clusters");
  check_without_errors(effect);
}

TEST_CASE("recovery: without trends the rank of the leads is below 0.1 in one study of ten, and finds a trend") {
  Random random(44);
  const int studies = 200;
  int rejected = 0, found = 0;
  for (int s = 0; s < studies; ++s) {
    Panel panel = teams(20, 1, random, 0);
    const Question question{.metric = 0, .method = "did", .compare_methods = false};
    rejected += estimate(panel, question).pre_trend_p <= 0.1;
    for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
      if (panel.units[panel.unit_of[c]].treated)
        panel.metrics[0].sum[c] += panel.metrics[0].weight[c] * panel.period_of[c];
    }
    found += estimate(panel, question).pre_trend_p <= 0.1;
  }
  MESSAGE("rejected ", rejected / double(studies), ", a trend of one a week found ", found / double(studies));
  CHECK(std::abs(rejected / double(studies) - 0.1) < 3 * std::sqrt(0.09 / studies));
  CHECK(found == studies);
}

TEST_CASE("refusal: where the one was seen in two periods only, its leads cannot be looked at") {
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 7).cell(1, 10);
  for (int u = 0; u < 4; ++u) builder.unit(false).cell(0, 19 + u).cell(1, 20 + 2 * u);
  const Effect effect = estimate(builder.panel, {.metric = 0, .method = "did"});
  CHECK(std::isnan(effect.pre_trend_p));
  CHECK(diagnostic(effect, "pre_trend").text.starts_with("No leads beside the period they start from"));
}

}  // TEST_SUITE("measure/rollout/one_date/placebo_path")
