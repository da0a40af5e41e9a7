// Case studies that nothing has computed: any number may be missing, infinite, huge or negative, any list empty, any text
// hostile.
#pragma once

#include "data/names.hpp"
#include "report/random_appraisal.hpp"

namespace payoff::example {

class RandomCaseStudy : public RandomAppraisal {
 public:
  using RandomAppraisal::RandomAppraisal;

  CaseStudy draw(const std::string& language) {
    CaseStudy s;
    texts({&s.title, &s.question, &s.who, &s.tool, &s.version, &s.method_reason, &s.appraisal_reason, &s.coding.text,
           &s.disclosure.run_by, &s.disclosure.commissioned_by, &s.unit_label});
    s.language = language;
    s.anonymous = chance(3);
    if (chance(2)) s.disclosure.independent = chance(2);
    s.study_json = any<const char*>({"", "{}", "{not json", R"({"title": "x", "metrics": [{"name": "m"}]})"});
    s.seed = bits_();
    s.inputs = list<Input>([&] { return input(); });
    s.sql = some_texts();
    s.ledger = ledger();
    s.coding.differences =
        list<Coding::Difference>([&] { return Coding::Difference{text(), number(), number(), number()}; });
    s.calendar = {any(period_kinds), 1 + whole(7), 1 + whole(3), 0};
    if (chance(5)) s.calendar.kind = PeriodKind::none;
    s.rollout_period = chance(3) ? never : 2000 + whole(400);
    s.effects = list<Effect>([&] { return effect(); });
    for (const Effect& effect : s.effects) {
      s.trend_metrics.push_back(effect.metric);
      s.trends.push_back(list<TrendPoint>([&] { return TrendPoint{2000 + whole(400), chance(2), number(), count()}; }));
    }
    if (chance(2)) s.appraisal = appraisal();
    if (s.appraisal && !s.effects.empty()) s.appraisal->metric = s.effects.front().metric.name;  // it is of an effect
    if (s.appraisal)
      if (s.appraisal)
        s.spend = list<Spend>(
            [&] { return Spend{text(), known(), known(), known(), number(), number(), number(), number()}; });
    for (const Effect& effect : s.effects)
      if (!effect.segment && chance(2))
        s.outcome_costs.push_back({effect.metric.name, estimate(), number(), estimate(), known(), number()});
    s.published = {any(standings), {}, list<PublishedEffect>([&] { return published(); }), text()};
    s.verdict = verdict();
    s.claims = list<Claim>([&] { return Claim{text(), any(claim_kinds), text(), text(), text(), segment()}; });
    s.recommendation = {static_cast<Action>(whole(5)), static_cast<Because>(whole(15))};
    return s;
  }

 private:
  static constexpr PublishedStanding standings[] = {PublishedStanding::nothing_comparable,
                                                    PublishedStanding::not_measured, PublishedStanding::within,
                                                    PublishedStanding::larger, PublishedStanding::other_sign};
  static constexpr ClaimKind claim_kinds[] = {ClaimKind::headline,  ClaimKind::money,  ClaimKind::guardrail,
                                              ClaimKind::rules_out, ClaimKind::caveat, ClaimKind::secondary};

  std::optional<SegmentValue> segment() {
    return chance(2) ? std::nullopt : std::optional(SegmentValue{text(), text()});
  }

  Input input() {
    return {text(), chance(2) ? "" : std::string(64, 'a'), count(), text(),
            chance(2) ? std::nullopt : std::optional(count())};
  }

  Ledger ledger() {
    Ledger l{count(), count(), count(), count(), count(), count(), {}, {}, some_texts()};
    l.reasons = list<LedgerReason>(
        [&] { return LedgerReason{chance(2) ? RowOutcome::rejected : RowOutcome::filtered, text(), count()}; });
    return l;
  }

  Metric metric() {
    Metric m{.name = text(), .kind = any(metric_kinds), .unit = text(), .per = text(), .better = any(betters)};
    m.scale = any(scales), m.role = any(roles);
    m.self_reported = chance(2), m.activity = chance(2), m.declared_in_advance = chance(2), m.averaged = chance(2);
    m.label = text();
    return m;
  }

  ArmFlow arm() {
    return {few_or(count()), few_or(count()), few_or(count()), few_or(count()),
            few_or(count()), few_or(count()), few_or(count()), few_or(count())};
  }

  Facts facts() {
    Facts f{.treated = arm(), .comparison = arm()};
    f.imbalances = list<Imbalance>([&] { return Imbalance{text(), number()}; });
    f.adoption = list<AdoptionStep>([&] { return AdoptionStep{share() * 50, count()}; });
    for (Estimate* each : {&f.own_change_treated, &f.own_change_comparison, &f.jump_comparison, &f.last_spell,
                           &f.volume, &f.placebo, &f.placebo_group, &f.dose_response})
      *each = estimate();
    f.level_treated = {number(), number()}, f.level_comparison = {number(), number()};
    if (chance(2)) f.granularity = Granularity{number(), number(), number(), number(), number()};
    if (chance(2)) f.nesting = Nesting{text(), count(), count(), chance(2)};
    numbers({&f.unit_sd, &f.uptake_comparison});
    return f;
  }

  Alternative alternative() { return {text(), estimate(), estimate(), static_cast<Purpose>(whole(6)), text()}; }

  TrendSensitivity sensitivity() {
    TrendSensitivity t{static_cast<SensitivityKind>(whole(2)), static_cast<SensitivityTarget>(whole(2))};
    t.points = list<TrendBound>([&] { return TrendBound{number(), number(), number()}; });
    t.breakdown = number(), t.text = text();
    return t;
  }

  Effect effect() {
    Effect e{.metric = metric(), .segment = segment()};
    texts({&e.method, &e.estimand, &e.against, &e.message, &e.inference});
    e.absolute = estimate(), e.relative = estimate();
    numbers({&e.level, &e.baseline, &e.weeks_before, &e.weeks_after, &e.missing_share_treated,
             &e.missing_share_comparison, &e.uptake_treated, &e.volume_per_unit_week, &e.pre_trend_p});
    e.units_treated = few_or(count()), e.units_comparison = few_or(count());
    for (std::size_t* n : {&e.observations, &e.clusters, &e.clusters_treated}) *n = count();
    e.periods_before = whole(50), e.periods_after = whole(50);
    e.usable = chance(2);
    e.adjusted_for = list<AdjustedFor>([&] { return AdjustedFor{text(), chance(2)}; });
    const int first = -whole(4);
    e.path = list<PathPoint>([&, k = first]() mutable {
      return PathPoint{k++, number(), number(), number(), number(), number(), number()};
    });
    if (chance(2)) e.course = Course{estimate(), estimate(), estimate()};
    if (chance(2)) e.earlier_trend = EarlierTrend{estimate(), estimate()};
    e.facts = facts();
    e.cohorts = list<Cohort>([&] { return Cohort{2000 + whole(400), few_or(count()), few_or(count()), estimate()}; });
    e.sensitivities = list<TrendSensitivity>([&] { return sensitivity(); });
    e.decomposition = list<DecompositionPart>([&] { return DecompositionPart{text(), number(), number(), chance(2)}; });
    e.diagnostics = list<Diagnostic>([&] { return Diagnostic{text(), number(), number(), text()}; });
    e.alternatives = list<Alternative>([&] { return alternative(); });
    return e;
  }

  PublishedEffect published() {
    return {text(),
            2000 + whole(26),
            static_cast<PublishedBasis>(whole(5)),
            static_cast<PublishedOutcome>(whole(2)),
            text(),
            text(),
            text(),
            text(),
            number(),
            number(),
            number(),
            text()};
  }

  Verdict verdict() {
    Verdict v{any({'A', 'B', 'C', 'D', 'E', 'U'}), any({'A', 'B', 'C', 'D', 'E', 'U'})};
    v.reasons = list<Reason>([&] {
      const RuleEffect effect(static_cast<RuleEffect::Kind>(whole(RuleEffect::note + 1)), 'C');
      return Reason{static_cast<RuleId>(whole(28)), number(), number(), effect, text()};
    });
    v.to_raise = some_texts(), v.lot_checks = some_texts();
    return v;
  }
};

}  // namespace payoff::example
