// effects.csv and the rows behind effects.parquet: tidy, one for each effect over the whole follow-up and one for each
// period of it, of the metrics and of the segments. A column is one line here.
#include <array>
#include <iterator>

#include "report/document/text.hpp"
#include "report/writer/effect_text.hpp"
#include "report/writer/json.hpp"

namespace payoff {
namespace {

// Which rows of an effect a column tells of.
enum class Of { each, all_alike, whole, period, beside };

// A column, and where it lies in the JSON of an effect: in one of its objects, or with them.
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
    {{"grade", "VARCHAR", "of the evidence of the study, A to E"}, Of::beside, nullptr, "grade"},
    {{"usable", "BOOLEAN", "false: the estimate is not to be trusted"}, Of::all_alike, nullptr, "usable"},
    {{"message", "VARCHAR", "why not, or why there is no interval"}, Of::beside, nullptr, "message"},
};

std::string grade_of(const CaseStudy& study) {
  return std::string(1, study.verdict.grade);
}

// As far as its rows tell of it.
Json json_for_rows(const Effect& effect, const CaseStudy& study) {
  Json outline = outline_of(effect, study);
  outline["metric_declared"] = json_of(effect.metric);
  return outline;
}

// An effect as in results.json, so that what is exported from there is what was written beside it; and of its study.
struct ToldEffect {
  ToldEffect(const Json& told, const std::string& grade) : effect(told) {
    beside["grade"] = grade;
    beside["message"] = told.at("usable").get<bool>() ? told.at("absolute").at("reason") : told.at("message");
  }

  const Json& effect;
  Json beside;
};

// point: null of the whole follow-up.
const Json& cell_of(const EffectsCell& column, const ToldEffect& told, const Json* point) {
  static const Json nothing;
  if (column.of == Of::each && point) return point->at(column.key);
  if (column.of == Of::period) return point && point->contains(column.key) ? point->at(column.key) : nothing;
  if (column.of == Of::whole && point) return nothing;
  if (column.of == Of::beside) return told.beside.at(column.key);
  const Json& object = column.object ? told.effect.at(column.object) : told.effect;
  return object.is_null() ? nothing : object.at(column.key);  // everyone is no segment
}

template <typename Visit>
void for_each_row(const ToldEffect& told, Visit visit) {
  visit(nullptr);
  for (const Json& point : told.effect.at("path")) visit(&point);
}

template <typename Visit>
void for_each_line(const ToldEffect& told, Visit visit) {
  for_each_row(told, [&](const Json* point) {
    Json line;
    for (const EffectsCell& column : effects_cells)
      line[std::string(column.declared.name)] = cell_of(column, told, point);
    visit(std::move(line));
  });
}

std::string csv_cell(const Json& cell) {
  if (cell.is_null()) return "";
  return cell.is_string() ? csv_field(cell.get_ref<const std::string&>()) : cell.dump();
}

std::string csv_heading() {
  std::string csv;
  for (const EffectsCell& column : effects_cells) csv += (csv.empty() ? "" : ",") + std::string(column.declared.name);
  return csv + "\r\n";
}

// What is alike in all rows becomes text once.
std::string csv_rows(const ToldEffect& told) {
  std::array<std::string, std::size(effects_cells)> cells;
  std::string csv;
  for_each_row(told, [&](const Json* point) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const EffectsCell& column = effects_cells[i];
      const bool alike = column.of == Of::all_alike || column.of == Of::beside;
      if (!point || !alike) cells[i] = csv_cell(cell_of(column, told, point));
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

EffectText text_of(const Effect& effect, const CaseStudy& study) {
  Json json = json_of(effect, study);
  std::string csv = csv_rows({json, grade_of(study)});
  return {text_in_list(std::move(json)), std::move(csv)};
}

std::string effects_csv(std::span<const EffectText> effects) {
  std::string csv = csv_heading();
  std::size_t size = csv.size();
  for (const EffectText& effect : effects) size += effect.csv.size();
  csv.reserve(size);
  for (const EffectText& effect : effects) csv += effect.csv;
  return csv;
}

std::string effects_csv(const CaseStudy& study) {
  std::string csv = csv_heading();
  for (const Effect& effect : study.effects) {
    const Json json = json_for_rows(effect, study);
    csv += csv_rows({json, grade_of(study)});
  }
  return csv;
}

std::string effects_json_lines(const CaseStudy& study) {
  std::string lines;
  for (const Effect& effect : study.effects) {
    const Json json = json_for_rows(effect, study);
    for_each_line({json, grade_of(study)}, [&](const Json& line) { lines += json_line(line); });
  }
  return lines;
}

std::vector<Json> effects_rows(const Json& effects, const std::string& grade) {
  std::vector<Json> rows;
  for (const Json& effect : effects)
    for_each_line({effect, grade}, [&](Json&& line) { rows.push_back(std::move(line)); });
  return rows;
}

std::string json_line(const Json& row) {
  return row.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace payoff
