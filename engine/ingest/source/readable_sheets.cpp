#include "ingest/source/readable_sheets.hpp"

#include <fmt/format.h>

#include "base/messages.hpp"
#include "base/suggestion.hpp"
#include "ingest/excel/sheet.hpp"
#include "ingest/source/duckdb.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

struct UsedSheet {
  Sheet sheet;
  CellRange cells;
};

CellRange range_of(const std::string& range) {
  if (range.empty()) return {};
  if (const auto parsed = parse_cell_range(range)) return *parsed;
  throw Error(ErrorKind::usage, {.key = "data.range"}, "range is '" + range + "', but must be cells of a sheet",
              R"(write e.g. "A3:H200", or "A:H" for whole columns)");
}

std::string names_of(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "'" : ", '") + name + "'";
  return list;
}

void require_sheet(const Workbook& book, const std::string& sheet) {
  std::vector<std::string> names;
  for (const Sheet& each : book.sheets) names.push_back(each.name);
  if (std::ranges::find(names, sheet) == names.end())
    throw Error(ErrorKind::usage, {.key = "data.sheet"},
                fmt::format("sheet is '{}', but {} has {}", sheet, book.zip.file(), names_of(names)),
                "name one of them, or \"*\" for all that hold rows");
}

std::vector<UsedSheet> used_sheets(Workbook& book, const std::string& sheet, const CellRange& range,
                                   const Context& context) {
  const bool by_name = !sheet.empty() && sheet != "*";
  if (by_name) require_sheet(book, sheet);
  std::vector<UsedSheet> used;
  for (const Sheet& each : book.sheets) {
    if (by_name ? each.name != sheet : each.hidden) continue;
    if (const auto cells = used_cells(book, each, range, context)) used.push_back({each, *cells});
  }
  if (used.empty())
    throw Error(ErrorKind::data, {.file = book.zip.file()},
                by_name ? "its sheet '" + sheet + "' is empty, but must have a header and rows"
                        : "has no sheet with rows in it, but must have one",
                "check the workbook, data.sheet and data.range");
  if (used.size() == 1 || sheet == "*") return used;
  std::vector<std::string> names;
  for (const UsedSheet& each : used) names.push_back(each.sheet.name);
  throw Error(
      ErrorKind::usage, {.key = "data.sheet"},
      fmt::format("{} has {} sheets with rows, but none is named: {}", book.zip.file(), used.size(), names_of(names)),
      fmt::format(R"(write e.g. "sheet": "{}" under data, or "*" for all of them as one table)", names.front()));
}

}  // namespace

std::vector<ReadableFile> readable_sheets(const ReadableFile& file, const std::string& sheet, const std::string& range,
                                          const Context& context) {
  const CellRange wanted = range_of(range);
  Workbook book = open_workbook(file.path, context);
  const std::vector<UsedSheet> used = used_sheets(book, sheet, wanted, context);
  std::vector<ReadableFile> sheets;
  for (const UsedSheet& each : used) {
    ReadableFile made{
        .name = used.size() == 1 ? file.name : fmt::format("{} [{}]", file.name, each.sheet.name),
        .file = file.file,
        .path = temporary_file(),
        .read_as = say(MessageId::input_sheet, {{"sheet", each.sheet.name}, {"cells", text_of(each.cells)}}),
        .lines_left_out = each.cells.first_row - 1,
        .delimiter = ","};
    made.copy = removed_at_the_end(made.path);
    if (!write_csv(book, each.sheet, each.cells, made.path, context)) throw not_written(made.path);
    sheets.push_back(readable(std::move(made), ",", context));
  }
  return sheets;
}

}  // namespace payoff
