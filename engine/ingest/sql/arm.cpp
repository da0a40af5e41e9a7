#include "ingest/sql/arm.hpp"

#include "base/letters.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/sql/labels_sql.hpp"

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

// The spellings of yes, or of no, that the label is one of; itself where it is none.
std::vector<std::string> spellings_of(const std::string& label) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"true", "yes", "y", "1"}, {"false", "no", "n", "0"}})
    if (std::ranges::find(words, label) != words.end()) return words;
  return {label};
}

std::string is_like(const std::string& group_sql, const std::string& value) {
  std::string list;
  for (const std::string& word : spellings_of(folded_text(value))) {
    const bool ascii = std::ranges::none_of(word, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    list += (list.empty() ? "" : ", ") + (ascii ? sql_text(word) : folded_label(sql_text(word)));
  }
  return fmt::format("{} IN ({})", folded_label(group_sql), list);
}

}  // namespace

Arm arm_by_group(OpenSource& source, const std::string& group_sql, const Rollout& rollout, bool as_written,
                 bool keep_totals) {
  const auto is = [&](const std::string& value) {
    return fmt::format("{} = {}", group_sql, sql_text(as_spelled(source, group_sql, value)));
  };
  const bool any_other = rollout.comparison.empty();
  const std::string treated = is(rollout.treated);
  const std::string comparison = any_other ? group_sql + " IS NOT NULL" : is(rollout.comparison);
  if (as_written || !source.dialect().is_duckdb)
    return {fmt::format("CASE WHEN {} THEN 1 WHEN {} THEN 0 END", treated, comparison), "0"};
  const std::string like_treated = is_like(group_sql, rollout.treated);
  if (any_other) {
    const std::string total = keep_totals ? "" : fmt::format(" WHEN {} THEN NULL", is_total(group_sql));
    return {fmt::format("CASE WHEN {} OR {} THEN 1{} WHEN {} THEN 0 END", treated, like_treated, total, comparison),
            fmt::format("CASE WHEN {} THEN 0 WHEN {} THEN 1 ELSE 0 END", treated, like_treated)};
  }
  const std::string like_comparison = is_like(group_sql, rollout.comparison);
  return {fmt::format("CASE WHEN {} THEN 1 WHEN {} THEN 0 WHEN {} THEN 1 WHEN {} THEN 0 END", treated, comparison,
                      like_treated, like_comparison),
          fmt::format("CASE WHEN {} OR {} THEN 0 WHEN {} OR {} THEN 1 ELSE 0 END", treated, comparison, like_treated,
                      like_comparison)};
}

}  // namespace payoff
