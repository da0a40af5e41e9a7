#include "qualify/sentence/asserted_number.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "qualify/sentence/evidence.hpp"

using namespace payoff;
using doctest::Approx;

TEST_SUITE("qualify/sentence/asserted_number") {

namespace {

double middle(const example::Spoken& spoken, const std::string& sentence) {
  return middle_of(asserted_number(spoken.read(sentence), spoken.evidence));
}

}  // namespace

// 6 minutes x 50 tickets / 60 = 5 hours a week; 100 people.
TEST_CASE("asserted number: by hand, the same effect in the unit of each claim") {
  const example::Spoken spoken;
  CHECK(middle(spoken, "saves 1 hour a week") == Approx(5));
  CHECK(middle(spoken, "saves 1 minute a week") == Approx(300));
  CHECK(middle(spoken, "saves 100 hours a week in total") == Approx(500));
  CHECK(middle(spoken, "costs 1 hour a week") == Approx(-5));
  CHECK(middle(spoken, "cut handle time by 1 minute") == Approx(6));
  CHECK(middle(spoken, "cut handle time by 1%") == Approx(20));
  CHECK(middle(spoken, "handle time rose by 1%") == Approx(-20));
  CHECK(middle(spoken, "return rate fell by 1 pp") == Approx(2));
  CHECK(middle(spoken, "worth USD 1 a year") == Approx(650000).epsilon(0.02));
  CHECK(middle(spoken, "pays back in 6 months") == Approx(-2));
}

TEST_CASE("asserted number: rework eats time that was saved, and not time that was lost") {
  const example::Spoken spoken(0.2);
  CHECK(middle(spoken, "saves 1 hour a week") == Approx(4));
  CHECK(middle(spoken, "costs 1 hour a week") == Approx(-4));
  example::Spoken slower(0.2);
  slower.evidence.effects[0].absolute.estimate = 6;
  CHECK(middle(slower, "saves 1 hour a week") == Approx(-5));
  CHECK(middle(slower, "costs 1 hour a week") == Approx(5));
}

TEST_CASE("asserted number: by hand, of logarithms a change is a share of the level without the tool") {
  example::Spoken spoken;
  Effect& effect = spoken.evidence.effects[0];
  effect.metric.scale = Scale::log;
  effect.absolute.estimate = std::log(0.8);
  CHECK(middle(spoken, "cut handle time by 1%") == Approx(20));
  CHECK(middle(spoken, "cut handle time by 1 minute") == Approx(6));
  CHECK(middle(spoken, "saves 1 hour a week") == Approx(5));
}

TEST_CASE("asserted number: the last third of an effect that fades, and nothing of others or of money") {
  example::Spoken spoken;
  const Assertion share = spoken.read("cut handle time by 1%"), npv = spoken.read("pays off");
  CHECK_FALSE(asserted_at_last(share, spoken.evidence));
  spoken.evidence.effects[0].course = Course{.first = {.estimate = -9, .se = 1, .low = -11, .high = -7},
                                             .last = {.estimate = -1.5, .se = 1, .low = -3.5, .high = 0.5},
                                             .change = {.estimate = 7.5, .se = 1.4, .p = 0.001}};
  REQUIRE(asserted_at_last(share, spoken.evidence));
  CHECK(middle_of(*asserted_at_last(share, spoken.evidence)) == Approx(5));
  CHECK(middle_of(*asserted_at_last(spoken.read("saves 1 hour a week"), spoken.evidence)) == Approx(1.25));
  CHECK_FALSE(asserted_at_last(npv, spoken.evidence));
}

TEST_CASE("asserted number: a size is kept in one unit and held against the number in that of the sentence") {
  const example::Spoken spoken;
  CHECK(claimed_size(spoken.read("saves 300 minutes a week")) == Approx(300));
  CHECK(claimed_size(spoken.read("pays back within 2 years")) == Approx(-2));
  CHECK(is_money(spoken.read("pays off")));
  CHECK_FALSE(is_money(spoken.read("saves 300 minutes a week")));
}

TEST_CASE("asserted number: an assumption that is out of range is told") {
  example::Spoken spoken;
  spoken.appraisal.assumptions.people = -1;
  CHECK(example::error_of([&] { middle(spoken, "pays off"); }).find("money.people") != std::string::npos);
}

}  // TEST_SUITE("qualify/sentence/asserted_number")
