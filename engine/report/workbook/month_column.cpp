#include "report/workbook/month_column.hpp"

namespace payoff {

namespace {

constexpr std::uint32_t first_row = 2;  // below the title and the headings

}  // namespace

Formula MonthColumn::at(std::size_t month) const {
  return {sheet + "!$" + letters + std::to_string(first_row + month + 1), values[month]};
}

Range MonthColumn::between(std::size_t first_month, std::size_t last_month) const {
  const auto row = [](std::size_t month) { return std::to_string(first_row + month + 1); };
  const auto begin = values.begin() + static_cast<std::ptrdiff_t>(first_month);
  return {sheet + "!$" + letters + "$" + row(first_month) + ":$" + letters + "$" + row(last_month),
          {begin, values.begin() + static_cast<std::ptrdiff_t>(last_month) + 1}};
}

MonthTable::MonthTable(Sheet& sheet, std::size_t months) : sheet_(sheet), months_(months) {
  sheet_.height(first_row - 1, 4);
}

MonthColumn MonthTable::next(std::string_view heading) {
  sheet_.text({first_row - 1, column_}, heading, Look::number_heading);
  return {sheet_.name(), column_letters(column_), {}};
}

MonthColumn MonthTable::formulas(std::string_view heading, Shown shown, const OfMonth& of, Look look) {
  MonthColumn column = next(heading);
  for (std::size_t m = 0; m < months_; ++m)
    column.values.push_back(sheet_.formula({row_of(m), column_}, of(m), shown, look).value);
  ++column_;
  return column;
}

MonthColumn MonthTable::inputs(std::string_view heading, const std::vector<double>& amounts) {
  MonthColumn column = next(heading);
  column.values.assign(months_, 0);
  for (std::size_t m = 0; m < std::min(amounts.size(), months_); ++m)
    column.values[m] = sheet_.input({row_of(m), column_}, amounts[m], Shown::amount).value;
  ++column_;
  return column;
}

MonthColumn MonthTable::numbers(std::string_view heading) {
  MonthColumn column = next(heading);
  for (std::size_t m = 0; m < months_; ++m) {
    column.values.push_back(static_cast<double>(m));
    sheet_.number({row_of(m), column_}, static_cast<double>(m), Shown::whole, Look::plain);
  }
  ++column_;
  return column;
}

std::uint32_t MonthTable::row_of(std::size_t month) {
  return first_row + static_cast<std::uint32_t>(month);
}

}  // namespace payoff
