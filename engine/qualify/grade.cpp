// The grade: the letter of the design, one letter down for each "-1", never above a cap.
#include <algorithm>

#include "qualify/advice.hpp"
#include "qualify/design.hpp"
#include "qualify/reading/finding.hpp"

namespace payoff {
namespace {

// The design first, then what lowered the grade or forbids a claim, then notes.
int weight(const Reason& reason) {
  if (reason.rule == "base") return 0;
  if (reason.effect.starts_with("cap ")) return 1;
  if (reason.effect == "-1") return 2;
  return reason.effect == "note" ? 4 : 3;
}

}  // namespace

Verdict grade(const Evidence& evidence) {
  const Effect& effect = graded_effect(evidence);
  const Design design = design_of(evidence, effect);
  Verdict verdict;
  verdict.base = verdict.grade = design.letter;
  verdict.reasons.push_back({"base", missing, missing, std::string("base ") + design.letter, design.text});
  if (effect.usable) {
    for (const Rule& rule : rules()) rule.apply(evidence, effect, verdict.reasons);
  }
  if (design.letter != 'U') {
    int letter = static_cast<unsigned char>(design.letter);
    int cap = 'A';
    for (const Reason& reason : verdict.reasons) {
      if (reason.effect == "-1") ++letter;
      if (reason.effect.starts_with("cap ")) cap = std::max<int>(cap, reason.effect.back());
    }
    verdict.grade = static_cast<char>(std::min<int>(std::max(letter, cap), 'E'));
  }
  std::ranges::stable_sort(verdict.reasons, {}, weight);
  verdict.to_raise = advice(effect, verdict);
  return verdict;
}

}  // namespace payoff
