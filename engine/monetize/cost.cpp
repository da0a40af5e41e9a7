#include "monetize/cost.hpp"

#include <cmath>
#include <numeric>

#include "base/messages.hpp"
#include "base/wording.hpp"

namespace payoff {

double growth_in_month(double growth_per_year, int month) {
  const int whole_years = std::max(month - 1, 0) / 12;
  return std::pow(1 + growth_per_year, whole_years);
}

namespace {

// The months of one cost: what is paid when all else is 1.
struct Profiles {
  std::vector<double> once, monthly, by_person, by_start;
};

Profiles profiles_of(const Cost& cost, const Assumptions& assumptions, const std::vector<double>& reach) {
  const double growth = std::isnan(cost.growth_per_year) ? assumptions.inflation_per_year : cost.growth_per_year;
  const double factor = (1 + assumptions.risk_of_costs) * exchange_rate(assumptions, cost.currency);
  Profiles p;
  for (std::vector<double>* months : {&p.once, &p.monthly, &p.by_person, &p.by_start}) months->assign(reach.size(), 0);
  p.once[0] = factor;
  for (std::size_t m = 1; m < reach.size(); ++m) {
    p.monthly[m] = factor * growth_in_month(growth, static_cast<int>(m));
    p.by_person[m] = p.monthly[m] * reach[m];
  }
  for (const Start& start : assumptions.rollout)
    if (const auto month = static_cast<std::size_t>(start.month); month < reach.size())
      p.by_start[month] += factor * start.share;
  return p;
}

// Nothing, whatever is drawn.
bool is_none(const Uncertain& amount) {
  return !amount.drawn() && amount.middle() == 0;
}

class CostWriter {
 public:
  CostWriter(const Assumptions& assumptions, CashModel& model) : assumptions_(assumptions), model_(model) {}

  void add(const Cost& cost, const std::vector<double>& reach) {
    const Profiles p = profiles_of(cost, assumptions_, reach);
    const std::string money = name_of_currency(cost.currency.empty() ? assumptions_.currency : cost.currency);
    CostStream stream{cost.name, {}};
    const auto term = [&](const Uncertain& amount, const char* key, MessageId label, const std::string& unit,
                          std::vector<std::size_t> others, const std::vector<double>& profile) {
      if (is_none(amount)) return;
      others.push_back(
          input_of(model_, {cost.name + "." + key, say(label, {{"cost", cost.name}}), unit, false, amount}));
      stream.terms.push_back({1, std::move(others), profile});
    };
    const auto people = [&](const Uncertain& each) {
      return is_none(each) ? std::vector<std::size_t>{} : std::vector{people_input()};
    };
    const auto people_and_hours = [&](const Uncertain& hours) {
      return is_none(hours) ? std::vector<std::size_t>{} : std::vector{people_input(), hourly_cost_input()};
    };
    term(cost.once, "once", MessageId::input_once, money, {}, p.once);
    term(cost.per_month, "per_month", MessageId::input_per_month, say(MessageId::unit_per_month, {{"unit", money}}), {},
         p.monthly);
    term(cost.per_person_month, "per_person_month", MessageId::input_per_person_month,
         say(MessageId::unit_per_person_month, {{"unit", money}}), people(cost.per_person_month), p.by_person);
    term(cost.once_per_person, "once_per_person", MessageId::input_once_per_person,
         say(MessageId::unit_per_person, {{"unit", money}}), people(cost.once_per_person), p.by_start);
    term(cost.hours_per_person, "hours_per_person", MessageId::input_to_learn, say(MessageId::unit_hours_per_person),
         people_and_hours(cost.hours_per_person), p.by_start);
    term(cost.hours_per_person_month, "hours_per_person_month", MessageId::input_time_of_each,
         say(MessageId::unit_hours_per_person_month), people_and_hours(cost.hours_per_person_month), p.by_person);
    if (stream.terms.empty()) stream.terms.push_back({0, {}, p.once});  // it costs nothing, month by month
    model_.costs.push_back(std::move(stream));
  }

  void add(const Bill& bill, const std::vector<double>& reach) {
    const double rate = exchange_rate(assumptions_, bill.currency);
    std::vector<double> billed(reach.size(), 0), later(reach.size(), 0);
    for (std::size_t m = 0; m < reach.size(); ++m) {
      if (m < bill.by_month.size())
        billed[m] = rate * bill.by_month[m];
      else
        later[m] = rate * (1 + assumptions_.risk_of_costs) * goes_on(bill, reach[m]) * dearer(bill, m);
    }
    CostStream stream{bill.name, {{1, {}, std::move(billed)}}};
    if (bill.goes_on != BillGoesOn::not_at_all && bill.by_month.size() < reach.size()) {
      std::vector<std::size_t> inputs;
      if (bill.goes_on == BillGoesOn::per_person) inputs.push_back(people_input());
      inputs.push_back(input_of(model_, {bill.name + ".later", say(MessageId::input_later, {{"bill", bill.name}}),
                                         say(MessageId::unit_times), false, bill.later}));
      stream.terms.push_back({1, std::move(inputs), std::move(later)});
    }
    model_.costs.push_back(std::move(stream));
  }

 private:
  std::size_t people_input() {
    return input_of(model_,
                    {"people", say(MessageId::input_people), say(MessageId::input_people), false, assumptions_.people});
  }
  std::size_t hourly_cost_input() {
    return input_of(model_, {"hourly_cost", say(MessageId::input_hourly_cost),
                             say(MessageId::unit_per_hour, {{"unit", name_of_currency(assumptions_.currency)}}), false,
                             assumptions_.hourly_cost});
  }

  // By inflation since its last month.
  double dearer(const Bill& bill, std::size_t month) const {
    const auto prices = [&](std::size_t m) {
      return growth_in_month(assumptions_.inflation_per_year, static_cast<int>(m));
    };
    return prices(month) / prices(bill.by_month.size() - 1);
  }

  // Of a month after its last; per_person: of each of the people.
  static double goes_on(const Bill& bill, double reach) {
    switch (bill.goes_on) {
      case BillGoesOn::not_at_all:
        return 0;
      case BillGoesOn::last_month:
        return bill.by_month.back();
      case BillGoesOn::mean_month:
        return std::accumulate(bill.by_month.begin() + 1, bill.by_month.end(), 0.0) /
               static_cast<double>(bill.by_month.size() - 1);
      case BillGoesOn::per_person:
        return bill.by_month.back() / bill.people * reach;
    }
    return 0;
  }

  const Assumptions& assumptions_;
  CashModel& model_;
};

}  // namespace

void add_costs(const Assumptions& assumptions, const std::vector<double>& reach, CashModel& model) {
  CostWriter writer(assumptions, model);
  for (const Cost& cost : assumptions.costs) writer.add(cost, reach);
  for (const Bill& bill : assumptions.bills)
    if (bill.counted_in.empty()) writer.add(bill, reach);
}

CostRates cost_rates(const Assumptions& assumptions) {
  CostRates rates;
  const double people = assumptions.people.middle();
  // Where there are no hours their price may be missing.
  const auto price_of = [&](const Uncertain& hours) {
    return hours.middle() == 0 ? 0 : hours.middle() * assumptions.hourly_cost.middle();
  };
  for (const Cost& cost : assumptions.costs) {
    const double rate = exchange_rate(assumptions, cost.currency);
    rates.once +=
        rate * (cost.once.middle() + people * (cost.once_per_person.middle() + price_of(cost.hours_per_person)));
    rates.per_month += rate * (cost.per_month.middle() +
                               people * (cost.per_person_month.middle() + price_of(cost.hours_per_person_month)));
  }
  return rates;
}

}  // namespace payoff
