#include "ingest/sql/panel_query.hpp"

#include "base/suggestion.hpp"
#include "data/largest_number.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/sql/arm.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

bool is_log(const MetricSource& metric) {
  return metric.metric.scale == Scale::log;
}
bool is_ratio(const MetricSource& metric) {
  return !metric.per.empty();
}

// Above it a number has no square that is a double; NaN is above everything.
std::string finite(const std::string& value) {
  return fmt::format("(abs({}) < {:g})", value, largest_number);
}

std::string aggregate_sql(const MetricSource& metric, std::size_t k, std::string_view sum) {
  if (is_ratio(metric)) return fmt::format("{1}(num{0}) AS num{0}, {1}(per{0}) AS per{0}", k, sum);
  static const std::map<std::string, std::string> functions{
      {"mean", "avg"}, {"min", "min"}, {"max", "max"}, {"median", "median"}, {"", "max"}};
  const auto function = functions.find(metric.aggregate);
  return fmt::format("{0}(num{1}) AS num{1}", function == functions.end() ? sum : function->second, k);
}

}  // namespace

std::string key_of(const std::vector<NamedExpression>& list, std::size_t i, std::string_view name) {
  return list[i].key.empty() ? fmt::format("{}[{}]", name, i) : list[i].key;
}

PanelQuery::PanelQuery(OpenSource& source, Parts parts) : parts_(std::move(parts)), dialect_(source.dialect()) {
  collapses_ =
      !parts_.columns.metric_name.empty() ||
      std::ranges::any_of(parts_.metrics, [](const MetricSource& metric) { return !metric.aggregate.empty(); });
  write_raw(source);
  write_metrics(source);
  write_reasons();
}

void PanelQuery::write_raw(OpenSource& source) {
  const Columns& columns = parts_.columns;
  const auto add = [&](const std::string& sql, const std::string& name) {
    raw_columns_ += (raw_columns_.empty() ? "" : ", ") + sql + " AS " + name;
  };
  // A CSV cell without text is NULL already; elsewhere it is made so.
  const auto text = [&](const std::string& sql, const Place& place) {
    const std::string cast = "CAST(" + source.expression(sql, place) + " AS VARCHAR)";
    return source.is_csv() ? cast : "nullif(" + cast + ", '')";
  };
  add(columns.unit.empty() ? "'row ' || row_number() OVER ()" : text(columns.unit, {.key = "columns.unit"}), "u");
  add(dated() ? text(columns.time, {.key = "columns.time"}) : "''", "t");
  add(dated() ? parts_.period_sql : "0", "p");
  add(parts_.adoption.period_sql.empty() ? "CAST(NULL AS BIGINT)" : parts_.adoption.period_sql, "ad");
  if (parts_.rollout.group.empty()) {
    arm_sql_ = "1";
    add("''", "g");
    if (!parts_.adoption.period_sql.empty()) {
      arm_sql_ = fmt::format("CASE WHEN {} IS NOT NULL THEN 1 WHEN {} IS NULL THEN 0 END", parts_.adoption.period_sql,
                             parts_.adoption.text_sql);
      add(parts_.adoption.text_sql, "adt");
    }
  } else {
    const std::string group = text(parts_.rollout.group, {.key = "rollout.group"});
    arm_sql_ = arm_by_group(source, group, parts_.rollout);
    add(group, "g");
  }
  add(arm_sql_, "a");
  add(columns.cluster.empty() ? "CAST(NULL AS VARCHAR)" : text(columns.cluster, {.key = "columns.cluster"}), "c");
  for (std::size_t i = 0; i < columns.segments.size(); ++i)
    add(text(columns.segments[i].expression, {.key = key_of(columns.segments, i, "columns.segments")}),
        fmt::format("s{}", i));
  for (std::size_t i = 0; i < columns.covariates.size(); ++i)
    add(number(source, columns.covariates[i].expression, {.key = key_of(columns.covariates, i, "columns.covariates")}),
        fmt::format("x{}", i));
  if (!columns.uptake.empty()) add(number(source, columns.uptake, {.key = "columns.uptake"}), "w");
}

// SQL of a double. A CSV column is read as one, and its bad cells are rejected by the reader;
// elsewhere text that is no number becomes NaN, for which the row is rejected.
std::string PanelQuery::number(OpenSource& source, const std::string& name_or_sql, const Place& place) const {
  const std::string sql = source.expression(name_or_sql, place);
  if ((source.is_csv() && source.has_column(name_or_sql)) || !dialect_.is_duckdb)
    return "CAST(" + sql + " AS DOUBLE PRECISION)";
  return fmt::format("CASE WHEN {0} IS NOT NULL THEN coalesce({1}({0} AS DOUBLE PRECISION), CAST('NaN' AS DOUBLE)) END",
                     sql, dialect_.try_cast);
}

void PanelQuery::write_metrics(OpenSource& source) {
  const Columns& columns = parts_.columns;
  for (std::size_t k = 0; k < parts_.metrics.size(); ++k) {
    const MetricSource& metric = parts_.metrics[k];
    const auto add = [&](const std::string& sql, const std::string& key, const std::string& name) {
      const Place place{.key = fmt::format("metrics[{}].{}", k, key)};
      const bool wide = columns.metric_name.empty();
      const std::string& value = wide ? sql : columns.metric_value;
      std::string read = number(source, value, wide ? place : Place{.key = "columns.metric_value"});
      if (!wide)
        read = fmt::format("CASE WHEN {} = {} THEN {} END",
                           source.expression(columns.metric_name, {.key = "columns.metric_name"}), sql_text(sql), read);
      raw_columns_ += fmt::format(", {0} AS {1}{2}, CAST({3} AS VARCHAR) AS {1}t{2}", read, name, k,
                                  source.expression(value, place));
    };
    add(metric.value.empty() ? metric.metric.name : metric.value, "value", "num");
    if (is_ratio(metric)) add(metric.per, "per", "per");
  }
}

void PanelQuery::write_reasons() {
  reason_sql_ = "CASE";
  const auto add = [&](const std::string& condition, RowReason reason) {
    reason_sql_ += fmt::format(" WHEN {} THEN {}", condition, reasons_.size());
    reasons_.push_back(std::move(reason));
  };
  add("u IS NULL", {true, parts_.columns.unit, "''", "the unit is empty"});
  if (dated()) {
    add("p IS NULL AND coalesce(t, '') = ''", {true, parts_.columns.time, "''", "the time is empty"});
    add("p IS NULL", {true, parts_.columns.time, "t", "is not " + parts_.time_form});
  }
  if (!parts_.rollout.group.empty()) {
    add("g IS NULL", {true, parts_.rollout.group, "''", "the group is empty"});
    add("a IS NULL", {false, parts_.rollout.group, "g", "in neither the treated nor the comparison group"});
  }
  if (!parts_.adoption.period_sql.empty())
    add("a IS NULL", {true, parts_.rollout.adopted_on, "adt", "is no time of adoption (empty means never)"});
  std::string any;
  for (std::size_t k = 0; k < parts_.metrics.size(); ++k) {
    const MetricSource& metric = parts_.metrics[k];
    const std::string name = metric.value.empty() ? metric.metric.name : metric.value;
    const std::string num = fmt::format("num{}", k), per = fmt::format("per{}", k);
    add("NOT " + finite(num), {true, name, fmt::format("numt{}", k), "is not a finite number below 1e150 in size"});
    if (is_ratio(metric))
      add(fmt::format("{0} < 0 OR ({0} = 0 AND {1} <> 0) OR NOT {2}", per, num, finite(per)),
          {true, metric.per, fmt::format("pert{}", k), "is not above 0, but divides " + name});
    if (is_log(metric))
      add(num + " <= 0", {true, name, fmt::format("numt{}", k), "is not above 0, but its scale is log"});
    any += (any.empty() ? "" : " AND ") + num + " IS NULL";
    if (is_ratio(metric)) any += " AND " + per + " IS NULL";
  }
  const auto must_be_finite = [&](const std::string& column, const std::string& name) {
    add("NOT " + finite(column),
        {true, name, "CAST(" + column + " AS VARCHAR)", "is not a finite number below 1e150 in size"});
  };
  for (std::size_t i = 0; i < parts_.columns.covariates.size(); ++i)
    must_be_finite(fmt::format("x{}", i), parts_.columns.covariates[i].name);
  if (!parts_.columns.uptake.empty()) must_be_finite("w", parts_.columns.uptake);
  // In a long layout a row may name a metric that the study does not ask for.
  add(any, {false, "", "''", "no metric of the study has a value"});
  reason_sql_ += " END";
}

std::string PanelQuery::raw(const std::string& relation) const {
  return "(SELECT " + raw_columns_ + " FROM " + relation + " AS source) AS raw_rows";
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

std::string PanelQuery::judged(const std::string& relation) const {
  return "(SELECT *, " + reason_sql_ + " AS reason FROM " + raw(relation) + ") AS judged_rows";
}

// One row per unit and period; *_hi shows whether an attribute was the same in all of them.
std::string PanelQuery::collapsed(const std::string& relation) const {
  std::string columns =
      "u, p, min(a) AS a, max(a) AS a_hi, min(ad) AS ad, max(ad) AS ad_hi, min(c) AS c, max(c) AS c_hi";
  for (std::size_t i = 0; i < parts_.columns.segments.size(); ++i)
    columns += fmt::format(", min(s{0}) AS s{0}, max(s{0}) AS s{0}_hi", i);
  for (std::size_t i = 0; i < parts_.columns.covariates.size(); ++i) columns += fmt::format(", avg(x{0}) AS x{0}", i);
  if (!parts_.columns.uptake.empty()) columns += ", avg(w) AS w";
  for (std::size_t k = 0; k < parts_.metrics.size(); ++k)
    columns += ", " + aggregate_sql(parts_.metrics[k], k, dialect_.sum);
  return "(SELECT " + columns + " FROM " + judged(relation) + " WHERE reason IS NULL GROUP BY u, p) AS collapsed_rows";
}

std::string PanelQuery::cells(const std::string& relation, bool only_good) const {
  const char* hi = collapses_ ? "_hi" : "";
  const bool phases = parts_.grain == Grain::phases;
  std::string from = collapses_  ? collapsed(relation)
                     : only_good ? "(SELECT * FROM " + judged(relation) + " WHERE reason IS NULL) AS good_rows"
                                 : raw(relation);
  from = typed(from);
  // Least and greatest value: they differ where an attribute is not the same in all rows.
  std::string columns = "count(*) AS n";
  const auto add_ends = [&](const std::string& name, const std::string& type) {
    columns += fmt::format(", CAST(min({0}) AS {2}) AS {0}_lo, CAST(max({0}{1}) AS {2}) AS {0}_hi", name, hi, type);
  };
  add_ends("a", "BIGINT");
  if (!parts_.adoption.period_sql.empty()) add_ends("ad", "BIGINT");
  if (!parts_.columns.cluster.empty()) add_ends("c", "VARCHAR");
  for (std::size_t i = 0; i < parts_.columns.segments.size(); ++i) add_ends(fmt::format("s{}", i), "VARCHAR");
  if (!dated() || !phases || collapses_)
    columns += ", CAST(0 AS BIGINT) AS bits";
  else
    columns += ", bit_or(CAST(1 AS BIGINT) << CAST((p + 62000000) % 62 AS INTEGER)) AS bits";
  for (std::size_t i = 0; i < parts_.columns.covariates.size(); ++i) columns += fmt::format(", avg(x{0}) AS x{0}", i);
  if (!parts_.columns.uptake.empty()) columns += ", avg(w) AS w";
  for (std::size_t k = 0; k < parts_.metrics.size(); ++k) {
    columns += fmt::format(", {1}(v{0}) AS v{0}, count(v{0}) AS n{0}", k, dialect_.sum);
    if (is_log(parts_.metrics[k]))
      columns += fmt::format(", {1}(l{0}) AS l{0}", k, dialect_.sum);
    else if (is_ratio(parts_.metrics[k]))
      columns += fmt::format(", {1}(d{0}) AS d{0}", k, dialect_.sum);
  }
  if (!phases)
    return "SELECT u, CAST(p AS BIGINT) AS period, " + columns + " FROM " + from + " GROUP BY u, p ORDER BY u, p";
  const std::string phase =
      parts_.rollout_period == never ? "1" : fmt::format("CASE WHEN p >= {} THEN 1 ELSE 0 END", parts_.rollout_period);
  return fmt::format(
      "SELECT u, CAST(ph AS BIGINT) AS phase, CAST(p AS BIGINT) AS period, grouping(u) AS of_trend, CAST(a AS BIGINT) "
      "AS arm, {} "
      "FROM (SELECT *, {} AS ph FROM {}) AS phase_rows GROUP BY GROUPING SETS ((u, ph), (a, p)) ORDER BY of_trend, u, "
      "ph, a, p",
      columns, phase, from);
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

std::string PanelQuery::rejected(const std::string& relation) const {
  std::string text = "CASE reason", wanted;
  for (std::size_t i = 0; i < reasons_.size(); ++i) {
    if (!reasons_[i].rejected) continue;
    text += fmt::format(" WHEN {} THEN {}", i, reasons_[i].text_sql);
    wanted += fmt::format("{}{}", wanted.empty() ? "" : ", ", i);
  }
  return fmt::format(
      "SELECT CAST(record AS BIGINT) AS record, CAST(reason AS BIGINT) AS reason, {} END AS text{} FROM "
      "(SELECT *, row_number() OVER () - 1 AS record FROM {}) AS numbered_rows WHERE reason IN ({}) ORDER BY record",
      text, every_column("{}"), judged(relation), wanted);
}

std::string PanelQuery::groups(const std::string& relation) const {
  return "SELECT g, CAST(a AS BIGINT) AS a, count(*) AS n FROM " + raw(relation) +
         " GROUP BY g, a ORDER BY n DESC, g LIMIT 12";
}

std::string PanelQuery::never_texts(const std::string& relation) const {
  return fmt::format(
      "SELECT text, count(*) AS n FROM (SELECT trim({}) AS text, {} AS is_never FROM {} AS source) AS adoption_rows "
      "WHERE is_never GROUP BY text ORDER BY n DESC, text LIMIT 5",
      parts_.adoption.written_sql, parts_.adoption.is_never_sql, relation);
}

std::string PanelQuery::duplicates(const std::string& relation) const {
  std::string repeated;
  for (std::size_t k = 0; k < parts_.metrics.size(); ++k)
    if (parts_.metrics[k].aggregate.empty())
      repeated += fmt::format("{}count(num{}) > 1", repeated.empty() ? "" : " OR ", k);
  if (repeated.empty()) return {};
  return "SELECT u, CAST(p AS BIGINT) AS period, count(*) AS n FROM " + judged(relation) +
         " WHERE reason IS NULL GROUP BY u, p HAVING " + repeated + " ORDER BY u, p LIMIT 3";
}

}  // namespace payoff
