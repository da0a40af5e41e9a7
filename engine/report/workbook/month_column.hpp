// Columns of a sheet with one row for each month, from month 0 on.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "report/workbook/book.hpp"

namespace payoff {

struct MonthColumn {
  std::string sheet, letters;
  std::vector<double> values;  // (H + 1)

  Formula at(std::size_t month) const;                                   // "Months!$C7"
  Range between(std::size_t first_month, std::size_t last_month) const;  // "Months!$C$7:$C$9"
  Range all() const { return between(0, values.size() - 1); }
};

// Writes one column after the other.
class MonthTable {
 public:
  using OfMonth = std::function<Formula(std::size_t month)>;

  MonthTable(Sheet& sheet, std::size_t months);

  MonthColumn numbers(std::string_view heading);  // 0, 1, 2, ...
  MonthColumn formulas(std::string_view heading, Shown shown, const OfMonth& of, Look look = Look::plain);
  MonthColumn inputs(std::string_view heading, const std::vector<double>& amounts);  // as many as there are; then 0
  std::size_t months() const { return months_; }
  std::uint16_t columns() const { return column_; }

 private:
  MonthColumn next(std::string_view heading);
  static std::uint32_t row_of(std::size_t month);

  Sheet& sheet_;
  std::size_t months_;
  std::uint16_t column_ = 0;
};

}  // namespace payoff
