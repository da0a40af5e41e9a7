#include "measure/rollout/staggered/diagnostics.hpp"

#include "measure/staggered_panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/staggered/diagnostics") {

namespace {

constexpr const char* all_methods[] = {"interaction_weighted", "imputation", "two_stage"};

}  // namespace

TEST_CASE("by hand: treated unit-periods that nobody can be held against are named, with their share") {
  // Cohorts of periods 2 and 3, nobody who never adopts: in period 3 all have the tool. Treated cells: 3 x 2 + 3 = 9,
  // of which 6 are in period 3.
  PanelBuilder builder(2);
  Random random(4);
  for (int u = 0; u < 6; ++u) {
    builder.rollout = 2 + u % 2;
    builder.unit(true);
    for (int t = 0; t < 4; ++t) builder.cell(t, random.normal());
  }
  const std::string two = builder.panel.calendar.label(2), three = builder.panel.calendar.label(3);
  for (const char* method : all_methods) {
    const Effect effect = estimate(builder.panel, {.metric = 0, .method = method});
    CHECK_CLOSE(diagnostic(effect, "share_not_estimated").value, 6.0 / 9, 1e-12);
    CHECK(diagnostic(effect, "share_not_estimated").text ==
          "There is nobody without the tool to compare with for those who adopted in " + two + " in " + three +
              "; those who adopted in " + three + " in " + three + "; these unit-periods are not in the average.");
    REQUIRE(effect.cohorts.size() == 2);
    CHECK(std::isnan(effect.cohorts[1].absolute.estimate));
    CHECK(effect.cohorts[1].absolute.reason == "there is nobody without the tool to compare with");
  }
}

TEST_CASE("by hand: adopters never seen before are counted, with whoever was seen once") {
  PanelBuilder builder(1);
  for (int u = 0; u < 8; ++u) builder.unit(u % 2 == 0).cell(0, u).cell(1, u * u);
  builder.unit(true).cell(1, 3);
  builder.unit(false).cell(1, 3);
  const Effect effect = estimate(builder.panel, {.metric = 0, .method = "imputation"});
  CHECK(diagnostic(effect, "treated_units_without_baseline").value == 1);
  CHECK(diagnostic(effect, "treated_units_without_baseline").text ==
        "1 of 5 adopters seen with the tool were not seen before it; they and 1 other units seen once only are left "
        "out.");
}

TEST_CASE("recovery: without a pre-trend the joint test rejects about as often as it says") {
  Random random(50);
  const int studies = 400;
  for (const auto estimator : {interaction_weighted, imputation, two_stage}) {
    int rejected = 0;
    for (int s = 0; s < studies; ++s) {
      const Panel panel = simulate({.clusters = 16}, random);
      const Question question{.metric = 0, .method = "imputation"};
      rejected +=
          estimator(panel, question, staggered_sample(panel, question), Extent::whole, {}).effect.pre_trend_p < 0.05;
    }
    CHECK(rejected <= 0.08 * studies);
    // The leads of two-stage are what is left by its first stage: their means over several periods are near 0.
    if (estimator != two_stage) CHECK(rejected >= 0.01 * studies);
  }
}

TEST_CASE("by hand: with few clusters that adopt the leads are averaged before they are tested") {
  // Two clusters begin in each of weeks 3, 4 and 5 of 0 to 7: at -5 two of six had been seen, at -4 four, so that the
  // leads are -4, -3 and -2; six clusters allow one block.
  Random random(6);
  const Effect effect = estimate(simulate({.clusters = 8}, random), {.metric = 0, .method = "imputation"});
  CHECK(effect.pre_trend_p > 0);
  CHECK(diagnostic(effect, "pre_trend").text.starts_with("Joint test of 3 leads, averaged in 1 block: p = "));
}

TEST_CASE("by hand: what only a few late adopters did long ago is shown, and in no test") {
  // As above, but those who began in week 5 were 50 higher in week 0 than ever after: a lead of -5. Both methods compare
  // with never-adopters alone, so that it is in no other lead.
  Random random(6);
  const Panel calm = simulate({.clusters = 8}, random);
  Panel odd = calm;
  for (std::size_t c = 0; c < odd.unit_of.size(); ++c)
    if (odd.units[odd.unit_of[c]].adopted_period == 5 && odd.period_of[c] == 0) odd.metrics[0].sum[c] += 50;
  const Question by_hand{.metric = 0, .method = "group_time", .options = {{"comparison", "never"}}};
  for (const Question& question : {by_hand, Question{.metric = 0, .method = "interaction_weighted"}}) {
    CAPTURE(question.method);
    const Effect before = estimate(calm, question), after = estimate(odd, question);
    REQUIRE(after.path.front().event_time == -5);
    CHECK_CLOSE(after.path.front().estimate - before.path.front().estimate, 50, 1e-9);
    CHECK_CLOSE(after.pre_trend_p, before.pre_trend_p, 1e-9);
    CHECK(diagnostic(after, "clear_lead").value == diagnostic(before, "clear_lead").value);
    CHECK_CLOSE(diagnostic(after, "max_lead_share").value, diagnostic(before, "max_lead_share").value, 1e-9);
  }
}

}  // TEST_SUITE("measure/rollout/staggered/diagnostics")
