#include "qualify/words/judgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/sentence/asserted_number.hpp"

namespace payoff {
namespace {

const Effect& effect_of(const Assertion& assertion, const Evidence& evidence) {
  return evidence.effects[assertion.effect];
}

// To the digits in which a number of this size is printed; three from 1,000 on.
double rounded(double value, int decimals, RoundTo rounding) {
  constexpr double slack = 1e-9;  // 0.29 / 0.01 is 28.999...
  const double scale = std::pow(10.0, decimals), x = std::abs(value) * scale;
  const double size = rounding == RoundTo::nearest ? std::round(x)
                      : rounding == RoundTo::zero  ? std::floor(x * (1 + slack))
                                                   : std::ceil(x * (1 - slack));
  return std::copysign(size / scale, value);
}

int decimals_of(double value) {
  const double size = std::abs(value);
  if (!(size >= 1000) || std::isinf(size)) return decimals_for({value});
  return 2 - static_cast<int>(std::floor(std::log10(size)));
}

bool is_currency(const Assertion& assertion) {
  return assertion.about == Asserted::benefit || assertion.about == Asserted::net_present_value;
}

std::string with_unit(const Assertion& assertion, const Evidence& evidence, double value, const std::string& number) {
  if (is_currency(assertion)) {
    const std::string& currency = evidence.appraisal->currency;
    return format_money(currency, value) + assertion.unit.substr(std::min(currency.size(), assertion.unit.size()));
  }
  if (assertion.unit == "%") return number + "%";
  return assertion.unit.empty() ? number : number + (assertion.unit.starts_with(' ') ? "" : " ") + assertion.unit;
}

// The claimed number in the digits in which it was written.
std::string claimed_in_words(const Assertion& assertion, const Evidence& evidence) {
  const double value = assertion.size / assertion.per_unit;
  const double digits = assertion.half_digit > 0 ? -std::log10(2 * assertion.half_digit) : 0;
  const int decimals = std::max(0, static_cast<int>(std::lround(digits)));
  const std::string number = format_fixed(value, decimals);
  if (number != "1" || assertion.unit.empty() || is_currency(assertion)) {
    return with_unit(assertion, evidence, value, number);
  }
  if (assertion.unit == "percentage points") return "1 percentage point";
  const std::size_t word = std::min(assertion.unit.find(' '), assertion.unit.size());
  return "1 " + singular(assertion.unit.substr(0, word)) + assertion.unit.substr(word);  // "1 hour a week each"
}

std::string of_segment(const Effect& effect) {
  return effect.segment ? " with " + segment_phrase(*effect.segment) : "";
}

std::string how_much(const Assertion& assertion, const Evidence& evidence) {
  const char* bound = assertion.bound == Bound::about ? "about " : "at least ";
  return bound + claimed_in_words(assertion, evidence);
}

}  // namespace

std::string amount_in_words(const Assertion& assertion, const Evidence& evidence, double value, RoundTo rounding) {
  if (!std::isfinite(value)) return "not available";
  if (assertion.about == Asserted::payback) value = std::abs(value);
  const int decimals = assertion.about == Asserted::payback ? 0 : decimals_of(value);
  const double shown = rounded(value, decimals, rounding);
  return with_unit(assertion, evidence, shown, format_fixed(shown, decimals));
}

std::string read_as(const Assertion& assertion, const Evidence& evidence) {
  const bool gain = assertion.direction > 0;
  const std::string size = assertion.size > 0 ? how_much(assertion, evidence) : "";
  const Effect& effect = effect_of(assertion, evidence);
  switch (assertion.about) {
    case Asserted::effect:
    case Asserted::share:
      return fmt::format("the {}{} {}{}", metric_of_who(evidence, effect.metric), of_segment(effect),
                         gain ? "rose" : "fell", size.empty() ? "" : " by " + size);
    case Asserted::hours:
    case Asserted::hours_of_all:
      return fmt::format("{}{} {} {}{}, by their {}", who_of(evidence), of_segment(effect), gain ? "saved" : "lost",
                         size, evidence.appraisal->assumptions.rework_share.middle() > 0 ? ", net of rework" : "",
                         spoken(effect.metric));
    case Asserted::benefit:
      return fmt::format("{} {} {}", tool_of(evidence), gain ? "is worth" : "costs", size);
    case Asserted::net_present_value:
      return fmt::format("the net present value of {} is {}{}", tool_of(evidence), gain ? "" : "a loss of ",
                         size.empty() ? (gain ? "above 0" : "more than 0") : size);
    case Asserted::return_on_investment:
      return fmt::format("the return on investment in {} is {}{}", tool_of(evidence), gain ? "" : "a loss of ",
                         size.empty() ? "above 0" : size);
    case Asserted::payback:
      return fmt::format("the costs of {} are back within {}", tool_of(evidence),
                         claimed_in_words(assertion, evidence));
  }
  return "";
}

std::string probability_in_words(const Assertion& assertion, const Evidence& evidence, const Measured& measured,
                                 const Chance& chance, char grade) {
  const Effect& effect = effect_of(assertion, evidence);
  if (std::isnan(chance.low)) {
    const std::string& why = effect.usable ? effect.absolute.reason : effect.message;
    return "cannot be had: " + (why.empty() ? std::string("there is no interval") : why);
  }
  if (!measured.draws.empty()) {
    return fmt::format("{} of the simulated cases, on the assumptions of the study and if its model holds",
                       format_chance(chance.low));
  }
  const std::string what =
      fmt::format("the chance that the {} is at least as large as claimed, if the model of the study holds",
                  grade > 'C' ? "change, whatever caused it," : "effect");
  if (chance.low == chance.high) return fmt::format("{}: {}", format_chance(chance.low), what);
  const auto share = [](double p) { return format_fixed(100 * p, 1) + "%"; };
  const std::string range = chance.high >= 1  ? "at least " + share(chance.low)
                            : chance.low <= 0 ? "at most " + share(chance.high)
                                              : share(chance.low) + " to " + share(chance.high);
  const std::string how = effect.inference.empty() ? "not from a standard error" : "by " + effect.inference;
  return fmt::format("{}: {}; the interval was made {}, which says no more", range, what, how);
}

std::vector<std::string> conditions_of(const Assertion& assertion, const Evidence& evidence, const Verdict& verdict,
                                       std::span<const Claim> claims) {
  std::vector<std::string> conditions;
  const Effect& graded = graded_effect(evidence);
  if (verdict.base == 'C') {
    conditions.push_back(fmt::format("It holds if nothing else happened to those who got it {}.",
                                     is_staggered(graded) ? "when they did" : "at that time"));
  }
  if (const std::string gaps = gaps_of(verdict); verdict.base <= 'B' && !gaps.empty())
    conditions.push_back("The trial has gaps: " + gaps + ".");
  if (is_money(assertion)) {
    conditions.emplace_back(
        "It rests on the assumptions of the study: people, prices, costs and the share of time realised.");
    if (evidence.appraisal->projected)
      conditions.emplace_back("It is a projection, which takes the effect to last beyond the follow-up.");
  }
  for (const Claim& claim : claims) {
    const bool doubt = claim.kind == ClaimKind::caveat && claim.metric == graded.metric.name && !claim.segment;
    if (doubt || claim.kind == ClaimKind::guardrail) conditions.push_back(claim.text());
  }
  return conditions;
}

std::string honest_sentence(const Assertion& assertion, const Evidence& evidence, std::span<const Claim> claims) {
  const Effect& effect = effect_of(assertion, evidence);
  const bool headline = &effect == &graded_effect(evidence);
  const auto text_of = [&](auto is_it) {
    const auto found = std::ranges::find_if(claims, is_it);
    return found == claims.end() ? std::string() : found->text();
  };
  const auto of_kind = [&](ClaimKind kind) { return text_of([&](const Claim& claim) { return claim.kind == kind; }); };
  if (is_money(assertion)) {
    if (std::string money = of_kind(ClaimKind::money); !money.empty()) return money;
  }
  if (!headline) {
    std::string own = text_of([&](const Claim& claim) {
      const bool about_it = claim.metric == effect.metric.name && claim.segment == effect.segment;
      return about_it && claim.kind != ClaimKind::headline && claim.kind != ClaimKind::rules_out;
    });
    if (!own.empty()) return own;
    // Of many segments the study tells their count.
    std::string count = text_of([&](const Claim& claim) {
      return claim.kind == ClaimKind::secondary && claim.metric == effect.metric.name && !claim.segment;
    });
    if (effect.segment && !count.empty()) return count;
  }
  return of_kind(ClaimKind::headline);
}

}  // namespace payoff
