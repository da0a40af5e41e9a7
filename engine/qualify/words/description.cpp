#include "qualify/words/description.hpp"

#include <algorithm>
#include <cmath>

#include "base/wording.hpp"
#include "monetize/level_effect.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"

namespace payoff {
namespace {

// With such a trend the whole change may be its continuation.
bool moved_apart_before(const Sentence& s) {
  const Reason* reason = fired(s.verdict, RuleId::pre_trend);
  return reason && reason->effect.weakens();
}

// What a reader must not miss of it, behind the change itself.
std::string with_cautions(const Sentence& s, std::string claim) {
  if (!improves(s.effect)) claim = say(MessageId::for_the_worse, {{"claim", claim}});
  claim = s.with_its_course(claim, MessageId::faded_and, MessageId::turned_and, MessageId::came_late_and);
  const LastSpell spell = last_spell(s.effect);
  if (fired(s.verdict, RuleId::last_window) && spell.without) {
    const std::string change = signed_size_of(s.effect, *spell.without).amount;
    return s.say(MessageId::without_spell, {{"claim", claim}, {"spell", say(spell.word)}, {"change", change}});
  }
  const MessageId cause = s.verdict.grade > 'D'   ? MessageId::cause_not_shown
                          : moved_apart_before(s) ? MessageId::all_by_other_causes
                                                  : MessageId::part_by_other_causes;
  return s.say(cause, {{"claim", claim}});
}

// The arms' own changes make the effect: what is weighted otherwise, or on another scale, would not add up.
bool adds_up(const Effect& effect) {
  constexpr double most_apart = 0.1;
  const Facts& facts = effect.facts;
  const double difference = facts.level_treated.change() - facts.level_comparison.change();
  const double estimate = effect.absolute.estimate;
  return compares_changes(effect) && !is_multiplicative(effect.metric) &&
         std::abs(difference - estimate) <= most_apart * std::abs(estimate);
}

MessageId described(double own, double others, bool fell) {
  if (own < 0) {
    if (others > 0) return MessageId::fell_against;
    return fell ? MessageId::fell_more : MessageId::fell_less;
  }
  if (others < 0) return MessageId::rose_against;
  return fell ? MessageId::rose_less : MessageId::rose_more;
}

// All four levels where the groups' changes are compared, else the two that make the difference.
std::string levels(const Sentence& s) {
  const Facts& facts = s.effect.facts;
  if (compares_changes(s.effect)) {
    const std::vector<std::string> at =
        level_phrases(s.effect, {facts.level_treated.before, facts.level_treated.after, facts.level_comparison.before,
                                 facts.level_comparison.after});
    return s.say(MessageId::levels_of_changes,
                 {{"before", at[0]}, {"after", at[1]}, {"others_before", at[2]}, {"others_after", at[3]}});
  }
  const double before = s.effect.baseline;
  const std::vector<std::string> at = level_phrases(s.effect, {before, before + level_effect(s.effect).estimate});
  const bool groups = compares_of(s.effect) == Compares::groups;
  return s.say(groups ? MessageId::levels_of_groups : MessageId::levels_in_time, {{"before", at[0]}, {"after", at[1]}});
}

// Those with the tool alone, each before and after its own date: of several dates the others have no before and after.
std::string own_levels(const Sentence& s) {
  const ArmLevel& own = s.effect.facts.level_treated;
  const std::vector<std::string> at = level_phrases(s.effect, {own.before, own.after});
  return s.say(MessageId::levels_in_time, {{"before", at[0]}, {"after", at[1]}});
}

bool moved_its_way(const Effect& effect) {
  return effect.facts.level_treated.change() * effect.absolute.estimate > 0;
}

}  // namespace

Clause described_change(const Sentence& s) {
  const Size size = size_of(s.effect);
  const bool groups = compares_of(s.effect) == Compares::groups;
  MessageId id = s.fell() ? MessageId::came_out_lower : MessageId::came_out_higher;
  if (groups) id = s.fell() ? MessageId::stands_lower : MessageId::stands_higher;
  const double change = s.effect.facts.level_treated.change();
  const std::string own = change_phrase(s.effect, std::abs(change));
  if (adds_up(s.effect) && !own.empty()) id = described(change, s.effect.facts.level_comparison.change(), s.fell());
  return {with_cautions(s, s.say(id, {{"size", size.amount}, {"own", own}})), size.interval};
}

Clause described_levels(const Sentence& s) {
  const LevelEffect level = level_effect(s.effect);
  const bool own = compares_changes(s.effect) && !adds_up(s.effect);
  const bool known = own ? moved_its_way(s.effect) : std::isfinite(s.effect.baseline + level.estimate);
  if (!known) return described_change(s);
  const MessageId id = own                                           ? MessageId::change_against_others
                       : compares_of(s.effect) == Compares::own_past ? MessageId::change_of_levels
                                                                     : MessageId::difference_of_levels;
  const Size change = signed_size_of(s.effect);
  return {with_cautions(s, own ? own_levels(s) : levels(s)),
          say(id, {{"change", change.amount}, {"interval", change.interval}})};
}

}  // namespace payoff
