#include <doctest/doctest.h>

#include <map>

#include "qualify/words/every_case.hpp"

using namespace payoff;
using namespace payoff::example;

TEST_SUITE("qualify/recommend") {

TEST_CASE("recommend: invariance, over all cases nothing is widened that is weak, harmful, fading or beside a harm") {
  std::map<Action, int> counts;
  std::map<Because, int> reasons;
  walk([&](const Case& c, const std::vector<Claim>&) {
    const Appraisal appraisal = appraisal_of_case(c);
    Evidence evidence = evidence_of(effect_of_case(c), c.design.randomized);
    evidence.appraisal = &appraisal;
    if (c.guard == Guard::worse) evidence.effects.push_back(guardrail(-0.3, 0.2));
    const Recommendation said = recommend(evidence, grade(evidence));
    ++counts[said.action];
    ++reasons[said.because];
    const bool strong = c.grade() <= 'B', clear_gain = c.clear() && c.gains();
    if (said.action == Action::expand) {
      CHECK((strong && clear_gain && c.goes != Goes::fading && c.goes != Goes::round && c.guard != Guard::worse));
      CHECK(appraisal.npv.p10 > 0);
    }
    if (said.action == Action::go_on) CHECK((clear_gain && c.grade() <= 'C' && c.guard != Guard::worse));
    if (said.action == Action::stop) CHECK((c.grade() <= 'C' && !clear_gain));
    if (c.own_account || c.grade() > 'C') CHECK(said.action == Action::measure_on);
  });
  for (const Action action : {Action::expand, Action::go_on, Action::change, Action::stop, Action::measure_on}) {
    CAPTURE(std::string(name(action)));
    CHECK(counts[action] > 0);
  }
  CHECK(reasons.size() >= 9);
}

TEST_CASE("recommend: by hand, what a gain is worth decides between expanding, going on and changing") {
  Appraisal money{.currency = "USD", .metric = "handle_minutes", .horizon_months = 36};
  const auto of = [&](double p10, double p50, bool randomized) {
    Evidence evidence = evidence_of(did_minutes(), randomized);
    money.npv = {.mean = p50, .p10 = p10, .p50 = p50, .p90 = p50 + 1};
    evidence.appraisal = &money;
    Verdict verdict;
    verdict.grade = randomized ? 'A' : 'C';
    return recommend(evidence, verdict);
  };
  CHECK(of(1, 2, true) == Recommendation{Action::expand, Because::pays});
  CHECK(of(1, 2, false) == Recommendation{Action::go_on, Because::pays_on_moderate_evidence});
  CHECK(of(-1, 2, true) == Recommendation{Action::go_on, Because::may_not_pay});
  CHECK(of(-2, -1, true) == Recommendation{Action::change, Because::costs_more});
  Verdict verdict;
  verdict.grade = 'B';
  CHECK(recommend(evidence_of(did_minutes(), true), verdict) == Recommendation{Action::go_on, Because::not_valued});
}

TEST_CASE("recommend: by hand, a precise null stops what it shows not to break even, on every scale") {
  Effect null = did_minutes();
  null.absolute = {.estimate = -0.1, .se = 0.1, .df = 100, .low = -0.3, .high = 0.1, .p = 0.3};
  null.relative = {.estimate = -0.01, .low = -0.03, .high = 0.01};
  null.baseline = 10;
  Appraisal money{.currency = "USD", .metric = null.metric.name, .horizon_months = 36};
  Verdict verdict;
  verdict.grade = 'B';
  verdict.reasons.push_back({.rule = RuleId::includes_zero, .effect = RuleEffect::no_direction});
  for (const Scale scale : {Scale::level, Scale::log}) {
    null.metric.scale = scale;
    Evidence evidence = evidence_of(null, true);
    evidence.appraisal = &money;
    money.break_even_effect = 0.31;
    CHECK(recommend(evidence, verdict) == Recommendation{Action::stop, Because::rules_out_break_even});
    money.break_even_effect = 0.29;
    CHECK(recommend(evidence, verdict) == Recommendation{Action::change, Because::no_change});
  }
}

}  // TEST_SUITE("qualify/recommend")
