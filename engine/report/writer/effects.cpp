// effects.csv and the rows behind effects.parquet: tidy, one for each effect over the whole follow-up and one for each
// period of it, of the metrics and of the segments. A column is one line here.
#include <array>
#include <iterator>

#include "report/document/text.hpp"
#include "report/writer/json.hpp"

namespace payoff {
namespace {

// Which rows of an effect a column tells of.
enum class Of { each, all_alike, whole, period };

// A column, and where it lies in the JSON of an effect: in one of its objects, or beside them.
struct EffectsCell {
  EffectsColumn declared;
  Of of;
  const char* object;
  const char* key;
};

constexpr EffectsCell effects_cells[] = {
    {{"metric", "VARCHAR", "name of the metric"}, Of::all_alike, "metric_declared", "name"},
    {{"label", "VARCHAR", "the metric as it is called"}, Of::all_alike, "metric_declared", "label"},
    {{"role", "VARCHAR", "primary, guardrail, secondary"}, Of::all_alike, "metric_declared", "role"},
    {{"kind", "VARCHAR", "time, revenue, cost, count, score, rate"}, Of::all_alike, "metric_declared", "kind"},
    {{"better", "VARCHAR", "higher, lower"}, Of::all_alike, "metric_declared", "better"},
    {{"segment", "VARCHAR", "name of the segment; null = everyone"}, Of::all_alike, "segment", "name"},
    {{"segment_label", "VARCHAR", "its value"}, Of::all_alike, "segment", "label"},
    {{"method", "VARCHAR", "see payoff methods"}, Of::all_alike, nullptr, "method"},
    {{"event_time", "BIGINT", "periods since each began, 0 is the first with the tool; null = the whole follow-up"},
     Of::period,
     nullptr,
     "event_time"},
    {{"period", "VARCHAR", "that period, where all began at one date"}, Of::period, nullptr, "period"},
    {{"estimate", "DOUBLE", "the effect, in unit"}, Of::each, "absolute", "estimate"},
    {{"se", "DOUBLE", "its standard error"}, Of::each, "absolute", "se"},
    {{"low", "DOUBLE", "lower end of its interval"}, Of::each, "absolute", "low"},
    {{"high", "DOUBLE", "upper end"}, Of::each, "absolute", "high"},
    {{"p", "DOUBLE", "two-sided, of no effect; of the whole follow-up only, as share to baseline"},
     Of::whole,
     "absolute",
     "p"},
    {{"unit", "VARCHAR", "of estimate"}, Of::all_alike, "absolute", "unit"},
    {{"level", "DOUBLE", "of the intervals"}, Of::all_alike, nullptr, "level"},
    {{"share", "DOUBLE", "the effect as a share of the level without the tool"}, Of::whole, "relative", "estimate"},
    {{"share_low", "DOUBLE", "lower end of its interval"}, Of::whole, "relative", "low"},
    {{"share_high", "DOUBLE", "upper end"}, Of::whole, "relative", "high"},
    {{"share_p", "DOUBLE", "two-sided, of no effect"}, Of::whole, "relative", "p"},
    {{"baseline", "DOUBLE", "level without the tool, estimated"}, Of::whole, nullptr, "baseline"},
    {{"units_treated", "BIGINT", "with the tool; null where too few to be shown"},
     Of::all_alike,
     nullptr,
     "units_treated"},
    {{"units_comparison", "BIGINT", "without"}, Of::all_alike, nullptr, "units_comparison"},
    {{"grade", "VARCHAR", "of the evidence of the study, A to E"}, Of::all_alike, nullptr, "grade"},
    {{"usable", "BOOLEAN", "false: the estimate is not to be trusted"}, Of::all_alike, nullptr, "usable"},
    {{"message", "VARCHAR", "why not, or why there is no interval"}, Of::all_alike, nullptr, "why"},
};

// An effect as in results.json, so that what is exported from there is what was written beside it, and with it its grade
// and why it is not usable, or why there is no interval.
Json told_of(Json effect, const std::string& grade) {
  const bool usable = effect.at("usable").get<bool>();
  Json why = usable ? effect.at("absolute").at("reason") : effect.at("message");
  effect["grade"] = grade;
  effect["why"] = std::move(why);
  return effect;
}

Json told_of(const Effect& effect, const CaseStudy& study) {
  Json outline = outline_of(effect, study);
  outline["metric_declared"] = json_of(effect.metric);
  return told_of(std::move(outline), std::string(1, study.verdict.grade));
}

// point: null of the whole follow-up.
const Json& cell_of(const EffectsCell& column, const Json& effect, const Json* point) {
  static const Json nothing;
  if (column.of == Of::each && point) return point->at(column.key);
  if (column.of == Of::period) return point && point->contains(column.key) ? point->at(column.key) : nothing;
  if (column.of == Of::whole && point) return nothing;
  const Json& object = column.object ? effect.at(column.object) : effect;
  return object.is_null() ? nothing : object.at(column.key);  // everyone is no segment
}

template <typename Visit>
void for_each_row(const Json& effect, Visit visit) {
  visit(nullptr);
  for (const Json& point : effect.at("path")) visit(&point);
}

template <typename Visit>
void for_each_line(const Json& effect, Visit visit) {
  for_each_row(effect, [&](const Json* point) {
    Json line;
    for (const EffectsCell& column : effects_cells)
      line[std::string(column.declared.name)] = cell_of(column, effect, point);
    visit(std::move(line));
  });
}

std::string csv_cell(const Json& cell) {
  if (cell.is_null()) return "";
  return cell.is_string() ? csv_field(cell.get_ref<const std::string&>()) : cell.dump();
}

// What is alike in all rows becomes text once.
std::string csv_rows(const Json& effect) {
  std::array<std::string, std::size(effects_cells)> cells;
  std::string csv;
  for_each_row(effect, [&](const Json* point) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!point || effects_cells[i].of != Of::all_alike) cells[i] = csv_cell(cell_of(effects_cells[i], effect, point));
      if (i > 0) csv += ',';
      csv += cells[i];
    }
    csv += "\r\n";
  });
  return csv;
}

}  // namespace

std::vector<EffectsColumn> effects_columns() {
  std::vector<EffectsColumn> all;
  for (const EffectsCell& column : effects_cells) all.push_back(column.declared);
  return all;
}

std::string effects_csv(const CaseStudy& study) {
  std::string csv;
  for (const EffectsCell& column : effects_cells) csv += (csv.empty() ? "" : ",") + std::string(column.declared.name);
  csv += "\r\n";
  for (const Effect& effect : study.effects) csv += csv_rows(told_of(effect, study));
  return csv;
}

std::string effects_json_lines(const CaseStudy& study) {
  std::string lines;
  for (const Effect& effect : study.effects)
    for_each_line(told_of(effect, study), [&](const Json& line) { lines += json_line(line); });
  return lines;
}

std::vector<Json> effects_rows(const Json& effects, const std::string& grade) {
  std::vector<Json> rows;
  for (const Json& effect : effects)
    for_each_line(told_of(effect, grade), [&](Json&& line) { rows.push_back(std::move(line)); });
  return rows;
}

std::string json_line(const Json& row) {
  return row.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace payoff
