// How far the trends of the groups may part before the conclusion does.
#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/plot/chart.hpp"
#include "report/section/drawn.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

bool is_relative(const TrendSensitivity& s) {
  return s.kind == SensitivityKind::relative_magnitude;
}

// At the breakdown an end is zero but for the last digits of a search.
TrendBound without_search_error(TrendBound point) {
  const double least = 1e-6 * (point.high - point.low);
  if (std::abs(point.low) <= least) point.low = 0;
  if (std::abs(point.high) <= least) point.high = 0;
  return point;
}

// Zero is not left out at any bound, or at bound 0 alone. There trends are exactly parallel for relative magnitudes,
// but for smoothness their difference may be any straight line.
MessageId takeaway_of_none(const TrendSensitivity& s) {
  const bool at_zero = !s.points.empty() && (s.points.front().low > 0 || s.points.front().high < 0);
  if (at_zero) {
    return is_relative(s) ? MessageId::fig_sign_if_parallel : MessageId::fig_sign_if_straight;
  }
  return is_relative(s) ? MessageId::fig_zero_if_parallel : MessageId::fig_zero_if_straight;
}

// What the numbers say in one line: the breakdown.
std::string sensitivity_takeaway(const TrendSensitivity& s, const Effect& effect) {
  if (std::isnan(s.breakdown)) return say(MessageId::fig_sign_not_known);
  if (std::isinf(s.breakdown)) return say(MessageId::fig_sign_always);
  if (s.breakdown <= 0) return say(takeaway_of_none(s));
  const std::string bound = breakdown_phrase(s.breakdown);
  if (is_relative(s)) return say(MessageId::fig_sign_until_wobbles, {{"times", bound}});
  const std::string unit = effect.absolute.unit.empty() ? "" : " " + effect.absolute.unit;
  return say(MessageId::fig_sign_until_bend, {{"bend", bound + unit}});
}

LineChart chart_of(const TrendSensitivity& s, const Effect& effect, const std::string& id, const std::string& title) {
  LineChart chart{.id = id, .title = title};
  chart.y_title = effect.absolute.unit;
  chart.x_title = say(is_relative(s) ? MessageId::axis_wobbles : MessageId::axis_bend);
  chart.zero_line = true;
  for (const TrendBound& point : s.points) {
    chart.intervals.x.push_back(point.bound);
    chart.intervals.low.push_back(point.low);
    chart.intervals.high.push_back(point.high);
    chart.x_labels.push_back({point.bound, number(point.bound)});
  }
  if (std::isfinite(s.breakdown) && s.breakdown > 0)
    chart.marks.push_back({s.breakdown, say(MessageId::mark_breakdown, {{"bound", breakdown_phrase(s.breakdown)}})});
  chart.description = say(MessageId::fig_sensitivity_description, {{"count", std::to_string(s.points.size())}});
  return chart;
}

Table numbers_of(const TrendSensitivity& s, const Effect& effect) {
  Table table{
      say(MessageId::table_sensitivity) + (effect.absolute.unit.empty() ? std::string() : ", " + effect.absolute.unit),
      {{say(is_relative(s) ? MessageId::col_wobbles : MessageId::col_bend), true},
       {say(MessageId::col_interval), true},
       {say(MessageId::col_without_zero)}},
      {},
      "interval_by_how_far_trends_may_part"};
  for (const TrendBound& exact : s.points) {
    const TrendBound point = without_search_error(exact);
    const bool known = std::isfinite(point.low) && std::isfinite(point.high);
    table.rows.push_back({number(point.bound), interval(point.low, point.high),
                          say(!known                              ? MessageId::not_known
                              : point.low > 0 || point.high < 0   ? MessageId::yes
                              : point.low == 0 || point.high == 0 ? MessageId::just
                                                                  : MessageId::no)});
  }
  return table;
}

}  // namespace

Block sensitivity_block(const Effect& effect, const TrendSensitivity& s, const std::string& id) {
  Figure figure{sensitivity_takeaway(s, effect), "", "", numbers_of(s, effect)};
  const MessageId note = is_relative(s) ? MessageId::fig_wobbles_note : MessageId::fig_bend_note;
  const MessageId target = s.target == SensitivityTarget::first_period ? MessageId::fig_sensitivity_of_first
                                                                       : MessageId::fig_sensitivity_of_average;
  figure.caption = with_minus_signs(s.text) + " " + say(note) + " " +
                   say(target, {{"level", level_text(effect.level)}}) + " " + say(MessageId::fig_sensitivity_source);
  draw(chart_of(s, effect, id, figure.title), figure);
  // Refused: only its reason is there.
  if (figure.svg.empty()) return {Paragraph{s.text.empty() ? figure.title + "." : with_minus_signs(s.text)}};
  return {figure};
}

}  // namespace payoff
