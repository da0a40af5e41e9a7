// The grade: the letter of the design, one letter down for each reason that lowers it, never above a cap.
#include <algorithm>

#include "qualify/advice.hpp"
#include "qualify/design.hpp"
#include "qualify/reading/finding.hpp"

namespace payoff {
namespace {

// The design first, then what lowered the grade or forbids a claim, then notes.
int weight(const Reason& reason) {
  switch (reason.effect.kind) {
    case RuleEffect::base:
      return 0;
    case RuleEffect::caps:
      return 1;
    case RuleEffect::lowers:
      return 2;
    case RuleEffect::note:
      return 4;
    default:
      return 3;
  }
}

}  // namespace

Verdict grade(const Evidence& evidence) {
  const Effect& effect = graded_effect(evidence);
  const Design design = design_of(evidence, effect);
  Verdict verdict;
  verdict.base = verdict.grade = design.letter;
  verdict.reasons.push_back({RuleId::design, missing, missing, {RuleEffect::base, design.letter}, design.text});
  if (effect.usable) {
    for (const Rule& rule : rules()) rule.apply(evidence, effect, verdict.reasons);
  }
  if (design.letter != 'U') {
    int letter = static_cast<unsigned char>(design.letter);
    int cap = 'A';
    for (const Reason& reason : verdict.reasons) {
      if (reason.effect.kind == RuleEffect::lowers) ++letter;
      if (reason.effect.kind == RuleEffect::caps) cap = std::max<int>(cap, reason.effect.letter);
    }
    verdict.grade = static_cast<char>(std::min<int>(std::max(letter, cap), 'E'));
  }
  std::ranges::stable_sort(verdict.reasons, {}, weight);
  verdict.to_raise = advice(effect, verdict);
  return verdict;
}

}  // namespace payoff
