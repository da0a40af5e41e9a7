#include "ingest/events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/letters.hpp"
#include "ingest/cells.hpp"
#include "ingest/source/source.hpp"

namespace payoff {

std::string_view name(Aggregate aggregate) {
  constexpr std::string_view names[] = {"none", "sum", "mean", "share", "min", "max", "median", "count", "distinct"};
  return names[static_cast<std::size_t>(aggregate)];
}

bool counts_zero(const Source& source, const std::vector<MetricSource>& metrics, std::size_t metric) {
  const auto is_of_events = [](const MetricSource& each) { return counts_rows(each) || !each.from.empty(); };
  const bool events = source.events.value_or(std::ranges::any_of(metrics, is_of_events));
  const MetricSource& asked = metrics[metric];
  return events && (counts_rows(asked) || (asked.aggregate == Aggregate::sum && asked.per.empty()));
}

bool counts_zeros(const Source& source, const std::vector<MetricSource>& metrics) {
  for (std::size_t k = 0; k < metrics.size(); ++k)
    if (counts_zero(source, metrics, k)) return true;
  return false;
}

namespace {

// A cell of the result: a row of the answer, or an empty period of the unit that has this row.
struct Cell {
  std::size_t row;
  std::optional<std::int64_t> empty_period;
};

class Observation {
 public:
  // Units from this row on (seen) have no row of their own: theirs says what they are.
  Observation(const ResultTable& cells, std::size_t seen, const QueryParts& parts)
      : cells_(cells),
        seen_(seen),
        parts_(parts),
        period_(cells["period"].integers),
        periods_(period_.begin(), period_.begin() + static_cast<std::ptrdiff_t>(seen)) {}

  // All cells, in order: of each unit from the first period under observation to the last.
  std::vector<Cell> all() const {
    std::vector<Cell> found;
    const std::vector<std::string>& unit = cells_["u"].texts;
    for (std::size_t begin = 0, end; begin < seen_; begin = end) {
      for (end = begin + 1; end < seen_ && unit[end] == unit[begin];) ++end;
      std::size_t row = begin;
      for (auto p = periods_.lower_bound(first(begin)); p != periods_.end() && *p <= last(begin, end - 1); ++p) {
        const bool there = row < end && period_[row] == *p;
        found.push_back({there ? row : std::max(row, begin + 1) - 1, there ? std::nullopt : std::optional(*p)});
        row += there;
      }
    }
    if (seen_ == cells_.rows) return found;
    for (std::size_t row = seen_; row < cells_.rows; ++row)
      for (auto p = periods_.lower_bound(first(row)); p != periods_.end() && *p <= last(row, row); ++p)
        found.push_back({row, *p});
    std::ranges::stable_sort(found, {}, [&](const Cell& cell) -> const std::string& { return unit[cell.row]; });
    return found;
  }

 private:
  std::int64_t first(std::size_t row) const {
    const bool said = !parts_.observed_from.period_sql.empty() && cells_["observed_from_lo"].valid[row];
    const std::int64_t seen = row < seen_ ? period_[row] : said ? INT64_MAX : *periods_.begin();
    return said ? std::min(seen, cells_["observed_from_lo"].integers[row]) : seen;
  }
  std::int64_t last(std::size_t row, std::size_t last_row) const {
    const std::int64_t seen = row < seen_ ? period_[last_row] : INT64_MIN;
    if (parts_.observed_to.period_sql.empty()) return row < seen_ ? seen : *periods_.rbegin();
    return cells_["observed_to_hi"].valid[row] ? std::max(seen, cells_["observed_to_hi"].integers[row])
                                               : *periods_.rbegin();
  }

  const ResultTable& cells_;
  std::size_t seen_;
  const QueryParts& parts_;
  const std::vector<std::int64_t>& period_;
  std::set<std::int64_t> periods_;
};

ResultColumn taken(const ResultColumn& from, const std::vector<Cell>& cells) {
  ResultColumn column{.name = from.name, .type = from.type};
  for (const auto& [row, empty] : cells) {
    if (!from.integers.empty()) column.integers.push_back(from.integers[row]);
    if (!from.reals.empty()) column.reals.push_back(from.reals[row]);
    if (!from.texts.empty()) column.texts.push_back(from.texts[row]);
    column.valid.push_back(from.valid[row]);
  }
  return column;
}

// What an empty period holds of a column: the unit's own attributes are those of its neighbour already.
void empty_cell(ResultColumn& column, std::size_t row, const std::vector<bool>& zero, bool constant) {
  const char kind = column.name[0];
  const bool of_metric = column.name.size() > 1 && is_digit(column.name[1]) &&
                         std::string_view("vnld").find(kind) != std::string_view::npos;
  const bool is_zero = of_metric && zero[static_cast<std::size_t>(std::stoul(column.name.substr(1)))];
  if (column.name == "n") {
    column.integers[row] = 0;
  } else if (of_metric && kind == 'n') {
    column.integers[row] = is_zero ? 1 : 0;
  } else if (of_metric || column.name == "w" || (kind == 'x' && !constant)) {
    column.valid[row] = is_zero;
    column.reals[row] = is_zero ? 0 : missing;
  }
}

// Whether each unit has one value of it.
bool is_constant(const ResultColumn& column, const ResultColumn& unit) {
  for (std::size_t row = 1; row < unit.size(); ++row)
    if (unit.texts[row] == unit.texts[row - 1] && column.reals[row] != column.reals[row - 1]) return false;
  return true;
}

// Cells of a unit stand together.
std::size_t units_in(const ResultTable& cells) {
  const std::vector<std::string>& unit = cells["u"].texts;
  std::size_t units = cells.rows > 0;
  for (std::size_t row = 1; row < cells.rows; ++row) units += unit[row] != unit[row - 1];
  return units;
}

// The rows of both, which have the same columns.
ResultTable below(const ResultTable& upper, const ResultTable& lower) {
  ResultTable both = upper;
  both.rows += lower.rows;
  for (std::size_t i = 0; i < lower.columns.size(); ++i) {
    ResultColumn& column = both.columns[i];
    const ResultColumn& more = lower[column.name];
    column.integers.insert(column.integers.end(), more.integers.begin(), more.integers.end());
    column.reals.insert(column.reals.end(), more.reals.begin(), more.reals.end());
    column.texts.insert(column.texts.end(), more.texts.begin(), more.texts.end());
    column.valid.insert(column.valid.end(), more.valid.begin(), more.valid.end());
  }
  return both;
}

bool speaks_only_of(OpenSource& source, const std::string& sql, const std::string& column) {
  return source.has_column(column) && (sql == column || source.columns_of(sql) == std::set{column});
}

// Whether the table says from when, or until when, a unit is there.
bool says_observation(OpenSource& source, const Lookup& lookup, const QueryParts& parts) {
  for (const std::string& end : {parts.columns.observed_from, parts.columns.observed_to}) {
    if (source.lookup_of(end) == &lookup) return true;
    for (const std::string& column : source.columns_of(end))
      if (source.lookup_of(column) == &lookup) return true;
  }
  return false;
}

}  // namespace

std::optional<ResultTable> with_zero_periods(const ResultTable& cells, const ResultTable& unseen,
                                             const QueryParts& parts) {
  if (!counts_empty_periods(parts) || cells.rows == 0) return std::nullopt;
  std::optional<ResultTable> longer;  // only then is anything copied
  if (unseen.rows > 0) longer = below(cells, unseen);
  const ResultTable& both = longer ? *longer : cells;
  const std::vector<Cell> all = Observation(both, cells.rows, parts).all();
  if (all.size() == cells.rows) return std::nullopt;
  ResultTable filled{.columns = {}, .rows = all.size()};
  for (const ResultColumn& from : both.columns) {
    ResultColumn column = taken(from, all);
    const bool constant = from.name[0] == 'x' && is_constant(from, both["u"]);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!all[i].empty_period) continue;
      if (column.name == "period") column.integers[i] = *all[i].empty_period, column.valid[i] = true;
      empty_cell(column, i, parts.zeros, constant);
    }
    filled.columns.push_back(std::move(column));
  }
  return filled;
}

ResultTable unseen_units(OpenSource& source, const PanelQuery& query, const QueryParts& parts) {
  if (!counts_empty_periods(parts) || !source.dialect().is_duckdb || !parts.joins) return {};
  for (std::size_t i = 0; i < source.lookups().size(); ++i) {
    const Lookup& lookup = source.lookups()[i];
    const std::vector<JoinKey>& on = (*parts.joins)[i].on;
    const bool of_units = on.size() == 1 && speaks_only_of(source, parts.columns.unit, on[0].of_rows) &&
                          source.lookup_of(lookup.name + "." + on[0].of_table) == &lookup &&
                          says_observation(source, lookup, parts);
    if (!of_units) continue;
    ResultTable units = source.query(query.unit_cells(source.unseen_relation(lookup, on[0])));
    take_codes_apart(units);
    std::vector<Cell> known;
    for (std::size_t row = 0; row < units.rows; ++row)
      if (units["u"].valid[row] && units["a_lo"].valid[row] &&
          (parts.columns.cluster.empty() || units["c_lo"].valid[row]))
        known.push_back({row, std::nullopt});
    ResultTable found{.columns = {}, .rows = known.size()};
    for (const ResultColumn& column : units.columns) found.columns.push_back(taken(column, known));
    return found;
  }
  return {};
}

ObservedCells observed_cells(const ResultTable& cells, const ResultTable& filled, const QueryParts& parts) {
  ObservedCells observed{.there = cells.rows, .all = filled.rows, .unseen_units = units_in(filled) - units_in(cells)};
  if (asks_of_empty_periods(parts) && !counts_empty_periods(parts))
    observed.all = Observation(cells, cells.rows, parts).all().size();
  return observed;
}

ResultTable valueless_units(OpenSource& source, const PanelQuery& query, const Ledger& ledger) {
  if (std::ranges::find(ledger.reasons, true, &LedgerReason::valueless) == ledger.reasons.end()) return {};
  ResultTable cells = source.query(query.valueless_units(source.lenient_relation()));
  take_codes_apart(cells);
  return cells;
}

}  // namespace payoff
