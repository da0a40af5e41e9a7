#include "ingest/excel/sheet.hpp"

#include <fmt/format.h>

#include <charconv>
#include <fstream>

#include "ingest/excel/xml.hpp"

namespace payoff {
namespace {

// "H200" -> 8 and 200; 0 for a part that is not there.
struct CellName {
  std::size_t column = 0, row = 0;
};

std::optional<CellName> parse_cell_name(std::string_view text) {
  constexpr std::size_t most_letters = 3;
  CellName name;
  std::size_t letters = 0;
  for (; letters < text.size() && text[letters] >= 'A' && text[letters] <= 'Z'; ++letters)
    name.column = 26 * name.column + static_cast<std::size_t>(text[letters] - 'A' + 1);
  const std::string_view digits = text.substr(letters);
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), name.row);
  if (letters > most_letters || (!digits.empty() && (failed != std::errc() || end != digits.data() + digits.size())))
    return std::nullopt;
  return name;
}

std::string column_name(std::size_t column) {
  std::string name;
  for (; column > 0; column = (column - 1) / 26) name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
  return name;
}

struct Cell {
  std::size_t column = 0, row = 0;
  std::string type, style, value;
};

// Gives each cell that has a value, row by row and from left to right.
class SheetReader {
 public:
  SheetReader(Workbook& book, std::function<void(const Cell&, const std::string&)> take)
      : book_(book), take_(std::move(take)) {}

  void read(const Sheet& sheet, const Context& context) {
    for_each_element(book_.zip, sheet.part,
                     {.begin = [this](std::string_view name, const XmlAttributes& a) { begin(name, a); },
                      .end = [this](std::string_view name) { end(name); },
                      .text =
                          [this](std::string_view text) {
                            if (in_value_) cell_.value += text;
                          }},
                     context);
  }

 private:
  void begin(std::string_view name, const XmlAttributes& attributes) {
    if (name == "row") {
      const auto row = parse_cell_name(attributes["r"]);
      advance(cell_.row, row ? row->row : 0, "rows");
      cell_.column = 0;
    } else if (name == "c") {
      const auto place = parse_cell_name(attributes["r"]);
      advance(cell_.column, place ? place->column : 0, "cells");
      cell_.type = attributes["t"];
      cell_.style = attributes["s"];
      cell_.value.clear();
    }
    pronounced_ = pronounced_ || name == "rPh";
    in_value_ = name == "v" || (name == "t" && !pronounced_);
  }

  void end(std::string_view name) {
    in_value_ = false;
    if (name == "rPh") pronounced_ = false;
    if (name != "c" || cell_.value.empty()) return;
    if (const std::string text = text_of_cell(); !text.empty()) take_(cell_, text);
  }

  // Places may be left out: then each follows the last.
  void advance(std::size_t& at, std::size_t said, std::string_view what) {
    if (said != 0 && said <= at)
      throw book_.zip.damaged(fmt::format("is a damaged workbook: its {} are out of order", what));
    at = said == 0 ? at + 1 : said;
    if (cell_.row > CellRange{}.last_row || cell_.column > CellRange{}.last_column)
      throw book_.zip.damaged("is a damaged workbook: it has more cells than a sheet can");
  }

  template <typename Number>
  Number number() const {
    Number value{};
    const char* last = cell_.value.data() + cell_.value.size();
    if (const auto [end, failed] = std::from_chars(cell_.value.data(), last, value);
        failed == std::errc() && end == last)
      return value;
    throw book_.zip.damaged(fmt::format("is a damaged workbook: cell {}{} is '{}', but must be a number",
                                        column_name(cell_.column), cell_.row, cell_.value));
  }

  CellForm form() const {
    std::size_t style = 0;
    std::from_chars(cell_.style.data(), cell_.style.data() + cell_.style.size(), style);
    return style < book_.form_of_style.size() ? book_.form_of_style[style] : CellForm::number;
  }

  std::string text_of_cell() const {
    if (cell_.type == "s") {
      const auto index = number<std::size_t>();
      if (index < book_.texts.size()) return book_.texts[index];
      throw book_.zip.damaged("is a damaged workbook: a cell names a text that is not there");
    }
    if (cell_.type == "b") return cell_.value == "1" ? "TRUE" : "FALSE";
    if (cell_.type.empty() || cell_.type == "n") return cell_text(number<double>(), form(), book_.since_1904);
    return cell_.value;  // inlineStr, str, e (an error like #N/A), d (a date as ISO 8601 writes it)
  }

  Workbook& book_;
  std::function<void(const Cell&, const std::string&)> take_;
  Cell cell_;
  bool in_value_ = false, pronounced_ = false;
};

bool within(const CellRange& range, const Cell& cell) {
  return cell.row >= range.first_row && cell.row <= range.last_row && cell.column >= range.first_column &&
         cell.column <= range.last_column;
}

std::string csv_cell(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c == '\n' || c == '\r' ? ' ' : c;
  }
  return text.find_first_of(",\"\r\n ") == std::string::npos ? text : quoted + '"';
}

}  // namespace

std::optional<CellRange> parse_cell_range(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto from = parse_cell_name(text.substr(0, colon)), to = parse_cell_name(text.substr(colon + 1));
  if (!from || !to || from->column == 0 || to->column < from->column || (from->row == 0) != (to->row == 0))
    return std::nullopt;
  CellRange range{.first_column = from->column, .last_column = to->column};
  if (from->row > 0) range.first_row = from->row;
  if (to->row > 0) range.last_row = to->row;
  const CellRange largest;
  if (range.last_row < range.first_row || range.last_row > largest.last_row || range.last_column > largest.last_column)
    return std::nullopt;
  return range;
}

std::string text_of(const CellRange& range) {
  return fmt::format("{}{}:{}{}", column_name(range.first_column), range.first_row, column_name(range.last_column),
                     range.last_row);
}

std::optional<CellRange> used_cells(Workbook& book, const Sheet& sheet, const CellRange& range,
                                    const Context& context) {
  CellRange used{.first_column = SIZE_MAX, .first_row = range.first_row, .last_column = 0, .last_row = 0};
  SheetReader(book, [&](const Cell& cell, const std::string&) {
    if (!within(range, cell)) return;
    used.first_column = std::min(used.first_column, cell.column);
    used.last_column = std::max(used.last_column, cell.column);
    used.last_row = cell.row;
  }).read(sheet, context);
  return used.last_row > 0 ? std::optional(used) : std::nullopt;
}

bool write_csv(Workbook& book, const Sheet& sheet, const CellRange& range, const std::string& path,
               const Context& context) {
  constexpr std::size_t most_bytes = std::size_t{4} << 30;
  std::ofstream out(path, std::ios::binary);
  std::size_t row = range.first_row, column = range.first_column, bytes = 0;
  const auto end_row = [&] {
    for (; column < range.last_column; ++column) out.put(',');
    out.put('\n');
    ++row;
    column = range.first_column;
  };
  SheetReader(book, [&](const Cell& cell, const std::string& text) {
    if (!within(range, cell)) return;
    while (row < cell.row) end_row();
    for (; column < cell.column; ++column) out.put(',');
    const std::string written = csv_cell(text);
    bytes += written.size();
    if (bytes > most_bytes) throw book.zip.damaged("holds more than 4 GB of text");
    out << written;
  }).read(sheet, context);
  end_row();
  return static_cast<bool>(out.flush());
}

}  // namespace payoff
