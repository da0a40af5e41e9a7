// Each value on its way to money, a rung at a time; and all of them together from the whole of it to what is left.
#include <algorithm>
#include <array>

#include "base/messages.hpp"
#include "report/workbook/sheets.hpp"

namespace payoff {
namespace {

class LadderWriter {
 public:
  LadderWriter(const Told& told, const AssumptionCells& in, const MonthCells& months, Sheet& sheet)
      : told_(told), in_(in), months_(months), sheet_(sheet) {}

  void write() {
    for (std::size_t k = 0; k < in_.values.size(); ++k) write_rungs(k);
    heading({say(MessageId::sheet_waterfall_by_value), say(MessageId::sheet_gains), say(MessageId::sheet_losses),
             say(MessageId::sheet_together), say(MessageId::sheet_after_rework), say(MessageId::sheet_after_realized),
             say(MessageId::sheet_after_margin), say(MessageId::sheet_after_risk), say(MessageId::sheet_counted),
             say(MessageId::sheet_benefits)});
    std::array<std::vector<Formula>, steps> left;
    for (std::size_t k = 0; k < in_.values.size(); ++k) write_steps(k, left);
    write_waterfall(left);
  }

 private:
  static constexpr std::size_t steps = 6;  // of a benefit: all, rework, realised, margin, risk, counted

  // Many headings have three lines; of few the last may be that of the units.
  void heading(const std::vector<std::string>& texts, Look last = Look::number_heading) {
    sheet_.height(++row_, texts.size() > 3 ? 3 : 1);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const Look look = i == 0 ? Look::heading : i + 1 < texts.size() ? Look::number_heading : last;
      sheet_.text({row_, static_cast<std::uint16_t>(i)}, texts[i], look);
    }
    ++row_;
  }

  Formula rung(std::string_view name, const Formula& value, const Rung& like) {
    sheet_.text({row_, 0}, name);
    sheet_.text({row_, 2}, like.unit, Look::aside);
    return sheet_.formula({row_++, 1}, value, like.is_money ? Shown::amount : Shown::number);
  }

  // As the ladder calls them; what stands still where nothing is taken off for risk has its rung all the same.
  void write_rungs(std::size_t k) {
    const std::vector<Rung>& told = told_.appraisal.values.at(k).ladder;
    const ValueCells& value = in_.values[k];
    heading({told_.name_of_benefit(k), say(MessageId::col_value), say(MessageId::col_unit)}, Look::aside_heading);
    std::size_t next = 0;
    const auto write = [&](const Formula& formula) {
      const Rung& said = told.at(next++);
      return rung(said.name, formula, said);
    };
    const bool time = told_.model().benefits[k].valued.as() == ValueAs::time_saved;
    Formula last = time ? time_rungs(value, write) : counted_rungs(value, write);
    last = write(last);  // its class
    const Formula adjusted = only_if_positive(last, constant(1) - in_.risk_of_benefits);
    if (next + 2 == told.size())
      write(adjusted);
    else
      rung(say(MessageId::rung_risk), adjusted, told.at(next - 1));
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
    heading({say(MessageId::table_waterfall), say(MessageId::col_change), say(MessageId::col_left)});
    // As monetize/waterfall.cpp names them.
    constexpr std::array names{MessageId::step_all,    MessageId::step_rework, MessageId::step_realized,
                               MessageId::step_margin, MessageId::step_risk,   MessageId::step_soft};
    std::optional<Formula> total;
    for (std::size_t step = 0; step < steps; ++step) {
      const Formula here = sum_of(left[step]);
      total = to(say(names[step]), total ? here - sum_of(left[step - 1]) : here, total);
    }
    standing(say(MessageId::line_all_benefits), *total);
    for (std::size_t i = 0; i < months_.costs.size(); ++i)
      total = to(told_.model().costs[i].name, constant(0) - sum_product(months_.costs[i].all(), months_.discount.all()),
                 total);
    total = to(say(MessageId::line_tax), constant(0) - sum_product(months_.tax.all(), months_.discount.all()), total);
    standing(say(MessageId::fact_npv), *total);
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
  sheet.text({0, 0}, say(MessageId::sheet_ladder), Look::title);
  sheet.widths(0, 0, 52);
  sheet.widths(1, 1, 18);
  sheet.widths(2, 2, 34);
  sheet.widths(3, 9, 18);
  sheet.freeze({1, 1});
  LadderWriter(told, cells, months, sheet).write();
}

}  // namespace payoff
