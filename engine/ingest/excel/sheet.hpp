// A sheet of a workbook as a CSV file whose lines are its rows.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/excel/workbook.hpp"

namespace payoff {

// 1-based, both ends included.
struct CellRange {
  std::size_t first_column = 1, first_row = 1, last_column = 16'384, last_row = 1'048'576;
};

// "A3:H200" or "A:H"; nothing where it is neither.
std::optional<CellRange> parse_cell_range(std::string_view text);

// "A3:H200".
std::string text_of(const CellRange& range);

// The least part of the range that holds all of its cells that are not empty; rows from its first. Nothing = no such cell.
std::optional<CellRange> used_cells(Workbook& book, const Sheet& sheet, const CellRange& range, const Context& context);

// The cells of the range, each row with the same number of them; line breaks within a cell become spaces. Whether all of
// it could be written. Throws Error(data) for a damaged sheet.
bool write_csv(Workbook& book, const Sheet& sheet, const CellRange& range, const std::string& path,
               const Context& context);

}  // namespace payoff
