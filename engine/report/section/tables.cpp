#include "report/section/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "base/wording.hpp"
#include "data/names.hpp"
#include "data/spoken.hpp"
#include "measure/diagnosis/test_names.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/document/words.hpp"
#include "report/plot/chart.hpp"
#include "report/plot/scale.hpp"
#include "report/section/drawn.hpp"

namespace payoff {
namespace {

std::string yes_no(bool value) {
  return value ? "yes" : "no";
}

std::string degrees_of_freedom(double df) {
  return std::isinf(df) ? "none: normal distribution" : number(df);
}

using Rows = std::vector<std::vector<std::string>>;

void add_metric_facts(const Effect& e, Rows& rows) {
  const Metric& m = e.metric;
  rows.push_back({"Kind of metric", std::string(name(m.kind)) +
                                        (m.better == Better::lower ? ", lower is better" : ", higher is better")});
  rows.push_back({"Unit", level_unit(m)});
  rows.push_back({"Scale", m.scale == Scale::level ? "level"
                           : m.scale == Scale::log ? "logarithm: effects are ratios"
                                                   : "level, effects are ratios (Poisson)"});
  rows.push_back({"Declared before looking", yes_no(m.declared_in_advance)});
  rows.push_back({"Self-reported", yes_no(m.self_reported)});
  rows.push_back({"Measures activity, not results", yes_no(m.activity)});
}

void add_estimate_facts(const Effect& e, Rows& rows) {
  rows.push_back({"Method", e.method});
  rows.push_back({"Estimand", e.estimand});
  rows.push_back({"Compared with", e.against});
  rows.push_back({"Confidence level", level_text(e.level)});
  if (!e.inference.empty()) rows.push_back({label_of_inference(e), e.inference});
  if (!e.adjusted_for.empty()) rows.push_back({"Adjustment", capitalised(adjustment_phrase(e))});
  rows.push_back(
      {"Without the tool",
       shown_or_why(e.baseline, metric_level(e, e.baseline) + (is_in_points(e) ? "" : " " + level_unit(e.metric)),
                    words::not_by_method)});
  rows.push_back({"Effect", with_interval(e, e.absolute)});
  rows.push_back({"Standard error", number(spoken(e, e.absolute).se)});
  rows.push_back({"Degrees of freedom", degrees_of_freedom(e.absolute.df)});
  rows.push_back({"p of no effect", p_value(e.absolute.p)});
  rows.push_back({"Effect in percent", percent_with_interval(e.relative)});
  rows.push_back({"Standard error in percentage points", number(100 * e.relative.se)});
}

void add_data_facts(const Effect& e, Rows& rows) {
  const auto count = [](auto n) { return number(static_cast<double>(n)); };
  const std::string weeks = number(e.weeks_before) + " and " + number(e.weeks_after);
  const std::string absent = percent(e.missing_share_treated) + " and " + percent(e.missing_share_comparison);
  const double either_absent = e.missing_share_treated + e.missing_share_comparison;
  rows.push_back({"Units treated", count(e.units_treated)});
  rows.push_back({"Units for comparison", count(e.units_comparison)});
  rows.push_back({"Observations", count(e.observations)});
  rows.push_back({"Clusters (treated)", count(e.clusters) + " (" + count(e.clusters_treated) + ")"});
  rows.push_back({"Periods before and after", count(e.periods_before) + " and " + count(e.periods_after)});
  rows.push_back({"Weeks before and after", shown_or_why(e.weeks_before + e.weeks_after, weeks, words::no_calendar)});
  rows.push_back({"Missing, treated and comparison", shown_or_why(either_absent, absent, words::no_panel)});
  rows.push_back(
      {"Treated who used the tool", shown_or_why(e.uptake_treated, percent(e.uptake_treated), words::no_uptake)});
  rows.push_back({"Volume per unit and week",
                  shown_or_why(e.volume_per_unit_week, number(e.volume_per_unit_week), words::no_volume)});
  rows.push_back(
      {"p of no trend before adoption", shown_or_why(e.pre_trend_p, p_value(e.pre_trend_p), words::no_pre_test)});
}

ChartLine trend_line(const std::vector<TrendPoint>& points, bool treated) {
  ChartLine line{.label = treated ? "with tool" : "comparison", .style = treated ? "treated" : "comparison"};
  for (const TrendPoint& point : points) {
    if (point.treated != treated) continue;
    line.x.push_back(point.period);
    line.y.push_back(point.mean);
  }
  return line;
}

// When the tool came: one line, or one for each cohort with words at the first.
std::vector<ChartMark> rollout_marks(const CaseStudy& study) {
  std::vector<ChartMark> marks;
  const std::vector<Cohort> none;
  for (const Cohort& cohort : study.effects.empty() ? none : study.effects.front().cohorts) {
    marks.push_back({cohort.adopted_period - 0.5, marks.empty() ? "cohorts begin" : ""});
  }
  if (marks.empty() && study.rollout_period != never) marks.push_back({study.rollout_period - 0.5, "rollout"});
  return marks;
}

// "Handle minutes: 9.5 before and 8.2 minutes after the rollout with the tool, 9.4 and 9.3 minutes without it"
std::string trend_takeaway(const CaseStudy& study, const Metric& metric) {
  const std::string name = capitalised(spoken(metric));
  for (const Effect& effect : study.effects) {
    if (effect.metric.name != metric.name || effect.segment) continue;
    const ArmLevel &with = effect.facts.level_treated, &without = effect.facts.level_comparison;
    if (!std::isfinite(with.before) || !std::isfinite(with.after)) break;
    const bool both = std::isfinite(without.before) && std::isfinite(without.after);
    std::vector<double> levels{with.before, with.after};
    if (both) levels.insert(levels.end(), {without.before, without.after});
    const std::vector<std::string> said = level_phrases(effect, levels);
    if (!both) return fmt::format(fmt::runtime(words::trend_title_alone), name, said[0], said[1]);
    return fmt::format(fmt::runtime(words::trend_title), name, said[0], said[1], said[2], said[3]);
  }
  return name + " over time";
}

struct TrendRow {
  std::string treated = "not observed", treated_units = "0", comparison = "not observed", comparison_units = "0";
};

Table trend_table(const CaseStudy& study, const std::vector<TrendPoint>& points) {
  ValueRange range;
  for (const TrendPoint& point : points) range.include(point.mean);
  const int decimals = decimals_for_interval(range.low, range.high) + 1;  // one rule for the whole column
  std::map<int, TrendRow> rows;
  for (const TrendPoint& point : points) {
    TrendRow& row = rows[point.period];
    (point.treated ? row.treated : row.comparison) = number(point.mean, decimals);
    (point.treated ? row.treated_units : row.comparison_units) = number(static_cast<double>(point.units));
  }
  Table table{
      "Mean by period and group",
      {{"Period"}, {"Treated", true}, {"Treated units", true}, {"Comparison", true}, {"Comparison units", true}},
      {}};
  for (const auto& [period, row] : rows) {
    table.rows.push_back(
        {study.calendar.label(period), row.treated, row.treated_units, row.comparison, row.comparison_units});
  }
  return table;
}

}  // namespace

std::string level_unit(const Metric& metric) {
  if (metric.per.empty()) return metric.unit;
  return metric.unit + (metric.unit.empty() ? "per " : " per ") + spoken_per(metric);
}

std::string name_of(const Effect& effect) {
  return spoken(effect.metric) + (effect.segment ? ", " + effect.segment->text() : "");
}

const Effect& effect_on(const CaseStudy& study, const std::string& metric) {
  return *std::ranges::find(study.effects, metric, [](const Effect& effect) { return effect.metric.name; });
}

std::string level_text(double level) {
  return percent(level);
}

std::string count_in_words(std::size_t n) {
  constexpr const char* names[] = {"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
  return n < std::size(names) ? names[n] : number(static_cast<double>(n));
}

std::string why_missing(const Estimate& e) {
  return "not available: " + (e.reason.empty() ? std::string(words::not_by_method) : e.reason);
}

std::string metric_level(const Effect& effect, double level) {
  return number(spoken(effect, level)) + (is_in_points(effect) && std::isfinite(level) ? "%" : "");
}

std::string with_interval(const Effect& effect, const Estimate& absolute) {
  const Estimate e = spoken(effect, absolute);
  if (!std::isfinite(e.estimate)) return why_missing(e);
  if (!std::isfinite(e.low) || !std::isfinite(e.high)) return point(e) + " (interval " + why_missing(e) + ")";
  return point(e) + " (" + interval(e.low, e.high) + ")";
}

std::string percent_with_interval(const Estimate& e) {
  if (!std::isfinite(e.estimate)) return why_missing(e);
  if (!std::isfinite(e.low) || !std::isfinite(e.high)) {
    return percent_point(e) + " (interval " + why_missing(e) + ")";
  }
  return percent_point(e) + " (" + percent_interval(e.low, e.high) + ")";
}

const char* label_of_inference(const Effect& effect) {
  return is_without_interval(effect) ? "Judged by" : "Interval made by";
}

Table diagnostics_table(const Effect& effect) {
  Table table{"Tests of the assumptions", {{"Test"}, {"Measured", true}, {"Threshold", true}, {"Meaning"}}, {}};
  for (const Diagnostic& d : effect.diagnostics) {
    table.rows.push_back(
        {said_test(d.name), number(d.value), std::isfinite(d.threshold) ? number(d.threshold) : "none", d.text});
  }
  return table;
}

Table facts_table(const Effect& effect) {
  Table table{capitalised(name_of(effect)) + " in full", {{"Fact"}, {"Value"}}, {}};
  add_metric_facts(effect, table.rows);
  add_estimate_facts(effect, table.rows);
  add_data_facts(effect, table.rows);
  return table;
}

Figure trend_figure(const CaseStudy& study, std::size_t i) {
  const std::vector<TrendPoint>& points = study.trends[i];
  Figure figure;
  figure.title = with_minus_signs(trend_takeaway(study, study.trend_metrics[i]));
  figure.caption = words::trend_note;
  if (!study.effects.empty() && !study.effects.front().cohorts.empty()) figure.caption += words::cohort_marks_note;
  figure.numbers = trend_table(study, points);
  LineChart chart{.id = fmt::format("trend{}", i), .title = figure.title};
  chart.description =
      "Mean by period, with the tool and for the comparison. The numbers are in the table that follows.";
  chart.y_title = level_unit(study.trend_metrics[i]);
  for (const bool treated : {true, false}) {
    ChartLine line = trend_line(points, treated);
    if (!line.x.empty()) chart.lines.push_back(line);
  }
  std::map<int, bool> periods;
  for (const TrendPoint& point : points) periods[point.period] = true;
  for (const auto& [period, seen] : periods)
    chart.x_labels.push_back({static_cast<double>(period), study.calendar.label(period)});
  chart.marks = rollout_marks(study);
  draw(chart, figure);
  return figure;
}

}  // namespace payoff
