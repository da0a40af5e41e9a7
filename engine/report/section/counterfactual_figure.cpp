// The treated as they were observed, and the same less the effect: on a scale of ratios divided by it.
#include "report/section/counterfactual_figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "measure/diagnosis/trend_words.hpp"
#include "monetize/level_effect.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/document/words.hpp"
#include "report/plot/chart.hpp"
#include "report/section/drawn.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

// A level in the numbers that people read: of a rate in percent.
struct Without {
  double value = missing, low = missing, high = missing;
};

// What a level with the tool would have been without it, if it changed by x, on the scale of the effect.
double less(const Effect& effect, double level, double x) {
  return spoken(effect, is_multiplicative(effect.metric) ? level * std::exp(-x) : level - x);
}

Without without_tool(const Effect& effect, double level, const PathPoint& change) {
  return {less(effect, level, change.estimate), less(effect, level, change.high), less(effect, level, change.low)};
}

PathPoint average_of(const Effect& effect) {
  const Estimate& e = effect.absolute;
  return {0, e.estimate, e.se, e.low, e.high};
}

// The mean level of those with the tool while they had it.
double level_with(const Effect& effect) {
  const double x = effect.absolute.estimate;
  return is_multiplicative(effect.metric) ? effect.baseline * std::exp(x) : effect.baseline + x;
}

bool has_interval(const Without& w) {
  return std::isfinite(w.low) && std::isfinite(w.high);
}

std::string unit_shown(const Effect& effect) {
  const std::string unit = level_unit(effect.metric);
  if (!is_in_points(effect)) return unit;
  return effect.metric.per.empty() ? "%" : "% per " + spoken_per(effect.metric);
}

std::string level_in_words(const Effect& effect, double shown, int decimals) {
  return number(shown, decimals) + (is_in_points(effect) ? "%" : "");
}

std::string tool_of(const CaseStudy& study) {
  return study.tool.empty() ? "the tool" : study.tool;
}

bool is_own_past(const Effect& effect) {
  return compares_of(effect) == Compares::own_past;
}

// "Handle minutes: 11.9 minutes per ticket with the assistant, an estimated 14.2 without it (95% CI 13.6 to 14.9)"
std::string takeaway(const CaseStudy& study, const Effect& effect) {
  const double with = spoken(effect, level_with(effect));
  const Without without = without_tool(effect, level_with(effect), average_of(effect));
  const int decimals =
      has_interval(without) ? decimals_for_interval(without.low, without.high) : decimals_for({with, without.value});
  const std::string unit =
      is_in_points(effect) || level_unit(effect.metric).empty() ? "" : " " + level_unit(effect.metric);
  const std::string observed = level_in_words(effect, with, decimals) + unit;
  const std::string otherwise = level_in_words(effect, without.value, decimals);
  const std::string ends = has_interval(without)
                               ? fmt::format("{} {}", interval_name(effect), interval(without.low, without.high))
                               : std::string(words::no_interval_here);
  const std::string begin = has_interval(without) && !excludes_zero(effect)
                                ? "No detectable change in " + name_of(effect)
                                : capitalised(name_of(effect));
  return fmt::format(fmt::runtime(is_own_past(effect) ? words::counterfactual_past : words::counterfactual_title),
                     begin, observed, tool_of(study), otherwise, ends);
}

struct Point {
  double x = 0;
  std::string label;
  double with = missing;
  std::optional<PathPoint> change;  // none = before the tool
};

std::optional<PathPoint> at_event(const Effect& effect, int event_time) {
  const auto at = std::ranges::find(effect.path, event_time, &PathPoint::event_time);
  if (at == effect.path.end() || !std::isfinite(at->estimate)) return std::nullopt;
  return *at;
}

// A path is measured from one period, which may have been an odd one; the answer from all periods before. How far the mean
// of the path lies from the answer; nothing where the path does not know most of the periods with the tool.
std::optional<double> path_above_answer(const Effect& effect, const std::vector<TrendPoint>& trend, int rollout) {
  double sum = 0, units = 0, periods = 0, known = 0;
  for (const TrendPoint& point : trend) {
    if (!point.treated || point.period < rollout) continue;
    ++periods;
    const std::optional<PathPoint> at = at_event(effect, point.period - rollout);
    if (!at || !std::isfinite(point.mean)) continue;
    ++known;
    sum += at->estimate * static_cast<double>(point.units);
    units += static_cast<double>(point.units);
  }
  if (2 * known < periods || !(units > 0)) return std::nullopt;
  return sum / units - effect.absolute.estimate;
}

// One date: each period less its own effect, the path set so that its mean is the answer, whose interval it has. Where there
// is no path, and of people and their own past, less the answer.
std::vector<Point> points_by_period(const CaseStudy& study, const Effect& effect) {
  std::vector<Point> points;
  const auto metric = std::ranges::find(study.trend_metrics, effect.metric.name, &Metric::name);
  const auto i = static_cast<std::size_t>(metric - study.trend_metrics.begin());
  if (study.rollout_period == never || effect.segment || i >= study.trends.size()) return points;
  const std::optional<double> above =
      is_own_past(effect) ? std::nullopt : path_above_answer(effect, study.trends[i], study.rollout_period);
  for (const TrendPoint& trend : study.trends[i]) {
    if (!trend.treated) continue;
    points.push_back({static_cast<double>(trend.period), study.calendar.label(trend.period), trend.mean, {}});
    if (trend.period < study.rollout_period) continue;
    PathPoint change = average_of(effect);
    if (above) {
      const std::optional<PathPoint> at = at_event(effect, trend.period - study.rollout_period);
      const double estimate = at ? at->estimate - *above : missing, moved = estimate - change.estimate;
      change = {0, estimate, change.se, change.low + moved, change.high + moved};
    }
    points.back().change = change;
  }
  return points;
}

// Several dates: each time since adoption less its own effect.
std::vector<Point> points_since_adoption(const CaseStudy& study, const Effect& effect) {
  std::vector<Point> points;
  for (const EventMean& mean : study.event_means) {
    const std::optional<PathPoint> at = at_event(effect, mean.event_time);
    if (!at) continue;
    points.push_back({static_cast<double>(mean.event_time), number(mean.event_time), mean.mean, {}});
    if (mean.event_time >= 0) points.back().change = *at;
  }
  return points;
}

// Do the means of the picture meet the levels of its title? Where the estimate left out what the means hold, they do not.
bool meets_title(const CaseStudy& study, const Effect& effect) {
  double sum = 0, units = 0;
  for (const EventMean& mean : study.event_means) {
    if (mean.event_time < 0 || !at_event(effect, mean.event_time)) continue;
    sum += mean.mean * static_cast<double>(mean.units);
    units += static_cast<double>(mean.units);
  }
  const LevelEffect level = level_effect(effect);
  const double interval_length = std::isfinite(level.high - level.low) ? level.high - level.low : 0;
  const double tolerance = std::max(interval_length / 4, 0.01 * std::abs(effect.baseline));
  return units > 0 && std::abs(sum / units - level_with(effect)) <= tolerance;
}

LineChart line_of(const Effect& effect, const std::vector<Point>& points) {
  LineChart chart;
  ChartLine with{.label = "with tool", .style = "treated"}, without{.label = "without it", .style = "without"};
  const bool flat = is_own_past(effect);
  if (flat) without.label = "as before";
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Point& point = points[i];
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

Table numbers_of(const CaseStudy& study, const Effect& effect, const std::vector<Point>& points, bool by_event) {
  const std::string unit = unit_shown(effect).empty() ? "" : ", " + unit_shown(effect);
  Table table{"With the tool as observed, without it as estimated" + unit,
              {{by_event ? "Periods since each began" : "Period", by_event},
               {"With " + tool_of(study), true},
               {is_own_past(effect) ? "As before" : "Without it", true},
               {"Interval", true}},
              {}};
  const bool flat = is_own_past(effect);
  for (const Point& point : points) {
    const std::string with = number(spoken(effect, point.with));
    if (!point.change) {
      table.rows.push_back({point.label, "not yet: " + with, flat ? "" : with, ""});
      continue;
    }
    const Without level = without_tool(effect, flat ? level_with(effect) : point.with, *point.change);
    table.rows.push_back({point.label, with, number(level.value), interval(level.low, level.high)});
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

void draw_over_time(const CaseStudy& study, const Effect& effect, const std::vector<Point>& points, Figure& figure) {
  const bool by_event = !study.event_means.empty();
  LineChart chart = line_of(effect, points);
  chart.id = figure.id;
  chart.title = figure.title;
  chart.y_title = unit_shown(effect);
  chart.height = compact_height;
  if (by_event) keep_round_labels(chart);
  if (by_event) chart.x_title = fmt::format("{}s since each began", period_word(effect.period));
  chart.marks.push_back({by_event ? -0.5 : study.rollout_period - 0.5, by_event ? "began" : "rollout"});
  chart.description = fmt::format(words::counterfactual_lines_description, points.size());
  figure.caption = is_own_past(effect) ? words::counterfactual_past_note
                   : by_event          ? words::counterfactual_event_note
                                       : words::counterfactual_period_note;
  if (has_band(chart))
    figure.caption +=
        fmt::format(fmt::runtime(by_event ? words::counterfactual_bands_note : words::counterfactual_band_note),
                    level_text(effect.level));
  figure.numbers = numbers_of(study, effect, points, by_event);
  draw(chart, figure);
}

void draw_bars(const CaseStudy& study, const Effect& effect, Figure& figure) {
  const double with = spoken(effect, level_with(effect));
  const Without without = without_tool(effect, level_with(effect), average_of(effect));
  const int decimals =
      has_interval(without) ? decimals_for_interval(without.low, without.high) : decimals_for({with, without.value});
  const std::string ends = has_interval(without) ? " (" + interval(without.low, without.high) + ")" : "";
  const std::string otherwise = is_own_past(effect) ? "as before" : "without it, as estimated";
  BarChart chart{.id = figure.id, .title = figure.title, .axis = true};
  chart.description = words::counterfactual_bars_description;
  chart.groups.push_back({unit_shown(effect), {}});
  chart.groups[0].bars = {
      {"with " + tool_of(study), level_in_words(effect, with, decimals), 0, with, missing, missing, Tone::total},
      {otherwise, level_in_words(effect, without.value, decimals) + ends, 0, without.value, without.low, without.high,
       Tone::loss}};
  figure.caption = words::counterfactual_bars_note;
  if (has_interval(without)) figure.caption += fmt::format(words::counterfactual_bar_note, level_text(effect.level));
  figure.numbers = {"Mean with and without the tool", {{"Level"}, {unit_shown(effect), true}, {"Interval", true}}, {}};
  figure.numbers.rows = {{capitalised("with " + tool_of(study)), level_in_words(effect, with, decimals), ""},
                         {capitalised(otherwise), level_in_words(effect, without.value, decimals),
                          has_interval(without) ? interval(without.low, without.high) : "none"}};
  draw(chart, figure);
}

}  // namespace

Figure counterfactual_figure(const CaseStudy& study, const std::string& id) {
  Figure figure{.id = id};
  if (study.effects.empty()) return figure;
  const Effect& effect = study.effects.front();
  if (!effect.usable || !std::isfinite(effect.baseline) || !std::isfinite(effect.absolute.estimate)) return figure;
  figure.title = takeaway(study, effect);
  const bool several_dates = !study.event_means.empty() || !effect.cohorts.empty();
  std::vector<Point> points;
  if (!several_dates) points = points_by_period(study, effect);
  if (several_dates && !effect.cohorts.empty() && meets_title(study, effect))
    points = points_since_adoption(study, effect);
  const auto with_change = std::ranges::count_if(points, [](const Point& p) { return p.change.has_value(); });
  if (with_change >= 2) draw_over_time(study, effect, points, figure);
  if (figure.svg.empty()) draw_bars(study, effect, figure);
  return figure;
}

}  // namespace payoff
