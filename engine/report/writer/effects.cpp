// effects.csv and the rows behind effects.parquet: tidy, one for each effect over the whole follow-up and one for each
// period of it, of the metrics and of the segments. A column is one line here.
#include "report/document/text.hpp"
#include "report/writer/json.hpp"

namespace payoff {
namespace {

// Both as in results.json, so that what is exported from there is what was written beside it.
struct EffectRow {
  const Json& effect;
  const std::string& grade;
  const Json* point = nullptr;  // none: the whole follow-up
};

struct EffectsCell {
  EffectsColumn declared;
  Json (*cell)(const EffectRow&);
};

// Of the point, or of the whole follow-up.
Json either(const EffectRow& row, const char* key) {
  return row.point ? row.point->at(key) : row.effect.at("absolute").at(key);
}

Json whole_only(const EffectRow& row, const Json& value) {
  return row.point ? Json(nullptr) : value;
}

Json relative_of(const EffectRow& row, const char* key) {
  return whole_only(row, row.effect.at("relative").at(key));
}

Json declared_of(const EffectRow& row, const char* key) {
  return row.effect.at("metric_declared").at(key);
}

Json segment_of(const EffectRow& row, const char* key) {
  const Json& segment = row.effect.at("segment");
  return segment.is_null() ? segment : segment.at(key);
}

// Why it is not usable, or why there is no interval.
Json message_of(const EffectRow& row) {
  return row.effect.at("usable").get<bool>() ? row.effect.at("absolute").at("reason") : row.effect.at("message");
}

const EffectsCell effects_cells[] = {
    {{"metric", "VARCHAR", "name of the metric"}, [](const EffectRow& r) { return declared_of(r, "name"); }},
    {{"label", "VARCHAR", "the metric as it is called"}, [](const EffectRow& r) { return declared_of(r, "label"); }},
    {{"role", "VARCHAR", "primary, guardrail, secondary"}, [](const EffectRow& r) { return declared_of(r, "role"); }},
    {{"kind", "VARCHAR", "time, revenue, cost, count, score, rate"},
     [](const EffectRow& r) { return declared_of(r, "kind"); }},
    {{"better", "VARCHAR", "higher, lower"}, [](const EffectRow& r) { return declared_of(r, "better"); }},
    {{"segment", "VARCHAR", "name of the segment; null = everyone"},
     [](const EffectRow& r) { return segment_of(r, "name"); }},
    {{"segment_label", "VARCHAR", "its value"}, [](const EffectRow& r) { return segment_of(r, "label"); }},
    {{"method", "VARCHAR", "see payoff methods"}, [](const EffectRow& r) { return r.effect.at("method"); }},
    {{"event_time", "BIGINT", "periods since each began, 0 is the first with the tool; null = the whole follow-up"},
     [](const EffectRow& r) { return r.point ? r.point->at("event_time") : Json(nullptr); }},
    {{"period", "VARCHAR", "that period, where all began at one date"},
     [](const EffectRow& r) { return r.point && r.point->contains("period") ? r.point->at("period") : Json(nullptr); }},
    {{"estimate", "DOUBLE", "the effect, in unit"}, [](const EffectRow& r) { return either(r, "estimate"); }},
    {{"se", "DOUBLE", "its standard error"}, [](const EffectRow& r) { return either(r, "se"); }},
    {{"low", "DOUBLE", "lower end of its interval"}, [](const EffectRow& r) { return either(r, "low"); }},
    {{"high", "DOUBLE", "upper end"}, [](const EffectRow& r) { return either(r, "high"); }},
    {{"p", "DOUBLE", "two-sided, of no effect; of the whole follow-up only, as share to baseline"},
     [](const EffectRow& r) { return whole_only(r, r.effect.at("absolute").at("p")); }},
    {{"unit", "VARCHAR", "of estimate"}, [](const EffectRow& r) { return r.effect.at("absolute").at("unit"); }},
    {{"level", "DOUBLE", "of the intervals"}, [](const EffectRow& r) { return r.effect.at("level"); }},
    {{"share", "DOUBLE", "the effect as a share of the level without the tool"},
     [](const EffectRow& r) { return relative_of(r, "estimate"); }},
    {{"share_low", "DOUBLE", "lower end of its interval"}, [](const EffectRow& r) { return relative_of(r, "low"); }},
    {{"share_high", "DOUBLE", "upper end"}, [](const EffectRow& r) { return relative_of(r, "high"); }},
    {{"share_p", "DOUBLE", "two-sided, of no effect"}, [](const EffectRow& r) { return relative_of(r, "p"); }},
    {{"baseline", "DOUBLE", "level without the tool, estimated"},
     [](const EffectRow& r) { return whole_only(r, r.effect.at("baseline")); }},
    {{"units_treated", "BIGINT", "with the tool; null where too few to be shown"},
     [](const EffectRow& r) { return r.effect.at("units_treated"); }},
    {{"units_comparison", "BIGINT", "without"}, [](const EffectRow& r) { return r.effect.at("units_comparison"); }},
    {{"grade", "VARCHAR", "of the evidence of the study, A to E"}, [](const EffectRow& r) { return Json(r.grade); }},
    {{"usable", "BOOLEAN", "false: the estimate is not to be trusted"},
     [](const EffectRow& r) { return r.effect.at("usable"); }},
    {{"message", "VARCHAR", "why not, or why there is no interval"}, message_of},
};

template <typename Visit>
void for_each_row(const Json& effect, const std::string& grade, Visit visit) {
  visit(EffectRow{effect, grade});
  for (const Json& point : effect.at("path")) visit(EffectRow{effect, grade, &point});
}

template <typename Visit>
void for_each_row(const CaseStudy& study, Visit visit) {
  const std::string grade(1, study.verdict.grade);
  for (const Effect& each : study.effects) {
    Json effect = outline_of(each, study);
    effect["metric_declared"] = json_of(each.metric);
    for_each_row(effect, grade, visit);
  }
}

Json line_of(const EffectRow& row) {
  Json line;
  for (const EffectsCell& column : effects_cells) line[std::string(column.declared.name)] = column.cell(row);
  return line;
}

std::string csv_cell(const Json& cell) {
  if (cell.is_null()) return "";
  return cell.is_string() ? csv_field(cell.get<std::string>()) : cell.dump();
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
  for_each_row(study, [&](const EffectRow& row) {
    bool first = true;
    for (const EffectsCell& column : effects_cells) {
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
  for_each_row(study, [&](const EffectRow& row) { lines += json_line(line_of(row)); });
  return lines;
}

std::vector<Json> effects_rows(const Json& effects, const std::string& grade) {
  std::vector<Json> rows;
  for (const Json& effect : effects)
    for_each_row(effect, grade, [&](const EffectRow& row) { rows.push_back(line_of(row)); });
  return rows;
}

std::string json_line(const Json& row) {
  return row.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace payoff
