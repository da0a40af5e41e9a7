#include "measure/experiment/two_sample_data.hpp"

#include <algorithm>

#include "base/random.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/experiment/two_sample_data") {

TEST_CASE("two-sample data: a covariate is what it was before the rollout, where the tool cannot have moved it") {
  // Weeks 0, 1 before, week 2 after. Unit 0: (3 + 5) / 2 = 4, not 90. Unit 1 was not seen before: 7. Unit 2: 6.
  PanelBuilder builder(2);
  builder.panel.covariates.push_back({"tickets", {3, 5, 90, 7, 6, missing, 1, 2}});
  builder.unit(true).cell(0, 1).cell(1, 1).cell(2, 1);
  builder.unit(true).cell(2, 2);
  builder.unit(false).cell(0, 3).cell(1, 3).cell(2, 3);
  builder.unit(false).cell(2, 4);
  const TwoSampleData data = collect_two_sample(builder.panel, ask({}, {0}), {true, false});
  REQUIRE(data.arms.unit == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK(data.arms.value(0, 0) == 4);
  CHECK(data.arms.value(1, 0) == 7);
  CHECK(data.arms.value(2, 0) == 6);
  CHECK(data.arms.value(3, 0) == 2);
  CHECK(data.treated_mean == 1.5);
  CHECK(data.comparison_mean == 3.5);
}

TEST_CASE("two-sample data: an effect that runs through a covariate is not adjusted away") {
  // Training of 0 hours before; after, the tool adds 4 to 6 hours to the treated and each hour adds 1 to the outcome.
  Random random(41);
  PanelBuilder builder(1);
  builder.panel.covariates.push_back({"training", {}});
  for (int u = 0; u < 200; ++u) {
    const double past = random.uniform(), hours = past + (u % 2 == 0 ? 4 + 2 * random.uniform() : random.uniform());
    builder.unit(u % 2 == 0).cell(0, missing).cell(1, 10 + hours + random.normal());
    builder.panel.covariates[0].value.insert(builder.panel.covariates[0].value.end(), {past, hours});
  }
  const Effect effect = estimate(builder.panel, ask({}, {0}));
  CHECK(std::abs(effect.absolute.estimate - 4.5) < 4 * effect.absolute.se);
  CHECK(effect.absolute.se < 0.3);
}

TEST_CASE("two-sample data: before-cells become a covariate (CUPED), the same from periods and from phases") {
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

TEST_CASE("two-sample data: balance before the rollout is told, and those without a past are kept only by the lot") {
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
  CHECK(left_out->text.starts_with("1 of 11 units are left out"));
  const auto none = std::ranges::find(drawn.diagnostics, "units_left_out", &Diagnostic::name);
  REQUIRE(none != drawn.diagnostics.end());
  CHECK(none->text == "No unit is left out.");
}

TEST_CASE("two-sample data: a past that does not vary, or that few have, adjusts nothing unasked") {
  PanelBuilder constant(1);
  for (int i = 0; i < 12; ++i) constant.unit(i % 2 == 0).cell(0, 0).cell(1, i * i);
  CHECK(estimate(constant.panel, ask({{"errors", "welch"}})).usable);
  PanelBuilder few(1);
  for (int i = 0; i < 8; ++i) few.unit(i % 2 == 0).cell(0, i).cell(1, i * i);
  CHECK(estimate(few.panel, ask({{"errors", "welch"}})).usable);
}

TEST_CASE("two-sample data: an arm without any tickets has no minutes per ticket, and says so") {
  PanelBuilder builder(0, {.name = "minutes", .unit = "minutes", .per = "ticket"});
  for (int u = 0; u < 6; ++u) builder.unit(u % 2 == 0).cell(0, u % 2 == 0 ? 0 : 10 + u, u % 2 == 0 ? 0 : 2);
  const Effect effect = estimate(builder.panel, ask());
  CHECK_FALSE(effect.usable);
  CHECK(effect.message == "'minutes': the sum of the denominators is 0, so there is no mean");
}

}  // TEST_SUITE("measure/experiment/two_sample_data")
