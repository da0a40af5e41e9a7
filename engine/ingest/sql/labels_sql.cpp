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

constexpr auto totals = std::to_array<std::string_view>({"total",
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
                                                         "всего",
                                                         "insgesamt",
                                                         "ergebnis",
                                                         "totalt",
                                                         "summa",
                                                         "sum",
                                                         "total geral",
                                                         "razem",
                                                         "celkem",
                                                         "i alt",
                                                         "yhteensä",
                                                         "összesen",
                                                         "toplam",
                                                         "總和",
                                                         "総計",
                                                         "小計",
                                                         "小计",
                                                         "all",
                                                         "overall",
                                                         "average",
                                                         "mean",
                                                         "moyenne",
                                                         "durchschnitt",
                                                         "mittelwert",
                                                         "promedio",
                                                         "gemiddelde",
                                                         "report total",
                                                         "total result",
                                                         "column total",
                                                         "row total",
                                                         "team total",
                                                         "overall average",
                                                         "grand average"});
constexpr std::string_view around_totals = " :*.=()<>[]\u00A0";  // "Total:", "(all)", "** Summe **"
constexpr std::string_view no_width = "[\u200B\u200C\u200D\u2060\uFEFF]";

}  // namespace

std::string folded_label(const std::string& label) {
  // Most labels have neither letters beyond ASCII nor blanks to collapse, and there are as many as rows.
  const auto whole = [](const std::string& trimmed) {
    return fmt::format("regexp_replace({}, '^(-?[0-9]+)[.]0$', '\\1')", trimmed);
  };
  const std::string spaced = fmt::format("trim(regexp_replace(regexp_replace({}, '{}', '', 'g'), '[{}]+', ' ', 'g'))",
                                         label, no_width, all_blanks);
  return fmt::format(
      "CASE WHEN strlen({0}) = length({0}) AND NOT contains({0}, '  ') AND NOT contains({0}, '\t') AND NOT "
      "contains({0}, "
      "'.0') THEN lower(trim({0})) ELSE lower(nfc_normalize({1})) END",
      label, whole(spaced));
}

std::string folded_text(std::string_view label) {
  std::string folded(label.size(), ' ');
  std::size_t length = 0;
  for (const char c : label) {
    if (c != ' ' && c != '\t')
      folded[length++] = to_lower(c);
    else if (length > 0 && folded[length - 1] != ' ')
      ++length;
  }
  if (length > 0 && folded[length - 1] == ' ') --length;
  folded.resize(length);
  const std::string whole = folded.ends_with(".0") ? folded.substr(0, folded.size() - 2) : "";
  const bool number = !whole.empty() && std::ranges::all_of(whole, is_digit);
  return number ? whole : folded;
}

// Not IN: of so many texts the database makes a join, which it then asks of every row, whatever CASE stands before it. So
// all are one text, between marks that no label has.
std::string is_total(const std::string& label) {
  constexpr char mark = '\x1f';
  std::string all(1, mark);
  for (const std::string_view total : totals) all += std::string(total) + mark;
  return fmt::format("position({0} || lower(trim({1}, {2})) || {0} IN {3}) > 0", sql_text({&mark, 1}), label,
                     sql_text(around_totals), sql_text(all));
}

std::string may_be_total(const std::string& label) {
  return fmt::format("({0} OR lower({1}) LIKE '%total%' OR lower({1}) LIKE '%ergebnis%')", is_total(label), label);
}

bool is_total_text(std::string_view label) {
  if (!label.empty() && is_digit(label.back())) return false;  // as most ids do, and no word for a total
  std::string text(label);
  for (std::size_t nbsp = text.find("\u00A0"); nbsp != std::string::npos; nbsp = text.find("\u00A0"))
    text.replace(nbsp, 2, " ");
  const std::size_t begin = text.find_first_not_of(around_totals), end = text.find_last_not_of(around_totals);
  if (begin == std::string::npos) return false;
  text = folded_text(text.substr(begin, end + 1 - begin));
  // Excel calls the subtotal of a group by the group's name.
  return text.ends_with(" total") || text.ends_with(" totals") || text.ends_with(" ergebnis") ||
         std::ranges::find(totals, text) != totals.end();
}

}  // namespace payoff
