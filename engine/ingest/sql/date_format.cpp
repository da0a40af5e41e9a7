#include "ingest/sql/date_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/letters.hpp"
#include "ingest/source/duckdb.hpp"

namespace payoff {
namespace {

constexpr std::size_t first_looked_at = 20000;

constexpr std::string_view date_formats[] = {
    "%d.%m.%Y",  "%d.%m.%y",  "%m/%d/%Y", "%d/%m/%Y",  "%m/%d/%y", "%d/%m/%y", "%Y/%m/%d", "%Y.%m.%d",
    "%d-%m-%Y",  "%m-%d-%Y",  "%d-%m-%y", "%m-%d-%y",  "%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%d %B %Y",
    "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%d %b, %Y", "%d/%b/%Y", "%d/%b/%y", "%m/%Y",    "%m.%Y",
    "%b %Y",     "%B %Y",     "%b-%Y",    "%b-%y",     "%y-%m-%d", "%y/%m/%d", "%y.%m.%d"};
constexpr std::string_view clock_formats[] = {"",        " %H:%M",       " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p",
                                              ", %H:%M", ", %I:%M:%S %p"};

// NULL for what is no date of this format: 25 is no year. 2999 and 9999 stand for never.
std::string parsed(const std::string& text, const std::string& format) {
  return fmt::format(
      "CASE WHEN extract(year FROM {0}) BETWEEN 1900 AND 2099 OR extract(year FROM {0}) IN (2999, 9999) THEN {0} END",
      fmt::format("try_strptime({}, {})", text, sql_text(format)));
}

// Whether the text has the shape of the format: digits, letters and marks in their places. The database decides the rest.
bool has_shape(std::string_view text, std::string_view format) {
  std::size_t at = 0;
  const auto take = [&](std::size_t most, auto&& is_one) {
    const std::size_t begin = at;
    while (at < text.size() && at - begin < most && is_one(text[at])) ++at;
    return at > begin;
  };
  const auto letter = [](char c) { return is_alphanumeric(c) && !is_digit(c); };
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      if (at == text.size() || text[at] != format[i]) return false;
      ++at;
      continue;
    }
    const char code = format[++i];
    const bool word = code == 'b' || code == 'B' || code == 'p';
    if (word ? !take(text.size(), letter) : !take(code == 'Y' ? 4 : 2, is_digit)) return false;
  }
  return at == text.size();
}

// The formats that may read some of the first different texts.
std::vector<std::string> possible_formats(OpenSource& source, const std::string& first_texts) {
  constexpr int looked_at = 500;
  const ResultTable found = source.query(
      fmt::format("SELECT DISTINCT t FROM {} WHERE t IS NOT NULL ORDER BY t LIMIT {}", first_texts, looked_at));
  std::vector<std::string> possible;
  for (const std::string_view date : date_formats)
    for (const std::string_view clock : clock_formats) {
      const std::string format = std::string(date) + std::string(clock);
      if (std::ranges::any_of(found["t"].texts, [&](const std::string& text) { return has_shape(text, format); }))
        possible.push_back(format);
    }
  return possible;
}

// A text that the one format reads, the other not, or otherwise; empty = none. other_only: it must be one that the first
// does not read.
std::string difference(OpenSource& source, const std::string& texts, const std::string& format,
                       const std::string& other, bool other_only) {
  const std::string one = parsed("t", format), two = parsed("t", other);
  const ResultTable found = source.query(fmt::format("SELECT t FROM {} WHERE {} LIMIT 1", texts,
                                                     other_only ? fmt::format("{} IS NULL AND {} IS NOT NULL", one, two)
                                                                : fmt::format("{} IS DISTINCT FROM {}", one, two)));
  return found.rows == 0 ? "" : found["t"].texts[0];
}

bool has_short_year(const std::string& format) {
  return format.find("%y") != std::string::npos;
}

// Of 25-01-06 the day may be the year: read so, neighbours are years apart. One reading is the wrong one where it spans
// so many times what the other does.
constexpr std::int64_t far_apart = 4;

std::int64_t span_days(OpenSource& source, const std::string& texts, const std::string& format) {
  const std::string day = fmt::format("CAST({} AS DATE)", parsed("t", format));
  const ResultTable ends =
      source.query(fmt::format("SELECT CAST(coalesce(max({0}) - min({0}), 0) AS BIGINT) AS days FROM {1}", day, texts));
  return ends["days"].integers[0];
}

// Of these, which read as many texts as each other, those that are not wrong by so much.
std::vector<std::string> near_ones(OpenSource& source, const std::string& texts,
                                   const std::vector<std::string>& formats) {
  const auto year_leads = [](const std::string& format) { return format.starts_with("%y"); };
  std::vector<std::int64_t> span(formats.size());
  for (std::size_t i = 0; i < formats.size() && formats.size() > 1; ++i)
    if (has_short_year(formats[i])) span[i] = span_days(source, texts, formats[i]);
  std::vector<std::string> near;
  for (std::size_t i = 0; i < formats.size(); ++i) {
    bool wrong =
        false;  // which of two numbers is the month no span tells: months are not days because those are nearer
    for (std::size_t j = 0; j < formats.size(); ++j)
      wrong = wrong || (has_short_year(formats[i]) && has_short_year(formats[j]) &&
                        year_leads(formats[i]) != year_leads(formats[j]) && span[j] * far_apart < span[i]);
    if (!wrong) near.push_back(formats[i]);
  }
  return near;
}

std::string remedy(const std::string& column, TimeRole role, const std::string& one, const std::string& other) {
  if (role == TimeRole::period) return fmt::format("set columns.time_format to '{}' or '{}'", one, other);
  return fmt::format(
      "say which with SQL: \"{3}\": \"strptime(CASE WHEN regexp_matches({0}, '[0-9]') THEN {0} END, '{1}')\" or '{2}' "
      "(texts without digits are {4} then)",
      column, one, other, key_of(role), role == TimeRole::adoption ? "never" : "none");
}

}  // namespace

std::string date_format_of(OpenSource& source, const std::string& column, const std::string& sql, TimeRole role) {
  if (!source.dialect().is_duckdb) return {};
  const auto texts_of = [&](const std::string& rows) {
    return fmt::format("(SELECT trim(CAST({} AS VARCHAR)) AS t FROM {} AS source) AS texts", sql, rows);
  };
  const bool by_name = source.has_column(column);
  const std::string texts = texts_of(by_name ? source.column_relation(column) : source.lenient_relation());
  const std::string first =
      by_name ? first_of(source.column_relation(column), first_looked_at) : source.first_rows(first_looked_at);
  const std::vector<std::string> possible = possible_formats(source, texts_of(first));
  if (possible.empty()) return {};
  std::string counts = "count(nullif(t, ''))";
  for (const std::string& format : possible) counts += fmt::format(", count({})", parsed("t", format));
  const ResultTable found = source.query("SELECT " + counts + " FROM " + texts);
  const auto count = [&](std::size_t i) { return found.columns[i + 1].integers[0]; };
  std::int64_t most = 0;
  for (std::size_t i = 0; i < possible.size(); ++i) most = std::max(most, count(i));
  if (2 * most <= found.columns[0].integers[0]) return {};
  std::vector<std::string> as_many, fewer;
  for (std::size_t i = 0; i < possible.size(); ++i) (count(i) == most ? as_many : fewer).push_back(possible[i]);
  as_many = near_ones(source, texts, as_many);
  const std::string& best = as_many.front();
  const auto refuse = [&](const std::string& text, const std::string& finding, const std::string& way_out) {
    throw Error(ErrorKind::data, source.place_of(column),
                fmt::format("{} column '{}' has '{}', which {}", noun_of(role), column, text, finding), way_out);
  };
  for (const std::string& other : as_many)
    if (const std::string text = difference(source, texts, best, other, false); !text.empty())
      refuse(text, fmt::format("may be {} or {}", best, other), remedy(column, role, best, other));
  for (const std::string& other : fewer)
    if (const std::string text = difference(source, texts, best, other, true); !text.empty())
      refuse(text, fmt::format("is no {} like the others, but {}", best, other), "write all dates in one form");
  return best;
}

}  // namespace payoff
