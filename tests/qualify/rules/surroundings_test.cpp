// G20, G26, G27: each just on both sides of its thresholds.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>

#include "qualify/example.hpp"

using namespace payoff;
using example::effect_of;

TEST_SUITE("qualify/rules/surroundings") {

namespace {

Evidence changed(const std::function<void(Effect&)>& change) {
  Effect effect = example::did_minutes();  // -6, from -8 to -4
  change(effect);
  return example::evidence_of(effect);
}

std::string fires(std::string_view rule, const std::function<void(Effect&)>& change) {
  return effect_of(changed(change), rule);
}

// The comparison group changed by so much when the others got the tool.
std::string others_changed(double by, double p) {
  return fires("G20", [&](Effect& e) { e.facts.own_change_comparison = {.estimate = by, .p = p}; });
}

// The same with a jump at the rollout.
std::string others_jumped(double by, double p, double jump, double jump_p) {
  return fires("G20", [&](Effect& e) {
    e.facts.own_change_comparison = {.estimate = by, .p = p};
    e.facts.jump_comparison = {.estimate = jump, .p = jump_p};
  });
}

Evidence with_event(double weeks_apart, Whom whom) {
  Evidence evidence = example::evidence_of(example::did_minutes());
  evidence.events = {{"2025-03-03", "the new phone system", whom, weeks_apart}};
  return evidence;
}

Course course(double first, double last, double p = 0.001, double half_width = 1) {
  const auto third = [&](double mean) {
    return Estimate{.estimate = mean, .se = half_width / 2, .low = mean - half_width, .high = mean + half_width};
  };
  return {third(first), third(last), {.estimate = last - first, .p = p}};
}

std::string begins(const Course& course) {
  return fires("G26", [&](Effect& e) { e.course = course; });
}

// With the tool the tickets a person has become `factor` times as many.
std::string volume(double factor, double p) {
  return fires("G27", [&](Effect& e) { e.facts.volume = {.estimate = std::log(factor), .p = p}; });
}

std::string form(const Granularity& shares) {
  return fires("G27", [&](Effect& e) { e.facts.granularity = shares; });
}

}  // namespace

TEST_CASE("G20: by hand, a quarter of -6 minutes the other way is the limit, and below 0.05 it is no chance") {
  CHECK(others_changed(1.5, 0.001) == "");
  CHECK(others_changed(1.51, 0.001) == "-1");
  CHECK(others_changed(3, 0.0499) == "-1");
  CHECK(others_changed(3, 0.05) == "note");
  CHECK(others_changed(3, 0.25) == "");
  CHECK(others_changed(-3, 0.001) == "");  // the same way as the effect: it made the difference smaller
  CHECK(others_changed(3, missing) == "");
}

TEST_CASE("G20: by hand, a jump at the rollout tells a change that two means cannot, if it goes the same way") {
  CHECK(others_jumped(4, 0.9, 4, 0.049) == "-1");
  CHECK(others_jumped(4, 0.9, 4, 0.051) == "note");
  CHECK(others_jumped(4, 0.9, 4, 0.26) == "");
  CHECK(others_jumped(4, 0.9, -4, 0.01) == "");
  CHECK(others_jumped(1, 0.9, 4, 0.01) == "");  // less than a quarter of the effect
}

TEST_CASE("G20: by hand, of an effect that may be nothing no share is taken") {
  CHECK(fires("G20", [](Effect& e) {
          e.absolute.high = 0;
          e.facts.own_change_comparison = {.estimate = 3, .p = 0.001};
        }) == "");
}

TEST_CASE("G20: by hand, the reason says by how much, and what share of the effect that is") {
  const std::vector<Reason> reasons = example::fired(
      changed([](Effect& e) { e.facts.own_change_comparison = {.estimate = 3, .low = 1, .high = 5, .p = 0.001}; }),
      "G20");
  REQUIRE(reasons.size() == 1);
  CHECK(reasons[0].measured == 0.5);
  CHECK(reasons[0].threshold == 0.25);
  CHECK(reasons[0].text ==
        "Those without the tool changed too, against the effect: by 3.0 minutes (1.0 to 5.0) when the others got it, "
        "50% of the "
        "effect. It may be that the tool moved work to them, or that something else happened.");
}

TEST_CASE("G20: by hand, what happened to one group within four weeks lowers, to everyone it is a note") {
  CHECK(effect_of(with_event(4, Whom::treated), "G20") == "-1");
  CHECK(effect_of(with_event(4, Whom::comparison), "G20") == "-1");
  CHECK(effect_of(with_event(4, Whom::everyone), "G20") == "note");
  CHECK(effect_of(with_event(0, Whom::treated), "G20") == "-1");
  CHECK(effect_of(with_event(4.1, Whom::treated), "G20") == "");
  CHECK(effect_of(with_event(4.1, Whom::everyone), "G20") == "");
  CHECK(effect_of(with_event(28.0 / 7 + 1e-9, Whom::treated), "G20") == "-1");  // 28 days are four weeks
  CHECK(effect_of(with_event(missing, Whom::treated), "G20") == "");
}

TEST_CASE("G20: by hand, the reason says when, what and to whom") {
  const auto text = [](Whom whom) { return example::fired(with_event(2, whom), "G20").at(0).text; };
  CHECK(text(Whom::treated) ==
        "On 2025-03-03, within four weeks of the rollout, the new phone system came to those with the tool: its part "
        "cannot be told from the tool's.");
  CHECK(text(Whom::comparison).find(" came to those without the tool: its part") != std::string::npos);
  CHECK(text(Whom::everyone).ends_with("the new phone system came to everyone."));
}

TEST_CASE("G26: by hand, an effect of which half was there at once begins with the tool") {
  CHECK(begins(course(-3, -6)) == "");
  CHECK(begins(course(-2.99, -6)) == "note");
  CHECK(begins(course(0.5, -6)) == "note");
  CHECK(begins(course(-6, -6)) == "");
  CHECK(begins(course(-6, -1)) == "");       // fades
  CHECK(begins(course(6, -6)) == "");        // turned round: G11 speaks of it
  CHECK(begins(course(0.9, -6)) == "note");  // from -0.1 to 1.9: nothing, then an effect
}

TEST_CASE("G26: by hand, the last third must be clear, and the change no chance") {
  CHECK(begins(course(-0.1, -1.01)) == "note");
  CHECK(begins(course(-0.1, -1)) == "");
  CHECK(begins(course(-1, -6, 0.0999)) == "note");
  CHECK(begins(course(-1, -6, 0.10)) == "");
  CHECK(begins(course(-1, -6, missing)) == "note");  // a path without covariances
}

TEST_CASE("G26: by hand, what cannot be told from nothing does not begin") {
  CHECK(fires("G26", [](Effect& e) {
          e.course = course(-1, -6);
          e.absolute.high = 0;
        }) == "");
}

TEST_CASE("G26: by hand, the reason has both numbers, costs no letter, and stands behind the headline") {
  const Evidence evidence = changed([](Effect& e) { e.course = course(-0.6, -8); });
  const std::vector<Reason> reasons = example::fired(evidence, "G26");
  REQUIRE(reasons.size() == 1);
  CHECK(reasons[0].measured == doctest::Approx(0.075));
  CHECK(reasons[0].text ==
        "The effect begins late: it was -0.6 minutes in the first third of the follow-up and -8.0 minutes in the "
        "last. People may have "
        "had to learn; or something else happened to them then.");
  CHECK(grade(evidence).grade == 'C');
  CHECK(example::text_of(evidence, "caveat") == reasons[0].text);
}

TEST_CASE("G26: by hand, on the log scale the reason speaks of percent, as the headline does") {
  const Evidence evidence = changed([](Effect& e) {
    e.metric.scale = Scale::log;  // from -1 % to -18 %
    e.course = course(std::log(0.99), std::log(0.82), 0.001, 0.05);
  });
  CHECK(example::fired(evidence, "G26").at(0).text.find('%') != std::string::npos);
}

TEST_CASE("G27: by hand, 5 % fewer or more tickets a person are the limit, and below 0.01 they are no chance") {
  CHECK(volume(0.9501, 0.001) == "");
  CHECK(volume(0.9499, 0.001) == "-1");
  CHECK(volume(1.0499, 0.001) == "");
  CHECK(volume(1.0501, 0.001) == "note");
  CHECK(volume(0.5, 0.0099) == "-1");
  CHECK(volume(0.5, 0.01) == "");
  CHECK(volume(0.5, missing) == "");
}

TEST_CASE("G27: by hand, the reason names what is counted") {
  const auto text = [](double factor, const char* per) {
    return example::fired(changed([&](Effect& e) {
                            e.metric.per = per;
                            e.facts.volume = {.estimate = std::log(factor), .p = 0.001};
                          }),
                          "G27")
        .at(0)
        .text;
  };
  CHECK(text(0.75, "tickets") ==
        "With the tool a person's ticket count fell by 25%, compared with the others: what is counted may have changed "
        "with the tool.");
  CHECK(text(1.5, "").starts_with("With the tool a person's rows rose by 50%, "));
}

TEST_CASE("G27: by hand, a quarter more numbers that end in 0 or 5 is the limit, less what the others changed") {
  CHECK(form({.step = 5, .treated_after = 0.5, .comparison_after = 0.25}) == "");
  CHECK(form({.step = 5, .treated_after = 0.51, .comparison_after = 0.25}) == "-1");
  CHECK(form({.step = 5, .treated_after = 0.04, .comparison_after = 0.30}) ==
        "-1");  // finer than before is a change too
  // (0.8 - 0.3) - (0.6 - 0.3) = 0.2: most of it was so before
  CHECK(form({5, 0.6, 0.8, 0.3, 0.3}) == "");
  // (0.8 - 0.3) - (0.5 - 0.3) = 0.3
  CHECK(form({5, 0.5, 0.8, 0.3, 0.3}) == "-1");
}

TEST_CASE("G27: by hand, the reason has the step and both shares") {
  const Evidence evidence = changed(
      [](Effect& e) { e.facts.granularity = Granularity{.step = 5, .treated_after = 0.9, .comparison_after = 0.2}; });
  CHECK(example::fired(evidence, "G27").at(0).text ==
        "The numbers seem to be written down in another way with the tool: 90% of them are multiples of 5, without it "
        "20%.");
}

}  // TEST_SUITE("qualify/rules/surroundings")
