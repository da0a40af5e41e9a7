#include "report/section/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "base/messages.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "data/names.hpp"
#include "data/spoken.hpp"
#include "measure/diagnosis/test_names.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/plot/chart.hpp"
#include "report/plot/scale.hpp"
#include "report/section/drawn.hpp"

namespace payoff {
namespace {

std::string yes_no(bool value) {
  return say(value ? MessageId::yes : MessageId::no);
}

MessageId kind_of(MetricKind kind) {
  constexpr MessageId kinds[] = {MessageId::kind_time,  MessageId::kind_revenue, MessageId::kind_cost,
                                 MessageId::kind_count, MessageId::kind_score,   MessageId::kind_rate};
  return kinds[static_cast<std::size_t>(std::ranges::find(metric_kinds, kind) - std::begin(metric_kinds))];
}

MessageId scale_of(Scale scale) {
  if (scale == Scale::level) return MessageId::scale_level;
  return scale == Scale::log ? MessageId::scale_log : MessageId::scale_poisson;
}

std::string reason_of(const Estimate& e) {
  return e.reason.empty() ? say(MessageId::why_not_by_method) : e.reason;
}

// What has no interval says why.
std::string without_ends(const std::string& amount, const Estimate& e) {
  return say(MessageId::not_available_interval, {{"amount", amount}, {"why", reason_of(e)}});
}

std::string both(const std::string& one, const std::string& other) {
  return say(MessageId::two_names, {{"one", one}, {"other", other}});
}

// "Fact" and "Value", row by row.
class FactRows {
 public:
  explicit FactRows(Table& table) : table_(table) {}
  void add(MessageId fact, const std::string& value) { table_.rows.push_back({say(fact), value}); }
  void add_or_why(MessageId fact, double known, const std::string& value, MessageId why) {
    add(fact, shown_or_why(known, value, say(why)));
  }

 private:
  Table& table_;
};

void add_metric_facts(const Effect& e, FactRows& rows) {
  const Metric& m = e.metric;
  const MessageId better = m.better == Better::lower ? MessageId::kind_lower : MessageId::kind_higher;
  rows.add(MessageId::fact_kind, say(better, {{"kind", say(kind_of(m.kind))}}));
  rows.add(MessageId::col_unit, said_unit(level_unit(m)));
  rows.add(MessageId::fact_scale, say(scale_of(m.scale)));
  rows.add(MessageId::fact_declared, yes_no(m.declared_in_advance));
  rows.add(MessageId::fact_self_reported, yes_no(m.self_reported));
  rows.add(MessageId::fact_activity, yes_no(m.activity));
}

void add_estimate_facts(const Effect& e, FactRows& rows) {
  rows.add(MessageId::method, said_method(e));
  rows.add(MessageId::fact_estimand, e.estimand);
  rows.add(MessageId::fact_against, e.against);
  rows.add(MessageId::fact_level, level_text(e.level));
  if (!e.inference.empty()) rows.add(label_of_inference(e), e.inference);
  if (!e.adjusted_for.empty())
    rows.add(MessageId::fact_adjustment, with_minus_signs(capitalised(adjustment_phrase(e))));
  rows.add_or_why(MessageId::col_without_tool, e.baseline,
                  with_unit(metric_level(e, e.baseline), is_in_points(e) ? "" : level_unit(e.metric)),
                  MessageId::why_not_by_method);
  rows.add(MessageId::col_effect, with_interval(e, e.absolute));
  rows.add(MessageId::col_standard_error, number(spoken(e, e.absolute).se));
  rows.add(MessageId::fact_df, degrees_of_freedom(e.absolute.df));
  rows.add(MessageId::fact_p, p_value(e.absolute.p));
  rows.add(MessageId::fact_effect_in_percent, percent_with_interval(e.relative));
  rows.add(MessageId::fact_se_in_points, number(100 * e.relative.se));
}

void add_data_facts(const Effect& e, FactRows& rows) {
  const auto count = [](auto n) { return number(static_cast<double>(n)); };
  const std::string weeks = both(number(e.weeks_before), number(e.weeks_after));
  const std::string absent = both(percent(e.missing_share_treated), percent(e.missing_share_comparison));
  const double either_absent = e.missing_share_treated + e.missing_share_comparison;
  rows.add(MessageId::fact_units_treated, count(e.units_treated));
  rows.add(MessageId::fact_units_comparison, count(e.units_comparison));
  rows.add(MessageId::fact_observations, count(e.observations));
  rows.add(MessageId::fact_clusters, with_aside(count(e.clusters), count(e.clusters_treated)));
  rows.add(MessageId::fact_periods, both(count(e.periods_before), count(e.periods_after)));
  rows.add_or_why(MessageId::fact_weeks, e.weeks_before + e.weeks_after, weeks, MessageId::why_no_calendar);
  rows.add_or_why(MessageId::fact_missing, either_absent, absent, MessageId::why_no_panel);
  rows.add_or_why(MessageId::fact_uptake, e.uptake_treated, percent(e.uptake_treated), MessageId::why_no_uptake);
  rows.add_or_why(MessageId::fact_volume, e.volume_per_unit_week, number(e.volume_per_unit_week),
                  MessageId::why_no_volume);
  rows.add_or_why(MessageId::fact_pre_trend, e.pre_trend_p, p_value(e.pre_trend_p), MessageId::why_no_pre_test);
}

ChartLine trend_line(const std::vector<TrendPoint>& points, bool treated) {
  ChartLine line{.label = say(treated ? MessageId::line_with_tool : MessageId::trend_comparison),
                 .style = treated ? "treated" : "comparison"};
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
    marks.push_back({cohort.adopted_period - 0.5, marks.empty() ? say(MessageId::mark_cohorts) : ""});
  }
  if (marks.empty() && study.rollout_period != never)
    marks.push_back({study.rollout_period - 0.5, say(MessageId::mark_rollout)});
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
    std::vector<Field> fields{{"Metric", name}, {"before", said[0]}, {"after", said[1]}};
    if (!both) return say(MessageId::trend_title_alone, fields);
    fields.insert(fields.end(), {{"others_before", said[2]}, {"others_after", said[3]}});
    return say(MessageId::trend_title, fields);
  }
  return say(MessageId::trend_over_time, {{"Metric", name}});
}

struct TrendRow {
  std::string treated = say(MessageId::not_observed), treated_units = "0";
  std::string comparison = say(MessageId::not_observed), comparison_units = "0";
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
  Table table{say(MessageId::table_trend),
              {{say(MessageId::col_period)},
               {say(MessageId::col_treated), true},
               {say(MessageId::col_treated_units), true},
               {say(MessageId::col_comparison), true},
               {say(MessageId::col_comparison_units), true}},
              {},
              "mean_by_period_and_group"};
  for (const auto& [period, row] : rows) {
    table.rows.push_back(
        {spoken(study.calendar, period), row.treated, row.treated_units, row.comparison, row.comparison_units});
  }
  return table;
}

}  // namespace

std::string degrees_of_freedom(double df) {
  return std::isinf(df) ? say(MessageId::df_none) : number(df);
}

std::string level_unit(const Metric& metric) {
  if (metric.per.empty()) return metric.unit;
  return metric.unit + (metric.unit.empty() ? "per " : " per ") + spoken_per(metric);
}

std::string name_of(const Effect& effect) {
  return spoken(effect.metric) + (effect.segment ? of_people(effect.segment->segment, effect.segment->label) : "");
}

const Effect& effect_on(const CaseStudy& study, const std::string& metric) {
  return *std::ranges::find(study.effects, metric, [](const Effect& effect) { return effect.metric.name; });
}

std::string level_text(double level) {
  return percent(level);
}

std::string count_in_words(std::size_t n) {
  std::string_view names = language_here().text(MessageId::small_numbers);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t end = names.find(", ");
    if (end == std::string_view::npos) return number(static_cast<double>(n));
    names.remove_prefix(end + 2);
  }
  return std::string(names.substr(0, names.find(", ")));
}

std::string why_missing(const Estimate& e) {
  return say(MessageId::not_available_why, {{"why", reason_of(e)}});
}

std::string metric_level(const Effect& effect, double level) {
  return number(spoken(effect, level)) + (is_in_points(effect) && std::isfinite(level) ? "%" : "");
}

std::string with_interval(const Effect& effect, const Estimate& absolute) {
  const Estimate e = spoken(effect, absolute);
  if (!std::isfinite(e.estimate)) return why_missing(e);
  if (!std::isfinite(e.low) || !std::isfinite(e.high)) return without_ends(point(e), e);
  return with_aside(point(e), interval(e.low, e.high));
}

std::string percent_with_interval(const Estimate& e) {
  if (!std::isfinite(e.estimate)) return why_missing(e);
  if (!std::isfinite(e.low) || !std::isfinite(e.high)) return without_ends(percent_point(e), e);
  return with_aside(percent_point(e), percent_interval(e.low, e.high));
}

MessageId label_of_inference(const Effect& effect) {
  return is_without_interval(effect) ? MessageId::judged_by : MessageId::interval_made_by;
}

Table diagnostics_table(const Effect& effect) {
  Table table{say(MessageId::table_diagnostics),
              {{say(MessageId::col_test)},
               {say(MessageId::col_measured), true},
               {say(MessageId::col_threshold), true},
               {say(MessageId::col_meaning)}},
              {},
              "tests_of_the_assumptions"};
  for (const Diagnostic& d : effect.diagnostics) {
    const std::string threshold = std::isfinite(d.threshold) ? number(d.threshold) : say(MessageId::none);
    table.rows.push_back({said_test(d.name), number(d.value), threshold, with_minus_signs(d.text)});
  }
  return table;
}

std::string title_in_full(const Effect& effect) {
  return say(MessageId::table_in_full, {{"Metric", capitalised(name_of(effect))}});
}

Table facts_table(const Effect& effect) {
  Table table{title_in_full(effect), {{say(MessageId::col_fact)}, {say(MessageId::col_value)}}, {}};
  FactRows rows(table);
  add_metric_facts(effect, rows);
  add_estimate_facts(effect, rows);
  add_data_facts(effect, rows);
  return table;
}

Figure trend_figure(const CaseStudy& study, std::size_t i) {
  const std::vector<TrendPoint>& points = study.trends[i];
  Figure figure;
  figure.title = with_minus_signs(trend_takeaway(study, study.trend_metrics[i]));
  figure.caption = say(MessageId::trend_note);
  if (!study.effects.empty() && !study.effects.front().cohorts.empty())
    figure.caption += " " + say(MessageId::trend_note_cohorts);
  figure.numbers = trend_table(study, points);
  LineChart chart{.id = fmt::format("trend{}", i), .title = figure.title};
  chart.description = say(MessageId::trend_description);
  chart.y_title = said_unit(level_unit(study.trend_metrics[i]));
  for (const bool treated : {true, false}) {
    ChartLine line = trend_line(points, treated);
    if (!line.x.empty()) chart.lines.push_back(line);
  }
  std::map<int, bool> periods;
  for (const TrendPoint& point : points) periods[point.period] = true;
  for (const auto& [period, seen] : periods)
    chart.x_labels.push_back({static_cast<double>(period), spoken(study.calendar, period)});
  chart.marks = rollout_marks(study);
  draw(chart, figure);
  return figure;
}

}  // namespace payoff
