// G23, G24: each just on both sides of its threshold.
#include <doctest/doctest.h>

#include "qualify/example.hpp"

using namespace payoff;
using example::changed;

TEST_SUITE("qualify/rules/support") {

namespace {

// G23's effect on the grade, then the grade: "note C".
std::string support(const std::function<void(Effect&)>& change, bool by_lot = false) {
  const Evidence evidence = example::evidence_of(changed(change), by_lot);
  const auto found = example::fired(evidence, "G23");
  return (found.empty() ? "none" : name(found.front().effect)) + " " + grade(evidence).grade;
}

void more_use(Effect& e) {
  e.facts.dose_response = {.estimate = -3, .low = -5, .high = -1, .p = 0.01};
}

Cohort cohort(double estimate, double half_width, std::size_t clusters = 5) {
  return {.clusters = clusters,
          .absolute = {.estimate = estimate, .low = estimate - half_width, .high = estimate + half_width}};
}

}  // namespace

TEST_CASE("G23: by hand, those who used it more changed more, in the direction of the effect") {
  CHECK(support([](Effect&) {}) == "none C");
  CHECK(support(more_use) == "note C");
  CHECK(support([](Effect& e) { e.facts.dose_response = {.estimate = 3, .low = 1, .high = 5}; }) == "none C");
  CHECK(support([](Effect& e) { e.facts.dose_response = {.estimate = -3, .low = -6, .high = 0.1}; }) == "none C");
}

TEST_CASE("G23: by hand, two cohorts that show it by themselves, and none that shows the opposite") {
  const auto of = [](std::vector<Cohort> cohorts) { return support([&](Effect& e) { e.cohorts = cohorts; }); };
  CHECK(of({cohort(-6, 5), cohort(-4, 3)}) == "note C");
  CHECK(of({cohort(-6, 5), cohort(-4, 5)}) == "none C");
  CHECK(of({cohort(-6, 5), cohort(-4, 3, 4)}) == "none C");
  CHECK(of({cohort(-6, 5), cohort(-4, 3), cohort(4, 3)}) == "none C");
}

TEST_CASE("G23: by hand, an E-value above 2: a ratio of 4/3, since 4/3 + sqrt(4/3 x 1/3) = 2") {
  // exp(0.91 d) = 4/3 at d = 0.31613: the near end is 4 minutes, so a standard deviation of 12.653.
  CHECK(support([](Effect& e) { e.facts.unit_sd = 12.65; }) == "note C");
  CHECK(support([](Effect& e) { e.facts.unit_sd = 12.66; }) == "none C");
  const auto log = [](double near) {
    return support([&](Effect& e) {
      e.metric.scale = Scale::log;
      e.absolute = {.estimate = -0.5, .se = 0.05, .df = 23, .low = -0.8, .high = -std::log(near), .p = 1e-6};
    });
  };
  CHECK(log(1.334) == "note C");
  CHECK(log(1.333) == "none C");
}

TEST_CASE("G23: by hand, it makes up for what is short, once, never for what is wrong, and never above the design") {
  const auto short_and = [](const std::function<void(Effect&)>& more) {
    return support([&](Effect& e) { more_use(e), e.weeks_before = 4, more(e); });
  };
  CHECK(short_and([](Effect&) {}) == "+1 C");
  CHECK(short_and([](Effect& e) { e.clusters_treated = 9; }) == "+1 D");
  CHECK(short_and([](Effect& e) { e.pre_trend_p = 0.009; }) == "note E");
  CHECK(support([](Effect& e) { more_use(e), e.pre_trend_p = 0.009; }) == "note D");
  CHECK(support([](Effect& e) { more_use(e), e.clusters_treated = 4; }) == "+1 D");  // its cap stays
  CHECK(support(more_use, true) == "none A");
}

TEST_CASE("G23: by hand, the sentence names all that speaks for it") {
  const auto text = example::fired(example::evidence_of(changed([](Effect& e) {
                                     more_use(e);
                                     e.cohorts = {cohort(-6, 5), cohort(-4, 3)};
                                     e.facts.unit_sd = 4;
                                   })),
                                   "G23")
                        .front()
                        .text;
  CHECK(text ==
        "For it speaks that who used it more changed more, and that each of 2 groups that began at different dates "
        "shows it by itself, and that another cause would have to raise both the use of the tool and the outcome 4.4 "
        "times.");
}

TEST_CASE("G24: by hand, who sells the tool or answers for it is said to, and nothing where nobody says so") {
  Evidence evidence = example::evidence_of(example::did_minutes());
  CHECK(example::fired(evidence, "G24").empty());
  evidence.disclosure = {.run_by = "the vendor", .commissioned_by = "", .independent = true};
  CHECK(example::fired(evidence, "G24").empty());
  evidence.disclosure.independent = false;
  CHECK(example::fired(evidence, "G24").front().text ==
        "The study was run by those who sell the tool or answer for its rollout (the vendor).");
  CHECK(grade(evidence).grade == 'C');
}

}  // TEST_SUITE("qualify/rules/support")
