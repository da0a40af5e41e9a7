#include "qualify/words/description.hpp"

#include <doctest/doctest.h>

#include "base/messages.hpp"
#include "qualify/example.hpp"
#include "qualify/reading/amounts.hpp"

using namespace payoff;

TEST_SUITE("qualify/words/description") {

namespace {

const std::string among = "Among support agents, handle minutes per ticket ";

// Of an effect of -6 minutes where those without the tool changed by `others`.
Effect changed(double others) {
  Effect effect = example::did_minutes();
  effect.facts.level_treated = {30, 24 + others};
  effect.facts.level_comparison = {29, 29 + others};
  return effect;
}

std::string described(const Effect& effect, Clause (*describe)(const Sentence&) = described_change) {
  const Evidence evidence = example::evidence_of(effect);
  Verdict verdict = grade(evidence);
  verdict.grade = describe == described_change ? 'D' : 'E';
  const std::string claim = describe({evidence, evidence.effects.front(), verdict}).claim;
  return claim.substr(0, claim.find(';'));
}

}  // namespace

TEST_CASE("description: by hand, D says what those with the tool did, and how far that is from the others") {
  CHECK(described(changed(-2)) ==
        among + "fell by 8.0 minutes after the rollout of the assistant, 6.0 minutes more than among those without it");
  CHECK(described(changed(2)) == among +
                                     "fell by 4.0 minutes after the rollout of the assistant and rose among those "
                                     "without it, 6.0 minutes apart");
  CHECK(described(changed(9)) ==
        among + "rose by 3.0 minutes after the rollout of the assistant, 6.0 minutes less than among those without it");
}

TEST_CASE("description: by hand, levels that do not make the effect, or nothing at all, are not told") {
  const std::string came_out =
      among + "stood 6.0 minutes lower after the rollout of the assistant than with the change of those without it";
  CHECK(described(example::did_minutes()) == came_out);
  CHECK(described(changed(6)) == came_out);  // "rose by 0.0"
  Effect effect = changed(-2);
  effect.facts.level_treated.after = 25;  // -5, no more than a tenth off would be -5.4
  CHECK(described(effect) == came_out);
  effect.facts.level_treated.after = 21.5;
  CHECK(described(effect).starts_with(among + "fell by 8.5 minutes"));
  CHECK(described(example::did_minutes(), described_levels) == came_out);
}

TEST_CASE("description: by hand, E gives all four levels, those of two groups, or those of two times") {
  CHECK(described(changed(-2), described_levels) ==
        among +
            "stood at 30.0 before the assistant and at 22.0 minutes after it, and among those without it at "
            "29.0 and 27.0 minutes");
  Effect effect = example::did_minutes();
  effect.baseline = 30;
  effect.method = "two_sample";
  CHECK(described(effect, described_levels) ==
        among + "stood at 30.0 without the assistant and at 24.0 minutes with it");
  effect.method = "paired";
  CHECK(described(effect, described_levels) ==
        among + "stood at 30.0 before the assistant and at 24.0 minutes after it");
}

TEST_CASE("description: by hand, Korean gives each level its unit, and the first its period") {
  const Speaking korean(language_of("ko"));
  Effect effect = example::did_minutes();
  effect.metric = {.name = "tickets", .kind = MetricKind::count, .unit = "건"};
  effect.period = PeriodKind::week;
  CHECK(level_phrases(effect, {30, 24, 29, 27}) ==
        std::vector<std::string>{"매주 30.0건", "24.0건", "29.0건", "27.0건"});
  const Speaking english(language_of("en"));
  CHECK(level_phrases(effect, {30, 24, 29, 27}) ==
        std::vector<std::string>{"30.0", "24.0 건 a week", "29.0", "27.0 건 a week"});
}

TEST_CASE(
    "description: by hand, of several dates E gives the levels of those with the tool, where they moved its way") {
  Effect effect = example::did_minutes();
  effect.method = "group_time";
  effect.facts.level_treated = {30, 25};
  const Evidence evidence = example::evidence_of(effect);
  Verdict verdict = grade(evidence);
  verdict.grade = 'E';
  const Clause clause = described_levels({evidence, evidence.effects.front(), verdict});
  CHECK(clause.claim.starts_with(among + "stood at 30.0 before the assistant and at 25.0 minutes after it;"));
  CHECK(clause.interval == "-6.0 minutes against the change of those without it, 95% CI -8.0 to -4.0");
  effect.facts.level_treated = {30, 31};
  CHECK(described(effect, described_levels) ==
        among + "stood 6.0 minutes lower after the rollout of the assistant than with the change of those without it");
}

TEST_CASE("description: by hand, a share falls by points, and stands at percents") {
  Effect effect = changed(-0.02);
  effect.metric.kind = MetricKind::rate;
  effect.metric.unit = "";
  effect.baseline = 0.3;
  effect.absolute = {.estimate = -0.06, .se = 0.01, .df = 23, .low = -0.08, .high = -0.04, .p = 1e-6};
  effect.facts.level_treated = {0.30, 0.22};
  effect.facts.level_comparison = {0.29, 0.27};
  CHECK(described(effect) == among +
                                 "fell by 8.0 percentage points after the rollout of the assistant, 6.0 percentage "
                                 "points more than among those without it");
  CHECK(described(effect, described_levels) ==
        among +
            "stood at 30.0% before the assistant and at 22.0% after it, and among those without it at 29.0% and "
            "27.0%");
}

}  // TEST_SUITE("qualify/words/description")
