#include "qualify/reading/phrases.hpp"

#include <doctest/doctest.h>

#include "data/names.hpp"
#include "qualify/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/reading/phrases") {

namespace {

std::string said(const Hours& hours) {
  const Size size = hours_size_of(hours, example::did_minutes());
  return size.amount + " (" + size.interval + ")";
}

}  // namespace

TEST_CASE("phrases: by hand, a size has its smaller end first, whichever way the metric went") {
  const Effect effect = example::did_minutes();
  CHECK(size_of(effect).amount == "6.0 minutes");
  CHECK(size_of(effect).interval == "95% CI 4.0 to 8.0");
  CHECK(signed_size_of(effect).amount == "-6.0 minutes");
  CHECK(signed_size_of(effect).interval == "95% CI -8.0 to -4.0");
}

TEST_CASE("phrases: by hand, revenue in percent and in money, a log effect in percent alone") {
  Effect effect = example::randomized_revenue();
  CHECK(size_of(effect).amount == "12.3%, 0.77 USD");
  CHECK(size_of(effect).interval == "95% CI 8.1% to 16.1%");
  effect.metric.scale = Scale::log;
  CHECK(size_of(effect).amount == "12.3%");
  CHECK(percent_size_of(effect)->interval == "95% CI 8.1% to 16.1%");
}

TEST_CASE("phrases: by hand, a metric is named with what it is per, and money without it is per person") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  evidence.who = "customers of the online shop";
  const Metric minutes = example::did_minutes().metric, revenue = example::randomized_revenue().metric;
  CHECK(metric_of_who(evidence, minutes) == "handle minutes per ticket of customers of the online shop");
  CHECK(subject_phrase(evidence, minutes) == "Among customers of the online shop, handle minutes per ticket");
  CHECK(metric_of_who(evidence, revenue) == "revenue per customer of the online shop");
  CHECK(subject_phrase(evidence, revenue) == "The revenue per customer of the online shop");
  const Metric rate{.name = "return_rate", .kind = MetricKind::rate, .unit = "returns", .per = "pull_requests"};
  CHECK(metric_phrase(evidence, rate) == "return rate per pull request");
}

TEST_CASE("phrases: by hand, a relative effect that includes 0 is not shown beside an absolute one that does not") {
  Effect effect = example::randomized_revenue();
  effect.relative.low = -0.01;
  CHECK_FALSE(percent_size_of(effect).has_value());
  effect.relative = {};
  CHECK_FALSE(percent_size_of(effect).has_value());
}

TEST_CASE("phrases: by hand, a metric per period names the period") {
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

TEST_CASE("phrases: by hand, behind its metric a unit says neither per what nor of whom, and a rate has none") {
  Effect effect = example::did_minutes();
  CHECK(short_unit(effect) == "minutes");
  effect.metric.per = "";
  CHECK(short_unit(effect) == "minutes a week");
  effect.metric.kind = MetricKind::rate;
  CHECK(short_unit(effect) == "");
}

TEST_CASE("phrases: by hand, hours are those that the study prices: 6 minutes x 50 tickets are 5 hours") {
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

TEST_CASE("phrases: by hand, hours say that rework was taken off") {
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

TEST_CASE("phrases: by hand, no hours of another metric's appraisal, nor of what was left of a fading effect") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  Appraisal appraisal = appraise(evidence.effects[0], example::plain_money());
  evidence.appraisal = &appraisal;
  appraisal.from_last_third = true;
  CHECK_FALSE(hours_per_week(evidence, evidence.effects[0]).has_value());
  appraisal.from_last_third = false;
  appraisal.metric = "revenue";
  CHECK_FALSE(hours_per_week(evidence, evidence.effects[0]).has_value());
}

TEST_CASE("phrases: by hand, the plus is the lower end rounded down, and needs a whole hour") {
  CHECK(said({4.6, 4.0, 5.2}) == "4+ hours a week each (estimate 4.6, 95% CI 4.0 to 5.2)");
  CHECK(said({4.6, 3.999, 5.2}) == "3+ hours a week each (estimate 4.6, 95% CI 3.9 to 5.2)");
  CHECK(said({1.6, 1.0, 2.2}) == "1+ hours a week each (estimate 1.6, 95% CI 1.0 to 2.2)");
  CHECK(said({1.6, 0.99, 2.2}) == "about 1.6 hours a week each (95% CI 0.9 to 2.2)");
}

TEST_CASE("phrases: by hand, a loss of hours never gets a plus") {
  CHECK(said({-4.6, -5.2, -4.1}) == "about 4.6 hours a week each (95% CI 4.1 to 5.2)");
}

TEST_CASE("phrases: by hand, the context carries against what, when, how many and the grade") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  evidence.period = "6 January to 25 May 2025";
  CHECK(context_phrase(evidence, evidence.effects[0], 'C') ==
        "compared with the comparison group, 6 January to 25 May 2025; n = 60 with the assistant and 60 without; "
        "evidence grade C");
  evidence.effects[0].units_comparison = 0;
  evidence.effects[0].units_treated = 1200;
  evidence.period = "";
  CHECK(context_phrase(evidence, evidence.effects[0], 'E') ==
        "compared with the comparison group; n = 1,200; evidence grade E");
}

TEST_CASE("phrases: by hand, a breakdown has two digits and is never rounded up") {
  CHECK(breakdown_phrase(0.0689) == "0.068");
  CHECK(breakdown_phrase(0.839) == "0.83");
  CHECK(breakdown_phrase(0.3) == "0.3");
  CHECK(breakdown_phrase(0.0600001) == "0.06");
  CHECK(breakdown_phrase(1.99) == "1.9");
  CHECK(breakdown_phrase(129) == "120");
  CHECK(breakdown_phrase(6.89e-9) == "6.8e-09");
}

TEST_CASE("phrases: by hand, one of a thing is singular, and a part is cut off, not rounded up") {
  CHECK(count_phrase(1, "week") == "1 week");
  CHECK(count_phrase(1.02, "week") == "1 week");
  CHECK(count_phrase(3.5, "week") == "3.5 weeks");
  CHECK(count_phrase(7.96, "week") == "7.9 weeks");
  CHECK(count_phrase(8 - 1e-9, "week") == "8 weeks");
  CHECK(count_phrase(0.142857, "week") == "0.14 weeks");
  CHECK(count_phrase(12000, "unit") == "12,000 units");
}

}  // TEST_SUITE("qualify/reading/phrases")
