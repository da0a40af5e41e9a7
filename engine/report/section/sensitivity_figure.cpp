// How far the trends of the groups may part before the conclusion does.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/wording.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/document/words.hpp"
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
std::string takeaway_of_none(const TrendSensitivity& s) {
  const bool at_zero = !s.points.empty() && (s.points.front().low > 0 || s.points.front().high < 0);
  if (at_zero) {
    return is_relative(s) ? "The sign holds only while trends are exactly parallel"
                          : "The sign holds only while the difference in trends is exactly a straight line";
  }
  return is_relative(s) ? "Measured from the last period before the rollout alone, even parallel trends leave zero in "
                          "the interval"
                        : "Once the difference in trends may be a straight line, the interval holds zero";
}

// What the numbers say in one line: the breakdown.
std::string sensitivity_takeaway(const TrendSensitivity& s, const Effect& effect) {
  if (std::isnan(s.breakdown)) return "How far trends may part before the conclusion fails is not known";
  if (std::isinf(s.breakdown)) return "The interval leaves out zero at every bound that was tried";
  if (s.breakdown <= 0) return takeaway_of_none(s);
  const std::string bound = breakdown_phrase(s.breakdown);
  if (is_relative(s))
    return fmt::format("The sign holds until trends part by {} times the largest wobble before the rollout", bound);
  const std::string unit = effect.absolute.unit.empty() ? "" : " " + effect.absolute.unit;
  return fmt::format("The sign holds until a trend bends by {}{} from one period to the next", bound, unit);
}

LineChart chart_of(const TrendSensitivity& s, const Effect& effect, const std::string& id, const std::string& title) {
  LineChart chart{.id = id, .title = title};
  chart.y_title = effect.absolute.unit;
  chart.x_title = is_relative(s) ? "multiple of the largest wobble before the rollout"
                                 : "bend of a trend from one period to the next";
  chart.zero_line = true;
  for (const TrendBound& point : s.points) {
    chart.intervals.x.push_back(point.bound);
    chart.intervals.low.push_back(point.low);
    chart.intervals.high.push_back(point.high);
    chart.x_labels.push_back({point.bound, number(point.bound)});
  }
  if (std::isfinite(s.breakdown) && s.breakdown > 0)
    chart.marks.push_back({s.breakdown, "breakdown " + breakdown_phrase(s.breakdown)});
  chart.description = fmt::format(
      "One interval for each of {} bounds; dashed where it holds zero. The numbers are in the table that follows.",
      s.points.size());
  return chart;
}

Table numbers_of(const TrendSensitivity& s, const Effect& effect) {
  Table table{"Interval by how far trends may part" +
                  (effect.absolute.unit.empty() ? std::string() : ", " + effect.absolute.unit),
              {{is_relative(s) ? "Times the largest wobble before" : "Bend per period", true},
               {"Interval", true},
               {"Leaves out zero"}},
              {}};
  for (const TrendBound& exact : s.points) {
    const TrendBound point = without_search_error(exact);
    const bool known = std::isfinite(point.low) && std::isfinite(point.high);
    table.rows.push_back({number(point.bound), interval(point.low, point.high),
                          !known                              ? "not known"
                          : point.low > 0 || point.high < 0   ? "yes"
                          : point.low == 0 || point.high == 0 ? "just"
                                                              : "no"});
  }
  return table;
}

}  // namespace

Block sensitivity_block(const Effect& effect, const TrendSensitivity& s, const std::string& id) {
  Figure figure{sensitivity_takeaway(s, effect), "", "", numbers_of(s, effect)};
  figure.caption = fmt::format("{} {} Interval for {}, {}; dashed where it holds zero. {}", with_minus_signs(s.text),
                               is_relative(s) ? words::relative_magnitude_note : words::smoothness_note, name(s.target),
                               level_text(effect.level), words::sensitivity_source);
  draw(chart_of(s, effect, id, figure.title), figure);
  // Refused: only its reason is there.
  if (figure.svg.empty()) return {Paragraph{s.text.empty() ? figure.title + "." : with_minus_signs(s.text)}};
  return {figure};
}

}  // namespace payoff
