#include "report/section/counterfactual_figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "measure/diagnosis/trend_words.hpp"
#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/words/headline.hpp"
#include "report/document/format.hpp"
#include "report/document/words.hpp"
#include "report/plot/chart.hpp"
#include "report/section/brief.hpp"
#include "report/section/counterfactual_points.hpp"
#include "report/section/drawn.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

std::string unit_shown(const Effect& effect) {
  std::string unit = level_unit(effect.metric);
  if (!is_in_points(effect)) return unit;
  return effect.metric.per.empty() ? "%" : "% per " + spoken_per(effect.metric);
}

std::string level_in_words(const Effect& effect, double shown, int decimals) {
  return number(shown, decimals) + (is_in_points(effect) ? "%" : "");
}

// What may be said of a change; where the headline says of none which way it went, no picture does.
std::string beginning(const CaseStudy& study, const Effect& effect, bool has_ends) {
  if (has_ends && !excludes_zero(effect)) return words::no_detectable_change + name_of(effect);
  return is_directional(study.verdict) ? capitalised(name_of(effect)) : words::no_claimed_change + name_of(effect);
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
  const std::string begin = beginning(study, effect, has_interval(without));
  if (!is_own_past(effect))
    return fmt::format(fmt::runtime(words::counterfactual_title), begin, observed, name_of_tool(study), otherwise,
                       ends);
  // What was before is observed; what is not sure is the change.
  const Size change = signed_size_of(effect);
  return with_minus_signs(fmt::format(fmt::runtime(words::counterfactual_past), begin, observed, name_of_tool(study),
                                      otherwise, change.amount, change.interval));
}

LineChart line_of(const Effect& effect, const std::vector<LevelPoint>& points) {
  LineChart chart;
  ChartLine with{.label = "with tool", .style = "treated"}, without{.label = "without it", .style = "without"};
  const bool flat = is_own_past(effect);
  if (flat) without.label = "as before";
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
  Table table{"With the tool as observed, without it as estimated" + unit,
              {{by_event ? "Periods since each began" : "Period", by_event},
               {"With " + name_of_tool(study), true},
               {is_own_past(effect) ? "As before" : "Without it", true},
               {"Interval", true}},
              {}};
  const bool flat = is_own_past(effect);
  for (const LevelPoint& point : points) {
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

void draw_over_time(const CaseStudy& study, const Effect& effect, const std::vector<LevelPoint>& points,
                    Figure& figure) {
  const bool by_event = has_several_dates(study);
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
      {"with " + name_of_tool(study), level_in_words(effect, with, decimals), 0, with, missing, missing, Tone::total},
      {otherwise, level_in_words(effect, without.value, decimals) + ends, 0, without.value, without.low, without.high,
       Tone::loss}};
  figure.caption = words::counterfactual_bars_note;
  if (has_interval(without)) figure.caption += fmt::format(words::counterfactual_bar_note, level_text(effect.level));
  figure.numbers = {"Mean with and without the tool", {{"Level"}, {unit_shown(effect), true}, {"Interval", true}}, {}};
  figure.numbers.rows = {{capitalised("with " + name_of_tool(study)), level_in_words(effect, with, decimals), ""},
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
  const std::vector<LevelPoint> points = counterfactual_points(study);
  const auto with_change = std::ranges::count_if(points, [](const LevelPoint& p) { return p.change.has_value(); });
  if (with_change >= 2) draw_over_time(study, effect, points, figure);
  if (figure.svg.empty()) draw_bars(study, effect, figure);
  return figure;
}

}  // namespace payoff
