#include "ingest/answer.hpp"

#include <cmath>
#include <numeric>
#include <optional>
#include <set>

#include "ingest/labels.hpp"
#include "ingest/ledger.hpp"

namespace payoff {
namespace {

// The rows themselves where each is a cell, which they nearly always are where nothing sums them; else their sums.
ResultTable cells_of(OpenSource& source, const PanelQuery& query, const std::string& relation, bool only_good,
                     std::vector<std::string>& sql) {
  const auto asked = [&](std::string text) {
    sql.push_back(std::move(text));
    return source.query(sql.back(), Rows::many);
  };
  if (query.one_row_each()) {
    ResultTable rows = asked(query.rows(relation, only_good));
    if (order_cells(rows)) return rows;
    sql.pop_back();
  }
  return asked(query.cells(relation, only_good));
}

// The sums and the judgement of rows in one pass; none where they show that periods are partial, which is in parts now.
std::optional<ResultTable> judged_sums(OpenSource& source, const PanelQuery& query, QueryParts& parts, Loaded& loaded) {
  loaded.sql.push_back(query.judged_cells(source.relation()));
  ResultTable cells = source.query(loaded.sql.back(), Rows::many);
  if (!parts.day_number_sql.empty()) {
    parts.day_number_sql.clear();
    parts.partial = partial_periods(cells, parts.time);
    if (!parts.partial.periods.empty()) return std::nullopt;
  }
  loaded.ledger = judge_rows(source, query, take_audit(cells));
  return cells;
}

// The cells, and the ledger that goes with them.
ResultTable sum_and_judge(OpenSource& source, const PanelQuery& query, std::size_t metrics, Loaded& loaded) {
  const std::string relation = source.relation();
  ResultTable cells;
  if (!query.judges_first()) cells = cells_of(source, query, relation, false, loaded.sql);
  if (query.judges_first() || shows_bad_rows(cells, metrics)) {
    loaded.ledger = judge_rows(source, query, source.query(query.audit(relation)));
    return cells_of(source, query, relation, true, loaded.sql);
  }
  const std::vector<std::int64_t>& rows = cells["n"].integers;
  const std::int64_t used =
      std::accumulate(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(unit_rows_end(cells)), std::int64_t{0});
  loaded.ledger = ledger_of(static_cast<std::size_t>(used), unparsed_rows(source));
  return cells;
}

void doubt_cells(OpenSource& source, const std::vector<MetricSource>& metrics, const ResultTable& cells) {
  const std::size_t end = unit_rows_end(cells);
  const auto any_broken = [&](const ResultColumn* column) {
    for (std::size_t row = 0; column && row < end; ++row)
      if (column->valid[row] && column->reals[row] != std::floor(column->reals[row])) return true;
    return false;
  };
  const std::vector<MetricResult> results = metric_results(cells, metrics.size());
  for (std::size_t k = 0; k < metrics.size(); ++k) {
    const bool log = metrics[k].metric.scale == Scale::log;
    doubt_whole_numbers(
        source, metrics[k], [&] { return any_broken(log ? results[k].level : results[k].value); },
        [&] { return any_broken(results[k].denominator); });
  }
}

}  // namespace

std::set<std::string> misjudged_columns(const OpenSource& source) {
  std::set<std::string> columns = source.contradicted;
  std::erase_if(columns, [&](const std::string& column) { return !source.is_typed(column); });
  return columns;
}

void doubt_whole_numbers(OpenSource& source, const MetricSource& metric, const std::function<bool()>& value_is_broken,
                         const std::function<bool()>& divisor_is_broken) {
  if (counts_rows(metric)) return;
  const std::string& value = value_of(metric);
  if (source.began_whole(value) && value_is_broken()) source.contradicted.insert(value);
  if (source.began_whole(metric.per) && divisor_is_broken()) source.contradicted.insert(metric.per);
}

Answer ask(OpenSource& source, QueryParts& parts, Loaded& loaded) {
  std::vector<std::string> notes;
  for (;;) {
    loaded = {};
    PanelQuery query(source, parts);
    std::optional<ResultTable> sums = query.collapses() ? judged_sums(source, query, parts, loaded)
                                                        : sum_and_judge(source, query, parts.metrics.size(), loaded);
    if (!sums) continue;
    ResultTable& cells = *sums;
    const CodesSeen codes = take_codes_apart(cells);
    doubt_cells(source, parts.metrics, cells);
    const std::set<std::string> misjudged = misjudged_columns(source);
    const bool news = learn_from_labels(source, query, cells, codes, parts, notes);  // of columns as the query has them
    if (misjudged.contains(parts.columns.time)) parts.period_sql = parts.period_sql_of_text;
    source.take_as_text(misjudged);
    if (!misjudged.empty() || news) continue;
    loaded.ledger.notes = std::move(notes);
    add_loose_groups(source, query, codes, loaded.ledger.notes);
    return {std::move(query), std::move(cells), codes};
  }
}

}  // namespace payoff
