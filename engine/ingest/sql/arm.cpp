#include "ingest/sql/arm.hpp"

#include "base/letters.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/sql/labels_sql.hpp"
#include "ingest/sql/number_form.hpp"

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
  for (const std::vector<std::string>& words : {yes_spellings(), no_spellings()})
    if (std::ranges::find(words, label) != words.end()) return words;
  return {label};
}

std::string is_like(const std::string& group_sql, const std::string& value) {
  std::string list;
  for (const std::string& word : spellings_of(folded_text(value))) {
    list += (list.empty() ? "" : ", ") + (is_ascii(word) ? sql_text(word) : folded_label(sql_text(word)));
  }
  return fmt::format("{} IN ({})", folded_label(group_sql), list);
}

std::string when(const std::string& condition, int code) {
  return fmt::format(" WHEN {} THEN {}", condition, code);
}

// Other labels of the first rows, which need not be looked at closely in each row.
std::string usual_others(OpenSource& source, const std::string& group_sql, const std::string& unusual) {
  const ResultTable first =
      source.query(fmt::format("SELECT DISTINCT {0} AS g FROM {1} AS source WHERE "
                               "CASE WHEN {0} IS NULL THEN 1{2} "
                               "ELSE 0 END = 0 ORDER BY g LIMIT 8",
                               group_sql, source.first_rows(2048), unusual));
  return first.rows == 0
             ? ""
             : when(fmt::format("{} IN ({})", group_sql, sql_texts(first["g"].texts)), arm_code::comparison);
}

}  // namespace

std::string arm_of_code(const std::string& code) {
  return fmt::format("CAST(({}) >= {} AS INTEGER)", code, arm_code::treated);
}

std::string arm_by_group(OpenSource& source, const std::string& group_sql, const Rollout& rollout,
                         const ArmRules& rules) {
  const auto is = [&](const std::string& value) {
    return fmt::format("{} = {}", group_sql, sql_text(as_spelled(source, group_sql, value)));
  };
  const bool any_other = rollout.comparison.empty(), folds = !rules.as_written && source.dialect().is_duckdb;
  const bool no_totals = any_other && !rules.keep_totals && source.dialect().is_duckdb;
  std::string unusual;  // labels that are something else than another one
  if (folds) unusual += when(is_like(group_sql, rollout.treated), arm_code::treated + arm_code::spelled_otherwise);
  if (folds && !any_other)
    unusual += when(is_like(group_sql, rollout.comparison), arm_code::comparison + arm_code::spelled_otherwise);
  if (no_totals) unusual += fmt::format(" WHEN {} THEN NULL", is_total(group_sql));
  if (folds && any_other && !rules.missing.empty())
    unusual += fmt::format(" WHEN list_contains([{}], lower(trim({}))) THEN {}", sql_texts(rules.missing), group_sql,
                           rules.may_be_missing ? "NULL" : std::to_string(arm_code::perhaps_no_label));
  std::string sql = "CASE" + when(is(rollout.treated), arm_code::treated);
  if (!any_other) return sql + when(is(rollout.comparison), arm_code::comparison) + unusual + " END";
  if (!unusual.empty()) sql += usual_others(source, group_sql, unusual);
  return sql + unusual + when(group_sql + " IS NOT NULL", arm_code::comparison) + " END";
}

}  // namespace payoff
