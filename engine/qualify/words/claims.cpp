// All claims in the order in which a report shows them: headline, guardrails that
// became worse, what else weighs on the headline (a bad month before, fading), money, what is ruled out, the other
// metrics, caveats.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/messages.hpp"
#include "base/units.hpp"
#include "payoff/published.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/reading/yardstick.hpp"
#include "qualify/words/basis.hpp"
#include "qualify/words/headline.hpp"
#include "qualify/words/money_claim.hpp"

namespace payoff {
namespace {

using Claims = std::vector<Claim>;

// A harm in its own unit may look small: beside it, of what there was. Points of a score are a share of nothing.
std::string size_of_harm(const Effect& effect, const Size& size) {
  const MetricKind kind = effect.metric.kind;
  const std::optional<Size> percent = percent_size_of(effect);
  const bool told = is_multiplicative(effect.metric) || is_money(effect.metric);
  if (!percent || told || kind == MetricKind::score || kind == MetricKind::rate) return size.amount;
  return say(MessageId::amount_and_percent, {{"amount", size.amount}, {"percent", percent->amount}});
}

void add_guardrails(const Evidence& evidence, Claims& claims) {
  for (const Effect& effect : evidence.effects) {
    if (!is_worse_guardrail(effect)) continue;
    const Size size = size_of(effect);
    const MessageId id = effect.absolute.estimate < 0 ? MessageId::guardrail_fell : MessageId::guardrail_rose;
    claims.push_back(
        {effect.metric.name, ClaimKind::guardrail,
         say(id, {{"metric", metric_of_who(evidence, effect.metric)}, {"size", size_of_harm(effect, size)}}),
         size.interval, sample_phrase(evidence, effect)});
  }
}

MessageId rules_out(const Effect& effect, const Verdict& verdict) {
  const bool time = effect.metric.kind == MetricKind::time && effect.metric.better == Better::lower;
  if (is_imprecise(verdict)) return time ? MessageId::rules_out_little_saving : MessageId::rules_out_little;
  return time ? MessageId::rules_out_saving : MessageId::rules_out;
}

// A null is news when it is known what it excludes: both ends, as its interval prints
// them. Only with a comparison that can carry it: grades A to C.
void add_rules_out(const Evidence& evidence, const Effect& effect, const Verdict& verdict, Claims& claims) {
  const bool too_few = forbids_direction(verdict, RuleId::treated_clusters);
  if (verdict.grade > 'C' || excludes_zero(effect) || too_few) return;
  const std::optional<Ends> ends = spoken_ends(effect);
  if (!ends) return;
  const std::string unit = is_multiplicative(effect.metric) ? "" : unit_phrase(evidence, effect);
  const auto size = [&](const std::string& end) { return with_unit(end.substr(end.starts_with('-') ? 1 : 0), unit); };
  const std::string said = say(rules_out(effect, verdict), {{"fall", size(ends->low)}, {"rise", size(ends->high)}});
  claims.push_back(
      {effect.metric.name, ClaimKind::rules_out, with_its_basis(said, effect, verdict), interval_name(effect)});
}

// Clear by itself, but not among so many; too wide to tell; or a change that is not there.
Claim no_direction(const Evidence& evidence, const Effect& effect) {
  const Size size = signed_size_of(effect);
  Claim claim{effect.metric.name, ClaimKind::secondary, "", size.interval};
  std::vector<Field> fields{{"metric", metric_phrase(evidence, effect.metric)}, {"change", size.amount}};
  if (!excludes_zero(effect)) {
    const bool wide = is_without_interval(effect) || yardstick_of(evidence, effect).cannot_decide();
    claim.claim = say(wide ? MessageId::other_cannot_tell : MessageId::other_no_change, fields);
    return claim;
  }
  fields.push_back({"tested", std::to_string(adjusted_p(evidence, effect).tested)});
  claim.claim = say(MessageId::other_by_chance, fields);
  claim.evidence = family_phrase(evidence, effect, size.interval);
  return claim;
}

Claim direction(const Evidence& evidence, const Effect& effect) {
  const Size size = size_of(effect);
  const bool better = improves(effect);
  const MessageId fell = better ? MessageId::other_fell_better : MessageId::other_fell_worse,
                  rose = better ? MessageId::other_rose_better : MessageId::other_rose_worse;
  const std::string metric = capitalised(metric_phrase(evidence, effect.metric));
  return {effect.metric.name, ClaimKind::secondary,
          say(effect.absolute.estimate < 0 ? fell : rose, {{"Metric", metric}, {"size", size.amount}}), size.interval};
}

// One of the other metrics, or a segment.
Claim secondary(const Evidence& evidence, const Effect& graded, const Effect& effect) {
  Claim claim = speaks(evidence, effect) ? direction(evidence, effect) : no_direction(evidence, effect);
  if (effect.segment) {
    claim.claim = say(MessageId::among_segment, {{"who", who_of(evidence)},
                                                 {"segment", segment_phrase(*effect.segment)},
                                                 {"claim", going_on(evidence, effect, claim.claim)}});
  }
  const bool as_headline =
      effect.units_treated == graded.units_treated && effect.units_comparison == graded.units_comparison;
  claim.context = adjustment_phrase(effect);
  if (!as_headline) claim.context += (claim.context.empty() ? "" : "; ") + sample_phrase(evidence, effect);
  return claim;
}

// A first screen holds few segments; of many it gives the count. Sentences about each
// would hide the others, and the largest of forty would be a lucky one.
constexpr std::ptrdiff_t most_segments_told = 4;

bool is_told_segment(const Effect& effect) {
  return effect.segment && effect.usable && !is_too_small(effect);
}

void add_segment_count(const Evidence& evidence, const Effect& graded, Claims& claims) {
  std::size_t better = 0, worse = 0, open = 0, next = 0;
  std::optional<Family> family;  // the same for all of them
  for (const Effect& effect : evidence.effects) {
    if (!is_told_segment(effect)) continue;
    if (!family) family = family_of(evidence, effect);
    const bool tested = next < family->members.size() && family->members[next] == &effect;
    const double p = tested ? family->p[next++] : effect.absolute.p;
    ++(!speaks(effect, p) ? open : improves(effect) ? better : worse);
  }
  claims.push_back({graded.metric.name, ClaimKind::secondary,
                    say(MessageId::segments_counted, {{"all", std::to_string(better + worse + open)},
                                                      {"better", std::to_string(better)},
                                                      {"worse", std::to_string(worse)},
                                                      {"open", std::to_string(open)},
                                                      {"correction", std::string(spoken(evidence.correction))}})});
}

// Nothing could be estimated of one of the others.
Claim not_estimated(const Evidence& evidence, const Effect& effect) {
  std::string why = effect.message;
  if (why.ends_with('.')) why.pop_back();
  return {effect.metric.name, ClaimKind::caveat,
          say(effect.segment ? MessageId::segment_not_estimated : MessageId::other_not_estimated,
              {{"metric", metric_phrase(evidence, effect.metric)},
               {"segment", effect.segment ? segment_phrase(*effect.segment) : ""},
               {"why", why}})};
}

void add_others(const Evidence& evidence, const Effect& graded, Claims& claims) {
  const bool many = std::ranges::count_if(evidence.effects, is_told_segment) > most_segments_told;
  for (const Effect& effect : evidence.effects) {
    const bool counted = many && effect.segment;
    if (&effect == &graded || is_too_small(effect) || is_worse_guardrail(effect) || counted) continue;
    claims.push_back(effect.usable ? secondary(evidence, graded, effect) : not_estimated(evidence, effect));
    if (effect.segment) claims.back().segment = effect.segment;
  }
  if (many) add_segment_count(evidence, graded, claims);
}

// Regression to the mean: what is left without the unusual spell, behind the sentence that names it.
std::string and_without_spell(const std::string& claim, const Effect& effect) {
  const Alternative* without = last_spell(effect).without;
  if (!without) return claim;
  const Size size = signed_size_of(effect, *without);
  return say(MessageId::estimate_without_spell, {{"claim", claim},
                                                 {"change", size.amount},
                                                 {"interval", size.interval},
                                                 {"before", signed_size_of(effect).amount}});
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
    const bool spell = reason.rule == RuleId::last_window;
    claims.push_back(
        {effect.metric.name, ClaimKind::caveat, spell ? and_without_spell(reason.text, effect) : reason.text});
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
  const std::string both = evidence + (evidence.empty() || context.empty() ? "" : "; ") + context;
  return say(MessageId::aside, {{"claim", ""}, {"aside", both}}) + ".";
}

std::string Claim::text() const {
  const std::string behind = bracket();
  const bool ends_twice = claim.ends_with('.') && !behind.empty();
  return claim.substr(0, claim.size() - ends_twice) + behind;
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
