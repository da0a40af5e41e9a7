// Finished case studies for the tests of the report: numbers are plausible, not estimated.
#pragma once

#include <cmath>
#include <limits>

#include "payoff/report.hpp"

namespace payoff::example {

inline Effect handle_minutes() {
  Effect e;
  e.metric = {
      .name = "handle_minutes", .kind = MetricKind::time, .unit = "minutes", .per = "ticket", .better = Better::lower};
  e.method = "did";
  e.estimand = "ATT";
  e.against = "the comparison group";
  e.absolute = {-1.324, 0.1986, 41, -1.725, -0.923, 1.2e-8, "minutes per ticket", ""};
  e.relative = {-0.1418, 0.0202, 41, -0.1826, -0.1010, 1.2e-8, "share", ""};
  e.baseline = 9.337;
  e.units_treated = 212, e.units_comparison = 208, e.observations = 17640;
  e.clusters = 42, e.clusters_treated = 21;
  e.period = PeriodKind::week;
  e.periods_before = 22, e.periods_after = 20, e.weeks_before = 22, e.weeks_after = 20;
  e.missing_share_treated = 0.012, e.missing_share_comparison = 0.015;
  e.uptake_treated = 0.83, e.volume_per_unit_week = 96.4, e.pre_trend_p = 0.41;
  for (int t = -12; t <= 19; ++t) {
    const double wobble = 0.12 * std::sin(1.7 * t) + 0.06 * std::cos(0.6 * t);
    const double effect = t < 0 ? wobble : -1.35 * (1 - std::exp(-0.55 * (t + 1))) + wobble;
    if (t == -1)
      e.path.push_back({t, 0, 0, 0, 0});
    else
      e.path.push_back({t, effect, 0.19, effect - 0.38, effect + 0.38});
  }
  e.diagnostics = {{"pre_trend", 0.41, 0.10, "The periods before the rollout show no difference in trend."},
                   {"baseline_balance", 0.08, 0.25, "The groups were alike before the rollout."},
                   {"treated_clusters", 21, 10, "Enough teams were treated for the standard error to hold."}};
  e.alternatives = {{"unadjusted",
                     {-1.29, 0.21, 41, -1.714, -0.866, 4e-7, "minutes per ticket", ""},
                     {-0.138, 0.022, 41, -0.182, -0.094, 4e-7, "share", ""}},
                    {"balanced panel",
                     {-1.36, 0.22, 41, -1.804, -0.916, 3e-7, "minutes per ticket", ""},
                     {-0.145, 0.023, 41, -0.191, -0.099, 3e-7, "share", ""}}};
  return e;
}

inline Effect csat() {
  Effect e = handle_minutes();
  e.metric = {.name = "csat", .kind = MetricKind::score, .unit = "points", .role = Role::guardrail};
  e.absolute = {-0.031, 0.024, 41, -0.079, 0.017, 0.20, "points", ""};
  e.relative = {-0.0072, 0.0056, 41, -0.0185, 0.0040, 0.20, "share", ""};
  e.baseline = 4.31;
  e.volume_per_unit_week = missing;
  e.path.clear();
  e.alternatives.clear();
  return e;
}

inline Appraisal appraisal() {
  Appraisal a;
  a.currency = "USD", a.metric = "handle_minutes", a.horizon_months = 36, a.projected = true;
  a.npv = {1873400, 912300, 1841000, 2884000};
  a.roi = {2.31, 1.12, 2.27, 3.56};
  a.payback_months = {4.9, 3, 5, 8};
  a.probability_npv_positive = 0.998, a.probability_pays_back = 0.997;
  a.break_even_effect = 0.41;
  a.hours_per_person_week = 1.914, a.hours_per_person_week_low = 1.335, a.hours_per_person_week_high = 2.494;
  a.benefit_per_year = 1002000;
  a.cost_once = 60000, a.cost_per_month = 12600;
  a.values = {{.metric = "handle_minutes", .value_class = ValueClass::capacity}};
  a.values[0].ladder = {
      {"gross time saved", 2.127, 1.483, 2.771, "hours per person and week", "1.32 minutes x 96.4 tickets / 60"},
      {"net of rework", 1.914, 1.335, 2.494, "hours per person and week", "2.13 x (1 - 0.10)"},
      {"all eligible people", 41800, 29155, 54469, "hours per year", "1.91 x 420 people x 52 weeks"},
      {"realised", 20900, 14578, 27234, "hours per year", "41,800 x 0.50"},
      {"worth", 1002000, 699700, 1307000, "USD per year", "20,900 x 48"}};
  double cumulative = -60000;
  a.cash_flow.push_back({0, 0, 60000, cumulative, cumulative, cumulative});
  for (int month = 1; month <= 36; ++month) {
    cumulative += 83500 * std::min(1.0, month / 4.0) - 12600;
    a.cash_flow.push_back({month, 83500 * std::min(1.0, month / 4.0), 12600, cumulative, cumulative - 24000.0 * month,
                           cumulative + 25000.0 * month});
  }
  a.sensitivity = {{"share of time realised", 0.3, 0.7, "share", true, 905000, 2790000},
                   {"effect on handle_minutes", 0.923, 1.725, "minutes per ticket", false, 1170000, 2510000},
                   {"discount rate", 0.06, 0.14, "share per year", true, 1990000, 1745000},
                   {"licences", 24, 36, "USD per person and month", false, 1906000, 1776000}};
  return a;
}

inline std::vector<TrendPoint> trend(int first, int rollout, double drop, bool comparison = true) {
  std::vector<TrendPoint> points;
  for (const bool treated : {false, true}) {
    if (!treated && !comparison) continue;
    for (int t = 0; t < 42; ++t) {
      const double season = 0.25 * std::sin(0.3 * t) + 0.1 * std::sin(2.3 * t + (treated ? 1 : 0));
      const int since = first + t - rollout;
      const double effect = treated && since >= 0 ? drop * (1 - std::exp(-0.55 * (since + 1))) : 0;
      points.push_back({first + t, treated, 9.4 + (treated ? 0.15 : 0) + season + effect, treated ? 212u : 208u});
    }
  }
  return points;
}

inline CaseStudy support_assistant() {
  CaseStudy s;
  s.title = "Support assistant, spring rollout";
  s.question = "Does the assistant save agents time?";
  s.who = "support agents", s.tool = "the assistant", s.version = "0.1.0";
  s.study_json = R"({"title": "Support assistant, spring rollout", "columns": {"unit": "agent_id", "time": "week"}})";
  s.unit_column = "agent_id";
  s.inputs = {{"tickets_2024.csv", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 48211334},
              {"tickets_2025.csv", "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752", 51098112}};
  s.sql = {
      "SELECT agent_id, week, sum(handle_minutes), count(*)\nFROM tickets\nWHERE week < DATE '2025-05-26'\nGROUP BY "
      "ALL"};
  s.ledger = {1712408,
              1709966,
              812,
              1630,
              420,
              42,
              {{RowOutcome::rejected, "handle_minutes is not a number", 640},
               {RowOutcome::rejected, "week is empty", 172},
               {RowOutcome::filtered, "last week is not complete", 1630}},
              {}};
  s.ledger.rejected = {{"tickets_2025.csv", 17, "handle_minutes", "n/a", "is not a number"}};
  s.coding.text = "treated: 861,203 rows where team is in the pilot list; comparison: 851,205 rows where it is not";
  s.coding.differences = {{"assistant_prompts", 41.2, 0.3, 2.41}, {"tenure_months", 26.1, 24.9, 0.07}};
  s.calendar = {PeriodKind::week};
  s.rollout_period = 2870;
  s.method_reason =
      "Groups were not drawn by lot, but a comparison group was observed before and after, so the change in one is set "
      "against the change in the other.";
  s.effects = {handle_minutes(), csat()};
  s.trend_metrics = {s.effects[0].metric, s.effects[1].metric};
  s.trends = {trend(2848, 2870, -1.35), trend(2848, 2870, -0.03)};
  s.appraisal = appraisal();
  s.verdict.grade = 'C', s.verdict.base = 'C';
  s.verdict.reasons = {{RuleId::uptake, 0.04, 0.10, RuleEffect::note,
                        "4% of the comparison agents used the assistant, so the effect is, if anything, understated."},
                       {RuleId::several_metrics, missing, missing, RuleEffect::note,
                        "The analysis was made by the owner of the rollout."}};
  s.verdict.to_raise = {"Draw by lot which teams get the assistant next.",
                        "Let somebody who does not own the rollout repeat the analysis."};
  s.claims = {
      {"handle_minutes", ClaimKind::headline,
       "The assistant is estimated to have saved support agents about 1.9 hours a week (95% CI 1.3 to 2.5), "
       "compared with teams that did not have it."},
      {"handle_minutes", ClaimKind::money,
       "At USD 48 an hour and with half of the time really used, that is worth about USD 1.8 million over 36 "
       "months (P10 to P90: 0.9 to 2.9 million)."},
      {"csat", ClaimKind::guardrail, "Customer satisfaction shows no detectable change (95% CI −1.8% to +0.4%)."},
      {"handle_minutes", ClaimKind::caveat, "This is a projection: 20 weeks were observed."}};
  return s;
}

inline CaseStudy no_change() {
  CaseStudy s = support_assistant();
  s.title = "Code assistant trial", s.question = "";
  s.effects.resize(1);
  Effect& e = s.effects[0];
  e.metric = {
      .name = "cycle_hours", .kind = MetricKind::time, .unit = "hours", .per = "change", .better = Better::lower};
  e.method = "two_sample", e.estimand = "ATE", e.against = "developers drawn to wait";
  e.absolute = {0.04, 0.21, std::numeric_limits<double>::infinity(), -0.372, 0.452, 0.849, "hours per change", ""};
  e.relative = {0.0031, 0.0163, std::numeric_limits<double>::infinity(), -0.0288, 0.0350, 0.849, "share", ""};
  e.path.clear(), e.alternatives.clear(), e.diagnostics.clear();
  s.trends.clear(), s.trend_metrics.clear();
  s.rollout_period = never, s.calendar = {};
  s.appraisal.reset();
  s.appraisal_reason = "the effect is not told apart from zero, so there is nothing to value";
  s.verdict = {'A', 'A', {}, {}};
  s.claims = {{"cycle_hours", ClaimKind::headline,
               "The assistant made no detectable difference to cycle time (95% CI −2.8% to +3.5%)."},
              {"cycle_hours", ClaimKind::rules_out, "A saving of more than 3% is ruled out."}};
  return s;
}

inline CaseStudy harm() {
  CaseStudy s;
  s.title = "Drafting tool, one team", s.version = "0.1.0";
  s.effects.resize(1);
  Effect& e = s.effects[0];
  e.metric = {.name = "draft_days", .kind = MetricKind::time, .unit = "days", .better = Better::lower};
  e.method = "paired", e.estimand = "before/after change", e.against = "the same people before";
  e.absolute = {1.9, 0.61, 8, 0.493, 3.307, 0.0142, "days", ""};
  e.relative.reason = "the baseline is zero";
  e.baseline = 0;
  e.units_treated = 9, e.observations = 18;
  s.ledger = {18, 18, 0, 0, 9, 2, {}, {}};
  s.coding.text = "treated: all 18 rows; there is no comparison";
  s.appraisal_reason = "the study file has no money section";
  s.verdict = {'E',
               'E',
               {{RuleId::treated_clusters, 9, 10, RuleEffect::lowers, "Only 9 people were observed."}},
               {"Observe people who do not have the tool."}};
  s.claims = {{"draft_days", ClaimKind::headline, "Drafts took 6.1 days before and 8.0 days after the rollout."}};
  return s;
}

// A loss, over 200 days with gaps, huge and constant metrics: hard on the charts.
inline CaseStudy loss() {
  CaseStudy s = support_assistant();
  s.title = "A rollout that cost more than it brought";
  s.calendar = {PeriodKind::day};
  s.rollout_period = 20120;
  s.trends[0].clear(), s.trends[1].clear();
  for (const bool treated : {false, true}) {
    for (int t = 0; t < 200; ++t) {
      const double wave = 4e9 + 2e8 * std::sin(0.2 * t) + (treated ? 1e8 : 0);
      s.trends[0].push_back({20000 + t, treated, t % 50 < 5 && treated ? missing : wave, 10});
      s.trends[1].push_back({20000 + t, treated, 4.5, 10});
    }
  }
  s.effects[0].path.resize(9);
  s.effects[0].path[3] = {-9, missing, missing, missing, missing};
  s.effects[1].path = {{0, -0.03, 0.02, -0.07, 0.01}};
  Appraisal& a = *s.appraisal;
  for (Quantity* q : {&a.npv, &a.roi}) *q = {-q->mean, -q->p90, -q->p50, -q->p10};
  a.payback_months = {};
  a.probability_npv_positive = a.probability_pays_back = 0;
  a.break_even_effect = missing;
  for (Rung& r : a.values[0].ladder) r.value = -r.value, r.low = -r.low, r.high = -r.high;
  for (MonthlyCash& c : a.cash_flow) c.cumulative *= -1, c.cumulative_p10 *= -1, c.cumulative_p90 *= -1;
  for (NpvSensitivity& x : a.sensitivity) x.npv_low -= 1600000, x.npv_high -= 1600000;
  return s;
}

inline constexpr const char* attack =
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>|`$|\n# x\n| a | b "
    "|\x1b[0m\xff\xc0\xaf]]>--></style></svg></code></pre>";

inline CaseStudy hostile() {
  CaseStudy s = support_assistant();
  for (std::string* text : {&s.title, &s.question, &s.who, &s.tool, &s.study_json, &s.version, &s.method_reason})
    *text = attack;
  s.coding.text = attack, s.coding.differences[0].column = attack;
  s.sql = {attack, "```\n# out of the fence\n```` <b>"};
  s.inputs[0] = {attack, "", 1};
  s.ledger.reasons[0] = {RowOutcome::rejected, attack, 640};
  for (Effect& e : s.effects) {
    e.metric.name = e.metric.unit = e.metric.per = e.method = e.estimand = e.against = e.message = attack;
    e.segment = SegmentValue{attack, attack};
    e.absolute.unit = e.relative.reason = attack;
    e.relative.estimate = missing;
    for (Diagnostic& d : e.diagnostics) d.name = d.text = attack;
    for (Alternative& a : e.alternatives) a.name = a.absolute.unit = attack;
  }
  for (Metric& m : s.trend_metrics) m.name = m.unit = m.per = attack;
  Appraisal& a = *s.appraisal;
  a.currency = a.metric = attack;
  for (Rung& r : a.values[0].ladder) r.name = r.unit = r.text = attack;
  for (NpvSensitivity& x : a.sensitivity) x.assumption = x.unit = attack;
  s.verdict.grade = '<';
  for (Reason& r : s.verdict.reasons) r.text = attack;
  for (std::string& text : s.verdict.to_raise) text = attack;
  for (Claim& c : s.claims) c.metric = c.claim = c.evidence = c.context = attack;
  return s;
}

// The support assistant with `metrics` and, of the first, `segments`.
inline CaseStudy large(std::size_t metrics, std::size_t segments) {
  CaseStudy study = support_assistant();
  for (std::size_t k = 2; k < metrics; ++k) {
    study.effects.push_back(study.effects[0]);
    study.effects.back().metric.name = "metric " + std::to_string(k);
    study.effects.back().metric.role = Role::secondary;
  }
  for (std::size_t k = 0; k < segments; ++k) {
    study.effects.push_back(study.effects[0]);
    study.effects.back().segment = SegmentValue{"team", std::to_string(k)};
  }
  return study;
}

}  // namespace payoff::example
