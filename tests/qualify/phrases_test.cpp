#include "qualify/phrases.hpp"

#include <doctest/doctest.h>

#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE_BEGIN("qualify/phrases");

TEST_CASE("phrases: by hand, a size has its smaller end first, whichever way the metric went") {
  const Effect effect = example::did_minutes();
  const Evidence evidence = example::evidence_of(effect);
  CHECK(size_phrase(evidence, effect) == "6.0 minutes per ticket (95% CI 4.0 to 8.0)");
  CHECK(signed_phrase(evidence, effect) == "-6.0 minutes per ticket (95% CI -8.0 to -4.0)");
}

TEST_CASE("phrases: by hand, revenue in percent and in money, a log effect in percent alone") {
  Evidence evidence = example::evidence_of(example::randomized_revenue());
  evidence.who = "customers";
  Effect& effect = evidence.effects[0];
  CHECK(size_phrase(evidence, effect) == "12% (95% CI 8.1% to 17%), 0.77 USD per customer");
  effect.metric.scale = Scale::log;
  CHECK(size_phrase(evidence, effect) == "12% (95% CI 8.1% to 17%)");
  CHECK(percent_phrase(effect, " longer") == "12% longer (95% CI 8.1% to 17%)");
}

TEST_CASE("phrases: by hand, a relative effect that includes 0 is not shown beside an absolute one that does not") {
  Effect effect = example::randomized_revenue();
  effect.relative.low = -0.01;
  CHECK_FALSE(percent_phrase(effect).has_value());
  effect.relative = {};
  CHECK_FALSE(percent_phrase(effect).has_value());
}

TEST_CASE("phrases: by hand, a metric per period names the period") {
  const Evidence evidence = example::evidence_of(example::did_minutes());
  Effect effect = example::did_minutes();
  effect.metric.per = "";
  CHECK(unit_phrase(evidence, effect) == "minutes a week");
  effect.weeks_after = 2;
  CHECK(unit_phrase(evidence, effect) == "minutes a day");
  effect.weeks_after = 14 * 4.348;
  CHECK(unit_phrase(evidence, effect) == "minutes a month");
  effect.weeks_after = effect.weeks_before = missing;
  CHECK(unit_phrase(evidence, effect) == "minutes a period");
  effect.periods_after = 0;
  CHECK(unit_phrase(evidence, effect) == "minutes");
}

TEST_CASE("phrases: by hand, hours come from the data's volume: 6 minutes x 50 tickets are 5 hours") {
  const Evidence evidence = example::evidence_of(example::did_minutes());
  const auto hours = hours_per_week(evidence, evidence.effects[0]);
  REQUIRE(hours.has_value());
  CHECK(hours->estimate == doctest::Approx(5));
  CHECK(hours->low == doctest::Approx(10.0 / 3));
  CHECK(hours->high == doctest::Approx(20.0 / 3));
}

TEST_CASE("phrases: by hand, hours come from the appraisal, and say that rework was taken off") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  Assumptions assumptions = example::plain_money();
  assumptions.rework_share = 0.1;
  const Appraisal appraisal = appraise(evidence.effects[0], assumptions);
  evidence.appraisal = &appraisal;
  const auto hours = hours_per_week(evidence, evidence.effects[0]);
  REQUIRE(hours.has_value());
  CHECK(hours->estimate == doctest::Approx(4.5));
  CHECK(hours_phrase(*hours, evidence.effects[0]) ==
        "3+ hours a week each (estimate 4.5, 95% CI 3.0 to 6.0, net of rework)");
}

TEST_CASE("phrases: by hand, no hours without a volume, and none for other metrics") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  evidence.effects[0].volume_per_unit_week = missing;
  CHECK_FALSE(hours_per_week(evidence, evidence.effects[0]).has_value());
  evidence.effects[0] = example::randomized_revenue();
  CHECK_FALSE(hours_per_week(evidence, evidence.effects[0]).has_value());
}

TEST_CASE("phrases: by hand, the plus is the lower end rounded down, and needs a whole hour") {
  const Effect effect = example::did_minutes();
  CHECK(hours_phrase({4.6, 4.0, 5.2}, effect) == "4+ hours a week each (estimate 4.6, 95% CI 4.0 to 5.2)");
  CHECK(hours_phrase({4.6, 3.999, 5.2}, effect) == "3+ hours a week each (estimate 4.6, 95% CI 4.0 to 5.2)");
  CHECK(hours_phrase({1.6, 1.0, 2.2}, effect) == "1+ hours a week each (estimate 1.6, 95% CI 1.0 to 2.2)");
  CHECK(hours_phrase({1.6, 0.99, 2.2}, effect) == "about 1.6 hours a week each (95% CI 1.0 to 2.2)");
}

TEST_CASE("phrases: by hand, a loss of hours never gets a plus") {
  CHECK(hours_phrase({-4.6, -5.2, -4.1}, example::did_minutes()) == "about 4.6 hours a week each (95% CI 4.1 to 5.2)");
}

TEST_CASE("phrases: by hand, the context carries against what, when, how many and the grade") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  evidence.period = "6 January to 25 May 2025";
  CHECK(context_phrase(evidence, evidence.effects[0], 'C') ==
        ", compared with the comparison group, 6 January to 25 May 2025 (n = 60 with the assistant and 60 without; "
        "evidence grade C)");
  evidence.effects[0].units_comparison = 0;
  evidence.effects[0].units_treated = 1200;
  evidence.period = "";
  CHECK(context_phrase(evidence, evidence.effects[0], std::nullopt) ==
        ", compared with the comparison group (n = 1,200)");
}

TEST_SUITE_END();
