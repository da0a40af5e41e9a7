// All claims in the order in which a report shows them: headline, guardrails that
// became worse, what else weighs on the headline (a bad month before, fading), money, what is ruled out, the other
// metrics, caveats.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/wording.hpp"
#include "monetize/level_effect.hpp"
#include "payoff/published.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/reading/yardstick.hpp"
#include "qualify/words/headline.hpp"
#include "qualify/words/money_claim.hpp"

namespace payoff {
namespace {

using Claims = std::vector<Claim>;

void add_guardrails(const Evidence& evidence, Claims& claims) {
  for (const Effect& effect : evidence.effects) {
    if (!is_worse_guardrail(effect)) continue;
    const Size size = size_of(effect);
    const char* verb = effect.absolute.estimate < 0 ? "fell" : "rose";
    claims.push_back({effect.metric.name, ClaimKind::guardrail,
                      fmt::format("A guardrail became worse: the {} {} by {}", metric_of_who(evidence, effect.metric),
                                  verb, size.amount),
                      size.interval, sample_phrase(evidence, effect)});
  }
}

// A null is news when it is known what it excludes: both ends, as its interval prints
// them. Only with a comparison that can carry it: grades A to C.
void add_rules_out(const Evidence& evidence, const Effect& effect, const Verdict& verdict, Claims& claims) {
  const bool too_few = forbids_direction(verdict, RuleId::treated_clusters);
  if (verdict.grade > 'C' || excludes_zero(effect) || too_few) return;
  const bool log = is_multiplicative(effect.metric);
  const LevelEffect level = level_effect(effect);
  const Ends ends =
      log ? format_percent_ends(effect.relative.low, effect.relative.high) : format_ends(level.low, level.high);
  if (!std::isfinite(log ? effect.relative.low + effect.relative.high : level.low + level.high)) return;
  const bool time = effect.metric.kind == MetricKind::time && effect.metric.better == Better::lower;
  const std::string unit = log ? "" : " " + unit_phrase(evidence, effect);
  const auto size = [&](const std::string& end) { return end.substr(end.starts_with('-') ? 1 : 0) + unit; };
  claims.push_back(
      {effect.metric.name, ClaimKind::rules_out,
       fmt::format("{} {} of more than {} and {} of more than {}",
                   is_imprecise(verdict) ? "All that the data rule out is" : "The data rule out",
                   time ? "a saving" : "a fall", size(ends.low), time ? "a loss" : "a rise", size(ends.high)),
       interval_name(effect)});
}

// May a direction be said of one of the others? Looking at all segments is allowed for.
bool speaks(const Evidence& evidence, const Effect& effect) {
  return excludes_zero(effect) && !(adjusted_p(evidence, effect).p >= 1 - effect.level);
}

// "tenure = new" is "tenure new" in a sentence.
std::string segment_phrase(const SegmentValue& people) {
  return people.segment + " " + people.label;
}

// Clear by itself, but not among so many; too wide to tell; or a change that is not there.
Claim no_direction(const Evidence& evidence, const Effect& effect, const std::string& group, const std::string& metric,
                   const std::string& sample) {
  const Size size = signed_size_of(effect);
  if (excludes_zero(effect)) {
    const FamilyP family = adjusted_p(evidence, effect);
    return {effect.metric.name, ClaimKind::secondary,
            capitalised(fmt::format("{}the change in {} may be chance, among {} that were looked at: {}", group, metric,
                                    family.tested, size.amount)),
            fmt::format("{}, p = {:.2g} by {}", size.interval, family.p, spoken(evidence.correction)), sample};
  }
  const bool wide = yardstick_of(evidence, effect).cannot_decide();
  return {effect.metric.name, ClaimKind::secondary,
          capitalised(fmt::format(
              fmt::runtime(wide ? "{}the data cannot tell whether {} changed: {}" : "{}no detectable change in {}: {}"),
              group, metric, size.amount)),
          size.interval, sample};
}

// One of the other metrics, or a segment.
Claim secondary(const Evidence& evidence, const Effect& graded, const Effect& effect) {
  const std::string group =
      effect.segment ? fmt::format("among {} with {}, ", who_of(evidence), segment_phrase(*effect.segment)) : "";
  const std::string metric = metric_phrase(evidence, effect.metric);
  const bool as_headline =
      effect.units_treated == graded.units_treated && effect.units_comparison == graded.units_comparison;
  const std::string sample = as_headline ? "" : sample_phrase(evidence, effect);
  if (!speaks(evidence, effect)) return no_direction(evidence, effect, group, metric, sample);
  const Size size = size_of(effect);
  return {effect.metric.name, ClaimKind::secondary,
          capitalised(fmt::format("{}{} {} by {}, a change for the {}", group, metric,
                                  effect.absolute.estimate < 0 ? "fell" : "rose", size.amount,
                                  improves(effect) ? "better" : "worse")),
          size.interval, sample};
}

// A first screen holds few segments; of many it gives the count. Sentences about each
// would hide the others, and the largest of forty would be a lucky one.
constexpr std::ptrdiff_t most_segments_told = 4;

bool is_told_segment(const Effect& effect) {
  return effect.segment && effect.usable && !is_too_small(effect);
}

void add_segment_count(const Evidence& evidence, const Effect& graded, Claims& claims) {
  std::size_t better = 0, worse = 0, open = 0;
  for (const Effect& effect : evidence.effects) {
    if (!is_told_segment(effect)) continue;
    ++(!speaks(evidence, effect) ? open : improves(effect) ? better : worse);
  }
  claims.push_back({graded.metric.name, ClaimKind::secondary,
                    fmt::format("Of {} segments, {} changed for the better, {} for the worse and {} not detectably, "
                                "allowing for having looked at all of them ({}).",
                                better + worse + open, better, worse, open, spoken(evidence.correction))});
}

void add_others(const Evidence& evidence, const Effect& graded, Claims& claims) {
  const bool many = std::ranges::count_if(evidence.effects, is_told_segment) > most_segments_told;
  for (const Effect& effect : evidence.effects) {
    const bool counted = many && effect.segment;
    if (&effect == &graded || is_too_small(effect) || is_worse_guardrail(effect) || counted) continue;
    if (!effect.usable) {
      const std::string where = effect.segment ? " with " + segment_phrase(*effect.segment) : "";
      std::string why = effect.message;
      if (why.ends_with('.')) why.pop_back();
      claims.push_back({effect.metric.name, ClaimKind::caveat,
                        fmt::format("No effect on the {}{} could be estimated: {}.",
                                    metric_phrase(evidence, effect.metric), where, why)});
    } else {
      claims.push_back(secondary(evidence, graded, effect));
    }
    if (effect.segment) claims.back().segment = effect.segment->text();
  }
  if (many) add_segment_count(evidence, graded, claims);
}

// Regression to the mean: what is left without the unusual spell.
std::string without_last_window(const Effect& effect) {
  const Alternative* without = last_spell(effect).without;
  if (!without) return "";
  Effect other = effect;
  other.absolute = without->absolute;
  other.relative = without->relative;
  const Size size = signed_size_of(other);
  return fmt::format(" Without that spell the estimate is {} ({}) instead of {}.", size.amount, size.interval,
                     signed_size_of(effect).amount);
}

// What a reader of the headline must know about it, before anything else is claimed.
constexpr RuleId weighty[] = {RuleId::sample_ratio,       RuleId::attrition, RuleId::treated_clusters,
                              RuleId::last_window,        RuleId::pre_trend, RuleId::concurrent_event,
                              RuleId::measurement_change, RuleId::fading,    RuleId::late_effect};

bool is_weighty(const Reason& reason) {
  if (std::ranges::find(weighty, reason.rule) == std::end(weighty)) return false;
  const bool says_weak = reason.rule == RuleId::pre_trend && reason.effect.kind == RuleEffect::note;
  return !says_weak && reason.effect.kind != RuleEffect::required;
}

void add_weighty_caveats(const Effect& effect, const Verdict& verdict, Claims& claims) {
  for (const Reason& reason : verdict.reasons) {
    if (!is_weighty(reason)) continue;
    const std::string without = reason.rule == RuleId::last_window ? without_last_window(effect) : "";
    claims.push_back({effect.metric.name, ClaimKind::caveat, reason.text + without});
  }
}

// A change beyond all that was published is a reason to look again, whatever its grade.
void add_implausible(const Effect& effect, Claims& claims) {
  const PublishedComparison published = compare_with_published(effect);
  if (published.standing != PublishedStanding::larger) return;
  claims.push_back({effect.metric.name, ClaimKind::caveat, published.text});
}

bool is_caveat(const Reason& reason) {
  switch (reason.rule) {
    case RuleId::imprecision:
    case RuleId::uptake:
    case RuleId::fragility:
      return true;
    case RuleId::several_metrics:
      return reason.effect.kind == RuleEffect::lowers;
    case RuleId::follow_up:
      return std::isfinite(reason.measured);
    default:
      return false;
  }
}

// money_refused: the sentence that refuses a figure in money has said that there is none for a year.
void add_caveats(const Effect& effect, const Verdict& verdict, bool money_refused, Claims& claims) {
  for (const Reason& reason : verdict.reasons) {
    const bool said = money_refused && reason.effect.kind == RuleEffect::no_annual_figure;
    if (is_caveat(reason) && !said) claims.push_back({effect.metric.name, ClaimKind::caveat, reason.text});
  }
}

}  // namespace

std::string Claim::bracket() const {
  if (evidence.empty() && context.empty()) return "";
  return " (" + evidence + (evidence.empty() || context.empty() ? "" : "; ") + context + ").";
}

std::string Claim::text() const {
  return claim + bracket();
}

std::vector<Claim> claims(const Evidence& evidence, const Verdict& verdict) {
  const Effect& effect = graded_effect(evidence);
  Claims claims{headline(evidence, effect, verdict)};
  add_guardrails(evidence, claims);
  add_weighty_caveats(effect, verdict, claims);
  add_implausible(effect, claims);
  const std::optional<Claim> money = money_claim(evidence, effect, verdict);
  if (money) claims.push_back(*money);
  if (effect.usable) add_rules_out(evidence, effect, verdict, claims);
  add_others(evidence, effect, claims);
  add_caveats(effect, verdict, money && money->kind == ClaimKind::caveat, claims);
  return claims;
}

}  // namespace payoff
