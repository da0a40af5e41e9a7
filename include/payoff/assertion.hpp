// Is what somebody claims borne out by a study?
//
// A person says "saves 5 hours a week per agent". read_assertion() finds out what that says of the numbers of this
// study, and refuses what it does not understand; judge() holds it against the evidence. Claims are judged as a sceptic
// would:
//     supported      the evidence carries a causal claim (grade A to C, measured and not asked, a direction may be
//                    claimed) and the one-sided 95 % lower bound reaches the claim; of an effect that fades, in the last
//                    third too.
//     contradicted   the evidence is of grade A to C, and the one-sided 95 % upper bound lies below the claim.
//     not supported  everything else, whatever the number.
// "About 5" is said of the estimate: it is supported where a direction may be claimed and the estimate, rounded as the
// claim is written, is 5. Looking at several metrics or segments is allowed for: of m, each has a bound of confidence
// 1 - 0.05 / m.
//
// Example
//     payoff::Assertion said = payoff::read_assertion("cuts handle time by 10%", evidence);
//     payoff::Judgement judgement = payoff::judge(said, evidence, verdict, claims);
//     if (judgement.standing == payoff::Standing::supported) publish();
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "payoff/qualify.hpp"

namespace payoff {

// Which number of a study a sentence is about, and the unit in which its size is kept.
enum class Asserted {
  effect,                // of the metric, in its own unit, per what it is per, or per unit and period of the data
  share,                 // of what would have been without the tool: 0.05
  hours,                 // hours a week, each, net of rework
  hours_of_all,          // hours a week of all who have the tool
  benefit,               // currency a year, of all, with the share that the business really gets back
  net_present_value,     // currency
  return_on_investment,  // share of the costs
  payback,               // months until the costs are back: fewer are claimed
};

enum class Bound { at_least, about };

// A claim, understood.
struct Assertion {
  std::string sentence;
  std::size_t effect = 0;  // index into Evidence::effects
  Asserted about = Asserted::effect;
  double direction = 1;  // +1: more is claimed, -1: less; of hours, benefit and money +1 is a gain
  Bound bound = Bound::at_least;
  double size = 0;      // 0 = a direction and no size
  double per_unit = 1;  // of the unit in which size is kept, in one unit of the sentence: 1 / 60 where it says minutes
  double half_digit = 0;           // half of the last digit as written, in the unit of the sentence
  std::string unit;                // behind a number of the sentence: "minutes a week each"; "%" of shares
  std::vector<std::string> taken;  // what the sentence leaves open, and how it was taken; whole sentences
};

// Throws Error(usage) that names what it does not understand, the rule and what it can understand.
Assertion read_assertion(const std::string& sentence, const Evidence& evidence);

enum class Standing { supported, not_supported, contradicted };
constexpr std::string_view name(Standing standing) {
  constexpr std::string_view names[] = {"supported", "not supported", "contradicted"};
  return names[static_cast<std::size_t>(standing)];
}

// Numbers are in the unit of the sentence, the claimed direction positive (payback: months); NaN where there are none.
struct Judgement {
  Standing standing = Standing::not_supported;
  std::string read_as;  // the claim as it was understood
  char grade = 'U';     // of the evidence on this metric
  double claimed = 0, estimate = missing, lower = missing, upper = missing;
  double confidence = 0.95;                                      // of each bound by itself
  double probability_low = missing, probability_high = missing;  // that it is so large; equal where it is known
  std::string probability;              // in words, with what it rests on, or why it cannot be had
  double largest = missing;             // what is supported; NaN = nothing is
  std::string largest_text;             // in words, or why nothing is
  std::vector<std::string> reasons;     // why it stands so; whole sentences
  std::vector<std::string> conditions;  // what must be said with it; whole sentences
  std::string honest;                   // the sentence that the study itself says instead
};

// verdict and claims: those of the evidence. The claims are asked for the honest sentence and for caveats.
Judgement judge(const Assertion& assertion, const Evidence& evidence, const Verdict& verdict,
                std::span<const Claim> claims);

}  // namespace payoff
