#include "ingest/sql/arm.hpp"

#include "base/letters.hpp"
#include "ingest/source/duckdb.hpp"

namespace payoff {
namespace {

// The same whole number with ".0" or without it; the text itself where it is none.
std::string other_spelling(const std::string& value) {
  const bool decimal = value.ends_with(".0");
  const std::string whole = decimal ? value.substr(0, value.size() - 2) : value;
  std::string_view digits = whole;
  if (digits.starts_with('-')) digits.remove_prefix(1);
  const bool is_whole = !digits.empty() && std::ranges::all_of(digits, is_digit) && (digits == "0" || digits[0] != '0');
  if (!is_whole) return value;
  return decimal ? whole : whole + ".0";
}

// The value as it stands in the data: '1' may have been written as 1.0 by a program that takes it for a number. Where
// both stand there they are two labels.
std::string as_spelled(OpenSource& source, const std::string& group_sql, const std::string& value) {
  const std::string other = other_spelling(value);
  if (other == value) return value;
  const ResultTable found = source.query(fmt::format("SELECT 1 AS one FROM {} AS source WHERE {} = {} LIMIT 1",
                                                     source.lenient_relation(), group_sql, sql_text(value)));
  return found.rows > 0 ? value : other;
}

std::string is_label(OpenSource& source, const std::string& group_sql, const std::string& value) {
  if (value == "true" || value == "false") return "(lower(" + group_sql + ") = " + sql_text(value) + ")";
  return "(" + group_sql + " = " + sql_text(as_spelled(source, group_sql, value)) + ")";
}

}  // namespace

std::string arm_by_group(OpenSource& source, const std::string& group_sql, const Rollout& rollout) {
  const std::string& comparison = rollout.comparison;
  return fmt::format("CASE WHEN {} THEN 1 WHEN {} THEN 0 END", is_label(source, group_sql, rollout.treated),
                     comparison.empty() ? group_sql + " IS NOT NULL" : is_label(source, group_sql, comparison));
}

}  // namespace payoff
