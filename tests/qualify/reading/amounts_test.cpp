#include "qualify/reading/amounts.hpp"

#include <doctest/doctest.h>

#include "data/names.hpp"
#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/reading/amounts") {

namespace {

std::string said(const Hours& hours) {
  const Size size = hours_size_of(hours, example::did_minutes());
  return size.amount + " (" + size.interval + ")";
}

}  // namespace

TEST_CASE("amounts: by hand, a size has its smaller end first, whichever way the metric went") {
  const Effect effect = example::did_minutes();
  CHECK(size_of(effect).amount == "6.0 minutes");
  CHECK(size_of(effect).interval == "95% CI 4.0 to 8.0");
  CHECK(signed_size_of(effect).amount == "-6.0 minutes");
  CHECK(signed_size_of(effect).interval == "95% CI -8.0 to -4.0");
}

TEST_CASE("amounts: by hand, revenue in percent and in money, a log effect in percent alone") {
  Effect effect = example::randomized_revenue();
  CHECK(size_of(effect).amount == "12.3%, 0.77 USD");
  CHECK(size_of(effect).interval == "95% CI 8.1% to 16.1%");
  effect.metric.scale = Scale::log;
  CHECK(size_of(effect).amount == "12.3%");
  CHECK(percent_size_of(effect)->interval == "95% CI 8.1% to 16.1%");
}

TEST_CASE("amounts: by hand, a relative effect that includes 0 is not shown beside an absolute one that does not") {
  Effect effect = example::randomized_revenue();
  effect.relative.low = -0.01;
  CHECK_FALSE(percent_size_of(effect).has_value());
  effect.relative = {};
  CHECK_FALSE(percent_size_of(effect).has_value());
}

TEST_CASE("amounts: by hand, a metric per period names the period") {
  const Evidence evidence = example::evidence_of(example::did_minutes());
  Effect effect = example::did_minutes();
  effect.metric.per = "";
  CHECK(unit_phrase(evidence, effect) == "minutes a week");
  for (const PeriodKind kind : {PeriodKind::day, PeriodKind::sprint, PeriodKind::month, PeriodKind::year}) {
    effect.period = kind;
    CHECK(unit_phrase(evidence, effect) == std::string("minutes a ") + name(kind));
  }
  effect.period = PeriodKind::integer;
  CHECK(unit_phrase(evidence, effect) == "minutes a period");
  effect.periods_after = 0;
  CHECK(unit_phrase(evidence, effect) == "minutes");
}

TEST_CASE("amounts: by hand, behind its metric a unit says neither per what nor of whom, and a rate has none") {
  Effect effect = example::did_minutes();
  CHECK(short_unit(effect) == "minutes");
  effect.metric.per = "";
  CHECK(short_unit(effect) == "minutes a week");
  effect.metric.kind = MetricKind::rate;
  CHECK(short_unit(effect) == "");
}

TEST_CASE("amounts: by hand, hours are those that the study prices: 6 minutes x 50 tickets are 5 hours") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  CHECK_FALSE(hours_per_week(evidence, evidence.effects[0]).has_value());  // nobody says that it is paid time
  const Appraisal appraisal = appraise(evidence.effects[0], example::plain_money());
  evidence.appraisal = &appraisal;
  const auto hours = hours_per_week(evidence, evidence.effects[0]);
  REQUIRE(hours.has_value());
  CHECK(hours->estimate == doctest::Approx(5));
  CHECK(hours->low == doctest::Approx(10.0 / 3));
  CHECK(hours->high == doctest::Approx(20.0 / 3));
}

TEST_CASE("amounts: by hand, hours say that rework was taken off") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  Assumptions assumptions = example::plain_money();
  assumptions.rework_share = 0.1;
  const Appraisal appraisal = appraise(evidence.effects[0], assumptions);
  evidence.appraisal = &appraisal;
  const auto hours = hours_per_week(evidence, evidence.effects[0]);
  REQUIRE(hours.has_value());
  CHECK(hours->estimate == doctest::Approx(4.5));
  CHECK(said(*hours) == "3+ hours a week each (estimate 4.5, 95% CI 3.0 to 6.0, net of rework)");
}

TEST_CASE("amounts: by hand, no hours of another metric's appraisal, nor of what was left of a fading effect") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  Appraisal appraisal = appraise(evidence.effects[0], example::plain_money());
  evidence.appraisal = &appraisal;
  appraisal.from_last_third = true;
  CHECK_FALSE(hours_per_week(evidence, evidence.effects[0]).has_value());
  appraisal.from_last_third = false;
  appraisal.metric = "revenue";
  CHECK_FALSE(hours_per_week(evidence, evidence.effects[0]).has_value());
}

TEST_CASE("amounts: by hand, the plus is the lower end rounded down, and needs a whole hour") {
  CHECK(said({4.6, 4.0, 5.2}) == "4+ hours a week each (estimate 4.6, 95% CI 4.0 to 5.2)");
  CHECK(said({4.6, 3.999, 5.2}) == "3+ hours a week each (estimate 4.6, 95% CI 3.9 to 5.2)");
  CHECK(said({1.6, 1.0, 2.2}) == "1+ hours a week each (estimate 1.6, 95% CI 1.0 to 2.2)");
  CHECK(said({1.6, 0.99, 2.2}) == "about 1.6 hours a week each (95% CI 0.9 to 2.2)");
}

TEST_CASE(
    "amounts: by hand, tables say of a rate what sentences say, percent and percentage points, however it is written") {
  Effect effect = example::did_minutes();
  const auto rate = [&](const char* unit, double factor) {
    effect.metric.kind = MetricKind::rate;
    effect.metric.unit = unit;
    effect.baseline = 0.31 * factor;
    effect.absolute = {
        .estimate = 0.021 * factor, .se = 0.005 * factor, .low = 0.011 * factor, .high = 0.031 * factor, .unit = unit};
    const Estimate shown = spoken(effect, effect.absolute);
    CHECK(shown.unit == "percentage points");
    CHECK(shown.estimate == doctest::Approx(2.1));
    CHECK(shown.se == doctest::Approx(0.5));
    CHECK(shown.low == doctest::Approx(1.1));
    CHECK(shown.high == doctest::Approx(3.1));
    CHECK(spoken(effect, effect.baseline) == doctest::Approx(31));
  };
  rate("share", 1);
  rate("%", 100);
  effect = example::did_minutes();
  CHECK(spoken(effect, effect.absolute).estimate == effect.absolute.estimate);
  CHECK(spoken(effect, effect.absolute).unit == effect.absolute.unit);
}

TEST_CASE("amounts: by hand, a loss of hours never gets a plus") {
  CHECK(said({-4.6, -5.2, -4.1}) == "about 4.6 hours a week each (95% CI 4.1 to 5.2)");
}

}  // TEST_SUITE("qualify/reading/amounts")
