// The path of the effect: each period's interval, the wider band that holds all of them at once.
#include <cmath>
#include <optional>

#include "base/messages.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/plot/chart.hpp"
#include "report/section/drawn.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

// The period that all others are measured against: 0 without uncertainty. A method may have none.
std::optional<int> reference_of(const Effect& effect) {
  std::optional<int> reference;
  for (const PathPoint& point : effect.path) {
    if (point.event_time < 0 && point.estimate == 0 && !(point.se > 0)) reference = point.event_time;
  }
  return reference;
}

bool has_intervals(const Effect& effect) {
  for (const PathPoint& point : effect.path) {
    if (point.low < point.high) return true;
  }
  return false;
}

bool has_uniform_band(const Effect& effect) {
  for (const PathPoint& point : effect.path) {
    if (std::isfinite(point.low_uniform) && std::isfinite(point.high_uniform)) return true;
  }
  return false;
}

std::string at_decimals_of(const PathPoint& point, const PathPoint& scale, const Effect& effect) {
  const std::string shown = number(point.estimate, decimals_for_estimate(scale.estimate, scale.low, scale.high));
  return with_unit(shown, effect.absolute.unit);
}

// "handle_minutes: −1.2 minutes per ticket in the first period with the tool, −2.9 in period 14; before it, at most 0.3"
std::string path_takeaway(const Effect& effect) {
  const PathPoint *first = nullptr, *last = nullptr, *lead = nullptr;
  for (const PathPoint& point : effect.path) {
    if (!std::isfinite(point.estimate)) continue;
    if (point.event_time >= 0 && !first) first = &point;
    if (point.event_time >= 0) last = &point;
    if (point.event_time < 0 && point.estimate != 0 && (!lead || std::abs(point.estimate) > std::abs(lead->estimate)))
      lead = &point;
  }
  const std::string metric = capitalised(name_of(effect));
  if (!first) return say(MessageId::fig_path_of_none, {{"Metric", metric}});
  std::string text = say(first->event_time == 0 ? MessageId::fig_path : MessageId::fig_path_from_later,
                         {{"Metric", metric},
                          {"size", at_decimals_of(*first, *first, effect)},
                          {"period", number(first->event_time + 1)}});
  const int decimals = decimals_for_estimate(first->estimate, first->low, first->high);
  if (last != first)
    text = say(MessageId::fig_path_last, {{"claim", text},
                                          {"size", number(last->estimate, decimals)},
                                          {"period", std::to_string(last->event_time + 1)}});
  if (lead)
    text = say(MessageId::fig_path_before, {{"claim", text}, {"size", number(std::abs(lead->estimate), decimals)}});
  return text;
}

void add_point(const PathPoint& point, bool is_reference, LineChart& chart) {
  chart.lines.front().x.push_back(point.event_time);
  chart.lines.front().y.push_back(point.estimate);
  // The reference is exactly 0, and its intervals with it.
  chart.band.low.push_back(is_reference ? point.estimate : point.low);
  chart.band.high.push_back(is_reference ? point.estimate : point.high);
  chart.wide_band.low.push_back(is_reference ? point.estimate : point.low_uniform);
  chart.wide_band.high.push_back(is_reference ? point.estimate : point.high_uniform);
  chart.x_labels.push_back({static_cast<double>(point.event_time), number(point.event_time)});
}

LineChart path_chart(const Effect& effect, const std::string& id, const std::string& title) {
  LineChart chart{.id = id, .title = title};
  chart.y_title = said_unit(effect.absolute.unit);
  chart.x_title = say(MessageId::axis_periods);
  chart.zero_line = true;
  chart.points = true;
  const std::optional<int> reference = reference_of(effect);
  if (reference) chart.hollow_at = *reference;
  chart.lines.push_back({.label = say(MessageId::line_effect), .style = "effect"});
  for (const PathPoint& point : effect.path) add_point(point, reference == point.event_time, chart);
  chart.band.x = chart.lines.front().x;
  if (has_uniform_band(effect)) {
    chart.wide_band.x = chart.band.x;
  } else {
    chart.wide_band = {};
  }
  chart.marks.push_back({-0.5, say(MessageId::mark_adoption)});
  chart.description =
      say(has_uniform_band(effect) ? MessageId::fig_path_description_of_band : MessageId::fig_path_description,
          {{"level", level_text(effect.level)}, {"periods", std::to_string(effect.path.size())}});
  return chart;
}

std::string caption_of(const Effect& effect) {
  const std::optional<int> reference = reference_of(effect);
  std::string caption = say(reference == -1 ? MessageId::fig_path_note : MessageId::fig_path_note_other_reference);
  if (reference && reference != -1) caption += " " + say(MessageId::fig_path_hollow, {{"period", number(*reference)}});
  if (!has_intervals(effect)) return caption + " " + say(MessageId::fig_path_no_interval);
  return caption + " " +
         say(has_uniform_band(effect) ? MessageId::fig_path_band : MessageId::fig_path_interval,
             {{"level", level_text(effect.level)}});
}

}  // namespace

Figure path_figure(const Effect& effect, const std::string& id) {
  Figure figure;
  figure.title = path_takeaway(effect);
  figure.caption = caption_of(effect);
  draw(path_chart(effect, id, figure.title), figure);
  const std::string unit = said_unit(effect.absolute.unit);
  figure.numbers = {say(MessageId::table_path) + (unit.empty() ? "" : ", " + unit),
                    {{say(MessageId::col_periods), true},
                     {say(MessageId::col_effect), true},
                     {say(MessageId::col_standard_error), true},
                     {say(MessageId::col_interval), true}},
                    {},
                    "effect_by_period_since_adoption"};
  const bool uniform = has_uniform_band(effect);
  if (uniform) figure.numbers.columns.push_back({say(MessageId::col_band), true});
  for (const PathPoint& p : effect.path) {
    const std::string estimate = std::isfinite(p.estimate)
                                     ? number(p.estimate, decimals_for_estimate(p.estimate, p.low, p.high))
                                     : say(MessageId::not_identified);
    figure.numbers.rows.push_back({number(p.event_time), estimate, number(p.se), interval(p.low, p.high)});
    if (uniform) figure.numbers.rows.back().push_back(interval(p.low_uniform, p.high_uniform));
  }
  return figure;
}

}  // namespace payoff
