#include "study/export_tables.hpp"

#include "payoff/study.hpp"
#include "report/section/brief.hpp"
#include "report/writer/json.hpp"
#include "study/recorded.hpp"

namespace payoff {
namespace {

struct StudyRow {
  const std::string& study;
  const Recorded& root;
  const Results& results;
  const Quantity& npv;  // NaN where no figure in money is claimed
};

struct StudiesCell {
  EffectsColumn declared;
  Json (*cell)(const StudyRow&);
};

Json number_or_null(double value) {
  Json cell;
  put(cell, "value", value, "");
  return cell["value"];
}

const Effect& primary_of(const Results& results) {
  return *std::ranges::find_if(
      results.effects, [](const Effect& effect) { return effect.metric.role == Role::primary && !effect.segment; });
}

Json recommended(const StudyRow& row, const char* key) {
  return row.root.object("recommendation").text(key);
}

Json counted_rows(const StudyRow& row, const char* key) {
  return row.root.object("ledger").whole(key, 0, most_counted);
}

const StudiesCell studies_cells[] = {
    {{"study", "VARCHAR", "name of the run's folder"}, [](const StudyRow& r) { return Json(r.study); }},
    {{"title", "VARCHAR", "of the study"}, [](const StudyRow& r) { return Json(r.root.text("title")); }},
    {{"question", "VARCHAR", "what it asks"}, [](const StudyRow& r) { return Json(r.root.text("question")); }},
    {{"who", "VARCHAR", "whom it is about"}, [](const StudyRow& r) { return Json(r.results.who); }},
    {{"tool", "VARCHAR", "what was rolled out"}, [](const StudyRow& r) { return Json(r.results.tool); }},
    {{"headline", "VARCHAR", "the sentence that its evidence licenses"},
     [](const StudyRow& r) { return r.results.claims.empty() ? Json(nullptr) : Json(r.results.claims.front().claim); }},
    {{"grade", "VARCHAR", "of the evidence, A to E; U = cannot be scored"},
     [](const StudyRow& r) { return Json(std::string(1, r.results.verdict.grade)); }},
    {{"action", "VARCHAR", "expand, continue, change, stop, measure_on"},
     [](const StudyRow& r) { return recommended(r, "action"); }},
    {{"because", "VARCHAR", "why"}, [](const StudyRow& r) { return recommended(r, "because"); }},
    {{"metric", "VARCHAR", "name of the primary metric"},
     [](const StudyRow& r) { return Json(primary_of(r.results).metric.name); }},
    {{"currency", "VARCHAR", "of the money; null where nothing was valued"},
     [](const StudyRow& r) { return r.results.appraisal ? Json(r.results.appraisal->currency) : Json(nullptr); }},
    {{"horizon_months", "BIGINT", "how far the money looks ahead"},
     [](const StudyRow& r) { return r.results.appraisal ? Json(r.results.appraisal->horizon_months) : Json(nullptr); }},
    {{"npv_p10", "DOUBLE", "net present value, 10th percentile; null where no figure in money is claimed"},
     [](const StudyRow& r) { return number_or_null(r.npv.p10); }},
    {{"npv_p50", "DOUBLE", "its median; the same"}, [](const StudyRow& r) { return number_or_null(r.npv.p50); }},
    {{"npv_p90", "DOUBLE", "its 90th percentile; the same"},
     [](const StudyRow& r) { return number_or_null(r.npv.p90); }},
    {{"rows_read", "BIGINT", "rows of its data"}, [](const StudyRow& r) { return counted_rows(r, "rows_read"); }},
    {{"rows_used", "BIGINT", "of these, used"}, [](const StudyRow& r) { return counted_rows(r, "rows_used"); }},
    {{"payoff", "VARCHAR", "version that ran it"},
     [](const StudyRow& r) { return Json(r.root.object("provenance").text("payoff")); }},
};

// As the portfolio tells it: rounded, and only where the claims do.
Quantity claimed_npv(const Recorded& root, const Results& results) {
  CaseStudy told;
  told.appraisal = results.appraisal;
  told.verdict = results.verdict;
  told.claims = results.claims;
  if (!claims_figure_in_money(told)) return {};
  const Recorded npv = root.object("appraisal").object("npv"), error = npv.object("simulation_error");
  Quantity read;
  read.p10 = npv.number("p10"), read.p50 = npv.number("p50"), read.p90 = npv.number("p90");
  read.p10_error = error.number("p10"), read.p50_error = error.number("p50"), read.p90_error = error.number("p90");
  return read.rounded();
}

// What the rows hold and parse_results() does not look at.
void require_paths(const Recorded& root) {
  for (const Recorded& effect : root.list("effects"))
    for (const Recorded& point : effect.list("path")) {
      point.whole("event_time", -1e9, 1e9);
      for (const char* key : {"estimate", "se", "low", "high"}) point.number(key);
      if (point.has("period")) point.text("period");
    }
}

}  // namespace

std::vector<ExportTable> export_tables() {
  ExportTable studies{"payoff_studies", {}}, effects{"payoff_effects", effects_columns()};
  for (const StudiesCell& column : studies_cells) studies.columns.push_back(column.declared);
  effects.columns.insert(effects.columns.begin(), {"study", "VARCHAR", "as in payoff_studies"});
  return {studies, effects};
}

ExportedRun add_run(const std::string& text, const std::string& path, const std::string& study,
                    std::vector<ExportTable>& tables) {
  const Results results = parse_results(text, path);
  const Json json = parse_json(text, path);
  const Recorded root(json, {.file = path});
  require_paths(root);
  const Quantity npv = claimed_npv(root, results);
  Json row;
  for (const StudiesCell& column : studies_cells)
    row[std::string(column.declared.name)] = column.cell({study, root, results, npv});
  tables[0].json_lines += json_line(row);
  for (const Json& effect : effects_rows(json.at("effects"), std::string(1, results.verdict.grade))) {
    Json line{{"study", study}};
    line.update(effect);
    tables[1].json_lines += json_line(line);
  }
  ExportedRun run{study, {}};
  for (const char* column : told_apart_by) run.told_apart.push_back(row[column].get<std::string>());
  return run;
}

}  // namespace payoff
