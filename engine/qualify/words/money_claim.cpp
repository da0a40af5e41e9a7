#include "qualify/words/money_claim.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/wording.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/words/headline.hpp"

namespace payoff {
namespace {

// "USD 1.2 million (P10 to P90: USD 0.4 to 2.1 million)"
std::string npv_phrase(const Appraisal& appraisal) {
  return fmt::format("{} (P10 to P90: {})", format_money(appraisal.currency, appraisal.npv.p50),
                     format_money_range(appraisal.currency, appraisal.npv.p10, appraisal.npv.p90));
}

std::string chances(const Appraisal& appraisal, bool supposed) {
  const char *is = supposed ? "would be" : "is", *are = supposed ? "would be" : "are";
  std::string text = fmt::format(". It {} above zero in {} of the simulated cases", is,
                                 format_chance(appraisal.probability_npv_positive));
  if (appraisal.npv.p50 > 0 && appraisal.probability_pays_back >= 0.5 && std::isfinite(appraisal.payback_months.p50)) {
    text += fmt::format(", and the costs {} back in month {}", are, std::ceil(appraisal.payback_months.p50));
  }
  return text;
}

std::string projection(const Appraisal& appraisal, const Effect& effect) {
  if (!appraisal.projected) return "";
  if (!std::isfinite(effect.weeks_after))
    return ". This is a projection, which takes the effect to last: the data do not say how long it was followed";
  return fmt::format(". This is a projection, which takes the effect to last: it was followed for {}",
                     count_phrase(std::floor(effect.weeks_after + 1e-6), "week"));
}

// The range of the draws and their chance, but no month of payback: that would be a claim.
std::string no_return(const Evidence& evidence, const Effect& effect, const Appraisal& appraisal) {
  std::string text = fmt::format(
      "No return is claimed, because no change could be shown{}. The simulated net present value over {} is {}. "
      "It is above zero in {} of the simulated cases",
      appraisal.from_last_third ? " in the last third of the follow-up" : "",
      count_phrase(appraisal.horizon_months, "month"), npv_phrase(appraisal),
      format_chance(appraisal.probability_npv_positive));
  if (std::isfinite(appraisal.break_even_effect)) {
    text += fmt::format(". To break even takes an improvement of {} {}", format_number(appraisal.break_even_effect),
                        unit_phrase(evidence, effect));
  }
  return text;
}

// Of a faded effect, the last third by itself may say nothing.
bool nothing_left(const Appraisal& appraisal) {
  if (!appraisal.from_last_third || appraisal.ladder.empty()) return false;
  const Rung& effect = appraisal.ladder.front();
  return effect.low <= 0 && effect.high >= 0;
}

// A change that turned round left nothing behind: its last third is another change.
std::string valued_change(const Appraisal& appraisal, const Effect& effect) {
  if (!appraisal.from_last_third) return "the whole change";
  return (turn_phrase(effect).empty() ? "what was left of the change" : "the change") +
         std::string(" in the last third of the follow-up");
}

// Behind the value, where the middle of the draws is below zero.
const char* loss_phrase(const Appraisal& appraisal) {
  if (!(appraisal.npv.p50 < 0)) return "";
  return appraisal.npv.p90 < 0 ? ", a loss" : ", more likely a loss than a gain";
}

}  // namespace

std::optional<Claim> money_claim(const Evidence& evidence, const Effect& effect, const Verdict& verdict) {
  const Appraisal* appraisal = evidence.appraisal;
  const bool about_this = appraisal && appraisal->metric == effect.metric.name && effect.usable;
  if (!about_this || verdict.grade == 'U' || effect.metric.activity) return std::nullopt;
  const std::string& name = effect.metric.name;
  const Reason* brief = fired(verdict, RuleId::follow_up);
  if (brief && brief->effect.kind == RuleEffect::no_annual_figure) {
    return Claim{name, ClaimKind::caveat, "No figure in money is claimed: " + brief->text};
  }
  const std::string rest = projection(*appraisal, effect) + ".";
  if (!is_directional(verdict) || nothing_left(*appraisal))
    return Claim{name, ClaimKind::money, no_return(evidence, effect, *appraisal) + rest};
  const std::string tool = tool_of(evidence), npv = npv_phrase(*appraisal);
  const std::string months = count_phrase(appraisal->horizon_months, "month");
  const std::string what = valued_change(*appraisal, effect);
  if (verdict.grade >= 'D') {
    return Claim{
        name, ClaimKind::money,
        fmt::format("If {} were due to {}, and on the assumptions of this study, its net present value over {} "
                    "would be {}{}{}{}",
                    what, tool, months, npv, loss_phrase(*appraisal), chances(*appraisal, true), rest)};
  }
  return Claim{name, ClaimKind::money,
               fmt::format("On the assumptions of this study{}, the net present value of {} over {} is estimated at "
                           "{}{}{}{}",
                           appraisal->from_last_third ? ", and of " + what : "", tool, months, npv,
                           loss_phrase(*appraisal), chances(*appraisal, false), rest)};
}

}  // namespace payoff
