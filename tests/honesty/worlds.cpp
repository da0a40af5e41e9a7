#include "honesty/worlds.hpp"

namespace honesty {
namespace {

using enum RuleId;

constexpr double real = -1.3;  // minutes of about 14

Setting by_lot(Setting setting) {
  setting.plan = Plan::lot;
  setting.first_week = 4;
  setting.weeks = 16;
  return setting;
}

Setting after_lot(Setting setting) {
  setting.plan = Plan::lot_after;
  setting.first_week = 0;
  setting.weeks = 10;
  return setting;
}

Setting staggered(Setting setting) {
  setting.plan = Plan::staggered;
  setting.first_week = 9;
  setting.weeks = 26;
  return setting;
}

const std::vector<World>& all() {
  static const std::vector<World> list = {
      {"true effect, by lot", "A real effect, drawn by lot.", Kind::control, by_lot({.effect = real})},
      {"true effect, one date", "A real effect, teams that moved alike.", Kind::control, {.effect = real}},
      {"true effect, staggered", "A real effect, teams one after the other.", Kind::control,
       staggered({.effect = real})},
      {"true effect, cohorts of one", "A real effect, people one after the other.", Kind::control,
       staggered({.people = 50, .effect = real, .cohorts = 14, .one_by_one = true})},
      {"no effect, by lot", "Nothing happens, drawn by lot.", Kind::control, by_lot({})},
      {"no effect, one date", "Nothing happens, teams that moved alike.", Kind::control, {}},
      {"no effect, staggered", "Nothing happens, teams one after the other.", Kind::control, staggered({})},
      {"common shock", "Everybody changes at the rollout.", Kind::control, {.both_shift = -1.2}},
      {"sample ratio",
       "The slowest of those with the tool are missing from the start.",
       Kind::shown,
       after_lot({.people = 160, .never_seen = 0.4}),
       {sample_ratio}},
      {"attrition, by lot",
       "Those with the tool who are slow leave.",
       Kind::shown,
       by_lot({.people = 170, .weeks = 14, .leave = 0.09}),
       {attrition, missing_data}},
      {"attrition, one date",
       "Those with the tool who are slow leave.",
       Kind::shown,
       {.people = 120, .leave = 0.08},
       {attrition, missing_data, composition}},
      {"novelty, by lot",
       "The effect halves every two weeks.",
       Kind::shown,
       by_lot({.people = 60, .weeks = 20, .effect = -2.6, .half_life = 2}),
       {fading}},
      {"novelty, one date",
       "The effect halves every two weeks.",
       Kind::shown,
       {.weeks = 26, .effect = -2.6, .half_life = 2},
       {fading}},
      {"novelty, staggered",
       "The effect halves every two weeks.",
       Kind::shown,
       staggered({.weeks = 32, .effect = -2.6, .half_life = 2}),
       {fading}},
      {"interference, by lot",
       "The treated take the easy cases; the others become slower.",
       Kind::shown,
       by_lot({.spill = 1.0}),
       {concurrent_event}},
      {"interference, one date",
       "The treated take the easy cases; the others become slower.",
       Kind::shown,
       {.spill = 1.0},
       {concurrent_event}},
      {"teams drawn",
       "The lot drew teams; the study counts people.",
       Kind::shown,
       after_lot({.people = 100, .teams = 8, .weeks = 4, .team_sd = 1.4, .team_is_drawn = true}),
       {treated_clusters}},
      {"rows as people",
       "Each row passes for a person.",
       Kind::shown,
       after_lot({.people = 60, .weeks = 8, .no_unit = true}),
       {treated_clusters}},
      {"thirty secondaries", "Thirty metrics on which nothing happens.", Kind::control,
       by_lot({.people = 60, .weeks = 8, .secondaries = 30})},
      {"sparse", "99 % zeros, a tenth of the people with the tool.", Kind::control,
       after_lot({.people = 1000, .weeks = 1, .zeros = 0.99, .share_treated = 0.1})},
      {"event at the rollout", "Something else happens to those with the tool.", Kind::hidden, {.other_shift = -1.2}},
      {"event at the rollout, some out of reach",
       "Something else happens to the teams with the tool, and the study names who of them could not use it.",
       Kind::shown,
       {.people = 140, .other_shift = -1.2, .out_of_reach = 0.3},
       {RuleId::placebo}},
      {"event five weeks later",
       "Something else happens to those with the tool, later.",
       Kind::shown,
       {.weeks = 22, .other_shift = -1.4, .other_shift_after = 5},
       {late_effect}},
      {"earlier trend",
       "Those with the tool had been improving all the time.",
       Kind::shown,
       {.weeks = 24, .first_week = 12, .trend = -0.11},
       {pre_trend}},
      {"bad spell, one date",
       "The tool came after three bad weeks.",
       Kind::shown,
       {.bad_spell = 1.6},
       {last_window, pre_trend}},
      {"bad spell, staggered",
       "The tool came to each after three bad weeks.",
       Kind::shown,
       staggered({.bad_spell = 1.6}),
       {last_window, pre_trend}},
      {"rounded minutes",
       "With the tool, minutes are rounded down.",
       Kind::shown,
       {.round_to = 60},
       {measurement_change}},
      {"fewer tickets logged",
       "With the tool, slow tickets are not logged.",
       Kind::shown,
       {.logged = 0.85},
       {measurement_change}},
      {"fast joiners",
       "Fast people join those with the tool; they have no past to compare.",
       Kind::control,
       {.people = 100, .joiners = 0.35}},
      {"one team",
       "The tool came to one team of twelve.",
       Kind::shown,
       {.teams = 12, .team_sd = 1.2, .only_one_team = true},
       {treated_clusters}},
  };
  return list;
}

}  // namespace

std::span<const World> worlds() {
  return all();
}

}  // namespace honesty
