// The grade: the letter of the design, one down for each reason that lowers it, one of these back for what speaks for it,
// never above a cap.
#include <algorithm>

#include "qualify/advice.hpp"
#include "qualify/design.hpp"
#include "qualify/lot.hpp"
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
    case RuleEffect::raises:
      return 2;
    case RuleEffect::note:
      return 4;
    default:
      return 3;
  }
}

// What is short, not what is wrong.
bool is_short(const Reason& reason) {
  return reason.rule == RuleId::periods_before || reason.rule == RuleId::treated_clusters;
}

// What speaks for an effect makes up for one letter of what is short, where nothing is wrong.
// Source  GRADE (Guyatt et al. 2011, Journal of Clinical Epidemiology 64): rated up for a dose-response, a large effect or
//         replication only where not rated down for bias.
void weigh_support(std::vector<Reason>& reasons) {
  const auto weakens = [](const Reason& reason) { return reason.effect.weakens(); };
  const bool makes_up =
      std::ranges::any_of(reasons, weakens) &&
      std::ranges::all_of(reasons, [&](const Reason& reason) { return !weakens(reason) || is_short(reason); });
  for (Reason& reason : reasons)
    if (reason.rule == RuleId::support && makes_up) reason.effect = RuleEffect::raises;
}

// How far chance could have moved an effect is told by its interval; D and E say that another cause may have moved it, which
// a wide interval does not show. So imprecision alone takes no effect that is clear of 0 below C.
void weigh_imprecision(char base, const Effect& effect, std::vector<Reason>& reasons) {
  if (!excludes_zero(effect)) return;
  const auto others = std::ranges::count_if(reasons, [](const Reason& reason) {
    return reason.effect.kind == RuleEffect::lowers && reason.rule != RuleId::imprecision;
  });
  for (Reason& reason : reasons)
    if (reason.rule == RuleId::imprecision && base + others >= 'C') reason.effect = RuleEffect::note;
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
    weigh_imprecision(design.letter, effect, verdict.reasons);
    weigh_support(verdict.reasons);
  }
  if (design.letter != 'U') {
    int letter = static_cast<unsigned char>(design.letter);
    int cap = 'A';
    for (const Reason& reason : verdict.reasons) {
      if (reason.effect.kind == RuleEffect::lowers) ++letter;
      if (reason.effect.kind == RuleEffect::raises) --letter;
      if (reason.effect.kind == RuleEffect::caps) cap = std::max<int>(cap, reason.effect.letter);
    }
    verdict.grade = static_cast<char>(std::min<int>(std::max({letter, cap, int{design.letter}}), 'E'));
  }
  std::ranges::stable_sort(verdict.reasons, {}, weight);
  verdict.to_raise = advice(effect, verdict);
  verdict.lot_checks = lot_checks(evidence, effect, verdict.reasons);
  return verdict;
}

}  // namespace payoff
