#include "qualify/advice.hpp"

#include <algorithm>

#include "qualify/reading/finding.hpp"

namespace payoff {
namespace {

struct Advice {
  std::string_view rule;
  std::string_view text;
};

constexpr Advice by_rule[] = {
    {"G02", "Adjust for the outcome before the rollout, or choose a comparison group that is more alike."},
    {"G04", "Add data from before the rollout: at least 8 weeks, or 3 months."},
    {"G05", "Find a comparison group that moved like the treated one before the rollout."},
    {"G06", "Give the tool to more independent teams or people: at least 10."},
    {"G08", "Observe more people, or the same ones for longer, until the interval can decide."},
    {"G10", "Add periods before the unusual spell, and do not pick who gets the tool by their last results."},
    {"G15", "Measure the outcome instead of asking for it."},
    {"G17", "Name the metric before the next data come in, and test it on them."},
    {"G19", "Find the missing observations, or say why they are missing in both groups alike."},
    {"G22", "Find out why the methods disagree before the result is used: they rest on different assumptions."},
};

constexpr std::string_view order_by_lot = "Draw by lot who begins when in the next rollout: that can reach A.";
constexpr std::string_view by_lot = "Draw by lot who gets the tool next, and measure both groups: that can reach A.";

void advise_design(const Effect& effect, char base, std::vector<std::string>& advice) {
  if (base == 'A') return;
  if (base == 'U') {
    advice.emplace_back("Bring data from which an effect can be estimated; the message says what was missing.");
    return;
  }
  if (compares_of(effect) == Compares::own_past) {
    advice.emplace_back("Measure a comparison group without the tool over the same time: that can reach C.");
  }
  if (compares_of(effect) == Compares::groups) {
    advice.emplace_back("Measure both groups before the rollout, too: that can reach C.");
  }
  advice.emplace_back(is_staggered(effect) ? order_by_lot : by_lot);
}

}  // namespace

std::vector<std::string> advice(const Effect& effect, const Verdict& verdict) {
  std::vector<std::string> result;
  advise_design(effect, verdict.base, result);
  for (const Reason& reason : verdict.reasons) {
    const bool lowers = reason.effect == "-1" || reason.effect.starts_with("cap");
    const auto* found = std::ranges::find(by_rule, reason.rule, &Advice::rule);
    if (lowers && found != std::end(by_rule)) result.emplace_back(found->text);
  }
  return result;
}

}  // namespace payoff
