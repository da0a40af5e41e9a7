#include "ingest/cells.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <numeric>
#include <span>

#include "data/largest_number.hpp"
#include "ingest/sql/arm.hpp"

namespace payoff {

bool has(const ResultTable& cells, const std::string& name) {
  return std::ranges::any_of(cells.columns, [&](const ResultColumn& column) { return column.name == name; });
}

std::vector<MetricResult> metric_results(const ResultTable& cells, std::size_t metrics) {
  const auto optional = [&](char prefix, std::size_t k) {
    return has(cells, numbered(prefix, k)) ? &cells[numbered(prefix, k)] : nullptr;
  };
  std::vector<MetricResult> results;
  for (std::size_t k = 0; k < metrics; ++k)
    results.push_back({&cells[numbered('v', k)], optional('n', k), optional('d', k), optional('l', k)});
  return results;
}

namespace {

// A row and the eight bytes of its unit after those with which every unit begins: most of an order of texts without them.
struct RowKey {
  std::uint64_t begins;
  std::size_t row;
};

std::size_t common_beginning(const std::vector<std::string>& texts) {
  std::size_t common = texts.front().size();
  for (const std::string& text : texts)
    common = static_cast<std::size_t>(std::mismatch(text.begin(), text.end(), texts.front().begin(),
                                                    texts.front().begin() + static_cast<std::ptrdiff_t>(common))
                                          .first -
                                      text.begin());
  return common;
}

std::uint64_t bytes_at(const std::string& text, std::size_t begin) {
  std::uint64_t bytes = 0;
  for (std::size_t i = begin; i < begin + 8; ++i)
    bytes = bytes << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0);
  return bytes;
}

template <typename Values>
void reorder(Values& values, const std::vector<std::size_t>& order) {
  if (values.empty()) return;
  Values ordered;
  ordered.reserve(order.size());
  for (const std::size_t row : order) ordered.push_back(std::move(values[row]));
  values = std::move(ordered);
}

// Those rows, in their order, without a second copy of the column.
void keep(ResultColumn& column, const std::vector<std::size_t>& rows) {
  const auto take = [&](auto& values) {
    if (values.empty()) return;
    for (std::size_t to = 0; to < rows.size(); ++to)
      if (rows[to] != to) values[to] = std::move(values[rows[to]]);
    values.resize(rows.size());
  };
  take(column.integers);
  take(column.reals);
  take(column.texts);
  take(column.valid);
}

}  // namespace

bool order_cells(ResultTable& rows) {
  const ResultColumn &unit = rows["u"], &period = rows["period"];
  const auto any_empty = [](const ResultColumn& column) {
    return std::ranges::find(column.valid, false) != column.valid.end();
  };
  if (any_empty(unit) || any_empty(period)) return true;
  // -1, 0, 1: where one row is before the other, of the same cell, after it
  const auto compare = [&](std::size_t one, std::size_t other) {
    if (const int units = unit.texts[one].compare(unit.texts[other])) return units < 0 ? -1 : 1;
    return period.integers[one] < period.integers[other] ? -1 : period.integers[one] > period.integers[other];
  };
  std::size_t ordered = 1;
  while (ordered < rows.rows && compare(ordered - 1, ordered) < 0) ++ordered;
  if (ordered >= rows.rows) return true;
  const std::size_t begin = common_beginning(unit.texts);
  std::vector<RowKey> keys(rows.rows);
  for (std::size_t row = 0; row < rows.rows; ++row) keys[row] = {bytes_at(unit.texts[row], begin), row};
  std::ranges::sort(keys, [&](const RowKey& one, const RowKey& other) {
    return one.begins != other.begins ? one.begins < other.begins : compare(one.row, other.row) < 0;
  });
  const auto same_cell = [&](const RowKey& one, const RowKey& other) { return compare(one.row, other.row) == 0; };
  if (std::ranges::adjacent_find(keys, same_cell) != keys.end()) return false;
  std::vector<std::size_t> order(rows.rows);
  std::ranges::transform(keys, order.begin(), &RowKey::row);
  for (ResultColumn& column : rows.columns) {
    reorder(column.integers, order);
    reorder(column.reals, order);
    reorder(column.texts, order);
    reorder(column.valid, order);
  }
  return true;
}

void keep_rows(ResultTable& table, const std::vector<std::size_t>& rows) {
  if (rows.size() == table.rows) return;
  for (ResultColumn& column : table.columns) keep(column, rows);
  table.rows = rows.size();
}

ResultTable take_audit(ResultTable& cells) {
  const bool phases = has(cells, "of_trend");
  const ResultColumn &unit = cells["u"], &period = cells["period"], &n = cells["n"];
  const auto is_of_trend = [&](std::size_t row) { return phases && cells["of_trend"].integers[row] == 1; };
  ResultColumn reason{.name = "reason", .type = ColumnType::integer}, rows{.name = "n", .type = ColumnType::integer};
  std::int64_t good_rows = 0;
  std::vector<std::size_t> good;
  good.reserve(cells.rows);
  for (std::size_t row = 0; row < cells.rows; ++row) {
    const bool of_trend = is_of_trend(row), bad = of_trend ? !cells["arm"].valid[row] : !unit.valid[row];
    if (!bad) good.push_back(row);
    if (!bad && !of_trend) good_rows += n.integers[row];
    if (!bad || of_trend != phases) continue;
    reason.integers.push_back(period.integers[row]);
    rows.integers.push_back(n.integers[row]);
  }
  reason.valid.assign(reason.integers.size(), true);
  if (good_rows > 0) {
    reason.integers.push_back(0);
    reason.valid.push_back(false);
    rows.integers.push_back(good_rows);
  }
  rows.valid.assign(rows.integers.size(), true);
  keep_rows(cells, good);
  const std::size_t reasons = rows.size();
  return {.columns = {std::move(reason), std::move(rows)}, .rows = reasons};
}

std::size_t unit_rows_end(const ResultTable& cells) {
  if (!has(cells, "of_trend")) return cells.rows;
  const std::vector<std::int64_t>& of_trend = cells["of_trend"].integers;
  return static_cast<std::size_t>(std::ranges::lower_bound(of_trend, 1) - of_trend.begin());
}

CodesSeen take_codes_apart(ResultTable& cells) {
  CodesSeen seen;
  ResultColumn least{.name = "a_lo", .valid = cells["codes"].valid}, greatest{.name = "a_hi", .valid = least.valid};
  for (const std::int64_t code : cells["codes"].integers) {
    const bool treated = code & arm_code::treated, no_label = code & arm_code::perhaps_no_label,
               labelled = code & arm_code::comparison;
    seen.said_never = seen.said_never || (code & arm_code::said_never);
    seen.off_step = seen.off_step || (code & arm_code::off_step);
    seen.spelled_otherwise = seen.spelled_otherwise || (code & arm_code::spelled_otherwise);
    seen.perhaps_no_label = seen.perhaps_no_label || no_label;
    seen.labelled_comparison = seen.labelled_comparison || labelled;
    least.integers.push_back(labelled || no_label ? 0 : 1);
    greatest.integers.push_back(treated ? 1 : 0);
  }
  cells.columns.push_back(std::move(least));
  cells.columns.push_back(std::move(greatest));
  return seen;
}

bool shows_bad_rows(const ResultTable& cells, std::size_t metrics) {
  const std::size_t units_end = unit_rows_end(cells);
  const auto empty = [](const ResultColumn& column, std::size_t from, std::size_t to) {
    return std::find(column.valid.begin() + static_cast<std::ptrdiff_t>(from),
                     column.valid.begin() + static_cast<std::ptrdiff_t>(to),
                     false) != column.valid.begin() + static_cast<std::ptrdiff_t>(to);
  };
  const bool phases = units_end < cells.rows;
  if (empty(cells["u"], 0, units_end) || empty(cells["codes"], 0, units_end)) return true;
  if (phases && (empty(cells["period"], units_end, cells.rows) || empty(cells["arm"], units_end, cells.rows)))
    return true;
  if (!phases && empty(cells["period"], 0, units_end)) return true;
  for (const ResultColumn& column : cells.columns) {  // covariates and uptake
    if (!column.name.starts_with('x') && column.name != "w") continue;
    for (std::size_t row = 0; row < units_end; ++row)
      if (column.valid[row] && !is_computable(column.reals[row])) return true;
  }
  const std::vector<std::int64_t>& rows = cells["n"].integers;
  const std::int64_t all_rows =
      std::accumulate(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(units_end), std::int64_t{0});
  bool one_has_all = false;  // else some rows may have no metric at all
  for (const MetricResult& metric : metric_results(cells, metrics)) {
    std::int64_t valued = 0;
    for (std::size_t row = 0; row < units_end; ++row) {
      const std::int64_t count = metric.rows(row);
      valued += count;
      if (count > 0 && !is_computable(metric.value->reals[row])) return true;
      if (count > 0 && metric.denominator && !is_computable(metric.denominator->reals[row])) return true;
    }
    one_has_all = one_has_all || valued == all_rows;
  }
  return !one_has_all;
}

bool shows_duplicates(const ResultTable& cells, std::size_t metrics) {
  const std::size_t units_end = unit_rows_end(cells);
  if (has(cells, "repeated")) {
    const std::span repeated = std::span(cells["repeated"].integers).first(units_end);
    return std::ranges::find(repeated, 1) != repeated.end();
  }
  const ResultColumn* bits = has(cells, "bits") ? &cells["bits"] : nullptr;
  const std::vector<std::int64_t>& rows = cells["n"].integers;
  const auto periods_are_rows = [&](std::size_t row) {
    return bits && std::popcount(static_cast<std::uint64_t>(bits->integers[row])) == rows[row];
  };
  const std::vector<MetricResult> results = metric_results(cells, metrics);
  for (std::size_t row = 0; row < units_end; ++row) {
    if (rows[row] == 1 || periods_are_rows(row)) continue;
    for (const MetricResult& metric : results)
      if (metric.rows(row) > 1) return true;
  }
  return false;
}

}  // namespace payoff
