// Facts about effects that several rules and the claims need.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "payoff/qualify.hpp"

namespace payoff {

// The first effect with role primary and no segment.
// Throws Error(usage) when there is none.
const Effect& graded_effect(const Evidence& evidence);

// The confidence interval lies wholly on one side of 0.
bool excludes_zero(const Effect& effect);

// Below it the joint test of all leads says that the groups moved apart before the rollout (G05); clearly so below the
// second: one clean study in ten is below the first.
inline constexpr double least_pre_trend_p = 0.10, clear_pre_trend_p = 0.01;

// Too few for an interval: its reason says what is known instead. It allows no claim of a direction.
bool is_without_interval(const Effect& effect);

// The estimate is on the better side of 0.
bool improves(const Effect& effect);

// A guardrail of everyone that clearly became worse.
bool is_worse_guardrail(const Effect& effect);

// The first reason of this rule, or nothing.
const Reason* fired(const Verdict& verdict, RuleId rule);

// What keeps a trial from A, in the words of its rules: "some are missing from the start and too few people"; "" where none.
std::string gaps_of(const Verdict& verdict);

// The answer without the spell just before the rollout, where the method gave one, and what that
// spell was: "bad" when the change is a smaller improvement without it, else "good".
struct LastSpell {
  const Alternative* without = nullptr;
  MessageId word = MessageId::spell_different;
};
LastSpell last_spell(const Effect& effect);

// Covariates or the earlier outcome took part in the estimate of a comparison of groups.
bool adjusted(const Effect& effect);

// "Holm", "Benjamini-Hochberg"
std::string_view spoken(Correction correction);

// Whom the method of this effect holds the people with the tool against; nothing for a method that is not known.
std::optional<Compares> compares_of(const Effect& effect);

// Units began at different times, and each cohort was compared with those that had not begun yet.
bool is_staggered(const Effect& effect);

// A comparison of changes: did and the methods of staggered adoption.
bool compares_changes(const Effect& effect);

// Needs earlier periods to answer at all: paired, and all that compare changes.
bool needs_periods_before(const Effect& effect);

// G25: a segment in which one group is so small that its members could be told.
inline constexpr std::size_t least_units_in_segment = 5;
std::size_t smallest_group(const Effect& effect);
bool is_too_small(const Effect& effect);

// p values made safe for looking at all of them (Holm 1979): in ascending order,
// p_(k) becomes the largest of (m - j + 1) p_(j) over j <= k, at most 1.
std::vector<double> holm(const std::vector<double>& p);

// The same of Benjamini & Hochberg (1995): p_(k) becomes the least of m p_(j) / j over j >= k, at most 1.
std::vector<double> benjamini_hochberg(const std::vector<double>& p);

// Those that are looked at together with an effect, in their order, and the p of each by the study's correction.
struct Family {
  std::vector<const Effect*> members;
  std::vector<double> p;
};
Family family_of(const Evidence& evidence, const Effect& effect);

// The p of this effect in its family, by the study's correction: the usable primary effects of everyone, the secondary ones, or all segments. Its
// own p when it is the only one, or a guardrail: who asks whether anything became worse must not be talked out of it.
// tested: how many there are.
struct FamilyP {
  double p = missing;
  std::size_t tested = 0;
};
FamilyP adjusted_p(const Evidence& evidence, const Effect& effect);

// May a direction be said of one of the others than the graded effect? Looking at all of its family is allowed for.
bool speaks(const Evidence& evidence, const Effect& effect);
bool speaks(const Effect& effect, double adjusted_p);

}  // namespace payoff
