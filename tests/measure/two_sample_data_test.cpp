#include <algorithm>

#include "base/random.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE_BEGIN("measure/two_sample_data");

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
}

TEST_CASE("two-sample data: a past that does not vary, or that few have, adjusts nothing unasked") {
  PanelBuilder constant(1);
  for (int i = 0; i < 12; ++i) constant.unit(i % 2 == 0).cell(0, 0).cell(1, i * i);
  CHECK(estimate(constant.panel, ask({{"errors", "welch"}})).usable);
  PanelBuilder few(1);
  for (int i = 0; i < 8; ++i) few.unit(i % 2 == 0).cell(0, i).cell(1, i * i);
  CHECK(estimate(few.panel, ask({{"errors", "welch"}})).usable);
}

TEST_SUITE_END();
