// Every combination of what a headline can be about.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <utility>

#include "qualify/example.hpp"

namespace payoff::example {

using WordList = std::vector<std::string_view>;

inline bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

enum class Shows { effect, narrow_null, wide_null };
enum class Goes { on, fading, round, late };
enum class Guard { none, held, worse };

// What a claim of grades A to C must say that it rests on; "" = on nothing but the draw.
struct Design {
  const char* method;
  bool randomized;
  char grade;  // of a clear effect
  const char* rests_on;
  void (*spoil)(Effect&);
};

inline const Design designs[] = {
    {"did", true, 'A', "", [](Effect&) {}},
    {"two_sample", true, 'A', "", [](Effect&) {}},
    {"did", true, 'B', ", in a trial with gaps: little is known of the time before",
     [](Effect& e) { e.weeks_before = 4; }},
    {"group_time", true, 'B', ", in a trial with gaps: when each began was not drawn by lot", [](Effect&) {}},
    {"did", true, 'C', ", in a trial with gaps: little is known of the time before; the metric was chosen afterwards",
     [](Effect& e) { e.weeks_before = 4, e.metric.declared_in_advance = false; }},
    {"did", false, 'C', ", if nothing else happened to those who got it at that time", [](Effect&) {}},
    {"group_time", false, 'C', ", if nothing else happened to those who got it when they did", [](Effect&) {}},
    {"did", false, 'D', "", [](Effect& e) { e.pre_trend_p = 0.009; }},
    {"two_sample", false, 'D', "", [](Effect& e) { e.adjusted_for.push_back({"tenure"}); }},
    {"two_sample", false, 'E', "", [](Effect&) {}},
    {"paired", false, 'E', "", [](Effect&) {}},
};

inline const Metric metrics[] = {
    {.name = "m", .kind = MetricKind::time, .unit = "minutes", .per = "tickets", .better = Better::lower},
    {.name = "m", .kind = MetricKind::time, .unit = "minutes", .better = Better::lower, .scale = Scale::log},
    {.name = "m", .kind = MetricKind::revenue, .unit = "USD", .better = Better::higher},
    {.name = "m", .kind = MetricKind::count, .unit = "errors", .better = Better::lower},
    {.name = "m", .kind = MetricKind::score, .unit = "points", .better = Better::higher},
};

struct Case {
  Design design;
  Metric metric;
  int sign = 1;
  Shows shows = Shows::effect;
  Goes goes = Goes::on;
  Guard guard = Guard::none;
  bool own_account = false, one_unit = false;
  double others = missing;  // what those without the tool changed by

  bool clear() const { return shows == Shows::effect; }
  bool gains() const { return (sign > 0) == (metric.better == Better::higher); }
  bool ends() const { return goes == Goes::fading || goes == Goes::round; }
  bool of_changes() const { return has("did group_time", design.method); }
  bool adds_up() const { return of_changes() && metric.scale == Scale::level && others == others; }
  bool own_levels() const {  // of those with the tool alone
    return clear() && grade() == 'E' && of_changes() && !adds_up() && (others + size()) * sign > 0;
  }
  bool levels() const { return own_levels() || (clear() && grade() == 'E' && (adds_up() || !of_changes())); }
  bool own_change() const { return clear() && grade() == 'D' && adds_up(); }
  double size() const { return sign * (clear() ? 6 : shows == Shows::wide_null ? 1 : 0.1); }
  double half_width() const { return clear() ? 2 : shows == Shows::wide_null ? 10 : 0.3; }

  char grade() const {
    char letter = design.grade;
    if (shows == Shows::wide_null) ++letter;
    if (one_unit) letter = std::max(letter, 'D');
    return own_account ? 'E' : std::min(letter, 'E');
  }
};

// `low` to `high` of a baseline of 30, on the scale of the metric.
inline Estimate within(const Metric& metric, double estimate, double low, double high) {
  const auto at = [&](double x) { return metric.scale == Scale::log ? std::log1p(x / 30) : x; };
  return {
      .estimate = at(estimate), .se = 1, .df = 23, .low = at(low), .high = at(high), .p = low * high > 0 ? 1e-6 : 0.5};
}

inline Course course_of_case(const Case& c) {
  constexpr double of_effect[][2] = {{1, 1}, {2, 0.2}, {2, -1}, {0.1, 2}};  // first, last third; by Goes
  const auto third = [&](double times) {
    const double mean = times * c.size(), half = std::abs(c.size()) / 2;
    return within(c.metric, mean, mean - half, mean + half);
  };
  const auto& [first, last] = of_effect[static_cast<int>(c.goes)];
  return {third(first), third(last), {.p = 0.001}};
}

inline Effect effect_of_case(const Case& c) {
  Effect effect = did_minutes();
  effect.method = c.design.method;
  effect.metric = c.metric;
  effect.metric.self_reported = c.own_account;
  const double low = c.size() - c.half_width(), high = c.size() + c.half_width();
  effect.absolute = within(c.metric, c.size(), low, high);
  effect.relative = {.estimate = c.size() / 30, .low = low / 30, .high = high / 30};
  effect.path.clear();
  effect.facts.level_treated = {40, 40 + c.others + c.size()};
  effect.facts.level_comparison = {38, 38 + c.others};
  effect.course = course_of_case(c);
  if (c.one_unit) effect.units_treated = effect.clusters_treated = 1;
  c.design.spoil(effect);
  return effect;
}

inline Appraisal appraisal_of_case(const Case& c) {
  const double worth = (c.goes == Goes::round ? -1 : 1) * (c.gains() ? 1e6 : -1e6);
  Appraisal appraisal{.currency = "USD", .metric = "m", .horizon_months = 36, .projected = true};
  appraisal.npv = {.mean = worth, .p10 = worth - 5e5, .p50 = worth, .p90 = worth + 5e5};
  appraisal.payback_months = {.mean = 7, .p10 = 5, .p50 = 7, .p90 = 9};
  appraisal.probability_npv_positive = appraisal.probability_pays_back = worth > 0 ? 0.98 : 0.02;
  appraisal.break_even_effect = 3;
  appraisal.from_last_third = c.ends();
  if (c.ends())
    appraisal.values = {
        {.ladder = {{.name = "", .low = c.goes == Goes::fading ? -1.0 : 1, .high = 2, .unit = "", .text = ""}}}};
  if (c.metric.kind != MetricKind::time) return appraisal;
  appraisal.hours_per_person_week = -c.size() * 5 / 6;  // 50 tickets a week
  appraisal.hours_per_person_week_low = -(c.size() + c.half_width()) * 5 / 6;
  appraisal.hours_per_person_week_high = -(c.size() - c.half_width()) * 5 / 6;
  return appraisal;
}

inline Evidence evidence_of_case(const Case& c, const Appraisal& appraisal) {
  Evidence evidence = evidence_of(effect_of_case(c), c.design.randomized);
  evidence.appraisal = &appraisal;
  if (c.guard == Guard::held) evidence.effects.push_back(guardrail(0.02, 0.1));
  if (c.guard == Guard::worse) evidence.effects.push_back(guardrail(-0.3, 0.2));
  return evidence;
}

// What is wrong with the form of a sentence, in whatever language; "" = nothing.
inline std::string flaw_of(const std::string& text) {
  for (const char* bad :
       {"{",     "}",       "  ",     " .", " ,", ",,",   "..",   " ;",   ";;",   ",;",   ";,",   ",.",
        ";.",    ":.",      "()",     "( ", " )", "nan ", "nan)", "nan,", "inf ", "inf)", "inf,", "not available",
        "up to", " 0.0 to", " to 0.0"})
    if (has(text, bad)) return bad;
  if (!text.ends_with('.')) return "no full stop";
  return std::ranges::count(text, '(') == std::ranges::count(text, ')') ? "" : "an open bracket";
}

// One Case after the other, with what is said of it.
template <class Check>
void walk(Check check) {
  for (int i = 0; i < 11 * 5 * 2 * 3 * 4 * 3 * 2 * 2; ++i) {
    int rest = i;
    const auto one_of = [&](int choices) { return std::exchange(rest, rest / choices) % choices; };
    Case c{designs[one_of(11)], metrics[one_of(5)]};
    c.sign = one_of(2) ? 1 : -1;
    c.shows = Shows(one_of(3));
    c.goes = Goes(one_of(4));
    c.guard = Guard(one_of(3));
    c.own_account = one_of(2), c.one_unit = one_of(2);
    c.others = std::vector{missing, 9.0, -9.0}[i % 3];
    const Appraisal appraisal = appraisal_of_case(c);
    const Evidence evidence = evidence_of_case(c, appraisal);
    const std::vector<Claim> said = claims(evidence, grade(evidence));
    CAPTURE(said.front().text());
    CHECK(grade(evidence).grade == c.grade());
    check(c, said);
  }
}

}  // namespace payoff::example
