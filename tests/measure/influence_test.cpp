#include "measure/influence.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/influence") {

namespace {

const Alternative* without(const Effect& effect, const std::string& name) {
  for (const Alternative& other : effect.alternatives)
    if (other.name == "without the " + name + " that moves it most") return &other;
  return nullptr;
}

}  // namespace

TEST_CASE("influence: by hand, two arms of five, one of them a hundred: without it the difference is 1") {
  // Treated 1, 2, 3, 4, 100 and comparison 1, 1, 2, 2, 1.5: 22 - 1.5; without the last 2.5 - 1.5.
  const Panel panel = two_arms({1, 2, 3, 4, 100}, {1, 1, 2, 2, 1.5});
  const Effect effect = estimate(panel, ask());
  CHECK_CLOSE(effect.absolute.estimate, 20.5, 1e-14);
  const Alternative* other = without(effect, "unit");
  REQUIRE(other);
  CHECK_CLOSE(other->absolute.estimate, 1, 1e-14);
  CHECK(other->purpose == Purpose::without_some);
}

TEST_CASE("influence: by hand, of a change the unit with the largest one in the effect's direction is left out") {
  PanelBuilder builder(1);
  for (const double change : {-1.0, -2.0, -3.0, -30.0}) builder.unit(true).cell(0, 50).cell(1, 50 + change);
  for (const double change : {0.0, 1.0, -1.0, 4.0}) builder.unit(false).cell(0, 50).cell(1, 50 + change);
  const Effect effect = estimate(builder.panel, {.metric = 0, .method = "did"});
  CHECK_CLOSE(effect.absolute.estimate, -10, 1e-12);
  const Alternative* other = without(effect, "unit");
  REQUIRE(other);
  CHECK_CLOSE(other->absolute.estimate, -3, 1e-12);  // -2 less the mean of 0, 1, -1, 4
}

TEST_CASE("influence: by hand, of three clusters an arm the one that carries the effect is left out") {
  PanelBuilder builder(1);
  int cluster = 0;
  for (const double change : {-1.0, 1.0, -21.0})
    for (int i = 0; i < 2; ++i) builder.unit(true, cluster).cell(0, 9).cell(1, 9 + change), cluster += i;
  for (const double change : {0.5, -0.5, 0.0})
    for (int i = 0; i < 2; ++i) builder.unit(false, cluster).cell(0, 9).cell(1, 9 + change), cluster += i;
  const Effect effect = estimate(builder.panel, {.metric = 0, .method = "did"});
  CHECK_CLOSE(effect.absolute.estimate, -7, 1e-12);
  const Alternative* other = without(effect, "cluster");
  REQUIRE(other);
  CHECK(std::abs(other->absolute.estimate) < 1e-12);
}

TEST_CASE("influence: refusal, arms of three are left whole, and of secondary metrics nothing is said") {
  CHECK(without(estimate(two_arms({1, 2, 9}, {1, 2, 3}), ask()), "unit") == nullptr);
  Panel panel = two_arms({1, 2, 3, 4, 100}, {1, 1, 2, 2, 1.5});
  panel.metrics[0].metric.role = Role::secondary;
  CHECK(without(estimate(panel, ask()), "unit") == nullptr);
}

}  // TEST_SUITE("measure/influence")
