#include "ingest/sql/row_reasons.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/messages.hpp"
#include "data/largest_number.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/sql/labels_sql.hpp"

namespace payoff {
namespace {

class Reasons {
 public:
  std::vector<RowReason> list;

  RowReason& reject(const std::string& condition, const std::string& column, const std::string& text,
                    const std::string& description) {
    list.push_back({.condition = condition, .column = column, .text_sql = text, .description = description});
    return list.back();
  }
  RowReason& filter(const std::string& condition, const std::string& column, const std::string& text,
                    const std::string& description) {
    reject(condition, column, text, description).rejected = false;
    return list.back();
  }
  void require_number(const std::string& number, const std::string& column, const std::string& text) {
    reject(number + " = CAST('NaN' AS DOUBLE PRECISION)", column, text, say(MessageId::row_unlike_numbers)).of_number =
        true;
  }
  // Above the largest a number has no square that is a double.
  void require_finite(const std::string& number, const std::string& column, const std::string& text) {
    require_number(number, column, text);
    list.back().refines = true;
    reject(fmt::format("NOT (abs({}) < {:g})", number, largest_number), column, text, say(MessageId::row_not_finite));
    list.back().of_number = true;
  }
};

void add_joins(const QueryParts& parts, Reasons& reasons) {
  for (std::size_t i = 0; parts.joins && i < parts.joins->size(); ++i) {
    const Join& join = (*parts.joins)[i];
    if (join.keep_unmatched) continue;
    const std::vector<Field> fields{{"table", join.name}, {"join", std::to_string(i)}};
    reasons.filter(fmt::format("m{} IS NULL", i), join.on[0].of_rows, "''",
                   say(MessageId::row_looks_up_nothing, fields));
    reasons.filter(fmt::format("m{} = 0", i), join.on[0].of_rows, "''", say(MessageId::row_without_partner, fields));
  }
}

void add_keys(const QueryParts& parts, Reasons& reasons) {
  const std::string &unit = parts.columns.unit, &time = parts.columns.time, &group = parts.rollout.group;
  const std::string total = say(MessageId::row_of_totals);
  if (!parts.totals.empty()) reasons.filter("u IN (" + sql_texts(parts.totals) + ")", unit, "u", total);
  std::string lacks;  // what a row of totals has no value for
  if (!parts.period_sql.empty()) lacks = "p IS NULL";
  if (!group.empty()) lacks += std::string(lacks.empty() ? "" : " OR ") + "g IS NULL";
  if (!parts.keep_totals && !unit.empty() && !lacks.empty())
    reasons.filter("(" + lacks + ") AND " + is_total("u"), unit, "u", total).refines = true;
  reasons.reject("u IS NULL", unit, "''", say(MessageId::row_unit_empty));
  if (!parts.missing_units.empty())
    reasons.reject("u IN (" + sql_texts(parts.missing_units) + ")", unit, "u", say(MessageId::row_unit_missing));
  if (!parts.period_sql.empty()) {
    reasons.reject("p IS NULL AND coalesce(t, '') = ''", time, "''", say(MessageId::row_time_empty)).refines = true;
    if (!parts.keep_totals) reasons.filter("p IS NULL AND " + is_total("t"), time, "t", total).refines = true;
    reasons.reject("p IS NULL", time, "t", say(MessageId::row_time_unlike, {{"form", said_form(parts.time)}}));
  }
  if (!group.empty()) {
    reasons.reject("g IS NULL", group, "''", say(MessageId::row_group_empty));
    if (!parts.keep_totals) reasons.filter("a IS NULL AND " + is_total("g"), group, "g", total).refines = true;
    if (parts.group_may_be_missing && parts.rollout.comparison.empty())
      reasons.reject("a IS NULL", group, "g", say(MessageId::row_group_missing)).refines = true;
    reasons.filter("a IS NULL", group, "g", say(MessageId::row_in_neither_group));
  }
  if (!parts.adoption.period_sql.empty())
    reasons.reject("a IS NULL", parts.rollout.adopted_on, "adt", say(MessageId::row_no_adoption));
  if (!parts.partial.periods.empty())
    reasons.filter(fmt::format("p IN ({})", fmt::join(parts.partial.periods, ", ")), time, "t",
                   say(MessageId::row_in_partial_period, {{"periods", words_of(parts.partial)}}));
}

// SQL of whether the row has none of the metrics.
std::string add_metrics(const QueryParts& parts, Reasons& reasons) {
  const std::string no_moment = say(MessageId::row_moment_unlike);
  std::string none;
  for (std::size_t k = 0; k < parts.metrics.size(); ++k) {
    const MetricSource& metric = parts.metrics[k];
    const std::string& name = value_of(metric);
    const std::string num = fmt::format("num{}", k), per = fmt::format("per{}", k), text = fmt::format("numt{}", k);
    none += (none.empty() ? "" : " AND ") + num + " IS NULL";
    if (counts_rows(metric)) continue;
    if (!metric.from.empty()) {
      reasons.reject(fmt::format("from_bad{} IS NOT NULL", k), metric.from, fmt::format("from_bad{}", k), no_moment);
      reasons.reject(fmt::format("to_bad{} IS NOT NULL", k), metric.to, fmt::format("to_bad{}", k), no_moment);
      reasons.reject(num + " < 0", metric.to, text, say(MessageId::row_ends_before, {{"start", metric.from}}));
      continue;
    }
    reasons.require_finite(num, name, text);
    if (metric.aggregate == Aggregate::share)
      reasons.reject(num + " NOT IN (0, 1)", name, text, say(MessageId::row_no_share));
    if (!metric.per.empty()) {
      reasons.reject(
          fmt::format("{0} < 0 OR ({0} = 0 AND {1} <> 0) OR NOT (abs({0}) < {2:g})", per, num, largest_number),
          metric.per, fmt::format("pert{}", k), say(MessageId::row_divisor_not_positive, {{"value", name}}));
      none += " AND " + per + " IS NULL";
    }
    if (metric.metric.scale == Scale::log)
      reasons.reject(num + " <= 0", name, text, say(MessageId::row_log_not_positive));
  }
  return none;
}

}  // namespace

bool QueryParts::collapses() const {
  return !columns.metric_name.empty() ||
         std::ranges::any_of(metrics, [](const MetricSource& metric) { return metric.aggregate != Aggregate::none; });
}

const std::string& value_of(const MetricSource& metric) {
  return metric.value.empty() ? metric.metric.name : metric.value;
}

bool counts_rows(const MetricSource& metric) {
  return metric.aggregate == Aggregate::count || metric.aggregate == Aggregate::distinct;
}

bool is_mean_of_rows(const MetricSource& metric) {
  return metric.aggregate == Aggregate::mean && metric.per.empty() &&
         (!metric.metric.per.empty() || !metric.from.empty());
}

std::string key_of(const std::vector<NamedExpression>& list, std::size_t i, std::string_view name) {
  return list[i].key.empty() ? fmt::format("{}[{}]", name, i) : list[i].key;
}

namespace {

std::vector<RowReason> reasons_here(const QueryParts& parts, const std::vector<std::string>& shown) {
  Reasons reasons, of_metrics;
  if (!parts.where.empty()) reasons.filter("coalesce(kept, 0) <> 1", "", "''", say(MessageId::row_not_asked));
  const std::string no_metric = add_metrics(parts, of_metrics);
  RowReason& empty = reasons.filter(fmt::format("{}coalesce(t, '') = '' AND coalesce(g, '') = '' AND {}",
                                                parts.columns.unit.empty() ? "" : "u IS NULL AND ", no_metric),
                                    "", "''", say(MessageId::row_empty));
  empty.refines = !parts.columns.unit.empty() || !parts.period_sql.empty();
  add_joins(parts, reasons);
  add_keys(parts, reasons);
  for (RowReason& reason : of_metrics.list) reasons.list.push_back(std::move(reason));
  for (std::size_t i = 0; i < parts.columns.covariates.size(); ++i)
    reasons.require_finite(fmt::format("x{}", i), parts.columns.covariates[i].name, fmt::format("text_x{}", i));
  if (!parts.columns.uptake.empty()) reasons.require_finite("w", parts.columns.uptake, "text_w");
  for (std::size_t i = 0; i < shown.size(); ++i)
    reasons.require_number(fmt::format("shown{}", i), shown[i], fmt::format("text_shown{}", i));
  // In a long layout a row may name a metric that the study does not ask for. An event shows that its unit is there.
  if (!parts.counts_zeros() && !parts.keeps_valueless) {
    reasons.filter(no_metric, "", "''", say(MessageId::row_without_value));
    reasons.list.back().valueless = true;
  }
  return std::move(reasons.list);
}

}  // namespace

std::vector<RowReason> row_reasons(const QueryParts& parts, const std::vector<std::string>& shown) {
  std::vector<RowReason> reasons = reasons_here(parts, shown);
  const Speaking english(language_of("en"));
  std::vector<RowReason> in_english = reasons_here(parts, shown);
  for (std::size_t i = 0; i < reasons.size(); ++i) reasons[i].in_english = std::move(in_english[i].description);
  return reasons;
}

std::string first_reason_sql(const std::vector<RowReason>& reasons) {
  std::string good, first;
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    first += fmt::format(" WHEN {} THEN {}", reasons[i].condition, i);
    if (!reasons[i].refines) good += fmt::format("{}NOT ({})", good.empty() ? "" : " AND ", reasons[i].condition);
  }
  return "CASE WHEN " + good + " THEN NULL" + first + " END";
}

}  // namespace payoff
