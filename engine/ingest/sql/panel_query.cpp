#include "ingest/sql/panel_query.hpp"

#include "base/letters.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/sql/aggregate.hpp"
#include "ingest/sql/arm.hpp"
#include "ingest/sql/labels_sql.hpp"
#include "ingest/sql/number_form.hpp"
#include "ingest/sql/raw_columns.hpp"

namespace payoff {
PanelQuery::PanelQuery(OpenSource& source, Parts parts) : parts_(std::move(parts)), dialect_(source.dialect()) {
  collapses_ = parts_.collapses();
  RawColumns raw = raw_columns(source, parts_);
  raw_columns_ = std::move(raw.sql);
  arm_sql_ = std::move(raw.arm_sql);
  readings_ = std::move(raw.readings);
  std::vector<std::string> shown;
  for (const auto& [column, sql] : source.shown()) {
    raw_columns_ += fmt::format(", {0} AS shown{2}, {1} AS text_shown{2}", sql_name(column),
                                sql_name(column + " as text"), shown.size());
    shown.push_back(column);
  }
  reasons_ = row_reasons(parts_, shown);
  reason_sql_ = first_reason_sql(reasons_);
  judges_first_ = !shown.empty() || !parts_.totals.empty() || !parts_.missing_units.empty() ||
                  !parts_.partial.periods.empty() || !parts_.where.empty() || !source.lookups().empty();
}

std::string PanelQuery::raw(const std::string& relation, const std::string& more) const {
  return "(SELECT " + raw_columns_ + more + " FROM " + relation + " AS source) AS raw_rows";
}

std::string PanelQuery::typed(const std::string& from) const {
  std::string columns;
  for (std::size_t k = 0; k < parts_.metrics.size(); ++k) {
    const MetricSource& metric = parts_.metrics[k];
    const std::string level = is_ratio(metric) ? fmt::format("num{0} / nullif(per{0}, 0)", k) : fmt::format("num{}", k);
    if (is_log(metric)) {
      columns += fmt::format(
          ", CASE WHEN {0} > 0 THEN ln({0}) WHEN {0} IS NOT NULL THEN CAST('NaN' AS DOUBLE PRECISION) END AS v{1}, {0} "
          "AS l{1}",
          level, k);
    } else if (is_ratio(metric)) {
      columns += fmt::format(
          ", CASE WHEN per{0} > 0 THEN num{0} WHEN num{0} + per{0} <> 0 THEN CAST('NaN' AS DOUBLE PRECISION) END AS "
          "v{0}, "
          "CASE WHEN num{0} IS NOT NULL AND per{0} <> 0 THEN per{0} END AS d{0}",
          k);
    } else {
      columns += fmt::format(", num{0} AS v{0}", k);
    }
  }
  return "(SELECT *" + columns + " FROM " + from + ") AS typed_rows";
}

std::string PanelQuery::judged(const std::string& relation, const std::string& more) const {
  return "(SELECT *, " + reason_sql_ + " AS reason FROM " + raw(relation, more) + ") AS judged_rows";
}

// One row per unit and period; *_hi shows whether an attribute was the same in all of them. Of judged rows the bad ones
// come to a row for each reason: without a unit or an arm, the period is the reason's number.
std::string PanelQuery::collapsed(const std::string& rows, bool judged) const {
  const std::string good = "CASE WHEN reason IS NULL THEN ";
  const std::string unit = judged ? "good_u" : "u", period = judged ? "good_p" : "p";
  const std::string only_where = judged ? "reason IS NULL" : "";
  std::string columns = fmt::format("{} AS u, {} AS p, count(*) AS n, bit_or(code) AS code", unit, period);
  if (parts_.grain == Grain::phases) columns += fmt::format(", min({}) AS a", judged ? good + "a END" : "a");
  const auto add_ends = [&](const std::string& name) {
    columns += fmt::format(", min({0}) AS {0}, max({0}) AS {0}_hi", name);
  };
  if (!parts_.adoption.period_sql.empty()) add_ends("ad");
  if (!parts_.columns.cluster.empty()) add_ends("c");
  for (std::size_t i = 0; i < parts_.columns.segments.size(); ++i) add_ends(fmt::format("s{}", i));
  for (const std::string& end : observed_ends()) add_ends(end);
  if (!parts_.day_number_sql.empty()) columns += ", " + days_seen_sql(dialect_);
  const auto add_mean = [&](const std::string& name) {
    columns += fmt::format(", {} AS {}", mean_in_any_order(summed_where(name, only_where, dialect_), dialect_), name);
  };
  for (std::size_t i = 0; i < parts_.columns.covariates.size(); ++i) add_mean(fmt::format("x{}", i));
  if (!parts_.columns.uptake.empty()) add_mean("w");
  for (std::size_t k = 0; k < parts_.metrics.size(); ++k)
    columns += ", " + aggregate_sql(parts_, k, dialect_, only_where);
  const std::string repeated = is_repeated_sql(parts_.metrics);
  columns +=
      repeated.empty() ? ", 0 AS repeated" : fmt::format(", CASE WHEN {} THEN 1 ELSE 0 END AS repeated", repeated);
  const std::string from =
      judged ? fmt::format("(SELECT *, {0}u END AS good_u, {0}p ELSE reason END AS good_p FROM {1}) AS keyed_rows",
                           good, rows)
             : rows;
  return fmt::format("(SELECT {} FROM {} GROUP BY {}, {}) AS collapsed_rows", columns, from, unit, period);
}

std::string PanelQuery::judged_cells(const std::string& relation) const {
  return summed(collapsed(judged(relation), true));
}

std::string PanelQuery::cells(const std::string& relation, bool only_good) const {
  return summed(wanted(relation, only_good));
}

std::string PanelQuery::rows(const std::string& relation, bool only_good) const {
  return summed(wanted(relation, only_good), true);
}

std::string PanelQuery::wanted(const std::string& relation, bool only_good) const {
  return only_good ? "(SELECT * FROM " + judged(relation) + " WHERE reason IS NULL) AS good_rows" : raw(relation);
}

std::string PanelQuery::unit_cells(const std::string& relation) const {
  const std::string rows = raw(relation);
  return summed(collapses_ ? collapsed(rows, false) : rows);
}

std::string PanelQuery::valueless_units(const std::string& relation) const {
  const auto none = std::ranges::find(reasons_, true, &RowReason::valueless);
  if (none == reasons_.end()) return {};
  const std::string rows = judged(relation);
  const std::string valueless = fmt::format(
      "(SELECT * FROM {0} WHERE reason = {1} AND u IN (SELECT u FROM {0} GROUP BY u HAVING "
      "count(CASE WHEN reason IS NULL THEN 1 END) = 0)) AS valueless_rows",
      rows, none - reasons_.begin());
  return summed(collapses_ ? collapsed(valueless, false) : valueless);
}

std::string PanelQuery::summed(const std::string& rows, bool each_a_cell) const {
  const char* hi = collapses_ ? "_hi" : "";
  const bool phases = parts_.grain == Grain::phases;
  const std::string from = typed(rows);
  // Those rows; else one cell is of many, or of one by chance.
  const bool are_cells = each_a_cell || (collapses_ && !phases);
  const auto sum_of = [&](const std::string& name) {
    return are_cells ? name : phases ? sum_in_any_order(name, dialect_) : fmt::format("{}({})", dialect_.sum, name);
  };
  const auto mean_of = [&](const std::string& name) {
    return are_cells ? name : phases ? mean_in_any_order(name, dialect_) : fmt::format("{}({})", dialect_.mean, name);
  };
  // Least and greatest value: they differ where an attribute is not the same in all rows.
  std::string columns = collapses_
                            ? (are_cells ? "n, repeated" : "CAST(sum(n) AS BIGINT) AS n, max(repeated) AS repeated")
                            : (are_cells ? "1 AS n" : "count(*) AS n");
  const auto add_ends = [&](const std::string& name, const std::string& type) {
    if (each_a_cell)
      columns += fmt::format(", CAST({0} AS {1}) AS {0}_lo", name, type);
    else
      columns += are_cells ? fmt::format(", CAST({0} AS {1}) AS {0}_lo, CAST({0}_hi AS {1}) AS {0}_hi", name, type)
                           : fmt::format(", CAST(min({0}) AS {2}) AS {0}_lo, CAST(max({0}{1}) AS {2}) AS {0}_hi", name,
                                         hi, type);
  };
  columns += fmt::format(", CAST({} AS BIGINT) AS codes", are_cells ? "code" : "bit_or(code)");
  if (!parts_.adoption.period_sql.empty()) add_ends("ad", "BIGINT");
  for (const std::string& end : observed_ends()) add_ends(end, "BIGINT");
  if (!parts_.columns.cluster.empty()) add_ends("c", "VARCHAR");
  for (std::size_t i = 0; i < parts_.columns.segments.size(); ++i) add_ends(fmt::format("s{}", i), "VARCHAR");
  if (!parts_.day_number_sql.empty())
    columns += are_cells ? ", first_day, last_day, weekdays"
                         : ", min(first_day) AS first_day, max(last_day) AS last_day, bit_or(weekdays) AS weekdays";
  if (dated() && phases && !collapses_)
    columns += fmt::format(", bit_or({}) AS bits",
                           said(dialect_.shift_left, "CAST(1 AS BIGINT)", "CAST((p + 62000000) % 62 AS INTEGER)"));
  for (std::size_t i = 0; i < parts_.columns.covariates.size(); ++i)
    columns += fmt::format(", {1} AS x{0}", i, mean_of(fmt::format("x{}", i)));
  if (!parts_.columns.uptake.empty()) columns += fmt::format(", {} AS w", mean_of("w"));
  const char* count = are_cells ? "CASE WHEN v{0} IS NULL THEN 0 ELSE 1 END" : "count(v{0})";
  for (std::size_t k = 0; k < parts_.metrics.size(); ++k) {
    columns += fmt::format(", {1} AS v{0}", k, sum_of(fmt::format("v{}", k)));
    if (!each_a_cell) columns += fmt::format(", {1} AS n{0}", k, fmt::format(fmt::runtime(count), k));
    if (is_log(parts_.metrics[k])) columns += fmt::format(", {1} AS l{0}", k, sum_of(fmt::format("l{}", k)));
    if (!is_log(parts_.metrics[k]) && is_ratio(parts_.metrics[k]))
      columns += fmt::format(", {1} AS d{0}", k, sum_of(fmt::format("d{}", k)));
  }
  if (each_a_cell) return fmt::format("SELECT u, CAST(p AS BIGINT) AS period, {} FROM {}", columns, from);
  if (!phases)
    return fmt::format("SELECT u, CAST(p AS BIGINT) AS period, {} FROM {}{} ORDER BY u, p", columns, from,
                       are_cells ? "" : " GROUP BY u, p");
  const std::string phase =
      parts_.rollout_period == never ? "1" : fmt::format("CASE WHEN p >= {} THEN 1 ELSE 0 END", parts_.rollout_period);
  return fmt::format(
      "SELECT u, CAST(ph AS BIGINT) AS phase, CAST(p AS BIGINT) AS period, grouping(u) AS of_trend, CAST(a AS BIGINT) "
      "AS arm, {} "
      "FROM (SELECT *, {} AS ph FROM {}) AS phase_rows GROUP BY GROUPING SETS ((u, ph), (a, p)) ORDER BY of_trend, u, "
      "ph, a, p",
      columns, phase, from);
}

std::string PanelQuery::unit_periods(const std::string& relation, bool rows_are_units) const {
  std::string kept = "u, p, n, repeated, code, bad", one = "u, p, 1 AS n, 0 AS repeated, code, reason AS bad";
  for (std::size_t i = 0; i < parts_.columns.segments.size(); ++i) {
    kept += fmt::format(", s{}", i);
    if (!rows_are_units) kept += fmt::format(", s{}_hi", i);
    one += fmt::format(", s{}", i);
  }
  for (std::size_t k = 0; k < parts_.metrics.size(); ++k) {
    kept += fmt::format(", v{}", k);
    if (is_ratio(parts_.metrics[k])) kept += fmt::format(", d{}", k);
    one += ", " + row_value_sql(parts_, k);
  }
  const std::string cells = rows_are_units ? "(SELECT " + one + " FROM " + judged(relation) + ") AS unit_cells"
                                           : "(SELECT *, CASE WHEN u IS NULL THEN p END AS bad FROM " +
                                                 collapsed(judged(relation), true) + ") AS unit_cells";
  return "(SELECT " + kept + " FROM " + typed(cells) + ") AS unit_periods";
}

std::string PanelQuery::units(const std::string& cells, bool rows_are_units, const PeriodsSeen& periods) const {
  return dated() ? unit_rows(cells, parts_, dialect_, rows_are_units, periods) : cells;
}

// Most labels end in a digit, which tells at once that they are neither.
std::string PanelQuery::suspect_units(const std::string& relation) const {
  const std::vector<std::string>& missing = parts_.numbers.missing;
  const bool may_end_in_digit =
      std::ranges::any_of(missing, [](const std::string& spelling) { return is_digit((" " + spelling).back()); });
  const std::string is_missing =
      dialect_.is_duckdb ? " OR NOT (" + is_there(trimmed("u"), missing) + ")" : std::string();
  return fmt::format("SELECT DISTINCT u FROM {} WHERE u IS NOT NULL{} AND ({}{}) ORDER BY u", raw(relation),
                     may_end_in_digit ? "" : " AND NOT (right(u, 1) BETWEEN '0' AND '9')", may_be_total("u"),
                     is_missing);
}

// The columns that no reason looks at. A query that left them out would not read them, and the CSV
// reader would not reject the rows whose cells in them are bad.
std::string PanelQuery::every_column(std::string_view pattern) const {
  std::string columns;
  const auto add = [&](const std::string& name) {
    columns += ", " + fmt::format(fmt::runtime(pattern), name) + " AS all_" + name;
  };
  add("c");
  for (std::size_t i = 0; i < parts_.columns.segments.size(); ++i) add(fmt::format("s{}", i));
  return columns;
}

std::string PanelQuery::audit(const std::string& relation) const {
  return "SELECT CAST(reason AS BIGINT) AS reason, count(*) AS n" + every_column("count({})") + " FROM " +
         judged(relation) + " GROUP BY reason ORDER BY reason";
}

std::string PanelQuery::rejected(const std::string& numbered_relation) const {
  std::string text = "CASE reason", wanted;
  for (std::size_t i = 0; i < reasons_.size(); ++i) {
    if (!reasons_[i].rejected) continue;
    text += fmt::format(" WHEN {} THEN {}", i, reasons_[i].text_sql);
    wanted += fmt::format("{}{}", wanted.empty() ? "" : ", ", i);
  }
  return fmt::format(
      "SELECT CAST(record AS BIGINT) - 1 AS record, CAST(reason AS BIGINT) AS reason, {} END AS text{} FROM {} WHERE "
      "reason IN ({}) ORDER BY record",
      text, every_column("{}"), judged(numbered_relation, ", " + sql_name(row_number_name) + " AS record"), wanted);
}

std::vector<std::string> PanelQuery::observed_ends() const {
  std::vector<std::string> ends;
  if (!parts_.observed_from.period_sql.empty()) ends.emplace_back("observed_from");
  if (!parts_.observed_to.period_sql.empty()) ends.emplace_back("observed_to");
  return ends;
}

std::string PanelQuery::open_rows(const std::string& relation, std::size_t metric) const {
  return fmt::format(
      "SELECT CAST(a AS BIGINT) AS a, count(*) AS n, count(CASE WHEN open{} = 1 THEN 1 END) AS open FROM {} WHERE a IS "
      "NOT NULL GROUP BY a ORDER BY a",
      metric, raw(relation));
}

std::string PanelQuery::groups(const std::string& relation) const {
  return "SELECT g, CAST(a AS BIGINT) AS a, count(*) AS n FROM " + raw(relation) +
         " GROUP BY g, a ORDER BY n DESC, g LIMIT 12";
}

std::string PanelQuery::labels_alike(const std::string& relation, const std::string& column) const {
  return fmt::format(
      "SELECT min(label) AS one, max(label) AS other FROM (SELECT DISTINCT {} AS label FROM {}) AS labels WHERE label "
      "IS "
      "NOT NULL GROUP BY {} HAVING count(*) > 1 ORDER BY one",
      column, raw(relation), folded_label("label"));
}

std::string PanelQuery::loose_groups(const std::string& relation) const {
  return fmt::format("SELECT g, CAST(a AS BIGINT) AS a FROM {} WHERE code & {} > 0 GROUP BY g, a ORDER BY a DESC, g",
                     raw(relation), arm_code::spelled_otherwise + arm_code::perhaps_no_label);
}

std::string PanelQuery::never_texts(const std::string& relation) const {
  return fmt::format(
      "SELECT text, count(*) AS n FROM (SELECT trim({}) AS text, {} AS is_never FROM {} AS source) AS adoption_rows "
      "WHERE is_never GROUP BY text ORDER BY n DESC, text LIMIT 5",
      parts_.adoption.written_sql, parts_.adoption.is_never_sql, relation);
}

std::string PanelQuery::duplicates(const std::string& relation) const {
  const std::string repeated = is_repeated_sql(parts_.metrics);
  if (repeated.empty()) return {};
  return "SELECT u, CAST(p AS BIGINT) AS period, count(*) AS n FROM " + judged(relation) +
         " WHERE reason IS NULL GROUP BY u, p HAVING " + repeated + " ORDER BY u, p LIMIT 3";
}

}  // namespace payoff
