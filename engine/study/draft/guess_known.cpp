// What is known of an export by its format: declared in ingest/formats, and held against what its cells hold.
#include <fmt/format.h>

#include <filesystem>

#include "base/letters.hpp"
#include "data/calendar.hpp"
#include "data/spoken.hpp"
#include "ingest/source/duckdb.hpp"
#include "study/draft/guessing.hpp"

namespace payoff {
namespace {

// 2025-03-31, whose order as a text is that of time.
bool is_iso_date(const std::string& text) {
  return parse_iso_date(text.substr(0, 10)).has_value();
}

}  // namespace

std::string sql_of(Column c) {
  return c->is_part ? c->name : sql_name(c->name);
}

std::string Guess::file_name(std::size_t table) const {
  return std::filesystem::path(survey_.tables()[table].files[0]).filename().string();
}

void Guess::recognise_tables() {
  for (std::size_t table = 0; table < survey_.tables().size(); ++table) {
    std::vector<std::string> names;
    for (const SurveyedColumn& column : survey_.tables()[table].columns) names.push_back(column.name);
    known_.push_back(recognise(names));
    const std::size_t most = known_[table] ? known_[table]->format->most_prices : 0;
    if (most > 0 && (survey_.tables().size() == 1 || known_column(table, "amount")->distinct > most))
      known_[table].reset();
  }
}

ExportKind Guess::kind_of(std::size_t table) const {
  return known_[table] ? known_[table]->format->kind : ExportKind::outcomes;
}

Column Guess::known_column(std::size_t table, const std::string& role) const {
  if (!known_[table]) return nullptr;
  const auto name = known_[table]->columns.find(role);
  if (name == known_[table]->columns.end()) return nullptr;
  return &*std::ranges::find(survey_.tables()[table].columns, name->second, &SurveyedColumn::name);
}

Column Guess::column_named(const std::string& name) const {
  const auto found = std::ranges::find(rows().columns, name, &SurveyedColumn::name);
  return found == rows().columns.end() ? nullptr : &*found;
}

// The SQL with the names of the columns; nothing where one is not there, or has nothing in it.
std::optional<std::string> Guess::with_columns(const std::string& sql) const {
  std::string text;
  for (std::size_t at = 0; at < sql.size();) {
    const std::size_t begin = sql.find('{', at), end = sql.find('}', at);
    if (begin == std::string::npos) return text + sql.substr(at);
    const Column column = known_column(main_, sql.substr(begin + 1, end - begin - 1));
    if (!column || column->there == 0) return std::nullopt;
    const bool alone = begin == 0 && end + 1 == sql.size();
    text += sql.substr(at, begin - at) + (alone ? column->name : sql_of(column));
    at = end + 1;
  }
  return text;
}

// Seconds or milliseconds since 1970, where the format says that they are times: as the days that they mean.
Column Guess::as_moments(Column c) {
  constexpr double seconds = 1e9, milliseconds = 1e12, as_far = 4;  // 2001 to 2096
  if (!c || is_date(c) || !is_number(c)) return c;
  const double unit = c->low >= milliseconds ? 1000.0 : 1.0;
  if (c->low < seconds * unit || c->high > as_far * seconds * unit) return c;
  SurveyedColumn& moments = made_.emplace_back(*c);
  moments.content = Content::moment;
  moments.sql = fmt::format("({} / {:.0f})", c->sql, 86400 * unit);
  moments.low /= 86400 * unit;
  moments.high /= 86400 * unit;
  return &moments;
}

// Dates of the rows, from which each unit's first is found: only where they sort as texts.
bool Guess::take_known_adoption() {
  if (!known_[main_] || known_[main_]->format->adopted_on.empty() || !time_) return false;
  const std::optional<std::string> sql = with_columns(known_[main_]->format->adopted_on);
  if (!sql || time_->labels.empty() || !std::ranges::all_of(time_->labels, is_iso_date)) return false;
  if (survey_.values_of(main_, *sql).there == 0) return false;
  plan_.rollout.adopted_on = *sql;
  if (const auto uptake = with_columns(known_[main_]->format->uptake)) plan_.columns.uptake = *uptake;
  return true;
}

// The metric with the names of the columns, where they hold what it needs.
std::optional<MetricSource> Guess::known_metric(MetricSource metric) {
  constexpr double in_order = 1 - default_rejected_limit;
  for (std::string* sql : {&metric.value, &metric.where, &metric.from, &metric.to, &metric.per}) {
    const std::optional<std::string> filled = with_columns(*sql);
    if (!filled) return std::nullopt;
    *sql = *filled;
  }
  if (!metric.from.empty()) {
    const Column from = column_named(metric.from), to = column_named(metric.to);
    if (!from || !to || !is_date(from) || !is_date(to)) return std::nullopt;
    if (survey_.share_in_order(main_, *from, *to) < in_order) {
      plan_.notes.push_back(fmt::format("{} is left out: {} lies before {} in too many rows", spoken(metric.metric),
                                        to->name, from->name));
      return std::nullopt;
    }
    if (metric.metric.unit.empty()) metric.metric.unit = unit_between(from, to);
  } else if (const Column value = column_named(metric.value)) {
    if (!is_number(value)) {
      plan_.notes.push_back(
          fmt::format("{} is left out: {} holds no numbers, or such as can be read in two ways "
                      "(data.decimal says in which)",
                      spoken(metric.metric), value->name));
      return std::nullopt;
    }
  } else if (!metric.value.empty()) {
    const std::string counted =
        metric.where.empty() ? metric.value : "CASE WHEN " + metric.where + " THEN " + metric.value + " END";
    if (survey_.values_of(main_, counted).distinct < 2) return std::nullopt;
  }
  if (!metric.where.empty() && survey_.values_of(main_, "CASE WHEN " + metric.where + " THEN 1 END").there == 0)
    return std::nullopt;
  return metric;
}

// The one currency of the rows, or the most frequent, whose rows alone are summed up then.
std::string Guess::take_currency() {
  const Column column = known_column(main_, "currency");
  if (!column || column->labels.empty()) return known_[main_]->format->currency;
  std::string code = column->labels[0];
  if (column->distinct > 1) {
    plan_.where = fmt::format("{} = {}", sql_of(column), sql_text(code));
    plan_.notes.push_back(
        fmt::format("of {} currencies only {} counts: amounts of several cannot be added", column->distinct, code));
  }
  std::ranges::transform(code, code.begin(), to_upper);
  return code;
}

bool Guess::add_known_metrics() {
  if (!known_[main_] || known_[main_]->format->metrics.empty()) return false;
  const std::string currency = take_currency(), &row = known_[main_]->format->row;
  for (const MetricSource& declared : known_[main_]->format->metrics) {
    const auto same = [&](const MetricSource& each) { return each.metric.name == declared.metric.name; };
    if (std::ranges::any_of(plan_.metrics, same)) continue;
    std::optional<MetricSource> metric = known_metric(declared);
    if (!metric) continue;
    if (metric->metric.kind == MetricKind::revenue && metric->metric.unit.empty()) metric->metric.unit = currency;
    if (metric->aggregate == Aggregate::mean && metric->metric.per.empty()) metric->metric.per = row;
    plan_.metrics.push_back(std::move(*metric));
  }
  if (events_) say_events(row);
  return !plan_.metrics.empty();
}

Column Guess::first_known(std::size_t table, std::initializer_list<const char*> roles) {
  for (const char* role : roles)
    if (const Column column = known_column(table, role)) return column;
  return nullptr;
}

// A bill has no effect in it; it belongs into the money.
void Guess::add_bill(std::size_t table) {
  const ExportFormat& bill = *known_[table]->format;
  const Column amount = known_column(table, "amount"), code = known_column(table, "currency"),
               month = first_known(table, {"month", "date", "start"});
  std::string text = fmt::format("{} is a bill ({})", file_name(table), bill.name);
  plan_.currency = code && code->distinct == 1 ? code->labels[0] : bill.currency;
  if (amount && is_number(amount))
    text += fmt::format(" of {:.2f} {}", survey_.values_of(table, sql_of(amount)).sum, plan_.currency);
  if (amount && month) {
    BillSource source{
        .name = std::filesystem::path(file_name(table)).stem().string(), .month = month->name, .amount = amount->name};
    source.source.files = survey_.tables()[table].files;
    plan_.bills.push_back(std::move(source));
  }
  plan_.notes.push_back(text + ": it belongs into money.bills");
}

}  // namespace payoff
