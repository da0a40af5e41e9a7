#include "ingest/events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/letters.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "ingest/cells.hpp"

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
  Observation(const ResultTable& cells, const QueryParts& parts)
      : cells_(cells), parts_(parts), period_(cells["period"].integers), periods_(period_.begin(), period_.end()) {}

  // All cells, in order: of each unit from the first period under observation to the last.
  std::vector<Cell> all() const {
    std::vector<Cell> found;
    const std::vector<std::string>& unit = cells_["u"].texts;
    for (std::size_t begin = 0, end; begin < cells_.rows; begin = end) {
      for (end = begin + 1; end < cells_.rows && unit[end] == unit[begin];) ++end;
      std::size_t row = begin;
      for (auto p = periods_.lower_bound(first(begin)); p != periods_.end() && *p <= last(begin, end - 1); ++p) {
        const bool there = row < end && period_[row] == *p;
        found.push_back({there ? row : std::max(row, begin + 1) - 1, there ? std::nullopt : std::optional(*p)});
        row += there;
      }
    }
    return found;
  }

 private:
  std::int64_t first(std::size_t begin) const {
    const std::int64_t seen = period_[begin];
    if (parts_.observed_from.period_sql.empty() || !cells_["observed_from_lo"].valid[begin]) return seen;
    return std::min(seen, cells_["observed_from_lo"].integers[begin]);
  }
  std::int64_t last(std::size_t begin, std::size_t last_row) const {
    const std::int64_t seen = period_[last_row];
    if (parts_.observed_to.period_sql.empty()) return seen;
    return cells_["observed_to_hi"].valid[begin] ? std::max(seen, cells_["observed_to_hi"].integers[begin])
                                                 : *periods_.rbegin();
  }

  const ResultTable& cells_;
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

std::string open_note(const MetricSource& metric, const ResultTable& arms) {
  double rows[2] = {0, 0}, open[2] = {0, 0};
  for (std::size_t i = 0; i < arms.rows; ++i) {
    const auto arm = static_cast<std::size_t>(arms["a"].integers[i]);
    rows[arm] = static_cast<double>(arms["n"].integers[i]);
    open[arm] = static_cast<double>(arms["open"].integers[i]);
  }
  const double all = rows[0] + rows[1], share = (open[0] + open[1]) / all;
  if (share == 0) return {};
  std::string note =
      fmt::format("{:.0f} of {:.0f} rows have no {} yet: they are still open, and not short, and left out of {}",
                  open[0] + open[1], all, metric.to, spoken(metric.metric));
  if (rows[0] == 0 || rows[1] == 0) return note;
  const double treated = open[1] / rows[1], comparison = open[0] / rows[0];
  note += fmt::format(" ({} % with the tool, {} % without)", format_significant(100 * treated, 2),
                      format_significant(100 * comparison, 2));
  constexpr double surely = 3;  // standard errors
  const double error = std::sqrt(share * (1 - share) * (1 / rows[0] + 1 / rows[1]));
  if (std::abs(treated - comparison) <= surely * error) return note;
  return note + fmt::format(
                    "; BEWARE: these shares differ, and those that last longest are missing where more are open, so "
                    "that {} looks shorter there than it is",
                    spoken(metric.metric));
}

}  // namespace

std::optional<ResultTable> with_zero_periods(const ResultTable& cells, const QueryParts& parts) {
  if (parts.grain != Grain::periods || parts.period_sql.empty() || cells.rows == 0 || !parts.counts_zeros())
    return std::nullopt;
  const std::vector<Cell> all = Observation(cells, parts).all();
  if (all.size() == cells.rows) return std::nullopt;
  ResultTable filled{.columns = {}, .rows = all.size()};
  for (const ResultColumn& from : cells.columns) {
    ResultColumn column = taken(from, all);
    const bool constant = from.name[0] == 'x' && is_constant(from, cells["u"]);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!all[i].empty_period) continue;
      if (column.name == "period") column.integers[i] = *all[i].empty_period;
      empty_cell(column, i, parts.zeros, constant);
    }
    filled.columns.push_back(std::move(column));
  }
  return filled;
}

std::vector<std::string> event_notes(OpenSource& source, const PanelQuery& query, const QueryParts& parts,
                                     const ResultTable& cells, std::size_t cells_with_zeros) {
  std::vector<std::string> notes;
  if (cells_with_zeros > cells.rows)
    notes.push_back(fmt::format("{} of {} periods of units have no event and count as zero",
                                cells_with_zeros - cells.rows, cells_with_zeros));
  const bool sums = std::ranges::any_of(
      parts.metrics, [](const MetricSource& each) { return each.aggregate == Aggregate::sum && each.per.empty(); });
  if (sums && !parts.counts_zeros() && parts.grain == Grain::periods && !parts.period_sql.empty() &&
      !parts.events_denied)
    if (const std::size_t all = Observation(cells, parts).all().size(); all > cells.rows)
      notes.push_back(
          fmt::format("{} of {} periods of units have no row and are missing; if rows are events, such a period "
                      "has none: \"events\": true in data counts zero",
                      all - cells.rows, all));
  for (std::size_t k = 0; k < parts.metrics.size(); ++k) {
    if (parts.metrics[k].from.empty()) continue;
    const std::string note = open_note(parts.metrics[k], source.query(query.open_rows(source.relation(), k)));
    if (!note.empty()) notes.push_back(note);
  }
  return notes;
}

}  // namespace payoff
