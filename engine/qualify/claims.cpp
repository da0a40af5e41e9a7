// All claims in the order in which a report shows them: headline, guardrails that
// became worse, money, what is ruled out, the other metrics, caveats.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/wording.hpp"
#include "monetize/level_effect.hpp"
#include "qualify/finding.hpp"
#include "qualify/headline.hpp"
#include "qualify/money_claim.hpp"
#include "qualify/phrases.hpp"

namespace payoff {
namespace {

using Claims = std::vector<Claim>;

bool worse_guardrail(const Effect& effect) {
  const bool guards = effect.metric.role == Role::guardrail && !effect.segment && effect.usable;
  return guards && excludes_zero(effect) && !improves(effect);
}

void add_guardrails(const Evidence& evidence, Claims& claims) {
  for (const Effect& effect : evidence.effects) {
    if (!worse_guardrail(effect)) continue;
    const char* verb = effect.absolute.estimate < 0 ? "fell" : "rose";
    claims.push_back({fmt::format("A guardrail became worse: the {} of {} {} by {}{}.", metric_phrase(effect.metric),
                                  who_of(evidence), verb, size_phrase(evidence, effect),
                                  context_phrase(evidence, effect, std::nullopt)),
                      effect.metric.name, "guardrail"});
  }
}

// A limit of what is still possible, rounded away from zero.
std::string limit(const Evidence& evidence, const Effect& effect, double end) {
  if (effect.metric.scale == Scale::log) return format_percent_bound(std::abs(end));
  const LevelEffect level = level_effect(effect);
  const int decimals = decimals_for({level.low, level.high});
  return format_bound(std::abs(end), decimals) + " " + unit_phrase(evidence, effect);
}

// A null is news when it is known what it excludes. Only with a comparison that can
// carry it: grades A to C.
void add_rules_out(const Evidence& evidence, const Effect& effect, const Verdict& verdict, Claims& claims) {
  if (verdict.grade > 'C' || excludes_zero(effect)) return;
  const bool log = effect.metric.scale == Scale::log;
  const LevelEffect level = level_effect(effect);
  const double low = log ? effect.relative.low : level.low, high = log ? effect.relative.high : level.high;
  if (!std::isfinite(low) || !std::isfinite(high)) return;
  const bool time = effect.metric.kind == MetricKind::time && effect.metric.better == Better::lower;
  claims.push_back({fmt::format("The data rule out {} of more than {}, and {} of more than {} ({}).",
                                time ? "a saving" : "a fall", limit(evidence, effect, low), time ? "a loss" : "a rise",
                                limit(evidence, effect, high), interval_name(effect)),
                    effect.metric.name, "rules_out"});
}

// One of the other metrics, or a segment.
std::string secondary_text(const Evidence& evidence, const Effect& effect) {
  const std::string group = effect.segment ? "Among " + who_of(evidence) + " with " + *effect.segment + ": " : "";
  const std::string metric = metric_phrase(effect.metric);
  const bool survives = !(holm_adjusted(evidence, effect).p >= 1 - effect.level);
  if (!excludes_zero(effect) || !survives) {
    return fmt::format("{}no detectable change in the {}, {}{}.", group, metric, signed_phrase(evidence, effect),
                       context_phrase(evidence, effect, std::nullopt));
  }
  return fmt::format("{}the {} {} by {}, a change for the {}{}.", group, metric,
                     effect.absolute.estimate < 0 ? "fell" : "rose", size_phrase(evidence, effect),
                     improves(effect) ? "better" : "worse", context_phrase(evidence, effect, std::nullopt));
}

void add_others(const Evidence& evidence, const Effect& graded, Claims& claims) {
  for (const Effect& effect : evidence.effects) {
    if (&effect == &graded || is_too_small(effect) || worse_guardrail(effect)) continue;
    if (!effect.usable) {
      claims.push_back(
          {fmt::format("No effect on the {} could be estimated: {}.", metric_phrase(effect.metric), effect.message),
           effect.metric.name, "caveat"});
      continue;
    }
    claims.push_back({capitalised(secondary_text(evidence, effect)), effect.metric.name, "secondary"});
  }
}

// Regression to the mean: what is left without the unusual spell.
std::string without_last_window(const Evidence& evidence, const Effect& effect) {
  for (const Alternative& alternative : effect.alternatives) {
    if (!alternative.name.starts_with("without the last window")) continue;
    Effect other = effect;
    other.absolute = alternative.absolute;
    other.relative = alternative.relative;
    return " Without that spell the estimate is " + signed_phrase(evidence, other) + ".";
  }
  return "";
}

void add_caveats(const Evidence& evidence, const Effect& effect, const Verdict& verdict, Claims& claims) {
  for (const Reason& reason : verdict.reasons) {
    const bool shown = reason.rule == "G10" || reason.rule == "G11" || reason.rule == "G14" ||
                       (reason.rule == "G17" && reason.effect == "-1") ||
                       (reason.rule == "G12" && std::isfinite(reason.measured));
    const bool said = std::ranges::any_of(claims, [&](const Claim& c) { return c.text.ends_with(reason.text); });
    if (!shown || said) continue;
    const std::string more = reason.rule == "G10" ? without_last_window(evidence, effect) : "";
    claims.push_back({reason.text + more, effect.metric.name, "caveat"});
  }
}

}  // namespace

std::vector<Claim> claims(const Evidence& evidence, const Verdict& verdict) {
  const Effect& effect = graded_effect(evidence);
  Claims claims{{headline(evidence, effect, verdict), effect.metric.name, "headline"}};
  add_guardrails(evidence, claims);
  if (effect.usable) {
    if (std::optional<Claim> money = money_claim(evidence, effect, verdict)) claims.push_back(std::move(*money));
    add_rules_out(evidence, effect, verdict, claims);
  }
  add_others(evidence, effect, claims);
  add_caveats(evidence, effect, verdict, claims);
  return claims;
}

}  // namespace payoff
