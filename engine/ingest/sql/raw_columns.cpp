#include "ingest/sql/raw_columns.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ingest/source/duckdb.hpp"
#include "ingest/sql/arm.hpp"
#include "ingest/sql/labels_sql.hpp"
#include "ingest/sql/moment.hpp"
#include "ingest/sql/number_form.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

bool is_number_of_rows(const MetricSource& metric) {
  return metric.aggregate == Aggregate::count && metric.value.empty();
}

class Writer {
 public:
  Writer(OpenSource& source, const QueryParts& parts) : source_(source), parts_(parts) {}

  RawColumns all() {
    keys();
    arms();
    labels();
    numbers();
    metrics();
    add_wanted_numbers();
    return std::move(written_);
  }

 private:
  void add(const std::string& sql, const std::string& name) {
    written_.sql += (written_.sql.empty() ? "" : ", ") + sql + " AS " + name;
  }
  // A number that is wanted, once it is found out how its cells are written.
  void want_number(const NumberRole& role, const std::string& name, const std::string& text_name,
                   const std::string& said) {
    wanted_.push_back({name, text_name, written_.readings.size()});
    roles_.push_back(role);
    written_.readings.push_back({said, role.name_or_sql, ""});
  }
  void add_wanted_numbers() {
    const std::vector<NumberReading> found = numbers_of(source_, roles_, parts_.numbers);
    for (std::size_t i = 0; i < found.size(); ++i) {
      add(found[i].sql, wanted_[i].name);
      add(found[i].text_sql, wanted_[i].text_name);
      written_.readings[wanted_[i].reading].read_as = found[i].read_as;
    }
  }
  // A CSV cell without text is NULL already; elsewhere it is made so.
  std::string text(const std::string& sql, const Place& place) {
    const std::string cast = "CAST(" + label_expression(source_, sql, parts_.numbers, place) + " AS VARCHAR)";
    return source_.is_csv() ? cast : "nullif(" + cast + ", '')";
  }
  void add_label(const std::string& sql, const Place& place, const std::string& name, const std::string& said) {
    const std::string label = text(sql, place);
    require_exact(sql, place);
    written_.readings.push_back({said, sql, "labels, as they are written"});
    add(parts_.folded.contains(name) ? folded_label(label) : label, name);
  }

  // JSON's numbers beyond 2^53 have lost their last digits: two labels would be one.
  void require_exact(const std::string& column, const Place& place) {
    const bool real = std::ranges::any_of(source_.columns, [&](const SourceColumn& each) {
      return each.name == column && each.type == ColumnType::real;
    });
    if (source_.is_csv() || !real) return;
    if (source_
            .query(fmt::format("SELECT 1 AS one FROM {} AS source WHERE abs({}) >= 9007199254740992 LIMIT 1",
                               source_.lenient_relation(), sql_name(column)))
            .rows > 0)
      throw Error(ErrorKind::data, place, "the numbers of '" + column + "' have more digits than a number keeps",
                  "export them as text, in quotation marks");
  }
  // Rows of the metric of this name.
  std::string is_named(const std::string& metric) {
    const std::string name =
        "CAST(" + source_.expression(parts_.columns.metric_name, {.key = "columns.metric_name"}) + " AS VARCHAR)";
    const bool folds = !parts_.columns.labels_as_written && source_.dialect().is_duckdb;
    return fmt::format("{} = {}", folds ? folded_label(name) : name,
                       folds ? folded_label(sql_text(metric)) : sql_text(metric));
  }

  void keys();
  void arms();
  void labels();
  void numbers();
  void metrics();
  std::string condition_of(std::size_t k);
  void add_counted(std::size_t k, const std::string& condition);
  void add_duration(std::size_t k, const std::string& condition);

  OpenSource& source_;
  const QueryParts& parts_;
  RawColumns written_;
  struct WantedNumber {
    std::string name, text_name;
    std::size_t reading;
  };
  std::vector<WantedNumber> wanted_;
  std::vector<NumberRole> roles_;
};

void Writer::keys() {
  const Columns& columns = parts_.columns;
  const bool dated = !parts_.period_sql.empty();
  if (columns.unit.empty())
    add(parts_.numbers_rows ? "'row ' || " + source_.row_number() : "'a row'", "u");
  else
    add_label(columns.unit, {.key = "columns.unit"}, "u", "unit");
  // Only messages about a row without a period show it, and nothing else is slower to write than a date.
  add(dated ? fmt::format("CASE WHEN {} IS NULL THEN {} ELSE 'a period' END", parts_.period_sql,
                          text(columns.time, {.key = "columns.time"}))
            : "''",
      "t");
  add(dated ? parts_.period_sql : "0", "p");
  if (!parts_.day_number_sql.empty()) add(parts_.day_number_sql, "day_number");
  add(parts_.adoption.period_sql.empty() ? "CAST(NULL AS BIGINT)" : parts_.adoption.period_sql, "ad");
  if (!parts_.observed_from.period_sql.empty()) add(parts_.observed_from.period_sql, "observed_from");
  if (!parts_.observed_to.period_sql.empty()) add(parts_.observed_to.period_sql, "observed_to");
  for (std::size_t i = 0; i < source_.lookups().size(); ++i)
    add(sql_name(OpenSource::matched_name(source_.lookups()[i])), fmt::format("m{}", i));
}

void Writer::arms() {
  const Rollout& rollout = parts_.rollout;
  std::string code;
  if (!rollout.group.empty()) {
    const std::string group = text(rollout.group, {.key = "rollout.group"});
    code = arm_by_group(source_, group, rollout,
                        {.as_written = parts_.columns.labels_as_written,
                         .keep_totals = parts_.keep_totals,
                         .missing = parts_.numbers.missing,
                         .may_be_missing = parts_.group_may_be_missing});
    written_.arm_sql = arm_of_code(code);
    written_.readings.push_back({"group", rollout.group, "labels, as they are written"});
    add(group, "g");
  } else {
    const AdoptionColumn& adoption = parts_.adoption;
    written_.arm_sql = "1";
    add("''", "g");
    if (!adoption.period_sql.empty()) {
      written_.arm_sql = fmt::format("CASE WHEN {} IS NOT NULL THEN 1 WHEN {} IS NULL THEN 0 END", adoption.period_sql,
                                     adoption.text_sql);
      add(adoption.text_sql, "adt");
    }
    code =
        fmt::format("{} + {} * ({})", arm_code::comparison, arm_code::treated - arm_code::comparison, written_.arm_sql);
    if (!adoption.period_sql.empty())
      code += fmt::format(" + CASE WHEN {} THEN {} ELSE 0 END", adoption.is_never_sql, arm_code::said_never);
  }
  add(written_.arm_sql, "a");
  if (!parts_.off_step_sql.empty())
    code = fmt::format("({}) + {} * ({})", code, arm_code::off_step, parts_.off_step_sql);
  add(code, "code");
}

void Writer::labels() {
  const Columns& columns = parts_.columns;
  if (columns.cluster.empty())
    add("CAST(NULL AS VARCHAR)", "c");
  else
    add_label(columns.cluster, {.key = "columns.cluster"}, "c", "cluster");
  for (std::size_t i = 0; i < columns.segments.size(); ++i)
    add_label(columns.segments[i].expression, {.key = key_of(columns.segments, i, "columns.segments")},
              fmt::format("s{}", i), "segment " + columns.segments[i].name);
}

void Writer::numbers() {
  const Columns& columns = parts_.columns;
  for (std::size_t i = 0; i < columns.covariates.size(); ++i)
    want_number(
        {columns.covariates[i].expression, {.key = key_of(columns.covariates, i, "columns.covariates")}, "hours"},
        fmt::format("x{}", i), fmt::format("text_x{}", i), "covariate " + columns.covariates[i].name);
  if (!columns.uptake.empty())
    want_number({columns.uptake, {.key = "columns.uptake"}}, "w", "text_w", "use of the tool");
  if (!parts_.where.empty()) want_number({parts_.where, {.key = "data.where"}}, "kept", "text_kept", "rows that count");
}

// SQL of whether the metric sees the row; empty = it sees all.
std::string Writer::condition_of(std::size_t k) {
  const MetricSource& metric = parts_.metrics[k];
  std::string condition;
  if (!parts_.columns.metric_name.empty()) condition = is_named(value_of(metric));
  if (metric.where.empty()) return condition;
  const NumberReading kept = number_of(
      source_, {as_number(source_, metric.where), {.key = fmt::format("metrics[{}].where", k)}}, parts_.numbers);
  return fmt::format("{}{}coalesce({}, 0) = 1", condition, condition.empty() ? "" : " AND ", kept.sql);
}

void Writer::add_counted(std::size_t k, const std::string& condition) {
  const MetricSource& metric = parts_.metrics[k];
  const bool distinct = metric.aggregate == Aggregate::distinct, rows = is_number_of_rows(metric);
  std::string value = "CAST(1 AS DOUBLE PRECISION)", there = condition, text = "''";
  if (!rows) {
    text = trimmed(this->text(value_of(metric), {.key = fmt::format("metrics[{}].value", k)}));
    there += fmt::format("{}{} AND {} <> 'false'", there.empty() ? "" : " AND ",
                         is_cell_there(source_, value_of(metric), text, parts_.numbers), text);
    const bool folds = !parts_.columns.labels_as_written && source_.dialect().is_duckdb;
    if (distinct) value = folds ? folded_label(text) : text;
  }
  add(there.empty() ? value : fmt::format("CASE WHEN {} THEN {} END", there, value), fmt::format("num{}", k));
  add(text, fmt::format("numt{}", k));
  written_.readings.push_back({"metric " + metric.metric.name, rows ? "every row" : value_of(metric),
                               distinct ? "counted: different labels" : "counted: rows in which it is there"});
}

void Writer::add_duration(std::size_t k, const std::string& condition) {
  const MetricSource& metric = parts_.metrics[k];
  const auto place = [&](const char* key) { return Place{.key = fmt::format("metrics[{}].{}", k, key)}; };
  const double seconds = seconds_of_unit(metric.metric.unit);
  if (seconds == 0)
    throw Error(ErrorKind::usage, place("unit"),
                "unit is '" + metric.metric.unit + "', but a duration must be in seconds, minutes, hours or days");
  const MomentColumn from = moment_of(source_, metric.from, place("from"), TimeRole::duration_from, parts_.numbers);
  const MomentColumn to = moment_of(source_, metric.to, place("to"), TimeRole::duration_to, parts_.numbers);
  constexpr int day_seconds = 86400;
  if ((from.days_only || to.days_only) && seconds < day_seconds)
    throw Error(ErrorKind::data, place("unit"),
                fmt::format("{} holds days without a clock, but a duration in {} needs one",
                            from.days_only ? metric.from : metric.to, metric.metric.unit),
                "write \"unit\": \"days\", or name columns of timestamps");
  const auto where = [&](const std::string& sql) {
    return condition.empty() ? sql : fmt::format("CASE WHEN {} THEN {} END", condition, sql);
  };
  const auto bad = [&](const MomentColumn& moment) {
    return where(fmt::format("CASE WHEN {} IS NULL THEN {} END", moment.seconds_sql, moment.text_sql));
  };
  add(where(fmt::format("({} - {}) / {:g}", to.seconds_sql, from.seconds_sql, seconds)), fmt::format("num{}", k));
  add(to.text_sql, fmt::format("numt{}", k));
  add(bad(from), fmt::format("from_bad{}", k));
  add(bad(to), fmt::format("to_bad{}", k));
  add(where(fmt::format("CASE WHEN {} IS NOT NULL AND {} IS NULL THEN 1 ELSE 0 END", from.text_sql, to.text_sql)),
      fmt::format("open{}", k));
  written_.readings.push_back({"metric " + metric.metric.name, metric.from + " to " + metric.to,
                               fmt::format("the {} between {} and {}", metric.metric.unit, from.form, to.form)});
}

void Writer::metrics() {
  const Columns& columns = parts_.columns;
  for (std::size_t k = 0; k < parts_.metrics.size(); ++k) {
    const MetricSource& metric = parts_.metrics[k];
    const std::string condition = condition_of(k);
    if (counts_rows(metric)) {
      add_counted(k, condition);
      continue;
    }
    if (!metric.from.empty()) {
      add_duration(k, condition);
      continue;
    }
    const auto want = [&](const std::string& sql, const std::string& key, const std::string& name) {
      const Place place{.key = fmt::format("metrics[{}].{}", k, key)};
      const bool wide = columns.metric_name.empty(), divided = name == "num";
      want_number({wide ? sql : columns.metric_value, wide ? place : Place{.key = "columns.metric_value"},
                   divided ? metric.metric.unit : "", wide || divided ? condition : is_named(sql)},
                  fmt::format("{}{}", name, k), fmt::format("{}t{}", name, k),
                  (divided ? "metric " : "divisor of ") + metric.metric.name);
    };
    want(value_of(metric), "value", "num");
    if (!metric.per.empty()) want(metric.per, "per", "per");
  }
}

}  // namespace

RawColumns raw_columns(OpenSource& source, const QueryParts& parts) {
  return Writer(source, parts).all();
}

}  // namespace payoff
