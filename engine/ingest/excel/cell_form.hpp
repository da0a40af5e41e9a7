// What the number in a cell of a workbook stands for: days since 1900 under a format of a date are that date.
#pragma once

#include <string>
#include <string_view>

namespace payoff {

enum class CellForm { number, date, timestamp, time };

// Of a number format: "dd/mm/yyyy", "[h]:mm", "0.00%". Source: ECMA-376-1, 18.8.30 and 18.8.31.
CellForm form_of_format(std::string_view code);
CellForm form_of_builtin_format(int id);

// "2025-03-03", "2025-03-03 13:45:10", "26:05:00", "12.5". A number with exactly three digits behind its mark gets a
// zero, since 1.047 could be a thousand and more, which a number of a workbook is not. since_1904: as old Macs count.
std::string cell_text(double value, CellForm form, bool since_1904);

}  // namespace payoff
