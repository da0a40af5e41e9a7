#include "measure/rollout/one_date/did_errors.hpp"

#include <cmath>

#include "measure/panels.hpp"
#include "payoff/wild_bootstrap.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/one_date/did_errors") {

namespace {

// Teams of three people with luck of their own after the rollout; the first `treated` of them get the tool.
Panel teams(int count, int treated, Random& random, double luck = 1) {
  PanelBuilder builder(2);
  for (int g = 0; g < count; ++g) {
    const double after = luck * random.normal();
    for (int u = 0; u < 3; ++u) {
      builder.unit(g < treated, g);
      const double level = 20 + random.normal();
      for (int t = 0; t < 4; ++t) {
        builder.cell(t, level + (t >= 2 ? after + (g < treated ? 1.5 : 0) : 0) + random.normal());
      }
    }
  }
  return builder.panel;
}

Effect did(const Panel& panel, const std::string& errors, bool randomized = false) {
  return estimate(panel, {.metric = 0, .method = "did", .options = {{"errors", errors}}, .randomized = randomized});
}

}  // namespace

TEST_CASE("did errors: the number of clusters chooses, and the answer says what was chosen") {
  Random random(1);
  const Effect many = did(teams(40, 20, random), "auto");
  CHECK(many.inference.empty());
  CHECK(many.absolute.df == 39);
  const Effect few = did(teams(14, 7, random), "auto");
  CHECK(few.inference == "wild cluster bootstrap, 14 clusters");
  for (const Effect* effect : {&many, &few}) {  // the same number with other errors is no other answer
    for (const Alternative& other : effect->alternatives)
      CHECK_FALSE((other.name == "hc1" || other.name == "cr2" || other.name.starts_with("cluster")));
  }
  const Effect uneven = did(teams(14, 5, random), "auto");
  CHECK(uneven.inference == "Bell-McCaffrey standard errors, 14 clusters");
  CHECK(uneven.absolute.df < 13);
  const Effect normal =
      estimate(teams(14, 7, random), {.metric = 0, .method = "did", .options = {{"quantile", "normal"}}});
  CHECK(normal.inference.empty());
  CHECK(std::isinf(normal.absolute.df));
}

TEST_CASE("did errors: of two periods and equal teams, the bootstrap interval is the one of the mean differences") {
  // Reference: the same regression through the public bootstrap, with people absorbed and a column for the rollout.
  Random random(2);
  const Panel panel = teams(12, 6, random);
  const Effect effect = did(panel, "wild");
  std::vector<double> tool, after[3];
  std::vector<std::int32_t> team;
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    const Unit& unit = panel.units[panel.unit_of[c]];
    team.push_back(unit.cluster);
    tool.push_back(unit.treated && panel.period_of[c] >= 2);
    for (int t = 1; t < 4; ++t) after[t - 1].push_back(panel.period_of[c] == t);
  }
  const RegressionModel model{.outcome = panel.metrics[0].sum,
                              .covariates = {{"tool", tool}, {"1", after[0]}, {"2", after[1]}, {"3", after[2]}},
                              .absorbed = {{"person", panel.unit_of}}};
  const WildResult direct = wild_cluster_bootstrap(model, {"team", team}, {.draws = 99999, .ties_count = true});
  CHECK_CLOSE(effect.absolute.estimate, direct.estimate, 1e-11);
  CHECK_CLOSE(effect.absolute.estimate / effect.absolute.se, direct.t, 1e-10);
  CHECK(effect.absolute.p == direct.p);
  CHECK_CLOSE(effect.absolute.low, direct.low, 1e-9);
  CHECK_CLOSE(effect.absolute.high, direct.high, 1e-9);
}

TEST_CASE("did errors: the percentage stretches as the effect does") {
  Random random(3);
  const Effect effect = did(teams(16, 8, random), "wild");
  const double below = (effect.absolute.estimate - effect.absolute.low) / effect.absolute.se;
  CHECK_CLOSE((effect.relative.estimate - effect.relative.low) / effect.relative.se, below, 1e-10);
  CHECK(effect.relative.p == effect.absolute.p);
}

TEST_CASE("did errors: a lot among few teams is answered by the lot, beside the rest or alone") {
  Random random(4);
  const Panel panel = teams(14, 7, random);
  const Effect drawn = did(panel, "auto", true);
  const Alternative& lot = alternative(drawn, "randomisation inference");
  CHECK_CLOSE(lot.absolute.estimate, drawn.absolute.estimate, 1e-11);  // balanced, equal teams
  CHECK_CLOSE(lot.absolute.se, did(panel, "cr2").absolute.se, 1e-9);   // Welch's, which CR2 is in this design
  const Panel one = teams(24, 1, random, 0.2);
  const Effect alone = did(one, "auto", true);
  CHECK(alone.usable);
  CHECK(alone.inference == "randomisation inference, 24 clusters");
  CHECK(alone.absolute.low < alone.absolute.high);
  const Effect rank = did(one, "auto");  // the same numbers without a lot, under another name
  CHECK(rank.absolute.low == alone.absolute.low);
  CHECK(rank.interval_by == IntervalBy::placebo_rank);
  CHECK(std::isnan(did(teams(12, 1, random), "auto", true).absolute.low));
}

TEST_CASE("did errors: rescaling and the order of the teams change nothing") {
  Random random(5);
  const Panel panel = teams(13, 6, random);
  Panel scaled = panel;
  for (double& value : scaled.metrics[0].sum) value *= 60;
  for (const char* errors : {"wild", "cr2"}) {
    const Effect one = did(panel, errors), sixty = did(scaled, errors);
    CHECK_CLOSE(sixty.absolute.low, 60 * one.absolute.low, 1e-8);
    CHECK_CLOSE(sixty.absolute.high, 60 * one.absolute.high, 1e-8);
    CHECK_CLOSE(sixty.absolute.p, one.absolute.p, 1e-10);
    CHECK_CLOSE(sixty.relative.low, one.relative.low, 1e-8);
  }
}

TEST_CASE("did errors: 95 of 100 intervals hold the effect with 6 + 6 and with 3 + 5 teams, where t(G - 1) does not") {
  Random random(6);
  const int studies = 600;
  int wild = 0, even_relative = 0, cr2 = 0, t = 0;
  double sum = 0;
  for (int s = 0; s < studies; ++s) {
    const Effect even = did(teams(12, 6, random), "auto");
    const Panel uneven_panel = teams(8, 3, random);
    const Effect uneven = did(uneven_panel, "auto");
    wild += even.absolute.low <= 1.5 && 1.5 <= even.absolute.high;
    even_relative += even.relative.low <= 0.075 && 0.075 <= even.relative.high;
    cr2 += uneven.absolute.low <= 1.5 && 1.5 <= uneven.absolute.high;
    const Estimate plain = did(uneven_panel, "cluster").absolute;
    t += plain.low <= 1.5 && 1.5 <= plain.high;
    sum += even.absolute.estimate;
  }
  MESSAGE("coverage wild ", wild / double(studies), " relative ", even_relative / double(studies), " cr2 ",
          cr2 / double(studies), " t ", t / double(studies));
  CHECK(std::abs(sum / studies - 1.5) < 4 * 0.72 / std::sqrt(studies));  // sd of one estimate is about 0.67
  CHECK(wild >= 0.92 * studies);
  CHECK(wild <= 0.975 * studies);
  CHECK(even_relative >= 0.92 * studies);
  CHECK(cr2 >= 0.92 * studies);
  CHECK(t < cr2);
}

TEST_CASE("did errors: too few signs are refused by name where the bootstrap was asked for") {
  Random random(7);
  const Effect effect = did(teams(4, 2, random), "wild");
  CHECK_FALSE(effect.usable);
  CHECK(effect.message ==
        "'minutes': of all sign patterns of 4 clusters too many leave the design as it is, so the test excludes no "
        "value");
  CHECK(did(teams(4, 2, random), "auto").usable);
}

}  // TEST_SUITE("measure/rollout/one_date/did_errors")
