// Wording   A, B  "saved", "raised"        C  "is estimated to have saved"
//           D     "fell after the rollout; part (or all of it) may be due to other causes"
//           E     "stood at X before and at Y after"
// A headline is one sentence. Up to its first bracket it is the claim with what a
// reader must not miss (harm, fading, a turn, a bad month before); in the bracket stand the
// interval, against what, when, how many, and the grade.
// A loss is worded as a loss: there is no sentence here that praises it.
#include "qualify/words/headline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/letters.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "monetize/level_effect.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"

namespace payoff {
namespace {

struct Sentence {
  const Evidence& evidence;
  const Effect& effect;
  const Verdict& verdict;

  std::string tool() const { return tool_of(evidence); }
  std::string who() const { return who_of(evidence); }
  std::string metric() const { return metric_of_who(evidence, effect.metric); }
  std::string subject() const { return subject_phrase(evidence, effect.metric); }
  bool fell() const { return effect.absolute.estimate < 0; }
  bool fades() const { return fired(verdict, RuleId::fading) != nullptr; }
  bool begins_late() const { return fired(verdict, RuleId::late_effect) != nullptr; }

  // "the effect faded", "the effect turned round: ..."; "" where it lasts.
  std::string how_it_lasted() const {
    const std::string turn = turn_phrase(effect);
    if (begins_late()) return "most of it came late";
    return !fades() ? "" : turn.empty() ? "the effect faded" : turn;
  }
};

bool is_spent_time(const Metric& metric) {
  return metric.kind == MetricKind::time && metric.better == Better::lower;
}

// Hours, unless they faded: an average of a fading effect is nobody's week.
std::optional<Size> hours_of(const Sentence& s) {
  const std::optional<Hours> hours = hours_per_week(s.evidence, s.effect);
  if (!hours || s.fades()) return std::nullopt;
  return hours_size_of(*hours, s.effect);
}

// What the tool did, for grades A to C: as past tense and as participle alike.
Size gain_clause(const Sentence& s) {
  const Size size = size_of(s.effect);
  if (is_spent_time(s.effect.metric)) {
    if (const auto hours = hours_of(s)) return {"saved " + s.who() + " " + hours->amount, hours->interval};
    return {fmt::format("cut the {} by {}", s.metric(), size.amount), size.interval};
  }
  return {fmt::format("{} the {} by {}", s.fell() ? "lowered" : "raised", s.metric(), size.amount), size.interval};
}

Size loss_clause(const Sentence& s) {
  const Metric& metric = s.effect.metric;
  if (!is_spent_time(metric)) {
    Size clause = gain_clause(s);
    clause.amount += ", a change for the worse";
    return clause;
  }
  Size clause = percent_size_of(s.effect).value_or(size_of(s.effect));
  const std::string how = metric.per.empty() ? fmt::format("their {} rose by {}", spoken(metric), clause.amount)
                                             : fmt::format("{} took {} longer", spaced(metric.per), clause.amount);
  clause.amount = fmt::format("made {} slower: {}", s.who(), how);
  if (const auto hours = hours_of(s)) {
    clause.amount += ", which costs them " + hours->amount;
    clause.interval += "; hours: " + hours->interval;
  }
  return clause;
}

std::string worse_guardrails(const Sentence& s) {
  std::string names;
  for (const Effect& effect : s.evidence.effects) {
    if (is_worse_guardrail(effect)) names += (names.empty() ? "" : " and ") + spoken(effect.metric);
  }
  return names.empty() ? "" : "; and a guardrail became worse: " + names;
}

// The claim, then everything else for one bracket.
Claim finished(const Sentence& s, const Size& claim) {
  return {s.effect.metric.name, ClaimKind::headline, claim.amount + worse_guardrails(s), claim.interval,
          context_phrase(s.evidence, s.effect, s.verdict.grade)};
}

// What the claim rests on: of a lot, on a trial that is whole; else on nothing else having happened.
std::string condition(const Sentence& s) {
  if (s.verdict.base <= 'B') {
    const std::string gaps = s.verdict.grade > 'A' ? gaps_of(s.verdict) : "";
    const std::string wide = is_imprecise(s.verdict) ? ", with a wide interval" : "";
    return wide + (gaps.empty() ? "" : ", in a trial with gaps: " + gaps);
  }
  return is_staggered(s.effect) ? ", if nothing else happened to those who got it when they did"
                                : ", if nothing else happened to those who got it at that time";
}

Claim causal(const Sentence& s) {
  const std::string did = s.verdict.grade == 'C' ? " is estimated to have " : " ";
  Size clause = improves(s.effect) ? gain_clause(s) : loss_clause(s);
  const std::string course = s.how_it_lasted(), lasted = course.empty() ? "" : ", but " + course;
  clause.amount = capitalised(s.tool()) + did + clause.amount + lasted + condition(s);
  return finished(s, clause);
}

// With such a trend the whole change may be its continuation.
bool moved_apart_before(const Sentence& s) {
  const Reason* reason = fired(s.verdict, RuleId::pre_trend);
  return reason && reason->effect.weakens();
}

// What weakens grades D and E, the weightiest first.
std::string caution(const Sentence& s) {
  const std::string course = s.how_it_lasted(), fades = course.empty() ? "" : course + ", and ";
  const LastSpell spell = last_spell(s.effect);
  if (fired(s.verdict, RuleId::last_window) && spell.without) {
    Effect other = s.effect;
    other.absolute = spell.without->absolute;
    other.relative = spell.without->relative;
    return fades + fmt::format("without the unusually {} spell just before, the change is {}", spell.word,
                               signed_size_of(other).amount);
  }
  if (s.verdict.grade == 'D')
    return fades + (moved_apart_before(s) ? "part or all of it" : "part") + " may be due to other causes";
  return fades + fmt::format("this alone does not show that {} caused it", s.tool());
}

// Grade D, and E where there is no plain before and after.
Claim associated(const Sentence& s) {
  Size size = size_of(s.effect);
  const std::string change =
      compares_of(s.effect) == Compares::groups
          ? fmt::format("stood {} {} with {} than without it", size.amount, s.fell() ? "lower" : "higher", s.tool())
          : fmt::format("{} by {} after the rollout of {}", s.fell() ? "fell" : "rose", size.amount, s.tool());
  const char* worse = improves(s.effect) ? "" : ", a change for the worse";
  size.amount = fmt::format("{} {}{}; {}", s.subject(), change, worse, caution(s));
  return finished(s, size);
}

Claim before_and_after(const Sentence& s) {
  const LevelEffect level = level_effect(s.effect);
  const double before = s.effect.baseline, after = before + level.estimate;
  if (!std::isfinite(after) || compares_changes(s.effect)) return associated(s);
  const int decimals = std::max(decimals_for({before, after}), decimals_for_interval(level.low, level.high));
  const bool groups = compares_of(s.effect) == Compares::groups;
  const std::string unit = short_unit(s.effect);
  Size change = signed_size_of(s.effect);
  const std::string levels = fmt::format(fmt::runtime(groups ? "{0} stood at {1} without {3} and at {2} with it"
                                                             : "{0} stood at {1} before {3} and at {2} after it"),
                                         s.subject(), format_fixed(before, decimals),
                                         format_fixed(after, decimals) + (unit.empty() ? "" : " " + unit), s.tool());
  change.interval = fmt::format("{} {}, {}", groups ? "difference" : "change", change.amount, change.interval);
  change.amount = fmt::format("{}{}; {}", levels, improves(s.effect) ? "" : ", a change for the worse", caution(s));
  return finished(s, change);
}

// A null is no proof of no effect: an imprecise one says what it leaves open, a weak design that
// it may hide something; a precise one has its rules_out claim beside it.
Claim no_direction(const Sentence& s) {
  Size size = signed_size_of(s.effect);
  const std::string figures = size.amount + ", " + size.interval;
  if (forbids_direction(s.verdict, RuleId::treated_clusters)) {
    return finished(
        s, {fmt::format("The data cannot tell whether {} changed the {}, because too few had anything but 0", s.tool(),
                        s.metric()),
            figures});
  }
  if (excludes_zero(s.effect)) {
    const FamilyP family = adjusted_p(s.evidence, s.effect);
    return finished(s,
                    {fmt::format("No change in the {} with {} is claimed, because among {} primary metrics it may be "
                                 "chance",
                                 s.metric(), s.tool(), family.tested),
                     fmt::format("{}, p = {:.2g} by {}", figures, family.p, spoken(s.evidence.correction))});
  }
  if (is_imprecise(s.verdict) || is_without_interval(s.effect)) {
    return finished(s, {fmt::format("The data cannot tell whether {} changed the {}", s.tool(), s.metric()), figures});
  }
  const char* hidden = s.verdict.grade > 'C' ? "; other causes may hide one" : "";
  return finished(s, {fmt::format("No detectable change in the {} with {}{}", s.metric(), s.tool(), hidden), figures});
}

Claim graded_sentence(const Sentence& s) {
  if (!is_directional(s.verdict)) return no_direction(s);
  if (s.verdict.grade <= 'C') return causal(s);
  return s.verdict.grade == 'D' ? associated(s) : before_and_after(s);
}

Claim by_their_own_account(Claim said) {
  said.claim[0] = to_lower(said.claim[0]);
  said.claim.insert(0, "By their own account, ");
  return said;
}

}  // namespace

bool is_directional(const Verdict& verdict) {
  return std::ranges::none_of(verdict.reasons,
                              [](const Reason& r) { return r.effect.kind == RuleEffect::no_direction; });
}

bool forbids_direction(const Verdict& verdict, RuleId rule) {
  return std::ranges::any_of(verdict.reasons, [&](const Reason& reason) {
    return reason.rule == rule && reason.effect.kind == RuleEffect::no_direction;
  });
}

bool is_imprecise(const Verdict& verdict) {
  const Reason* reason = fired(verdict, RuleId::imprecision);
  return reason && reason->effect.kind == RuleEffect::lowers;
}

Claim headline(const Evidence& evidence, const Effect& effect, const Verdict& verdict) {
  const Sentence sentence{evidence, effect, verdict};
  if (!effect.usable || verdict.grade == 'U') {
    std::string why = effect.usable ? "its method has no grade" : effect.message;
    if (why.ends_with('.')) why.pop_back();
    return {effect.metric.name, ClaimKind::headline,
            fmt::format("No effect of {} on the {} could be estimated: {}.", sentence.tool(), sentence.metric(), why)};
  }
  const Claim said = graded_sentence(sentence);
  return effect.metric.self_reported ? by_their_own_account(said) : said;
}

}  // namespace payoff
