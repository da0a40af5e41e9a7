// Estimates with their intervals, one below the other on one scale: the ways to answer one question, the cohorts.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <sstream>

#include "report/document/format.hpp"
#include "report/document/text.hpp"
#include "report/plot/chart.hpp"
#include "report/plot/scale.hpp"

namespace payoff {
namespace {

constexpr double room = 20;  // half a tick label hangs over each end of the scale
constexpr double line_height = 20, mark_height = 18, gap = 10;
constexpr std::size_t longest_note = 66;  // characters: a line of large type on a phone
constexpr std::size_t most_note_lines = 3;

ValueRange range_of(const ForestChart& chart) {
  ValueRange range;
  range.include(0);
  for (const ForestRow& row : chart.rows) {
    for (const double value : {row.estimate, row.low, row.high}) range.include(value);
  }
  return range;
}

// The note in lines that fit; the last ends with an ellipsis where there is more.
std::vector<std::string> wrapped(const std::string& note) {
  std::vector<std::string> lines;
  std::istringstream words(note);
  for (std::string word; words >> word;) {
    const bool fits = !lines.empty() && length_in_characters(lines.back()) + length_in_characters(word) < longest_note;
    if (fits) {
      lines.back() += " " + word;
      continue;
    }
    if (lines.size() == most_note_lines) {
      lines.back() += " …";
      break;
    }
    lines.push_back(shorten(word, longest_note));
  }
  return lines;
}

std::string interval_mark(const ForestRow& row, const ChartScale& scale, double y, bool first) {
  const char* style = row.misleads ? "forest misleads" : "forest";
  std::string svg;
  if (std::isfinite(row.low) && std::isfinite(row.high)) {
    const double low = scale.pixel(row.low), high = scale.pixel(row.high);
    svg += svg_line(low, y, high, y, style);
    for (const double end : {low, high}) svg += svg_line(end, y - 4, end, y + 4, style);
  }
  return svg + fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" class=\"forest-dot{}\"/>\n",
                           coordinate(scale.pixel(row.estimate)), coordinate(y), first ? "6" : "4.5",
                           row.misleads ? " misleads" : "");
}

// The words above, then the mark; y moves below the row.
std::string one_row(const ForestRow& row, const ChartScale& scale, double& y, bool first) {
  y += line_height;
  const char* style = row.misleads ? "grey" : first ? "first-label" : "forest-label";
  std::string svg = svg_text(full_left, y - 5, style, shorten(row.label, 46));
  svg += svg_text(full_right, y - 5, std::string("end ") + style, shorten(row.value_text, 30));
  for (const std::string& line : wrapped(row.note)) {
    y += line_height;
    svg += svg_text(full_left, y - 5, row.misleads ? "note-text" : "grey", line);
  }
  const double middle = y + mark_height / 2;
  svg += svg_line(scale.pixel(0), y + 1, scale.pixel(0), y + mark_height - 1, "zero");
  svg += interval_mark(row, scale, middle, first);
  y += mark_height + gap;
  return svg;
}

// The interval of the answer behind the marks of every row.
std::string shade(const ForestRow& answer, const ChartScale& scale, double height) {
  if (!std::isfinite(answer.low) || !std::isfinite(answer.high)) return "";
  const double low = scale.pixel(answer.low);
  return fmt::format("<rect x=\"{}\" y=\"2.0\" width=\"{}\" height=\"{}\" class=\"answer\"/>\n", coordinate(low),
                     coordinate(scale.pixel(answer.high) - low), coordinate(height - 2));
}

std::string axis(const ForestChart& chart, const ChartScale& scale, double y) {
  std::string svg = svg_line(full_left, y, full_right, y, "axis");
  for (const double value : scale.ticks()) {
    const double x = scale.pixel(value);
    svg += svg_line(x, y, x, y + 4, "axis") + svg_text(x, y + 19, "middle", tick(value, scale.step));
  }
  return svg + svg_text((full_left + full_right) / 2, y + 41, "middle axis-title", shorten(chart.axis_title, 60));
}

bool is_drawn(const ForestRow& row) {
  return std::isfinite(row.estimate);
}

}  // namespace

bool has_anything(const ForestChart& chart) {
  return std::ranges::any_of(chart.rows, is_drawn);
}

std::string forest_chart(const ForestChart& chart) {
  if (!has_anything(chart)) return "";
  std::vector<ForestRow> rows;
  std::ranges::copy_if(chart.rows, std::back_inserter(rows), is_drawn);
  std::ranges::stable_sort(rows, {}, &ForestRow::misleads);
  const ChartScale scale = scale_for(range_of(chart), full_left + room, full_right - room, 6);
  std::string body;
  double y = 2, shaded = 2;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].misleads && (i == 0 || !rows[i - 1].misleads)) {
      y += line_height;
      body += svg_text(full_left, y - 5, "note-text", chart.misleads_heading);
    }
    body += one_row(rows[i], scale, y, chart.shade_first && i == 0);
    shaded = y;
  }
  const std::string background = chart.shade_first && !rows[0].misleads ? shade(rows[0], scale, shaded) : "";
  body += axis(chart, scale, y);
  return open_svg(chart.id, chart.title, chart.description, y + axis_height + 22) + background + body + "</svg>\n";
}

}  // namespace payoff
