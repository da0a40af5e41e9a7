// What the rows of a unit and period come to, in a metric.
#pragma once

#include <string>

#include "ingest/sql/query_parts.hpp"

namespace payoff {

bool is_log(const MetricSource& metric);
bool is_ratio(const MetricSource& metric);  // a sum over a divisor or a number of rows

// The same in every order of the rows, which no two runs share.
std::string sum_in_any_order(const std::string& value, const Dialect& dialect);
std::string mean_in_any_order(const std::string& value, const Dialect& dialect);

// SQL of a number as it is summed of the rows that count; only_where empty = all of them. Sums of the others harm nothing
// where they may be infinite, and only DuckDB lets them.
std::string summed_where(const std::string& number, const std::string& only_where, const Dialect& dialect);

// Of metric k: num<k>, and per<k> where it is a ratio; of the rows that count.
std::string aggregate_sql(const QueryParts& parts, std::size_t k, const Dialect& dialect,
                          const std::string& only_where);

// The same of a single row.
std::string row_value_sql(const QueryParts& parts, std::size_t k);

// Of one that says no aggregate two rows are a fault; empty = every metric says one.
std::string is_repeated_sql(const std::vector<MetricSource>& metrics);

}  // namespace payoff
