#include "report/section/counterfactual_figure.hpp"

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/words/headline.hpp"
#include "report/document/format.hpp"
#include "report/plot/chart.hpp"
#include "report/section/brief.hpp"
#include "report/section/counterfactual_points.hpp"
#include "report/section/drawn.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

std::string unit_shown(const Effect& effect) {
  if (!is_in_points(effect)) return said_unit(level_unit(effect.metric));
  return effect.metric.per.empty() ? "%" : say(MessageId::percent_per, {{"per", spoken_per(effect.metric)}});
}

std::string level_in_words(const Effect& effect, double shown, int decimals) {
  return number(shown, decimals) + (is_in_points(effect) ? "%" : "");
}

// What may be said of a change; where the headline says of none which way it went, no picture does.
std::string beginning(const CaseStudy& study, const Effect& effect, bool has_ends) {
  const std::vector<Field> metric{{"metric", name_of(effect)}};
  if (has_ends && !excludes_zero(effect)) return say(MessageId::fig_no_detectable_change, metric);
  return is_directional(study.verdict) ? capitalised(name_of(effect)) : say(MessageId::fig_no_claimed_change, metric);
}

// "95% CI 13.6 to 14.9"
std::string interval_in_words(const Effect& effect, const Without& without) {
  const Ends ends = format_ends(without.low, without.high);
  return say(MessageId::interval, {{"level", level_text(effect.level)},
                                   {"low", with_minus_signs(ends.low)},
                                   {"high", with_minus_signs(ends.high)}});
}

// The means with and without the tool, and what they are printed with.
struct Means {
  double with = missing;
  Without without;
  int decimals = 0;
};
Means means_of(const Effect& effect) {
  const double with = spoken(effect, level_with(effect));
  const Without without = without_tool(effect, level_with(effect), average_of(effect));
  return {
      with, without,
      has_interval(without) ? decimals_for_interval(without.low, without.high) : decimals_for({with, without.value})};
}

// 21.94 and 25.96 are 4.02 apart; printed as 21.9 and 26.0 they would be 4.1 beside an effect of 4.0.
std::string without_in_words(const Effect& effect, const Means& means) {
  const double step = std::pow(10.0, -means.decimals), change = means.without.value - means.with;
  const auto printed = [&](double value) { return step * std::round(value / step); };
  const bool adds_up = !is_multiplicative(effect.metric) && std::abs(change) > step;
  return level_in_words(effect, adds_up ? printed(means.with) + printed(change) : means.without.value, means.decimals);
}

// "Handle minutes: 11.9 minutes per ticket with the assistant, an estimated 14.2 without it (95% CI 13.6 to 14.9)"
std::string takeaway(const CaseStudy& study, const Effect& effect) {
  const Means means = means_of(effect);
  const auto& [with, without, decimals] = means;
  const std::string unit = is_in_points(effect) ? "" : level_unit(effect.metric);
  const std::string observed = with_unit(level_in_words(effect, with, decimals), unit);
  const std::string otherwise = without_in_words(effect, means);
  std::vector<Field> fields{{"claim", beginning(study, effect, has_interval(without))},
                            {"with", observed},
                            {"tool", name_of_tool(study)},
                            {"without", otherwise}};
  if (!is_own_past(effect)) {
    fields.push_back(
        {"interval", has_interval(without) ? interval_in_words(effect, without) : say(MessageId::fig_no_interval)});
    return say(MessageId::fig_counterfactual, fields);
  }
  // What was before is observed; what is not sure is the change.
  const Size change = signed_size_of(effect);
  fields.push_back({"change", change.amount});
  fields.push_back({"interval", change.interval});
  return with_minus_signs(say(MessageId::fig_counterfactual_past, fields));
}

LineChart line_of(const Effect& effect, const std::vector<LevelPoint>& points) {
  LineChart chart;
  ChartLine with{.label = say(MessageId::line_with_tool), .style = "treated"},
      without{.label = say(MessageId::line_without), .style = "without"};
  const bool flat = is_own_past(effect);
  if (flat) without.label = say(MessageId::as_before);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const LevelPoint& point = points[i];
    chart.x_labels.push_back({point.x, point.label});
    with.x.push_back(point.x);
    with.y.push_back(spoken(effect, point.with));
    const bool forks = !point.change && i + 1 < points.size() && points[i + 1].change;
    if (!point.change && !forks && !flat) continue;
    // Before the tool both are one; there is nothing to be unsure of.
    const Without level = !point.change ? Without{with.y.back(), with.y.back(), with.y.back()}
                                        : without_tool(effect, flat ? level_with(effect) : point.with, *point.change);
    without.x.push_back(point.x);
    without.y.push_back(flat ? spoken(effect, effect.baseline) : level.value);
    if (flat && !point.change) continue;
    const bool known = std::isfinite(level.value) && has_interval(level);
    chart.band.x.push_back(point.x);
    chart.band.low.push_back(known ? level.low : missing);
    chart.band.high.push_back(known ? level.high : missing);
  }
  chart.lines = {with, without};
  return chart;
}

Table numbers_of(const CaseStudy& study, const Effect& effect, const std::vector<LevelPoint>& points, bool by_event) {
  const std::string unit = unit_shown(effect).empty() ? "" : ", " + unit_shown(effect);
  Table table{say(MessageId::table_counterfactual) + unit,
              {{say(by_event ? MessageId::col_periods_since_each : MessageId::col_period), by_event},
               {say(MessageId::col_with_tool, {{"tool", name_of_tool(study)}}), true},
               {say(is_own_past(effect) ? MessageId::col_as_before : MessageId::col_without), true},
               {say(MessageId::col_interval), true}},
              {},
              "with_the_tool_as_observed"};
  const bool flat = is_own_past(effect);
  const int decimals = means_of(effect).decimals;
  for (const LevelPoint& point : points) {
    const std::string with = number(spoken(effect, point.with), decimals);
    if (!point.change) {
      table.rows.push_back({point.label, say(MessageId::not_yet, {{"value", with}}), flat ? "" : with, ""});
      continue;
    }
    const Without level = without_tool(effect, flat ? level_with(effect) : point.with, *point.change);
    table.rows.push_back({point.label, with, number(level.value, decimals), interval(level.low, level.high, decimals)});
  }
  return table;
}

bool has_band(const LineChart& chart) {
  return std::ranges::any_of(chart.band.high, [](double x) { return std::isfinite(x); });
}

// Round times, the first with the tool among them.
void keep_round_labels(LineChart& chart) {
  double every = 1;
  for (const double wider : {2.0, 5.0, 10.0, 20.0, 50.0, 100.0}) {
    if (chart.x_labels.back().x - chart.x_labels.front().x > 12 * every) every = wider;
  }
  std::erase_if(chart.x_labels, [&](const AxisLabel& label) { return std::fmod(label.x, every) != 0; });
}

// "weeks since each began"
MessageId since_each_began(PeriodKind period) {
  switch (period) {
    case PeriodKind::day:
      return MessageId::axis_days_since_each;
    case PeriodKind::week:
      return MessageId::axis_weeks_since_each;
    case PeriodKind::sprint:
      return MessageId::axis_sprints_since_each;
    case PeriodKind::month:
      return MessageId::axis_months_since_each;
    case PeriodKind::quarter:
      return MessageId::axis_quarters_since_each;
    case PeriodKind::year:
      return MessageId::axis_years_since_each;
    default:
      return MessageId::axis_periods_since_each;
  }
}

void draw_over_time(const CaseStudy& study, const Effect& effect, const std::vector<LevelPoint>& points,
                    Figure& figure) {
  const bool by_event = has_several_dates(study);
  LineChart chart = line_of(effect, points);
  chart.id = figure.id;
  chart.title = figure.title;
  chart.y_title = unit_shown(effect);
  chart.height = compact_height;
  if (by_event) keep_round_labels(chart);
  if (by_event) chart.x_title = say(since_each_began(effect.period));
  chart.marks.push_back(
      {by_event ? -0.5 : study.rollout_period - 0.5, say(by_event ? MessageId::mark_began : MessageId::mark_rollout)});
  chart.description = say(MessageId::fig_counterfactual_lines, {{"periods", std::to_string(points.size())}});
  figure.caption = say(is_own_past(effect) ? MessageId::fig_counterfactual_past_note
                       : by_event          ? MessageId::fig_counterfactual_event_note
                                           : MessageId::fig_counterfactual_period_note);
  if (has_band(chart))
    figure.caption += " " + say(by_event ? MessageId::fig_counterfactual_bands : MessageId::fig_counterfactual_band,
                                {{"level", level_text(effect.level)}});
  figure.numbers = numbers_of(study, effect, points, by_event);
  draw(chart, figure);
}

void draw_bars(const CaseStudy& study, const Effect& effect, Figure& figure) {
  const Means means = means_of(effect);
  const auto& [with, without, decimals] = means;
  const std::string level = without_in_words(effect, means);
  const bool past = is_own_past(effect);
  const std::vector<Field> tool{{"tool", name_of_tool(study)}};
  BarChart chart{.id = figure.id, .title = figure.title, .axis = true};
  chart.description = say(MessageId::fig_counterfactual_bars);
  chart.groups.push_back({unit_shown(effect), {}});
  chart.groups[0].bars = {
      {say(MessageId::with_tool, tool), level_in_words(effect, with, decimals), 0, with, missing, missing, Tone::total},
      {say(past ? MessageId::as_before : MessageId::without_estimated),
       has_interval(without) ? with_aside(level, interval(without.low, without.high)) : level, 0, without.value,
       without.low, without.high, Tone::loss}};
  figure.caption = say(MessageId::fig_counterfactual_bars_note);
  if (has_interval(without))
    figure.caption += " " + say(MessageId::fig_counterfactual_bar, {{"level", level_text(effect.level)}});
  figure.numbers = {say(MessageId::table_with_and_without),
                    {{say(MessageId::col_level)}, {unit_shown(effect), true}, {say(MessageId::col_interval), true}},
                    {},
                    "mean_with_and_without_the_tool"};
  figure.numbers.rows = {{say(MessageId::col_with_tool, tool), level_in_words(effect, with, decimals), ""},
                         {say(past ? MessageId::col_as_before : MessageId::col_without_estimated),
                          level_in_words(effect, without.value, decimals),
                          has_interval(without) ? interval(without.low, without.high) : say(MessageId::none)}};
  draw(chart, figure);
}

}  // namespace

Figure counterfactual_figure(const CaseStudy& study, const std::string& id) {
  Figure figure{.id = id};
  if (study.effects.empty()) return figure;
  const Effect& effect = study.effects.front();
  if (!effect.usable || !std::isfinite(effect.baseline) || !std::isfinite(effect.absolute.estimate)) return figure;
  figure.title = takeaway(study, effect);
  const std::vector<LevelPoint> points = counterfactual_points(study);
  const auto with_change = std::ranges::count_if(points, [](const LevelPoint& p) { return p.change.has_value(); });
  if (with_change >= 2) draw_over_time(study, effect, points, figure);
  if (figure.svg.empty()) draw_bars(study, effect, figure);
  return figure;
}

}  // namespace payoff
