#include "qualify/reading/finding.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <string_view>

#include "base/messages.hpp"
#include "monetize/level_effect.hpp"
#include "payoff/error.hpp"

namespace payoff {

const Effect& graded_effect(const Evidence& evidence) {
  for (const Effect& effect : evidence.effects) {
    if (effect.metric.role == Role::primary && !effect.segment) return effect;
  }
  throw Error(ErrorKind::usage, {.function = "qualify"},
              "the number of primary metrics is 0, but must be at least 1: the grade is that of the first",
              "give one metric the role primary");
}

bool excludes_zero(const Effect& effect) {
  return effect.absolute.low > 0 || effect.absolute.high < 0;
}

bool is_without_interval(const Effect& effect) {
  return effect.usable && !std::isfinite(effect.absolute.low + effect.absolute.high);
}

bool improves(const Effect& effect) {
  return effect.metric.better == Better::lower ? effect.absolute.estimate < 0 : effect.absolute.estimate > 0;
}

bool is_worse_guardrail(const Effect& effect) {
  const bool guards = effect.metric.role == Role::guardrail && !effect.segment && effect.usable;
  return guards && excludes_zero(effect) && !improves(effect);
}

const Reason* fired(const Verdict& verdict, RuleId rule) {
  const auto found = std::ranges::find(verdict.reasons, rule, &Reason::rule);
  return found == verdict.reasons.end() ? nullptr : &*found;
}

std::string gaps_of(const Verdict& verdict) {
  std::vector<std::string> gaps;
  if (verdict.base == 'B') gaps.push_back(say(MessageId::gap_of_dates));
  for (const Reason& reason : verdict.reasons) {
    const std::string lacks = reason.effect.weakens() ? gap(reason.rule) : "";
    if (!lacks.empty() && std::ranges::find(gaps, lacks) == gaps.end()) gaps.push_back(lacks);
  }
  return fmt::format("{}", fmt::join(gaps, "; "));
}

LastSpell last_spell(const Effect& effect) {
  for (const Alternative& alternative : effect.alternatives) {
    const bool is_it = alternative.purpose == Purpose::without_last_window && std::isfinite(alternative.absolute.low);
    if (!is_it) continue;
    const double shift = gain_sign(effect.metric) * (effect.absolute.estimate - alternative.absolute.estimate);
    return {&alternative, shift > 0 ? MessageId::spell_bad : MessageId::spell_good};
  }
  return {};
}

bool adjusted(const Effect& effect) {
  return !effect.adjusted_for.empty();
}

std::optional<Compares> compares_of(const Effect& effect) {
  const Method* method = find_method(effect.method);
  return method ? std::optional(method->compares) : std::nullopt;
}

bool is_staggered(const Effect& effect) {
  return compares_of(effect) == Compares::cohorts;
}

bool compares_changes(const Effect& effect) {
  return compares_of(effect) == Compares::changes || is_staggered(effect);
}

bool needs_periods_before(const Effect& effect) {
  const Method* method = find_method(effect.method);
  return method && method->needs.before;
}

std::size_t smallest_group(const Effect& effect) {
  // Where everyone begins in the end, those not yet begun are the treated themselves.
  const bool only_later_ones = is_staggered(effect) && effect.units_comparison == 0;
  const bool compares = compares_of(effect) != Compares::own_past && !only_later_ones;
  return compares ? std::min(effect.units_treated, effect.units_comparison) : effect.units_treated;
}

bool is_too_small(const Effect& effect) {
  const bool counted = effect.units_treated + effect.units_comparison > 0;  // else something failed before
  return effect.segment && counted && smallest_group(effect) < least_units_in_segment;
}

std::string_view spoken(Correction correction) {
  return correction == Correction::holm ? "Holm" : "Benjamini-Hochberg";
}

std::vector<double> holm(const std::vector<double>& p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
  std::vector<double> result(p.size());
  double largest = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    const double candidate = std::min(1.0, static_cast<double>(p.size() - k) * p[order[k]]);
    largest = std::max(largest, candidate);
    result[order[k]] = largest;
  }
  return result;
}

std::vector<double> benjamini_hochberg(const std::vector<double>& p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) { return p[i]; });
  std::vector<double> result(p.size());
  double least = 1;
  for (std::size_t k = 0; k < order.size(); ++k) {
    least = std::min(least, static_cast<double>(p.size()) / static_cast<double>(p.size() - k) * p[order[k]]);
    result[order[k]] = least;
  }
  return result;
}

Family family_of(const Evidence& evidence, const Effect& effect) {
  Family family;
  std::vector<double> p;
  for (const Effect& other : evidence.effects) {
    const bool alike = effect.segment ? other.segment.has_value() && !is_too_small(other)
                                      : other.metric.role == effect.metric.role && !other.segment;
    if (!alike || !other.usable || !std::isfinite(other.absolute.p)) continue;
    family.members.push_back(&other);
    p.push_back(other.absolute.p);
  }
  family.p = evidence.correction == Correction::holm ? holm(p) : benjamini_hochberg(p);
  return family;
}

FamilyP adjusted_p(const Evidence& evidence, const Effect& effect) {
  if (!effect.segment && effect.metric.role == Role::guardrail) return {effect.absolute.p, 1};
  const Family family = family_of(evidence, effect);
  const auto found = std::ranges::find(family.members, &effect);
  if (found == family.members.end()) return {effect.absolute.p, 1};
  return {family.p[static_cast<std::size_t>(found - family.members.begin())], family.members.size()};
}

bool speaks(const Effect& effect, double adjusted_p) {
  return excludes_zero(effect) && !(adjusted_p >= 1 - effect.level);
}

bool speaks(const Evidence& evidence, const Effect& effect) {
  return speaks(effect, adjusted_p(evidence, effect).p);
}

}  // namespace payoff
