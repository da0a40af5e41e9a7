#include "ingest/source/plain_csv.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/letters.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/source/readable.hpp"

namespace payoff {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 20;

// No quotation, comment, escape, other delimiter or end of line, and no letter that could be in another encoding.
constexpr std::array<bool, 256> plain_bytes = [] {
  std::array<bool, 256> plain{};
  for (unsigned char c = ' '; c <= '~'; ++c) plain[c] = std::string_view("\"'#\\;|").find(c) == std::string_view::npos;
  return plain;
}();

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

}  // namespace

std::optional<PlainCsv> PlainCsv::of(const std::string& file) {
  PlainCsv plain;
  plain.bytes_ = beginning_of(file, most_bytes + 1);
  const bool is_plain = plain.bytes_.size() <= most_bytes && plain.find_cells() && plain.take_names();
  return is_plain ? std::optional(std::move(plain)) : std::nullopt;
}

bool PlainCsv::find_cells() {
  if (!bytes_.ends_with('\n')) bytes_ += '\n';
  std::size_t in_header = 0, in_line = 0;
  for (std::size_t i = 0; i < bytes_.size(); ++i) {
    const char c = bytes_[i];
    if (c != ',' && c != '\n') {
      if (!plain_bytes[static_cast<unsigned char>(c)]) return false;
      continue;
    }
    ends_.push_back(static_cast<std::uint32_t>(i));
    ++in_line;
    if (c == ',') continue;
    if (in_header == 0) in_header = in_line;
    if (in_line != in_header || in_header == 1) return false;
    in_line = 0;
  }
  names_.resize(in_header);
  return true;
}

bool PlainCsv::take_names() {
  std::set<std::string> known;
  for (std::size_t column = 0; column < names_.size(); ++column) {
    const std::string_view name = cell(0, column);
    names_[column] = name;
    if (name.empty() || name != without_blanks(name) || !is_bare_name(names_[column])) return false;
    if (!known.insert(lower(names_[column])).second) return false;
  }
  return true;
}

std::string_view PlainCsv::cell(std::size_t row, std::size_t column) const {
  const std::size_t i = row * names_.size() + column, begin = i == 0 ? 0 : ends_[i - 1] + 1;
  return std::string_view(bytes_).substr(begin, ends_[i] - begin);
}

ResultTable PlainCsv::first_texts(const std::vector<std::string>& columns, std::size_t count) const {
  ResultTable texts{.columns = {}, .rows = std::min(count, ends_.size() / names_.size() - 1)};
  for (const std::string& name : columns) {
    const auto column = static_cast<std::size_t>(std::ranges::find(names_, name) - names_.begin());
    ResultColumn& found = texts.columns.emplace_back(ResultColumn{.name = name, .type = ColumnType::text});
    for (std::size_t row = 1; row <= texts.rows; ++row) {
      found.texts.emplace_back(without_blanks(cell(row, column)));
      found.valid.push_back(!cell(row, column).empty());
    }
  }
  return texts;
}

}  // namespace payoff
