// Worlds whose truth is known: studies as people hold them, each with one trouble or none.
//
// A world is a setting of one simulator (study.cpp): support agents in teams, minutes per ticket by week. What it does to
// the data is in its setting, so that the truth is what the setting says, and the study file is what a person would write who does
// not know of the trouble.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "payoff/qualify.hpp"

namespace honesty {

using payoff::RuleId;

enum class Plan { lot, lot_after, one_date, staggered };  // lot_after: by lot, and nothing from before it

// What must hold in a world of 500 studies.
enum class Kind {
  control,  // nothing is wrong: the grade stays, and at most the nominal rate of false claims
  shown,    // the data show the trouble: claimed or not, it is named
  hidden,   // nothing in the data can show it: the words carry the condition
};

struct Setting {
  Plan plan = Plan::one_date;
  int people = 100, teams = 24, weeks = 20, first_week = 10;
  double effect = 0;          // minutes per ticket, from the first week with the tool on
  double half_life = 0;       // weeks in which the effect halves; 0 = it lasts
  double other_shift = 0;     // happens to those with the tool only, and is not the tool's
  int other_shift_after = 0;  // weeks after the rollout
  double spill = 0;           // what the comparison group loses when the treated take the easy cases
  double both_shift = 0;      // happens to everybody at the rollout
  double trend = 0;           // minutes a week by which those with the tool moved apart, all the time
  double bad_spell = 0;       // minutes by which those who get the tool were above their own mean in the 3 weeks before
  double leave = 0;           // weekly chance to leave of those with the tool who are slow
  double never_seen = 0;      // share of those with the tool, the slowest, that is not in the data
  double joiners = 0;         // share of those with the tool, fast ones, who come after the rollout
  double team_sd = 1.0;
  bool team_is_drawn = false;  // the lot drew teams, and the study does not say so
  bool no_unit = false;        // the study does not say that rows belong to people
  int secondaries = 0;         // other metrics, on which nothing happens
  double zeros = 0;            // share of people and weeks without any of what is counted; 0 = minutes per ticket
  double share_treated = 0.5;  // in studies by lot
  double round_to = 0;         // minutes of a week are rounded down to this with the tool
  double logged = 1;           // share of the tickets, the quicker ones lost, that the tool's log holds
  int cohorts = 4;             // of staggered adoption, at most
  bool one_by_one = false;     // staggered: people, and not teams, begin
  bool only_one_team = false;  // the tool came to one team
  double out_of_reach = 0;     // share of all people whose work the tool does not do; the study names them
};

struct World {
  std::string_view name;
  std::string_view trouble;  // one sentence; of a control, what is right about it
  Kind kind;
  Setting setting;
  std::vector<RuleId> named_by{};  // any of these names it
};
std::span<const World> worlds();

// What the tool did, on average over the people and weeks with it, and in the end.
struct Truth {
  double effect = 0, lasting = 0;
};

struct DrawnStudy {
  std::string data_csv, study_json;
  Truth truth;
};

// The same for the same world and number.
DrawnStudy draw(const World& world, std::uint64_t number);

}  // namespace honesty
