#include "monetize/lasting_effect.hpp"

#include <doctest/doctest.h>

#include "measure/diagnosis/course.hpp"
#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/lasting_effect") {

namespace {

// Nine lags: -6 in the first three, `last` in the last three, each plus or minus half_width.
Effect with_last_third(double last, double half_width = 2) {
  Effect effect = example::minutes_per_ticket();
  effect.path.push_back({-2, 40, 1, 38, 42});  // before adoption: must not count
  for (int e = 0; e < 9; ++e) {
    const double estimate = e < 3 ? -6 : e < 6 ? -4 : last;
    effect.path.push_back({e, estimate, half_width / 2, estimate - half_width, estimate + half_width});
  }
  effect.course = course_of(effect);
  return effect;
}

}  // namespace

TEST_CASE("lasting effect: by hand, half of the first third still lasts, less fades, a turn fades") {
  CHECK_FALSE(effect_fades(with_last_third(-3)));
  CHECK(effect_fades(with_last_third(-2.9)));
  CHECK(effect_fades(with_last_third(4)));
  CHECK_FALSE(effect_fades(with_last_third(-9)));
  CHECK(fading_of(with_last_third(-1.5))->share == doctest::Approx(0.25));
}

TEST_CASE("lasting effect: by hand, it turned round only where the last third is clear of 0 on the other side") {
  CHECK(fading_of(with_last_third(4))->turns);            // 2 to 6
  CHECK_FALSE(fading_of(with_last_third(1.9))->turns);    // -0.1 to 3.9: faded
  CHECK_FALSE(fading_of(with_last_third(-9))->turns);     // grew
  CHECK_FALSE(fading_of(with_last_third(-2.1))->turns);   // faded, and clear on its own side
  CHECK_FALSE(fading_of(with_last_third(20, 7))->turns);  // -13 to 1 at first: nothing clear to turn from
}

TEST_CASE("lasting effect: by hand, what was never clear, or has no three lags, cannot fade") {
  CHECK(effect_fades(with_last_third(0, 5.9)));
  CHECK_FALSE(effect_fades(with_last_third(0, 6.1)));
  Effect brief = with_last_third(0);
  brief.path.resize(3);
  brief.course = course_of(brief);
  CHECK_FALSE(fading_of(brief).has_value());
  CHECK_FALSE(effect_fades(example::minutes_per_ticket()));
}

TEST_CASE("lasting effect: by hand, a fading effect is valued at its last third: 1.5 of 6 minutes, a quarter") {
  // 6 minutes are 650,000 USD a year (example.hpp), so 1.5 are 162,500; the hours are 1.25.
  const Effect effect = with_last_third(-1.5, 1);
  const Appraisal appraisal = appraise(effect, example::plain_money());
  CHECK(appraisal.from_last_third);
  CHECK(appraisal.benefit_per_year == doctest::Approx(162500));
  CHECK(appraisal.hours_per_person_week == doctest::Approx(1.25));
  CHECK(appraisal.hours_per_person_week_low == doctest::Approx(0.5 / 60 * 50));
  CHECK(appraisal.ladder().front().text ==
        "1.5 minutes x 50 tickets per person and week / 60; the effect fades, so this is its mean in the last third");
  // Half is left: it declines, and is told by what is left, but does not fade on.
  const Effect declining = with_last_third(-3.5, 1);
  CHECK_FALSE(effect_fades(declining));
  CHECK(is_less_at_last(declining));
  CHECK(appraise(declining, example::plain_money()).hours_per_person_week == doctest::Approx(3.5 / 60 * 50));
}

TEST_CASE("lasting effect: by hand, a change that chance explains is no fading") {
  Effect effect = with_last_third(-1.5);
  effect.course->change.p = 0.11;
  CHECK_FALSE(effect_fades(effect));
  effect.course->change.p = 0.09;
  CHECK(effect_fades(effect));
  effect.course->change.p = 0.10;
  CHECK_FALSE(effect_fades(effect));
  effect.course->change.p = missing;  // a path without covariances goes without that test
  CHECK(effect_fades(effect));
}

TEST_CASE("lasting effect: by hand, late event times that few of the staggered adopters reached do not count") {
  // Adopted in period 10 (30 units) and 16 (11): the path ends in period 18, and the second cohort was followed for 0,
  // 1 and 2 periods only, so that lags 0, 1, 2 alone are compared.
  Effect effect = with_last_third(-1.5);
  effect.cohorts = {{10, 30, 6, {.estimate = -5}}, {16, 11, 4, {.estimate = -5}}};
  effect.course = course_of(effect);
  CHECK(fading_of(effect)->share == doctest::Approx(1));
  CHECK_FALSE(effect_fades(effect));
}

TEST_CASE("lasting effect: by hand, it begins late where less than half of the end was there at first") {
  const auto begins_late = [](double first, double last, double p) {
    Effect effect = with_last_third(last);
    effect.course->first = {.estimate = first, .se = 1, .low = first - 2, .high = first + 2};
    effect.course->change.p = p;
    return fading_of(effect)->begins_late;
  };
  CHECK(begins_late(-2.9, -6, 0.01));
  CHECK_FALSE(begins_late(-3, -6, 0.01));    // half of it
  CHECK_FALSE(begins_late(-2.9, -6, 0.10));  // chance
  CHECK(begins_late(-2.9, -6, 0.09));
  CHECK(begins_late(-2.9, -6, missing));  // no covariances, no test
  CHECK(begins_late(2.9, 6, 0.01));
  CHECK_FALSE(begins_late(-6, -2, 0.01));   // faded
  CHECK_FALSE(begins_late(0, -1.9, 0.01));  // nothing clear in the end
  CHECK(begins_late(0, -2.1, 0.01));
  CHECK(begins_late(1, -6, 0.01));
  CHECK_FALSE(begins_late(6, -6, 0.01));  // it turned round
}

}  // TEST_SUITE("monetize/lasting_effect")
