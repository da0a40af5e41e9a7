// "To raise the grade": what happens to a study whose people do as they are told.
#include <doctest/doctest.h>

#include <algorithm>

#include "honesty/judge.hpp"
#include "tools/program.hpp"

using honesty::Setting, honesty::World, honesty::Plan, honesty::RuleId;

TEST_SUITE("honesty/advice") {

namespace {

struct Advised {
  RuleId rule;
  Setting before, after;  // the same people with the trouble, and when they have done what the rule says
};

const Advised all[] = {
    {RuleId::sample_ratio, {.plan = Plan::lot, .effect = -2, .never_seen = 0.4}, {.plan = Plan::lot, .effect = -2}},
    {RuleId::attrition, {.plan = Plan::lot, .effect = -2, .leave = 0.1}, {.plan = Plan::lot, .effect = -2}},
    {RuleId::periods_before, {.first_week = 5, .effect = -2}, {.weeks = 27, .first_week = 12, .effect = -2}},
    {RuleId::pre_trend, {.effect = -2, .trend = -0.25}, {.effect = -2}},
    {RuleId::treated_clusters, {.people = 60, .teams = 12, .effect = -2}, {.people = 120, .teams = 24, .effect = -2}},
    {RuleId::imprecision,
     {.plan = Plan::lot, .people = 14, .effect = -1},
     {.plan = Plan::lot, .people = 300, .effect = -1}},
    {RuleId::last_window, {.effect = -2, .bad_spell = 3}, {.effect = -2}},
    {RuleId::last_window,
     {.effect = -2, .bad_spell = 3},
     {.weeks = 28, .first_week = 18, .effect = -2, .bad_spell = 3}},
    {RuleId::concurrent_event, {.effect = -1, .spill = 1.5}, {.effect = -1}},
    {RuleId::measurement_change, {.effect = -2, .logged = 0.8}, {.effect = -2}},
    {RuleId::design, {.effect = -2}, {.plan = Plan::lot, .effect = -2}},
};

payoff::Verdict verdict_of(const Setting& setting, std::uint64_t number) {
  payoff::tools::Workplace place;
  const World world{.name = "advice", .trouble = "", .kind = honesty::Kind::control, .setting = setting};
  return honesty::run_drawn(draw(world, number), place.path("")).verdict;
}

bool is_asked(const payoff::Verdict& verdict, RuleId rule) {
  return std::ranges::any_of(verdict.reasons, [&](const payoff::Reason& reason) {
    return reason.rule == rule && (reason.effect.weakens() || (rule == RuleId::design && verdict.base > 'A'));
  });
}

}  // namespace

TEST_CASE("advice: recovery, who does what would raise the grade has it raised, or at the least not lowered") {
  for (const Advised& each : all) {
    CAPTURE(name(each.rule));
    int asked = 0, asked_again = 0;
    for (std::uint64_t number = 0; number < 2; ++number) {
      const payoff::Verdict before = verdict_of(each.before, number), after = verdict_of(each.after, number);
      CAPTURE(before.grade);
      CHECK(after.grade <= before.grade);
      asked += is_asked(before, each.rule);
      asked_again += is_asked(after, each.rule);
    }
    CHECK(asked >= 1);
    CHECK(asked_again <= asked);
  }
}

}  // TEST_SUITE("honesty/advice")
