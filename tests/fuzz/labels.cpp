// What was read and is shown: escaped it holds no live markup, and says the same when it is read again.
#include <array>
#include <utility>

#include "fuzz/fuzz.hpp"
#include "ingest/source/duckdb.hpp"
#include "report/document/text.hpp"

using fuzz::require;

namespace {

constexpr std::array<std::pair<std::string_view, char>, 6> entities{
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&#58;", ':'}}};

// Puts the character of the entity at the front of the text, and its length; nothing where none of ours is there.
std::pair<char, std::size_t> entity_at(std::string_view text) {
  for (const auto& [entity, c] : entities) {
    if (text.starts_with(entity)) return {c, entity.size()};
  }
  return {'\0', 0};
}

std::string read_html(std::string_view html) {
  std::string text;
  for (std::size_t i = 0; i < html.size();) {
    require(std::string_view("<>\"'").find(html[i]) == std::string_view::npos, "HTML holds no live mark", html);
    const auto [c, length] = html[i] == '&' ? entity_at(html.substr(i)) : std::pair{html[i], std::size_t{1}};
    require(length > 0, "an ampersand begins an entity", html);
    text += c;
    i += length;
  }
  return text;
}

std::string read_markdown(std::string_view markdown) {
  std::string text;
  for (std::size_t i = 0; i < markdown.size();) {
    const bool escaped = markdown[i] == '\\';
    if (escaped) ++i;
    require(i < markdown.size(), "an escape is followed by something", markdown);
    require(escaped || std::string_view("`*[]|~#!$<>\n").find(markdown[i]) == std::string_view::npos,
            "Markdown holds no live mark", markdown);
    const auto [c, length] =
        !escaped && markdown[i] == '&' ? entity_at(markdown.substr(i)) : std::pair{markdown[i], std::size_t{1}};
    require(length > 0, "an ampersand begins an entity", markdown);
    text += c;
    i += length;
  }
  return text;
}

// What Markdown is given: one line, its first spaces gone.
std::string one_line(std::string text) {
  for (char& c : text) c = c == '\n' || c == '\t' ? ' ' : c;
  return text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
}

// The one field of a line of CSV, quoted or bare.
std::string read_field(std::string_view field) {
  if (!field.starts_with('"')) {
    require(field.find_first_of(",\"\n\r") == std::string_view::npos, "a bare field is bare", field);
    return std::string(field);
  }
  std::string text;
  for (std::size_t i = 1; i + 1 < field.size(); ++i) {
    text += field[i];
    if (field[i] != '"') continue;
    ++i;
    require(field[i] == '"' && i + 1 < field.size(), "a quote in a field is doubled", field);
  }
  return text;
}

void require_sql(const std::string& text) {
  static payoff::Database& database = *new payoff::Database(payoff::open_duckdb(1));  // never closed: see Database
  const std::string name = text.empty() ? "x" : text;
  try {
    const payoff::ResultTable table =
        database.query("SELECT " + payoff::sql_text(text) + " AS " + payoff::sql_name(name));
    require(table.rows == 1 && table.columns.size() == 1, "SQL reads one value", text);
    require(table.columns[0].texts[0] == text, "SQL reads the literal as it was", text);
    require(table.columns[0].name == name, "SQL reads the name as it was", text);
  } catch (const payoff::DatabaseError& error) {
    require(false, "SQL reads any text", error.message);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::string clean = payoff::clean_utf8(text);
  require(payoff::clean_utf8(clean) == clean, "what is clean stays so", clean);
  require(read_html(payoff::escape_html(text)) == clean, "HTML says the same", clean);
  const std::string markdown = payoff::escape_markdown(text);
  require(read_markdown(markdown) == one_line(clean), "Markdown says the same", markdown);
  require(markdown.find("://") == std::string::npos, "Markdown makes no link", markdown);
  const std::string field = read_field(payoff::csv_field(text));
  require(field == clean || field == "'" + clean, "CSV says the same", field);
  require(field.empty() || std::string_view("=+-@\t\r").find(field[0]) == std::string_view::npos, "CSV is no formula",
          field);
  const std::string fenced = payoff::fence_markdown(text, "");
  const std::string fence = fenced.substr(0, fenced.find('\n'));
  require(clean.find(fence) == std::string::npos, "a fence is not in what it fences", fenced);
  require(payoff::length_in_characters(payoff::shorten(text, 8)) <= 8, "what is shortened is short", clean);
  require_sql(clean);
  return 0;
}
