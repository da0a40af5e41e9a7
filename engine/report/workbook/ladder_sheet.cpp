// Each value on its way to money, a rung at a time; and all of them together from the whole of it to what is left.
#include <algorithm>
#include <array>

#include "report/workbook/sheets.hpp"
#include "report/workbook/words.hpp"

namespace payoff {
namespace {

class LadderWriter {
 public:
  LadderWriter(const Told& told, const AssumptionCells& in, const MonthCells& months, Sheet& sheet)
      : told_(told), in_(in), months_(months), sheet_(sheet) {}

  void write() {
    for (std::size_t k = 0; k < in_.values.size(); ++k) write_rungs(k);
    heading({workbook::waterfall_by_value, "If all of it counted: gains", "And losses", "Together", "After rework",
             "After what the business does not get back", "After what is sold has cost", "After risk", "Counted (0, 1)",
             "Benefits"},
            3);
    std::array<std::vector<Formula>, steps> left;
    for (std::size_t k = 0; k < in_.values.size(); ++k) write_steps(k, left);
    write_waterfall(left);
  }

 private:
  static constexpr std::size_t steps = 6;  // of a benefit: all, rework, realised, margin, risk, counted

  void heading(const std::vector<std::string_view>& texts, double lines = 1) {
    sheet_.height(++row_, lines);
    std::uint16_t column = 0;
    for (const std::string_view text : texts) {
      const Look look = column == 0 ? Look::heading : text == "Unit" ? Look::aside_heading : Look::number_heading;
      sheet_.text({row_, column++}, text, look);
    }
    ++row_;
  }

  Formula rung(std::string_view name, const Formula& value, std::string_view unit) {
    sheet_.text({row_, 0}, name);
    sheet_.text({row_, 2}, unit, Look::aside);
    const bool money = unit.starts_with(told_.appraisal.currency);
    return sheet_.formula({row_++, 1}, value, money ? Shown::amount : Shown::number);
  }

  // As the ladder calls them; what stands still where nothing is taken off for risk has its rung all the same.
  void write_rungs(std::size_t k) {
    const std::vector<Rung>& told = told_.appraisal.values.at(k).ladder;
    const ValueCells& value = in_.values[k];
    heading({told_.name_of_benefit(k), "Value", "Unit"});
    std::size_t next = 0;
    const auto write = [&](const Formula& formula) {
      const Rung& said = told.at(next++);
      return rung(said.name, formula, said.unit);
    };
    const bool time = told_.model().benefits[k].valued.as() == ValueAs::time_saved;
    Formula last = time ? time_rungs(value, write) : counted_rungs(value, write);
    last = write(last);  // its class
    const Formula adjusted = only_if_positive(last, constant(1) - in_.risk_of_benefits);
    if (next + 2 == told.size())
      write(adjusted);
    else
      rung(workbook::risk_adjusted, adjusted, told.at(next - 1).unit);
    write(sum_product(months_.benefits[k].benefit.all(), months_.discount.all()));
  }

  Formula times_a_year() const {
    return in_.campaigns ? *in_.campaigns * constant(months_per_year) / in_.horizon : constant(weeks_per_year);
  }

  static Formula each_time(const ValueCells& value) {
    Formula gain = value.sign * value.told;
    if (value.unit_worth) gain = gain * *value.unit_worth;
    return value.volume ? gain * *value.volume : gain;
  }

  template <class Write>
  Formula time_rungs(const ValueCells& value, const Write& write) const {
    const Formula gross = write(each_time(value));
    const Formula net = write(value.rework ? only_if_positive(gross, constant(1) - *value.rework) : gross);
    const Formula all = write(net * value.quantities.at(0));
    const Formula realized = write(all * value.realized.value());
    return write(realized * value.quantities.at(1) * times_a_year());
  }

  template <class Write>
  Formula counted_rungs(const ValueCells& value, const Write& write) const {
    const Formula person = write(each_time(value) * times_a_year());
    const Formula all = write(person * value.quantities.at(0));
    Formula money = all;
    if (value.margin) money = write(all * *value.margin);
    if (value.quantities.size() > 1) money = write(all * value.quantities[1]);
    return value.realized ? write(money * *value.realized) : money;
  }

  // Rework and risk take from the months of gain alone.
  Formula worth(const MonthColumn& gain, const char* sign) const {
    const Range all = gain.all(), discount = months_.discount.all();
    double sum = 0;
    for (std::size_t m = 0; m < all.values.size(); ++m)
      if (sign[0] == '>' ? all.values[m] > 0 : all.values[m] <= 0) sum += all.values[m] * discount.values[m];
    return {"SUMPRODUCT((" + all.text + sign + "0)*" + all.text + "*" + discount.text + ")", sum};
  }

  void write_steps(std::size_t k, std::array<std::vector<Formula>, steps>& left) {
    const ValueCells& value = in_.values[k];
    const Formula one = constant(1);
    const Formula rework = one - value.rework.value_or(constant(0));
    const Formula realized = value.realized.value_or(one), margin = value.margin.value_or(one);
    const auto cell = [&](std::uint16_t column, const Formula& formula, Shown shown = Shown::amount) {
      return sheet_.formula({row_, column}, formula, shown);
    };
    sheet_.text({row_, 0}, told_.name_of_benefit(k));
    const Formula gains = cell(1, worth(months_.benefits[k].gain, ">")),
                  losses = cell(2, worth(months_.benefits[k].gain, "<="));
    left[0].push_back(cell(3, gains + losses));
    left[1].push_back(cell(4, gains * rework + losses));
    left[2].push_back(cell(5, left[1].back() * realized));
    left[3].push_back(cell(6, left[2].back() * margin));
    left[4].push_back(cell(7, (gains * rework * (one - in_.risk_of_benefits) + losses) * realized * margin));
    const Formula counted = sheet_.number({row_, 8}, months_.benefits[k].counted ? 1 : 0, Shown::whole);
    left[5].push_back(cell(9, left[4].back() * counted));
    ++row_;
  }

  void write_waterfall(const std::array<std::vector<Formula>, steps>& left) {
    heading({workbook::waterfall, "Change", "What is left"});
    std::optional<Formula> total;
    for (std::size_t step = 0; step < steps; ++step) {
      const Formula here = sum_of(left[step]);
      total = to(workbook::steps[step], total ? here - sum_of(left[step - 1]) : here, total);
    }
    standing(workbook::all_benefits, *total);
    for (std::size_t i = 0; i < months_.costs.size(); ++i)
      total = to(told_.model().costs[i].name, constant(0) - sum_product(months_.costs[i].all(), months_.discount.all()),
                 total);
    total = to(workbook::tax, constant(0) - sum_product(months_.tax.all(), months_.discount.all()), total);
    standing(workbook::net_present_value, *total);
  }

  static Formula sum_of(const std::vector<Formula>& values) {
    Formula sum = values.front();
    for (std::size_t i = 1; i < values.size(); ++i) sum = sum + values[i];
    return sum;
  }

  Formula to(std::string_view name, const Formula& change, const std::optional<Formula>& before) {
    sheet_.text({row_, 0}, name);
    const Formula written = sheet_.formula({row_, 1}, change, Shown::amount);
    return sheet_.formula({row_++, 2}, before ? *before + written : written, Shown::amount);
  }

  void standing(std::string_view name, const Formula& total) {
    sheet_.text({row_, 0}, name, Look::total);
    sheet_.text({row_, 1}, "", Look::total);
    sheet_.formula({row_++, 2}, total, Shown::amount, Look::total);
  }

  const Told& told_;
  const AssumptionCells& in_;
  const MonthCells& months_;
  Sheet& sheet_;
  std::uint32_t row_ = 0;
};

}  // namespace

void write_ladder(const Told& told, const AssumptionCells& cells, const MonthCells& months, Sheet& sheet) {
  sheet.text({0, 0}, workbook::ladder_sheet, Look::title);
  sheet.widths(0, 0, 52);
  sheet.widths(1, 1, 18);
  sheet.widths(2, 2, 34);
  sheet.widths(3, 9, 18);
  sheet.freeze({1, 1});
  LadderWriter(told, cells, months, sheet).write();
}

}  // namespace payoff
