// The path of the effect: each period's interval, the wider band that holds all of them at once.
#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "base/wording.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/document/words.hpp"
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
  return effect.absolute.unit.empty() ? shown : shown + " " + effect.absolute.unit;
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
  if (!first) return capitalised(name_of(effect)) + ": effect by period since adoption";
  std::string text = capitalised(name_of(effect)) + ": " + at_decimals_of(*first, *first, effect) + " in the ";
  text += first->event_time == 0 ? "first period with the tool" : "period " + number(first->event_time + 1);
  const int decimals = decimals_for_estimate(first->estimate, first->low, first->high);
  if (last != first) text += fmt::format(", {} in period {}", number(last->estimate, decimals), last->event_time + 1);
  if (lead) text += "; before it, at most " + number(std::abs(lead->estimate), decimals) + " either way";
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
  chart.y_title = effect.absolute.unit;
  chart.x_title = "periods since adoption";
  chart.zero_line = true;
  chart.points = true;
  const std::optional<int> reference = reference_of(effect);
  if (reference) chart.hollow_at = *reference;
  chart.lines.push_back({.label = "effect", .style = "effect"});
  for (const PathPoint& point : effect.path) add_point(point, reference == point.event_time, chart);
  chart.band.x = chart.lines.front().x;
  if (has_uniform_band(effect)) {
    chart.wide_band.x = chart.band.x;
  } else {
    chart.wide_band = {};
  }
  chart.marks.push_back({-0.5, "adoption"});
  chart.description = fmt::format(
      "Line with a {} interval over {} periods{}. The numbers are in the table that follows.", level_text(effect.level),
      effect.path.size(), has_uniform_band(effect) ? " and a wider band for the whole path" : "");
  return chart;
}

std::string caption_of(const Effect& effect) {
  const std::optional<int> reference = reference_of(effect);
  std::string caption(reference == -1 ? words::path_note : words::path_note_other_reference);
  if (reference && reference != -1)
    caption += fmt::format(" The hollow dot, period {}, is 0 by definition.", number(*reference));
  if (!has_intervals(effect)) return caption + " There are too few groups or people for an interval of each period.";
  caption += " Shaded: " + level_text(effect.level) + " interval of each period";
  if (has_uniform_band(effect)) caption += "; lighter: the band that holds the whole path at once at that level";
  return caption + ".";
}

}  // namespace

Figure path_figure(const Effect& effect, const std::string& id) {
  Figure figure;
  figure.title = path_takeaway(effect);
  figure.caption = caption_of(effect);
  draw(path_chart(effect, id, figure.title), figure);
  figure.numbers = {"Effect by period since adoption, " + effect.absolute.unit,
                    {{"Periods since adoption", true}, {"Effect", true}, {"Standard error", true}, {"Interval", true}},
                    {}};
  const bool uniform = has_uniform_band(effect);
  if (uniform) figure.numbers.columns.push_back({"Band of the whole path", true});
  for (const PathPoint& p : effect.path) {
    const std::string estimate = std::isfinite(p.estimate)
                                     ? number(p.estimate, decimals_for_estimate(p.estimate, p.low, p.high))
                                     : "not identified";
    figure.numbers.rows.push_back({number(p.event_time), estimate, number(p.se), interval(p.low, p.high)});
    if (uniform) figure.numbers.rows.back().push_back(interval(p.low_uniform, p.high_uniform));
  }
  return figure;
}

}  // namespace payoff
