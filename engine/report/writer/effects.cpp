// effects.csv and the rows behind effects.parquet: tidy, one for each effect over the whole follow-up and one for each
// period of it, of the metrics and of the segments. A column is one line here.
#include <fmt/format.h>

#include <cmath>

#include "base/messages.hpp"
#include "data/names.hpp"
#include "data/spoken.hpp"
#include "report/document/text.hpp"
#include "report/writer/json.hpp"

namespace payoff {
namespace {

struct Row {
  const CaseStudy& study;
  const Effect& effect;
  const PathPoint* point = nullptr;  // none: the whole follow-up
};

struct EffectsCell {
  EffectsColumn declared;
  Json (*cell)(const Row&);
};

// At the digits of results.json; null where there is none.
Json number_of(double value) {
  Json cell;
  put(cell, "value", value, "");
  return cell["value"];
}

Json count_of(std::size_t n) {
  return n == hidden_count ? Json(nullptr) : Json(n);
}

// A number of the point, or of the whole follow-up.
Json either(const Row& row, double PathPoint::* of_point, double Estimate::* of_effect) {
  return number_of(row.point ? row.point->*of_point : row.effect.absolute.*of_effect);
}

Json whole_only(const Row& row, double value) {
  return row.point ? Json(nullptr) : number_of(value);
}

const EffectsCell columns[] = {
    {{"metric", "VARCHAR", "name of the metric"}, [](const Row& r) { return Json(r.effect.metric.name); }},
    {{"label", "VARCHAR", "the metric as it is called"}, [](const Row& r) { return Json(spoken(r.effect.metric)); }},
    {{"role", "VARCHAR", "primary, guardrail, secondary"},
     [](const Row& r) { return Json(name(r.effect.metric.role)); }},
    {{"kind", "VARCHAR", "time, revenue, cost, count, score, rate"},
     [](const Row& r) { return Json(name(r.effect.metric.kind)); }},
    {{"better", "VARCHAR", "higher, lower"}, [](const Row& r) { return Json(name(r.effect.metric.better)); }},
    {{"segment", "VARCHAR", "name of the segment; null = everyone"},
     [](const Row& r) { return r.effect.segment ? Json(r.effect.segment->segment) : Json(nullptr); }},
    {{"segment_label", "VARCHAR", "its value"},
     [](const Row& r) { return r.effect.segment ? Json(r.effect.segment->label) : Json(nullptr); }},
    {{"method", "VARCHAR", "see payoff methods"}, [](const Row& r) { return Json(r.effect.method); }},
    {{"event_time", "BIGINT", "periods since each began, 0 is the first with the tool; null = the whole follow-up"},
     [](const Row& r) { return r.point ? Json(r.point->event_time) : Json(nullptr); }},
    {{"period", "VARCHAR", "that period, where all began at one date"},
     [](const Row& r) { return r.point ? period_of(*r.point, r.effect, r.study) : Json(nullptr); }},
    {{"estimate", "DOUBLE", "the effect, in unit"},
     [](const Row& r) { return either(r, &PathPoint::estimate, &Estimate::estimate); }},
    {{"se", "DOUBLE", "its standard error"}, [](const Row& r) { return either(r, &PathPoint::se, &Estimate::se); }},
    {{"low", "DOUBLE", "lower end of its interval"},
     [](const Row& r) { return either(r, &PathPoint::low, &Estimate::low); }},
    {{"high", "DOUBLE", "upper end"}, [](const Row& r) { return either(r, &PathPoint::high, &Estimate::high); }},
    {{"p", "DOUBLE", "two-sided, of no effect; whole follow-up only, as all that follow"},
     [](const Row& r) { return whole_only(r, r.effect.absolute.p); }},
    {{"unit", "VARCHAR", "of estimate"}, [](const Row& r) { return Json(r.effect.absolute.unit); }},
    {{"level", "DOUBLE", "of the intervals"}, [](const Row& r) { return number_of(r.effect.level); }},
    {{"share", "DOUBLE", "the effect as a share of the level without the tool"},
     [](const Row& r) { return whole_only(r, r.effect.relative.estimate); }},
    {{"share_low", "DOUBLE", "lower end of its interval"},
     [](const Row& r) { return whole_only(r, r.effect.relative.low); }},
    {{"share_high", "DOUBLE", "upper end"}, [](const Row& r) { return whole_only(r, r.effect.relative.high); }},
    {{"share_p", "DOUBLE", "two-sided, of no effect"}, [](const Row& r) { return whole_only(r, r.effect.relative.p); }},
    {{"baseline", "DOUBLE", "level without the tool, estimated"},
     [](const Row& r) { return whole_only(r, r.effect.baseline); }},
    {{"units_treated", "BIGINT", "with the tool; null where too few to be shown"},
     [](const Row& r) { return count_of(r.effect.units_treated); }},
    {{"units_comparison", "BIGINT", "without"}, [](const Row& r) { return count_of(r.effect.units_comparison); }},
    {{"grade", "VARCHAR", "of the evidence of the study, A to E"},
     [](const Row& r) { return Json(std::string(1, r.study.verdict.grade)); }},
    {{"usable", "BOOLEAN", "false: the estimate is not to be trusted"},
     [](const Row& r) { return Json(r.effect.usable); }},
    {{"message", "VARCHAR", "why not, or why there is no interval"},
     [](const Row& r) { return Json(r.effect.usable ? r.effect.absolute.reason : r.effect.message); }},
};

template <typename Visit>
void for_each_row(const CaseStudy& study, Visit visit) {
  for (const Effect& effect : study.effects) {
    visit(Row{study, effect});
    for (const PathPoint& point : effect.path) visit(Row{study, effect, &point});
  }
}

std::string csv_cell(const Json& cell) {
  if (cell.is_null()) return "";
  return cell.is_string() ? csv_field(cell.get<std::string>()) : cell.dump();
}

}  // namespace

std::vector<EffectsColumn> effects_columns() {
  std::vector<EffectsColumn> all;
  for (const EffectsCell& column : columns) all.push_back(column.declared);
  return all;
}

std::string effects_csv(const CaseStudy& study) {
  std::string csv;
  for (const EffectsCell& column : columns) csv += (csv.empty() ? "" : ",") + std::string(column.declared.name);
  csv += "\r\n";
  for_each_row(study, [&](const Row& row) {
    bool first = true;
    for (const EffectsCell& column : columns) {
      if (!first) csv += ',';
      csv += csv_cell(column.cell(row));
      first = false;
    }
    csv += "\r\n";
  });
  return csv;
}

std::string effects_json_lines(const CaseStudy& study) {
  std::string lines;
  for_each_row(study, [&](const Row& row) {
    Json line;
    for (const EffectsCell& column : columns) line[std::string(column.declared.name)] = column.cell(row);
    lines += line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  });
  return lines;
}

}  // namespace payoff
