#include "ingest/sql/labels_sql.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/letters.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/sql/number_form.hpp"

namespace payoff {
namespace {

constexpr std::array<std::string_view, 29> totals{"total",
                                                  "totals",
                                                  "grand total",
                                                  "sub total",
                                                  "subtotal",
                                                  "sub-total",
                                                  "overall total",
                                                  "gesamt",
                                                  "gesamtsumme",
                                                  "summe",
                                                  "gesamtergebnis",
                                                  "zwischensumme",
                                                  "total général",
                                                  "sous-total",
                                                  "somme",
                                                  "totale",
                                                  "totale generale",
                                                  "suma total",
                                                  "total general",
                                                  "totaal",
                                                  "eindtotaal",
                                                  "合計",
                                                  "总计",
                                                  "合计",
                                                  "總計",
                                                  "합계",
                                                  "총계",
                                                  "итого",
                                                  "всего"};

}  // namespace

std::string folded_label(const std::string& label) {
  // Most labels have neither letters beyond ASCII nor blanks to collapse, and there are as many as rows.
  return fmt::format(
      "CASE WHEN strlen({0}) = length({0}) AND NOT contains({0}, '  ') AND NOT contains({0}, '\t') THEN "
      "lower(trim({0})) "
      "ELSE lower(nfc_normalize(trim(regexp_replace({0}, '[{1}]+', ' ', 'g')))) END",
      label, all_blanks);
}

std::string folded_text(const std::string& label) {
  std::string folded;
  for (const char c : label) {
    const bool blank = c == ' ' || c == '\t';
    if (!blank)
      folded += to_lower(c);
    else if (!folded.empty() && folded.back() != ' ')
      folded += ' ';
  }
  if (folded.ends_with(' ')) folded.pop_back();
  return folded;
}

// Not IN: of so many texts the database makes a join, which it then asks of every row, whatever CASE stands before it.
std::string is_total(const std::string& label) {
  return fmt::format("list_contains([{}], lower(trim({})))", sql_texts({totals.begin(), totals.end()}), label);
}

bool is_total_text(const std::string& label) {
  return std::ranges::find(totals, folded_text(label)) != totals.end();
}

}  // namespace payoff
