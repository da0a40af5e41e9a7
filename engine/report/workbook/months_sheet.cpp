// One row for each month: who has the tool, what a month is worth, each benefit and each cost, and what is left.
#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "report/workbook/benefit_months.hpp"

namespace payoff {
namespace {

// Of what there is; a factor that there is not is 1.
std::optional<Formula> plus(const std::optional<Formula>& a, const std::optional<Formula>& b) {
  return a && b ? *a + *b : a ? a : b;
}
std::optional<Formula> product(const std::optional<Formula>& a, const std::optional<Formula>& b) {
  return a && b ? *a * *b : a;
}

class MonthWriter {
 public:
  MonthWriter(const Told& told, const AssumptionCells& in, Sheet& sheet)
      : told_(told), in_(in), table_(sheet, told.model().months()) {}

  MonthCells write() {
    write_calendar();
    for (std::size_t k = 0; k < in_.values.size(); ++k) write_benefit(k);
    const std::vector<Cost>& costs = told_.assumptions().costs;
    const std::vector<Bill>& bills = told_.assumptions().bills;
    for (std::size_t i = 0; i < costs.size(); ++i) write_cost(costs[i], in_.growth_of_cost[i]);
    for (std::size_t i = 0; i < bills.size(); ++i)
      if (bills[i].counted_in.empty()) write_bill(bills[i], in_.people_of_bill[i]);
    write_sums();
    return std::move(cells_);
  }

  std::uint16_t columns() const { return table_.columns(); }

 private:
  void write_calendar() {
    cells_.month = table_.numbers(say(MessageId::col_month));
    const auto month = [this](std::size_t m) { return cells_.month.at(m); };
    const Formula year = constant(months_per_year);
    cells_.year = table_.formulas(say(MessageId::sheet_year), Shown::whole,
                                  [&](std::size_t m) { return rounded_up(month(m) / year); });
    cells_.discount = table_.formulas(say(MessageId::sheet_discount_factor), Shown::factor,
                                      [&](std::size_t m) { return discount(m); });
    const MonthColumn grown = table_.formulas(say(MessageId::sheet_whole_years), Shown::whole, [&](std::size_t m) {
      return whole_part(larger(month(m) - constant(1), constant(0)) / year);
    });
    grown_ = grown;
    begin_ = table_.formulas(say(MessageId::sheet_share_begins), Shown::share,
                             [&](std::size_t m) { return begin_in(month(m), in_); });
    reach_ = table_.formulas(say(MessageId::sheet_share_has), Shown::share,
                             [&](std::size_t m) { return reach_in(month(m), in_); });
    volume_ = table_.formulas(say(MessageId::sheet_volume), Shown::factor,
                              [&](std::size_t m) { return power(constant(1) + in_.volume_growth, grown.at(m)); });
    prices_ = table_.formulas(say(MessageId::sheet_prices), Shown::factor,
                              [&](std::size_t m) { return power(constant(1) + in_.inflation, grown.at(m)); });
    if (in_.campaigns)
      campaigns_ = table_.formulas(say(MessageId::sheet_campaigns), Shown::whole,
                                   [&](std::size_t m) { return m == 0 ? constant(0) : campaigns_in(month(m), in_); });
  }

  Formula discount(std::size_t m) const {
    const bool by_year = told_.assumptions().discounting == Discounting::year_ends;
    const Formula month = cells_.month.at(m), year = cells_.year.at(m);
    const Formula years{"-IF(" + in_.discounting.text + "=\"" + std::string(name(Discounting::year_ends)) + "\"," +
                            year.text + "," + month.text + "/12)",
                        -(by_year ? year.value : month.value / months_per_year), Formula::Binding::sum};
    return power(constant(1) + in_.discount_rate, years);
  }

  // What the months weigh for one coordinate of the effect.
  MonthColumn weight(const ValueCells& value, std::size_t coordinate, const std::string& of) {
    const bool two = value.effects.size() > 1;
    const MessageId heading = !two              ? MessageId::sheet_months_of
                              : coordinate == 0 ? MessageId::sheet_months_of_first
                                                : MessageId::sheet_months_of_last;
    return table_.formulas(say(heading, {{"benefit", of}}), Shown::factor, [&](std::size_t m) {
      const Formula month = cells_.month.at(m);
      Formula weight = !two              ? reach_.at(m)
                       : coordinate == 0 ? first_third_in(month, in_, value)
                                         : last_third_in(month, in_, value);
      weight = weight * volume_.at(m) * prices_.at(m);
      if (value.measured_uptake) weight = weight * uptake_in(month, in_, *value.measured_uptake);
      return campaigns_ ? weight * campaigns_->at(m) : weight;
    });
  }

  void write_benefit(std::size_t k) {
    const ValueCells& value = in_.values[k];
    const std::string& of = told_.name_of_benefit(k);
    std::vector<MonthColumn> weights;
    for (std::size_t c = 0; c < value.effects.size(); ++c) weights.push_back(weight(value, c, of));
    Formula each = value.sign;
    if (value.unit_worth) each = each * *value.unit_worth;
    if (value.volume) each = each * *value.volume;
    if (!in_.campaigns) each = each * constant(weeks_per_year) / constant(months_per_year);
    for (const Formula& quantity : value.quantities) each = each * quantity;
    BenefitMonths months;
    months.counted = told_.model().benefits[k].valued.counted();
    months.gain = table_.formulas(say(MessageId::sheet_all_of, {{"benefit", of}}), Shown::amount, [&](std::size_t m) {
      Formula effect = weights[0].at(m) * value.effects[0];
      for (std::size_t c = 1; c < weights.size(); ++c) effect = effect + weights[c].at(m) * value.effects[c];
      return each * effect;
    });
    Formula kept = constant(1) - in_.risk_of_benefits;
    if (value.rework) kept = (constant(1) - *value.rework) * kept;
    months.benefit = table_.formulas(of, Shown::amount, [&](std::size_t m) {
      Formula benefit = only_if_positive(months.gain.at(m), kept);
      for (const std::optional<Formula>& share : {value.realized, value.margin})
        if (share) benefit = benefit * *share;
      return benefit;
    });
    cells_.benefits.push_back(std::move(months));
  }

  std::optional<Formula> input(const std::string& name) const {
    const auto found = in_.inputs.find(name);
    return found == in_.inputs.end() ? std::nullopt : std::optional(found->second);
  }

  void write_cost(const Cost& cost, const Formula& growth) {
    Formula factor = constant(1) + in_.risk_of_costs;
    if (const std::optional<Formula> rate = in_.rate_of(cost.currency)) factor = factor * *rate;
    const auto of = [&](const char* key) { return input(cost.name + "." + key); };
    const std::optional<Formula> people = input("people"), an_hour = input("hourly_cost");
    const auto hours = [&](const char* key) { return product(of(key), an_hour); };
    const std::optional<Formula> once = of("once"), per_month = of("per_month"),
                                 each = plus(of("per_person_month"), hours("hours_per_person_month")),
                                 to_begin = plus(of("once_per_person"), hours("hours_per_person"));
    cells_.costs.push_back(table_.formulas(cost.name, Shown::amount, [&](std::size_t m) {
      std::optional<Formula> paid = m == 0 ? once : per_month;
      if (m > 0) paid = plus(paid, product(product(each, people), reach_.at(m)));
      if (m > 0) paid = product(paid, power(constant(1) + growth, grown_.at(m)));
      paid = plus(paid, product(product(to_begin, people), begin_.at(m)));
      return paid ? factor * *paid : constant(0);
    }));
  }

  void write_bill(const Bill& bill, const std::optional<Formula>& people) {
    const std::size_t billed_months = std::min(bill.by_month.size(), table_.months());
    const std::string& currency = bill.currency.empty() ? told_.appraisal.currency : bill.currency;
    const MonthColumn billed =
        table_.inputs(say(MessageId::sheet_as_billed, {{"bill", bill.name}, {"currency", name_of_currency(currency)}}),
                      bill.by_month);
    const std::optional<Formula> rate = in_.rate_of(bill.currency);
    const std::optional<Formula> later = input(bill.name + ".later");
    cells_.costs.push_back(table_.formulas(bill.name, Shown::amount, [&](std::size_t m) {
      const auto in_money = [&](const Formula& amount) { return rate ? amount * *rate : amount; };
      if (m < billed_months) return in_money(billed.at(m));
      if (bill.goes_on == BillGoesOn::not_at_all) return constant(0);
      Formula amount = billed.at(billed_months - 1);
      if (bill.goes_on == BillGoesOn::mean_month) amount = mean(billed.between(1, billed_months - 1));
      if (people) amount = product(amount / *people * reach_.at(m), input("people")).value();
      return in_money(product(amount, later).value() * (constant(1) + in_.risk_of_costs) * prices_.at(m) /
                      prices_.at(billed_months - 1));
    }));
  }

  void write_sums() {
    const auto sum_of = [](const std::vector<Formula>& all) {
      std::optional<Formula> sum;
      for (const Formula& each : all) sum = plus(sum, each);
      return sum.value_or(constant(0));
    };
    const auto amounts = [this](MessageId heading, const MonthTable::OfMonth& of) {
      return table_.formulas(say(heading), Shown::amount, of, Look::strong);
    };
    cells_.all_benefits = amounts(MessageId::line_all_benefits, [&](std::size_t m) {
      std::vector<Formula> counted;
      for (const BenefitMonths& each : cells_.benefits)
        if (each.counted) counted.push_back(each.benefit.at(m));
      return sum_of(counted);
    });
    cells_.all_costs = amounts(MessageId::line_all_costs, [&](std::size_t m) {
      std::vector<Formula> costs;
      for (const MonthColumn& each : cells_.costs) costs.push_back(each.at(m));
      return sum_of(costs);
    });
    const MonthColumn &benefits = cells_.all_benefits, &costs = cells_.all_costs;
    cells_.tax =
        amounts(MessageId::line_tax, [&](std::size_t m) { return in_.tax_rate * (benefits.at(m) - costs.at(m)); });
    cells_.net =
        amounts(MessageId::line_net, [&](std::size_t m) { return benefits.at(m) - costs.at(m) - cells_.tax.at(m); });
    cells_.cumulative =
        amounts(MessageId::col_cumulative, [&](std::size_t m) { return sum(cells_.net.between(0, m)); });
    cells_.cumulative_discounted = amounts(MessageId::sheet_cumulative_discounted, [&](std::size_t m) {
      return sum_product(cells_.net.between(0, m), cells_.discount.between(0, m));
    });
    const auto whole = [this](MessageId heading, const MonthTable::OfMonth& of) {
      return table_.formulas(say(heading), Shown::whole, of);
    };
    cells_.paid_back = whole(MessageId::sheet_paid_back, [&](std::size_t m) {
      return covers(sum(benefits.between(0, m)), sum(costs.between(0, m)), m);
    });
    cells_.paid_back_discounted = whole(MessageId::sheet_paid_back_discounted, [&](std::size_t m) {
      const Range discount = cells_.discount.between(0, m);
      return covers(sum_product(benefits.between(0, m), discount), sum_product(costs.between(0, m), discount), m);
    });
  }

  // 12 instalments of 1/12 pay back 1 in month 12, not 13 for a rounding error (cash_flow.cpp).
  static Formula covers(const Formula& in, const Formula& out, std::size_t month) {
    if (month == 0) return constant(0);
    const Formula slack = constant(1e-9) * call("ABS", {out}, std::abs(out.value));
    const Formula least = out - slack;
    return {"IF(" + in.text + ">=" + least.text + ",1,0)", in.value >= least.value ? 1.0 : 0.0};
  }

  const Told& told_;
  const AssumptionCells& in_;
  MonthTable table_;
  MonthCells cells_;
  MonthColumn grown_, begin_, reach_, volume_, prices_;
  std::optional<MonthColumn> campaigns_;
};

}  // namespace

MonthCells write_months(const Told& told, const AssumptionCells& cells, Sheet& sheet) {
  sheet.text({0, 0}, say(MessageId::sheet_months), Look::title);
  sheet.text({0, 2}, say(MessageId::sheet_month_zero), Look::note);
  MonthWriter writer(told, cells, sheet);
  MonthCells months = writer.write();
  sheet.widths(0, 1, 8);
  sheet.widths(2, static_cast<std::uint16_t>(writer.columns() - 1), 15);
  sheet.freeze({2, 2});
  return months;
}

}  // namespace payoff
