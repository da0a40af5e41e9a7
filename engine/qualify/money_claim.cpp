#include "qualify/money_claim.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/wording.hpp"
#include "qualify/headline.hpp"
#include "qualify/phrases.hpp"

namespace payoff {
namespace {

const Reason* fired(const Verdict& verdict, std::string_view rule, std::string_view effect) {
  const auto found = std::ranges::find_if(
      verdict.reasons, [&](const Reason& reason) { return reason.rule == rule && reason.effect == effect; });
  return found == verdict.reasons.end() ? nullptr : &*found;
}

// "USD 1.2 million (P10 to P90: USD 0.4 million to USD 2.1 million)"
std::string npv_phrase(const Appraisal& appraisal) {
  return fmt::format("{} (P10 to P90: {} to {})", format_money(appraisal.currency, appraisal.npv.p50),
                     format_money(appraisal.currency, appraisal.npv.p10),
                     format_money(appraisal.currency, appraisal.npv.p90));
}

// "all", "none" or "97%" of the draws.
std::string share_of_cases(double share) {
  if (share == 1) return "all";
  return share == 0 ? "none" : format_percent(share);
}

std::string chances(const Appraisal& appraisal, std::string_view is) {
  std::string text = fmt::format("; it {} above zero in {} of the simulated cases", is,
                                 share_of_cases(appraisal.probability_npv_positive));
  if (appraisal.probability_pays_back >= 0.5 && std::isfinite(appraisal.payback_months.p50)) {
    const char* are = is == "is" ? "are" : "would be";
    text += fmt::format(", and the costs {} back in month {}", are, std::ceil(appraisal.payback_months.p50));
  }
  return text;
}

std::string projection(const Appraisal& appraisal, const Effect& effect) {
  if (!appraisal.projected) return "";
  if (!std::isfinite(effect.weeks_after))
    return "; a projection, because the data do not say how long the effect was followed";
  return fmt::format("; a projection, because the effect was followed for {} weeks",
                     std::floor(effect.weeks_after + 1e-6));
}

std::string no_return(const Evidence& evidence, const Effect& effect, const Appraisal& appraisal) {
  std::string text = fmt::format(
      "No return is claimed, because no change could be shown: over {} months the net present "
      "value is {}{}",
      appraisal.horizon_months, npv_phrase(appraisal), chances(appraisal, "is"));
  if (std::isfinite(appraisal.break_even_effect)) {
    text += fmt::format("; break-even needs {} {}", format_number(appraisal.break_even_effect),
                        unit_phrase(evidence, effect));
  }
  return text;
}

}  // namespace

std::optional<Claim> money_claim(const Evidence& evidence, const Effect& effect, const Verdict& verdict) {
  const Appraisal* appraisal = evidence.appraisal;
  const bool about_this = appraisal && appraisal->metric == effect.metric.name && effect.usable;
  if (!about_this || verdict.grade == 'U' || effect.metric.activity) return std::nullopt;
  const std::string& name = effect.metric.name;
  if (const Reason* fades = fired(verdict, "G11", "note")) {
    return Claim{
        "No figure in money is claimed, because an average over the whole follow-up would be too much: " + fades->text,
        name, "caveat"};
  }
  if (const Reason* brief = fired(verdict, "G12", "no annual figure")) {
    return Claim{"No figure in money is claimed: " + brief->text, name, "caveat"};
  }
  const std::string rest = projection(*appraisal, effect) + ".";
  if (!is_directional(verdict)) return Claim{no_return(evidence, effect, *appraisal) + rest, name, "money"};
  const std::string tool = tool_of(evidence), npv = npv_phrase(*appraisal);
  const int months = appraisal->horizon_months;
  if (verdict.grade >= 'D') {
    return Claim{
        fmt::format("If the whole change were due to {}, and on the assumptions of this study, its net present "
                    "value over {} months would be {}{}{}",
                    tool, months, npv, chances(*appraisal, "would be"), rest),
        name, "money"};
  }
  const char* loss = appraisal->npv.p50 < 0 ? ", a loss" : "";
  return Claim{
      fmt::format("On the assumptions of this study, the net present value of {} over {} months is estimated at "
                  "{}{}{}{}",
                  tool, months, npv, loss, chances(*appraisal, "is"), rest),
      name, "money"};
}

}  // namespace payoff
