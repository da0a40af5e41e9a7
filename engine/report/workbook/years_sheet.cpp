// The same money by year, one line for each benefit and cost, as appraisals are printed.
#include <cmath>

#include "base/messages.hpp"
#include "report/workbook/sheets.hpp"

namespace payoff {
namespace {

class YearWriter {
 public:
  YearWriter(const MonthCells& months, Sheet& sheet)
      : months_(months), sheet_(sheet), years_(static_cast<std::uint16_t>(months.year.values.back() + 1)) {}

  void heading() {
    sheet_.text({row_, 0}, say(MessageId::col_line), Look::heading);
    for (std::uint16_t year = 0; year < years_; ++year)
      sheet_.number({row_, column_of(year)}, year, Shown::year, Look::number_heading);
    sheet_.text({row_, column_of(years_)}, say(MessageId::col_total), Look::number_heading);
    sheet_.text({row_++, column_of(years_ + 1)}, say(MessageId::col_present_value), Look::number_heading);
  }

  void line(std::string_view name, const MonthColumn& months, Look look = Look::plain) {
    sheet_.text({row_, 0}, name, look);
    const Range all = months.all(), year_of = months_.year.all();
    for (std::uint16_t year = 0; year < years_; ++year) {
      double amount = 0;
      for (std::size_t m = 0; m < all.values.size(); ++m)
        if (year_of.values[m] == year) amount += all.values[m];
      const std::string of_this = column_letters(column_of(year)) + "$" + std::to_string(heading_row + 1);
      sheet_.formula({row_, column_of(year)}, {"SUMIFS(" + all.text + "," + year_of.text + "," + of_this + ")", amount},
                     Shown::amount, look);
    }
    sheet_.formula({row_, column_of(years_)}, sum(all), Shown::amount, look);
    sheet_.formula({row_++, column_of(years_ + 1)}, sum_product(all, months_.discount.all()), Shown::amount, look);
  }

 private:
  static constexpr std::uint32_t heading_row = 1;

  static std::uint16_t column_of(int year) { return static_cast<std::uint16_t>(year + 1); }

  const MonthCells& months_;
  Sheet& sheet_;
  std::uint16_t years_;
  std::uint32_t row_ = heading_row;
};

}  // namespace

void write_years(const Told& told, const MonthCells& months, Sheet& sheet) {
  sheet.text({0, 0}, say(MessageId::sheet_years), Look::title);
  sheet.widths(0, 0, 52);
  const auto last = static_cast<std::uint16_t>(months.year.values.back() + 3);
  sheet.widths(1, last, 16);
  sheet.freeze({2, 1});
  YearWriter writer(months, sheet);
  writer.heading();
  for (std::size_t k = 0; k < months.benefits.size(); ++k)
    writer.line(told.name_of_benefit(k), months.benefits[k].benefit);
  writer.line(say(MessageId::line_all_benefits), months.all_benefits, Look::total);
  for (std::size_t i = 0; i < months.costs.size(); ++i) writer.line(told.model().costs[i].name, months.costs[i]);
  writer.line(say(MessageId::line_all_costs), months.all_costs, Look::total);
  writer.line(say(MessageId::line_tax), months.tax);
  writer.line(say(MessageId::line_net), months.net, Look::total);
}

}  // namespace payoff
