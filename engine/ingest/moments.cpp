#include "ingest/moments.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "ingest/answer.hpp"
#include "ingest/arm_paths.hpp"
#include "ingest/arm_periods.hpp"
#include "ingest/cells.hpp"
#include "ingest/coding.hpp"
#include "ingest/doubts.hpp"
#include "ingest/event_notes.hpp"
#include "ingest/labels.hpp"
#include "ingest/ledger.hpp"
#include "ingest/metric_words.hpp"
#include "ingest/most_changed.hpp"
#include "ingest/most_moving.hpp"
#include "ingest/nesting.hpp"
#include "ingest/past.hpp"
#include "ingest/required.hpp"
#include "ingest/sql/aggregate.hpp"
#include "ingest/strata.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr const char* kept_cells = "payoff_cells";

struct Sums {
  PanelQuery query;
  std::string cells;  // see PanelQuery::unit_periods()
  Strata strata;
  Ledger ledger;
  ArmPeriods periods;
  std::vector<std::string> sql;

  std::int64_t number(const std::string& column, bool treated) const { return strata.number(column, {0, "", treated}); }
};

// Rows of all units, whatever their labels, and with_reasons those of bad rows.
ResultTable rows_of_units(const ResultTable& sums, bool with_reasons) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < sums.rows; ++row)
    if (sums["stratum"].integers[row] == 0 && (with_reasons || !sums["reason"].valid[row])) rows.push_back(row);
  ResultTable kept = sums;
  keep_rows(kept, rows);
  return kept;
}

void add_column(ResultTable& table, const std::string& name, std::vector<std::string> texts) {
  table.rows = std::max(table.rows, texts.size());
  ResultColumn column{.name = name, .type = ColumnType::text, .texts = std::move(texts)};
  column.valid.assign(column.texts.size(), true);
  table.columns.push_back(std::move(column));
  for (ResultColumn& each : table.columns) {
    each.texts.resize(table.rows);
    each.valid.resize(table.rows, false);
  }
}

// Labels of units that sum up others, or stand for none: beside one that is neither, else all would be labels. And all
// labels of segments.
bool learn_from_strata(OpenSource& source, const Sums& sums, const CodesSeen& codes, QueryParts& parts,
                       std::vector<std::string>& notes) {
  std::vector<std::string> units;
  if (!parts.columns.unit.empty()) units = source.query(sums.query.suspect_units(source.lenient_relation()))["u"].texts;
  if (units.size() < sums.ledger.units) units.emplace_back("1");  // stands for all others
  ResultTable labels;
  add_column(labels, "u", std::move(units));
  for (std::size_t i = 0; i < parts.columns.segments.size(); ++i)
    add_column(labels, numbered('s', i) + "_lo", sums.strata.labels(i));
  return learn_from_labels(source, sums.query, labels, codes, parts, notes);
}

void doubt_arms(OpenSource& source, const QueryParts& parts, const ResultTable& arms) {
  for (std::size_t k = 0; k < parts.metrics.size(); ++k) {
    const auto any_broken = [&](const std::string& column) {
      const std::vector<std::int64_t>& broken = arms[column].integers;
      return std::ranges::any_of(broken, [](std::int64_t units) { return units > 0; });
    };
    doubt_whole_numbers(
        source, parts.metrics[k], [&] { return any_broken(fmt::format("broken{}", k)); },
        [&] { return is_ratio(parts.metrics[k]) && any_broken(fmt::format("broken_d{}", k)); });
  }
}

// As they are, or as a table where each question would group all rows of files anew. In a database nothing is written.
std::string kept(OpenSource& source, const char* name, const std::string& rows, std::vector<std::string>& sql) {
  if (source.files.empty() && !source.frame) return rows;
  sql.push_back(fmt::format("CREATE OR REPLACE TEMP TABLE {} AS SELECT * FROM {}", name, rows));
  source.query(sql.back());
  return name;
}

// Asks as if the data were clean, and again with what the answer shows that they are not.
Sums sums_of(OpenSource& source, QueryParts& parts) {
  std::vector<std::string> notes;
  for (;;) {
    PanelQuery query(source, parts);
    const bool each_a_unit = parts.columns.unit.empty();
    std::vector<std::string> sql;
    std::string cells = query.unit_periods(source.relation(), each_a_unit);
    ArmPeriods periods;
    if (query.dated()) {
      if (!each_a_unit) cells = kept(source, kept_cells, cells, sql);
      periods = arm_periods_of(source, cells, parts, each_a_unit);
      sql.insert(sql.end(), periods.sql.begin(), periods.sql.end());
    }
    const std::string units = query.units(cells, each_a_unit, periods.periods);
    sql.push_back(MomentsQuery(units, parts, source.dialect(), periods.has_past).sums(periods.tenths));
    ResultTable table = source.query(sql.back());
    Ledger ledger = judge_rows(source, query, rows_of_units(table, true));
    ResultTable arms = rows_of_units(table, false);
    const CodesSeen codes = take_codes_apart(arms);
    doubt_arms(source, parts, arms);
    const std::set<std::string> misjudged = misjudged_columns(source);
    for (const std::int64_t units : arms["units"].integers) ledger.units += static_cast<std::size_t>(units);
    Sums sums{std::move(query),  std::move(cells),   Strata(std::move(table)),
              std::move(ledger), std::move(periods), std::move(sql)};
    const bool news = learn_from_strata(source, sums, codes, parts, notes);
    if (misjudged.contains(parts.columns.time)) parts.period_sql = parts.period_sql_of_text;
    source.take_as_text(misjudged);
    if (!misjudged.empty() || news) continue;
    sums.ledger.notes = std::move(notes);
    add_loose_groups(source, sums.query, codes, sums.ledger.notes);
    for (std::string& note : event_notes(source, sums.query, parts, sums.periods.observed))
      sums.ledger.notes.push_back(std::move(note));
    return sums;
  }
}

void require_same(const std::string& what, const std::string& key, std::int64_t changed) {
  if (changed == 0) return;
  throw Error(
      ErrorKind::data, {.key = key},
      fmt::format("{} of {} units changes between rows, but must be the same in all of them", what, changed),
      fmt::format("mend the data, or define the {} with SQL; `payoff check` without data.moments names one", what));
}

// A label of each unit would be a question as long as the table.
void require_some_labels(const QueryParts& parts, const Sums& sums) {
  constexpr std::size_t most = 20'000;
  const std::vector<NamedExpression>& segments = parts.columns.segments;
  for (std::size_t i = 0; i < segments.size(); ++i)
    if (const std::size_t labels = sums.strata.labels(i).size(); labels > most)
      throw Error(ErrorKind::data, {.key = key_of(segments, i, "columns.segments")},
                  fmt::format("segment {} has {} labels, but must have at most {} with data.moments", segments[i].name,
                              labels, most),
                  "name one that groups them, or leave it out");
}

void require_one_row_and_arm(OpenSource& source, const QueryParts& parts, const Sums& sums) {
  const std::vector<NamedExpression>& segments = parts.columns.segments;
  for (const bool treated : {false, true}) {
    if (sums.number("repeated", treated) > 0) require_no_duplicates(source, sums.query, parts.time.calendar, false);
    require_same("group", "rollout.group", sums.number("changed", treated));
    for (std::size_t i = 0; i < segments.size() && !parts.columns.unit.empty(); ++i)
      require_same("segment " + segments[i].name, key_of(segments, i, "columns.segments"),
                   sums.number(fmt::format("changed{}", i), treated));
  }
}

// What only units can answer, by the key of the study that asks it.
std::string needs_units(const Columns& columns, const Rollout& rollout, const std::vector<MetricSource>& metrics) {
  if (!columns.cluster.empty()) return "columns.cluster";
  if (!columns.uptake.empty()) return "columns.uptake";
  if (!columns.observed_from.empty()) return "columns.observed_from";
  if (!columns.observed_to.empty()) return "columns.observed_to";
  if (!columns.covariates.empty())
    return columns.covariates[0].key.empty() ? "columns.covariates" : columns.covariates[0].key;
  if (!rollout.unaffected.empty()) return "rollout.unaffected";
  if (!rollout.adopted_on.empty()) return "rollout.adopted_on";
  for (std::size_t k = 0; k < metrics.size(); ++k)
    if (metrics[k].metric.scale != Scale::level) return fmt::format("metrics[{}].scale", k);
  return {};
}

// Whether each unit has one good row: then no later question need group them again.
bool rows_are_units(const QueryParts& parts, const Sums& sums) {
  const auto one_each = [&](bool treated) { return sums.number("n", treated) == sums.number("units", treated); };
  return parts.columns.unit.empty() || (one_each(true) && one_each(false));
}

std::vector<StratumMoments> all_strata(Panel& panel) {
  std::vector<StratumMoments> strata{{0, "", &panel.moments}};
  for (std::size_t i = 0; i < panel.segments.size(); ++i)
    for (std::size_t label = 0; label < panel.segments[i].labels.size(); ++label)
      strata.push_back({i + 1, panel.segments[i].labels[label], &panel.segments[i].moments[label]});
  return strata;
}

// The moments of all units, of those with each label of a segment, and without the few that move the effect most.
void fill_moments(OpenSource& source, const QueryParts& parts, const Sums& sums, Loaded& loaded) {
  Panel& panel = loaded.panel;
  const bool each_a_row = rows_are_units(parts, sums), is_kept = sums.cells == kept_cells;
  const std::string cells = is_kept ? sums.cells : sums.query.unit_periods(source.relation(), each_a_row);
  std::string units = sums.query.units(cells, each_a_row, sums.periods.periods);
  if (!each_a_row) units = kept(source, "payoff_units", units, loaded.sql);
  const MomentsQuery query(units, parts, source.dialect(), sums.periods.has_past);
  const StrataDeviations deviations = deviations_of(source, query, sums.strata, parts.metrics, loaded.sql);
  panel.moments = moments_of(sums.strata, deviations, 0, "", parts.metrics);
  add_without_most(source, query, parts.metrics, deviations, panel.moments, loaded.sql);
  for (std::size_t i = 0; i < parts.columns.segments.size(); ++i) {
    Segment& segment = panel.segments.emplace_back(parts.columns.segments[i].name, sums.strata.labels(i));
    for (const std::string& label : segment.labels)
      segment.moments.push_back(
          moments_of(sums.strata, deviations, static_cast<std::int64_t>(i) + 1, label, parts.metrics));
  }
  add_adjusted(source, query, all_strata(panel), loaded.sql);
  add_without_most_changed(source, query, parts, sums.periods.tenths, panel.moments, loaded.sql);
  if (sums.query.dated())
    add_arm_paths(source, PathQuery(cells, units, parts, source.dialect(), sums.periods.periods, each_a_row), parts,
                  sums.periods, panel.moments, loaded.sql);
  for (const MetricSource& metric : parts.metrics) panel.metrics.push_back({.metric = metric.metric, .sum = {}});
}

void add_periods(const ArmPeriods& periods, const Calendar& calendar, Panel& panel) {
  panel.grain = Grain::phases;
  panel.adopted_period = periods.periods.rollout;
  panel.calendar = calendar;
  panel.trend = periods.trend;
}

}  // namespace

void require_moments_do(const Columns& columns, const Rollout& rollout, const std::vector<MetricSource>& metrics) {
  if (rollout.group.empty())
    throw Error(ErrorKind::usage, {.key = "rollout.group"}, "is not there, but moments are those of two groups",
                "name it, or leave out data.moments");
  const std::string key = needs_units(columns, rollout, metrics);
  if (key.empty()) return;
  throw Error(ErrorKind::usage, {.key = key}, "needs units, but data.moments fetches the moments of two groups only",
              "leave out one of the two");
}

Loaded load_moments(OpenSource& source, QueryParts parts) {
  parts.keeps_valueless = true;
  parts.numbers_rows = false;
  parts.grain = Grain::periods;
  const Sums sums = sums_of(source, parts);
  Loaded loaded{.panel = {}, .ledger = sums.ledger, .coding = {}, .sql = sums.sql, .readings = sums.query.readings()};
  if (loaded.ledger.rows_read == 0) throw source.no_rows();
  require_one_header(source, loaded.ledger);
  if (loaded.ledger.rows_used == 0 && loaded.ledger.rows_rejected == 0) throw all_left_out(source, loaded.ledger);
  if (loaded.ledger.rows_used == 0) return loaded;
  const std::int64_t treated = sums.number("n", true), comparison = sums.number("n", false);
  require_groups(source, sums.query, parts.rollout, treated > 0, comparison > 0);
  require_one_row_and_arm(source, parts, sums);
  require_some_labels(parts, sums);
  fill_moments(source, parts, sums, loaded);
  call_metrics(source, parts, loaded.panel);
  if (sums.query.dated()) add_periods(sums.periods, parts.time.calendar, loaded.panel);
  parts.numbers_rows = true;
  loaded.panel.nesting =
      nesting_of(source, PanelQuery(source, parts), parts.columns, parts.rollout, {loaded.ledger.rows_read});
  if (loaded.panel.nesting && loaded.panel.nesting->is_cluster)
    throw Error(ErrorKind::data, {.key = "data.moments"},
                fmt::format("every label of {} is in one group, so that the lot was drawn of these, but moments take "
                            "each unit for drawn by itself",
                            loaded.panel.nesting->column),
                "leave out data.moments, and name it as columns.cluster");
  loaded.coding = describe_coding_of_groups(source, sums.query, parts, static_cast<std::size_t>(treated),
                                            static_cast<std::size_t>(comparison));
  return loaded;
}

}  // namespace payoff
