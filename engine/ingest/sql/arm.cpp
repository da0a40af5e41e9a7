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

std::string is_label(const std::string& group, const std::string& value) {
  if (value == "true" || value == "false") return "(lower(" + group + ") = " + sql_text(value) + ")";
  const std::string other = other_spelling(value);
  if (other == value) return "(" + group + " = " + sql_text(value) + ")";
  return fmt::format("({} IN ({}, {}))", group, sql_text(value), sql_text(other));
}

}  // namespace

std::string arm_by_group(const std::string& group_sql, const Rollout& rollout) {
  const std::string& comparison = rollout.comparison;
  return fmt::format("CASE WHEN {} THEN 1 WHEN {} THEN 0 END", is_label(group_sql, rollout.treated),
                     comparison.empty() ? group_sql + " IS NOT NULL" : is_label(group_sql, comparison));
}

}  // namespace payoff
