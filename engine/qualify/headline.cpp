// Wording   A, B  "saved", "raised"        C  "is estimated to have saved"
//           D     "changed after the rollout ... part may be due to other causes"
//           E     "was X before and Y after"
// A loss is worded as a loss: there is no sentence here that praises it.
#include "qualify/headline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/wording.hpp"
#include "monetize/level_effect.hpp"
#include "qualify/finding.hpp"
#include "qualify/phrases.hpp"

namespace payoff {
namespace {

struct Sentence {
  const Evidence& evidence;
  const Effect& effect;
  char grade;

  std::string tool() const { return tool_of(evidence); }
  std::string who() const { return who_of(evidence); }
  std::string size() const { return size_phrase(evidence, effect); }
  std::string metric() const { return metric_phrase(effect.metric); }
  std::string context() const { return context_phrase(evidence, effect, grade); }
  std::string fell_or_rose() const { return effect.absolute.estimate < 0 ? "fell" : "rose"; }
};

bool is_spent_time(const Metric& metric) {
  return metric.kind == MetricKind::time && metric.better == Better::lower;
}

// What the tool did, as a past participle with its object, for grades A to C.
std::string gain_clause(const Sentence& s) {
  if (is_spent_time(s.effect.metric)) {
    if (const auto hours = hours_per_week(s.evidence, s.effect)) {
      return fmt::format("saved {} {}", s.who(), hours_phrase(*hours, s.effect));
    }
    if (s.effect.metric.scale == Scale::log)
      return fmt::format("cut the {} of {} by {}", s.metric(), s.who(), s.size());
    return fmt::format("saved {} about {}", s.who(), s.size());
  }
  const char* verb = s.effect.absolute.estimate > 0 ? "raised" : "lowered";
  return fmt::format("{} the {} of {} by {}", verb, s.metric(), s.who(), s.size());
}

std::string slower_clause(const Sentence& s) {
  const Metric& metric = s.effect.metric;
  const std::string subject =
      metric.per.empty() ? fmt::format("work, measured as {},", s.metric()) : spaced(metric.per);
  const std::string longer = percent_phrase(s.effect, " longer").value_or("longer by " + s.size());
  std::string text = fmt::format("made {} slower: {} took {}", s.who(), subject, longer);
  if (const auto hours = hours_per_week(s.evidence, s.effect)) {
    text += ", which cost them " + hours_phrase(*hours, s.effect);
  }
  return text;
}

std::string loss_clause(const Sentence& s) {
  if (is_spent_time(s.effect.metric)) return slower_clause(s);
  return fmt::format("made the {} of {} worse: it {} by {}", s.metric(), s.who(), s.fell_or_rose(), s.size());
}

std::string causal(const Sentence& s) {
  const std::string did = s.grade == 'C' ? " is estimated to have " : " ";
  return capitalised(s.tool()) + did + (improves(s.effect) ? gain_clause(s) : loss_clause(s)) + s.context() + ".";
}

// Grade D, and E where there is no plain before and after.
std::string associated(const Sentence& s, const std::string& caution) {
  std::string text = s.effect.method == "two_sample"
                         ? fmt::format("The {} of {} differed with {}: it was {} by {}", s.metric(), s.who(), s.tool(),
                                       s.effect.absolute.estimate < 0 ? "lower" : "higher", s.size())
                         : fmt::format("The {} of {} changed after the rollout of {}: it {} by {}", s.metric(), s.who(),
                                       s.tool(), s.fell_or_rose(), s.size());
  if (!improves(s.effect)) text += ", a change for the worse";
  if (const auto hours = hours_per_week(s.evidence, s.effect)) text += ", " + hours_phrase(*hours, s.effect);
  return text + s.context() + "; " + caution + ".";
}

std::string before_and_after(const Sentence& s) {
  const std::string caution = fmt::format("this alone does not show that {} caused it", s.tool());
  const double before = s.effect.baseline;
  const double after = before + level_effect(s.effect).estimate;
  const bool plain = std::isfinite(after) && s.effect.method != "did";
  if (!plain) return associated(s, caution);
  const int decimals = std::max(decimals_for({before, after}), decimals_for({after - before}));
  const bool groups = s.effect.method == "two_sample";
  const std::string where = groups ? "{0} was {1} without {3} and {2} {4} with it"
                                   : "{0} was {1} before and {2} {4} after the rollout of {3}";
  std::string text =
      fmt::format(fmt::runtime(where), "The " + s.metric() + " of " + s.who(), format_fixed(before, decimals),
                  format_fixed(after, decimals), s.tool(), unit_phrase(s.evidence, s.effect));
  text += fmt::format(", a {} of {}", groups ? "difference" : "change", signed_phrase(s.evidence, s.effect));
  if (!improves(s.effect)) text += " for the worse";
  return text + s.context() + "; " + caution + ".";
}

std::string no_direction(const Sentence& s) {
  if (!excludes_zero(s.effect)) {
    return fmt::format("No detectable change in the {} of {} with {}: {}{}.", s.metric(), s.who(), s.tool(),
                       signed_phrase(s.evidence, s.effect), s.context());
  }
  const Adjusted holm = holm_adjusted(s.evidence, s.effect);
  return fmt::format(
      "No change in the {} of {} with {} is claimed: {}, but p = {:.2g} among {} primary metrics (Holm){}.", s.metric(),
      s.who(), s.tool(), signed_phrase(s.evidence, s.effect), holm.p, holm.tested, s.context());
}

}  // namespace

bool is_directional(const Verdict& verdict) {
  return std::ranges::none_of(verdict.reasons, [](const Reason& r) { return r.effect == "no directional claim"; });
}

std::string headline(const Evidence& evidence, const Effect& effect, const Verdict& verdict) {
  const Sentence sentence{evidence, effect, verdict.grade};
  if (!effect.usable || verdict.grade == 'U') {
    return fmt::format("No effect of {} on the {} of {} could be estimated: {}.", sentence.tool(), sentence.metric(),
                       sentence.who(), effect.usable ? "its method has no grade" : effect.message);
  }
  const std::string opening = effect.metric.self_reported ? "By their own account: " : "";
  if (!is_directional(verdict)) return opening + no_direction(sentence);
  if (verdict.grade <= 'C') return opening + causal(sentence);
  if (verdict.grade == 'D') return opening + associated(sentence, "part may be due to other causes");
  return opening + before_and_after(sentence);
}

}  // namespace payoff
