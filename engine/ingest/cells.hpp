// The sums that the database returned: one row for each unit and period, and what they show of the rows behind them.
#pragma once

#include <string>
#include <vector>

#include "ingest/source/query_result.hpp"

namespace payoff {

// "v" and 0: v0, as the query names the columns of metric 0.
inline std::string numbered(char prefix, std::size_t k) {
  return prefix + std::to_string(k);
}
bool has(const ResultTable& cells, const std::string& column);

// The columns of one metric's sums, found once.
struct MetricResult {
  const ResultColumn* value;
  const ResultColumn* count;        // null where a cell is one row
  const ResultColumn* denominator;  // null unless the metric is a ratio
  const ResultColumn* level;        // null unless its scale is log

  // The rows of a cell that have a value.
  std::int64_t rows(std::size_t cell) const { return count ? count->integers[cell] : value->valid[cell]; }
};
std::vector<MetricResult> metric_results(const ResultTable& cells, std::size_t metrics);

// What the codes of the cells say of the rows behind them (see arm_code).
struct CodesSeen {
  bool said_never = false, off_step = false, spelled_otherwise = false, perhaps_no_label = false,
       labelled_comparison = false;
};

// Adds the arms a_lo and a_hi, the least and the greatest of a cell, to the codes.
CodesSeen take_codes_apart(ResultTable& cells);

// Orders rows that may be cells by unit, then period, as sums are. False: two are of one unit and period. An empty key is
// left where it is, for shows_bad_rows().
bool order_cells(ResultTable& rows);

// Those rows of a table, in their order.
void keep_rows(ResultTable& table, const std::vector<std::size_t>& rows);

// Takes out of judged cells (see PanelQuery::judged_cells) what is said of the rows behind them, in the columns of
// PanelQuery::audit(): reason, n; what is left are cells of good rows.
ResultTable take_audit(ResultTable& cells);

// Rows of the result that are cells of units; in phases the trend comes after them.
std::size_t unit_rows_end(const ResultTable& cells);

// Whether the cells show rows that must be judged: an empty key, a group that is
// neither, a number that is not finite, or rows without any metric.
bool shows_bad_rows(const ResultTable& cells, std::size_t metrics);

// Whether a cell was made of more rows than periods, in a metric that says no aggregate.
bool shows_duplicates(const ResultTable& cells, std::size_t metrics);

}  // namespace payoff
