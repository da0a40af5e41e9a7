// The load, step by step: open, understand the time, sum in the database, judge the
// rows if the sums show any reason to, assemble.
#include <set>

#include "base/messages.hpp"
#include "data/calendar.hpp"
#include "data/names.hpp"
#include "ingest/answer.hpp"
#include "ingest/assemble.hpp"
#include "ingest/coding.hpp"
#include "ingest/doubts.hpp"
#include "ingest/events.hpp"
#include "ingest/inputs.hpp"
#include "ingest/lookups.hpp"
#include "ingest/metric_words.hpp"
#include "ingest/moments.hpp"
#include "ingest/nesting.hpp"
#include "ingest/required.hpp"
#include "ingest/rollout_dates.hpp"
#include "ingest/sql/adoption_column.hpp"
#include "ingest/sql/partial_periods.hpp"
#include "ingest/unaffected.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

std::set<std::string> key_columns(const Columns& columns, const Rollout& rollout) {
  std::set<std::string> names{columns.unit,  columns.time,       columns.cluster,
                              rollout.group, rollout.adopted_on, columns.metric_name};
  names.insert({columns.observed_from, columns.observed_to});
  for (const NamedExpression& segment : columns.segments) names.insert(segment.expression);
  return names;
}

std::set<std::string> text_columns(const Columns& columns, const Rollout& rollout,
                                   const std::vector<MetricSource>& metrics) {
  std::set<std::string> names = key_columns(columns, rollout);
  for (const MetricSource& metric : metrics) {
    names.insert({metric.from, metric.to});
    if (counts_rows(metric)) names.insert(value_of(metric));
  }
  return names;
}

std::set<std::string> number_columns(const Columns& columns, const std::vector<MetricSource>& metrics) {
  std::set<std::string> names{columns.metric_value, columns.uptake};
  for (const MetricSource& metric : metrics)
    if (!counts_rows(metric) && metric.from.empty()) names.insert({value_of(metric), metric.per});
  for (const NamedExpression& covariate : columns.covariates) names.insert(covariate.expression);
  return names;
}

struct Asked {
  QueryParts parts;
  Answer answer;
};

// "a date like 2025-03-03; a period is a week, by the steps between the dates".
ColumnReading reading_of(const Columns& columns, const TimeColumn& time) {
  const char* why = !columns.period.empty()       ? "as columns.period says"
                    : time.by_last_day            ? "which its date ends, as the column's name says"
                    : time.irregular              ? "since its dates follow no regular step"
                    : says_its_kind(time.written) ? "as its cells say"
                                                  : "by the steps between the dates";
  return {"time", columns.time,
          fmt::format("{}; a period is {} {}, {}", said_form(time),
                      time.calendar.kind == PeriodKind::integer ? "an" : "a", name(time.calendar.kind), why)};
}

// After that of the units.
void add_reading_of_time(const Columns& columns, const TimeColumn& time, Loaded& loaded) {
  if (!columns.time.empty())
    loaded.readings.insert(loaded.readings.begin() + !columns.unit.empty(), reading_of(columns, time));
}

// When units began, of those of whom it is known.
std::set<int> adoptions_of(const Panel& panel, int rollout_period) {
  std::set<int> adoptions;
  if (!panel.moments.empty()) adoptions.insert(rollout_period);
  for (const Unit& unit : panel.units)
    if (unit.treated) adoptions.insert(unit.adopted_period);
  adoptions.erase(never);
  adoptions.erase(INT_MIN);
  return adoptions;
}

void count_periods(Loaded& loaded, const std::set<int>& adoptions) {
  const Panel& panel = loaded.panel;
  if (panel.calendar.kind == PeriodKind::none) return;
  const std::set<int> periods = observed_periods(panel);
  loaded.ledger.periods = periods.size();
  for (std::string& note : far_periods(panel, periods)) loaded.ledger.notes.push_back(std::move(note));
  if (adoptions.empty()) return;
  // What was before the data is the rollout only where nobody begins within them.
  const auto within = periods.empty() ? adoptions.end() : adoptions.upper_bound(*periods.begin());
  loaded.rollout_period = within == adoptions.end() ? *adoptions.begin() : *within;
}

void describe_inputs(OpenSource& open, const QueryParts& parts, Loaded& loaded) {
  loaded.inputs = inputs_of(open, *parts.joins);
  for (const Input& input : loaded.inputs)
    if (!input.read_as.empty())
      loaded.ledger.notes.push_back(say(MessageId::note_of_input, {{"input", input.name}, {"how", input.read_as}}));
  for (std::string& note : rows_in_two_files(open, parts.metrics)) loaded.ledger.notes.push_back(std::move(note));
  if (open.files.size() == 1) loaded.inputs.front().rows = loaded.ledger.rows_read;
}

void place_in_time(const QueryParts& parts, Loaded& loaded) {
  const std::set<int> adoptions = adoptions_of(loaded.panel, parts.rollout_period);
  count_periods(loaded, adoptions);
  require_both_sides(parts.rollout, loaded);
  loaded.events = events_of(parts.rollout, parts.time, adoptions);
}

// The panel, and all that is said of it.
void fill(OpenSource& open, const Asked& asked, const Calendar& calendar, const Context& context, Loaded& loaded) {
  const auto& [parts, answer] = asked;
  const auto& [query, answered, codes] = answer;
  if (shows_duplicates(answered, parts.metrics.size()))
    require_no_duplicates(open, query, calendar, parts.folded.contains("u"));
  const ResultTable unseen = unseen_units(open, query, parts);
  const std::optional<ResultTable> filled = with_zero_periods(answered, unseen, parts);
  const ResultTable& cells = filled ? *filled : answered;
  loaded.panel = assemble(cells, valueless_units(open, query, loaded.ledger), parts, calendar, context);
  if (!parts.rollout.unaffected.empty()) mark_unaffected(loaded.panel);
  call_metrics(open, parts, loaded.panel);
  const auto any_unit = [&](bool treated) {
    return std::ranges::any_of(loaded.panel.units, [&](const Unit& unit) { return unit.treated == treated; });
  };
  require_groups(open, query, parts.rollout, any_unit(true), any_unit(false));
  require_adoption_seen(parts.rollout, loaded.panel, cells);
  const bool says_never = codes.said_never || loaded.ledger.rows_used < loaded.ledger.rows_read;
  loaded.coding = describe_coding(open, query, parts, loaded.panel, cells, says_never);
  for (std::string& note : event_notes(open, query, parts, observed_cells(answered, cells, parts)))
    loaded.ledger.notes.push_back(std::move(note));
  describe_inputs(open, parts, loaded);
  loaded.ledger.units = loaded.panel.units.size();
  place_in_time(parts, loaded);
}

// What was asked for.
struct Wanted {
  const Source& source;
  const Columns& columns;
  const Rollout& rollout;
  const std::vector<MetricSource>& metrics;
  Grain grain;
  NumberRules numbers;
  std::string where;
};

QueryParts parts_of(OpenSource& open, const Wanted& wanted, const TimeColumn& time) {
  const auto& [source, columns, rollout, metrics, grain, numbers, where] = wanted;
  QueryParts parts{.columns = columns,
                   .rollout = rollout,
                   .metrics = metrics,
                   .period_sql = time.period_sql,
                   .time = time,
                   .period_sql_of_text = time.period_sql_of_text,
                   .off_step_sql = time.off_step_sql,
                   .adoption = {},
                   .rollout_period = rollout.date.empty() ? never : written_period(rollout.date, "rollout.date", time),
                   .grain = grain,
                   .numbers = numbers,
                   .where = where,
                   .keep_totals = source.keep_totals,
                   .joins = &source.joins,
                   .events_denied = !source.events.value_or(true)};
  for (std::size_t k = 0; k < metrics.size(); ++k) parts.zeros.push_back(counts_zero(source, metrics, k));
  if (!columns.time.empty() && !columns.keep_partial_periods) {
    if (parts.collapses() && open.is_csv() && !source.moments)  // all of it is read for any of its columns
      parts.day_number_sql = day_number_sql(time, open.dialect());
    else
      parts.partial = partial_periods(open, columns.time, time);
  }
  if (!rollout.adopted_on.empty())
    parts.adoption = detect_adoption(open, rollout.adopted_on, TimeRole::adoption, columns, time, numbers);
  if (!columns.observed_from.empty())
    parts.observed_from = detect_adoption(open, columns.observed_from, TimeRole::observed_from, columns, time, numbers);
  if (!columns.observed_to.empty())
    parts.observed_to = detect_adoption(open, columns.observed_to, TimeRole::observed_to, columns, time, numbers);
  return parts;
}

// All dates are looked at before: to find them off the steps of the first would be to ask everything again.
Loaded summed_in_place(OpenSource& open, const Wanted& wanted, const std::vector<std::string>& notes_of_joins) {
  const Columns& columns = wanted.columns;
  TimeColumn time;
  if (!columns.time.empty()) time = detect_time(open, columns, DatesSeen::all);
  const QueryParts parts = parts_of(open, wanted, time);
  Loaded loaded = load_moments(open, parts);
  add_reading_of_time(columns, time, loaded);
  loaded.ledger.notes.insert(loaded.ledger.notes.end(), notes_of_joins.begin(), notes_of_joins.end());
  describe_inputs(open, parts, loaded);
  place_in_time(parts, loaded);
  for (std::string& sql : loaded.sql) sql = open.shown(std::move(sql));
  return loaded;
}

}  // namespace

Loaded load(const Source& source, const Columns& named, const Rollout& rollout,
            const std::vector<MetricSource>& metrics, Grain grain, const Context& context) {
  if (source.moments) require_moments_do(named, rollout, metrics);
  Columns columns = named;
  if (!rollout.unaffected.empty()) columns.segments.push_back(unaffected_segment(rollout));
  const std::set<std::string> numbers_wanted = number_columns(columns, metrics);
  std::set<std::string> labels = text_columns(columns, rollout, metrics), looking = looking_columns(source.joins);
  labels.insert(looking.begin(), looking.end());
  OpenSource open(source, labels, numbers_wanted, context);
  open.take_as_labels(key_columns(columns, rollout));
  const NumberRules numbers{source.decimal, missing_spellings(source.missing, source.not_missing)};
  open.keep_labels_as_written(looking, numbers_wanted);
  const std::vector<std::string> notes_of_joins = look_up(open, source.joins, numbers);
  open.keep_labels_as_written(labels, numbers_wanted);
  settle_three_decimals(open, numbers);
  const std::string where = as_number(open, source.where);
  if (!where.empty()) open.only_where(number_of(open, {where, {.key = "data.where"}}, numbers).sql);
  const Wanted wanted{source, columns, rollout, metrics, grain, numbers, where};
  if (source.moments) return summed_in_place(open, wanted, notes_of_joins);
  TimeColumn time;
  Loaded loaded;
  const auto ask_with = [&](DatesSeen seen) {
    if (!columns.time.empty()) time = detect_time(open, columns, seen);
    QueryParts parts = parts_of(open, wanted, time);
    Answer answer = ask(open, parts, loaded);
    return Asked{std::move(parts), std::move(answer)};
  };
  std::optional<Asked> asked(ask_with(DatesSeen::first_rows));
  // Dates that are not on the steps which the first rows showed: weeks that turn out to be days.
  if (asked->answer.codes.off_step) asked.emplace(ask_with(DatesSeen::all));
  std::optional<Nesting> nesting;
  if (loaded.ledger.rows_used > 0)
    nesting = nesting_of(open, asked->answer.query, columns, rollout,
                         {loaded.ledger.rows_read, segments_across_arms(asked->answer, asked->parts)});
  if (nesting && nesting->is_cluster) {
    columns.cluster = nesting->column;
    asked.emplace(ask_with(asked->answer.codes.off_step ? DatesSeen::all : DatesSeen::first_rows));
  }
  loaded.ledger.notes.insert(loaded.ledger.notes.end(), notes_of_joins.begin(), notes_of_joins.end());
  loaded.readings = asked->answer.query.readings();
  add_reading_of_time(columns, time, loaded);
  if (!rollout.adopted_on.empty())
    loaded.readings.push_back({"adoption", rollout.adopted_on, "dates in a form of their own; empty means never"});
  if (loaded.ledger.rows_read == 0) throw open.no_rows();
  require_one_header(open, loaded.ledger);
  if (loaded.ledger.rows_used == 0 && loaded.ledger.rows_rejected == 0) throw all_left_out(open, loaded.ledger);
  if (loaded.ledger.rows_used == 0) return loaded;
  try {
    fill(open, *asked, time.calendar, context, loaded);
  } catch (const Error& error) {
    throw with_rejections(error, loaded.ledger);
  }
  loaded.panel.nesting = nesting;
  for (std::string& sql : loaded.sql) sql = open.shown(std::move(sql));
  return loaded;
}

}  // namespace payoff
