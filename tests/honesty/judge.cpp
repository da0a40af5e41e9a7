#include "honesty/judge.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "monetize/level_effect.hpp"
#include "payoff/error.hpp"
#include "payoff/study.hpp"
#include "qualify/words/headline.hpp"

namespace honesty {
namespace {

void write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

// Whether nine of ten draws of the net present value are above that of the truth. It is linear in the effect, and 0 at
// break-even.
bool money_above_truth(const payoff::CaseStudy& study, double truth) {
  if (!study.appraisal) return false;
  const double even = study.appraisal->break_even_effect,
               said = payoff::gain_sign(study.effects.front().metric) * study.effects.front().absolute.estimate;
  if (!(std::abs(said - even) > even / 20)) return false;
  const double gained = payoff::gain_sign(study.effects.front().metric) * truth;
  return study.appraisal->npv.p10 > study.appraisal->npv.p50 * (gained - even) / (said - even);
}

void judge_words(const World& world, const payoff::CaseStudy& study, const Truth& truth, Judged& verdict) {
  const payoff::Effect& effect = study.effects.front();
  verdict.grade = study.verdict.grade;
  verdict.directional = effect.usable && verdict.grade != 'U' && payoff::is_directional(study.verdict);
  const payoff::Estimate& said = effect.absolute;
  verdict.covers = said.low <= truth.effect && truth.effect <= said.high;
  const double claimed = world.setting.half_life > 0 ? truth.lasting : truth.effect;
  if (verdict.directional) {
    verdict.false_direction = !(said.estimate * claimed > 0);
    verdict.more_than_truth = said.estimate > 0 ? said.low > claimed : said.high < claimed;
  }
  for (const payoff::Reason& reason : study.verdict.reasons) {
    if (reason.rule == RuleId::design) continue;
    verdict.rules += (verdict.rules.empty() ? "" : " ") + name(reason.rule);
    if (reason.effect.weakens()) verdict.weakening += (verdict.weakening.empty() ? "" : " ") + name(reason.rule);
    verdict.named = verdict.named || std::ranges::find(world.named_by, reason.rule) != world.named_by.end();
  }
  for (const payoff::Claim& claim : study.claims) {
    const bool directional =
        claim.claim.find(" rose by ") != std::string::npos || claim.claim.find(" fell by ") != std::string::npos;
    verdict.secondary_false = verdict.secondary_false || (claim.kind == payoff::ClaimKind::secondary && directional);
  }
  verdict.money_above_truth = money_above_truth(study, claimed);
  verdict.headline = study.claims.front().text();
}

}  // namespace

payoff::CaseStudy run_drawn(const DrawnStudy& drawn, const std::filesystem::path& folder) {
  write(folder / "data.csv", drawn.data_csv);
  write(folder / "study.json", drawn.study_json);
  return payoff::run(payoff::read_study((folder / "study.json").string()), {.threads = 1});
}

Judged judge(const World& world, std::uint64_t number, const std::filesystem::path& folder) {
  const DrawnStudy drawn = draw(world, number);
  Judged verdict;
  try {
    judge_words(world, run_drawn(drawn, folder), drawn.truth, verdict);
  } catch (const payoff::Error& error) {
    verdict.headline = error.what();
  }
  return verdict;
}

}  // namespace honesty
