#include "study/bills.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "data/calendar.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

const Calendar months{PeriodKind::month};

// Calendar months in which those with the tool began, in any order.
std::vector<int> first_months(const Panel& panel, const std::string& key) {
  std::vector<int> found;
  for (const Unit& unit : panel.units)
    if (unit.treated && unit.adopted_period != never && unit.adopted_period != INT_MIN && panel.calendar.dated())
      found.push_back(period_of_day(months, panel.calendar.first_day(unit.adopted_period)));
  if (found.empty())
    throw Error(ErrorKind::usage, {.key = key}, "bills are by month, and nothing says on which date the tool came",
                "name the day of the rollout, or write \"costs\"");
  return found;
}

std::string month_of_money(int month, int first) {
  return fmt::format("{}, month {}", months.label(month), month - first + 1);
}

// A bill of another time, or with a date in the wrong year, would cost nothing in silence.
void require_within(const StudyBill& bill, const LoadedBill& loaded, int first, int horizon) {
  constexpr int longest = 1200;
  const int begins = loaded.months.front().month, ends = loaded.months.back().month;
  if (begins - first + 1 > horizon)
    throw Error(ErrorKind::data, {.key = bill.source.key + ".month"},
                fmt::format("the bill '{}' begins in {}, but the horizon ends with month {}", bill.source.name,
                            month_of_money(begins, first), horizon),
                "look at its dates, or leave it out");
  if (ends - begins > longest)
    throw Error(
        ErrorKind::data, {.key = bill.source.key + ".month"},
        fmt::format("the bill '{}' goes from {} to {}", bill.source.name, months.label(begins), months.label(ends)),
        "look at its dates");
}

// By month of the money; who began when is counted for the last of them.
Bill placed(const StudyBill& bill, const LoadedBill& loaded, const std::vector<int>& began, int horizon) {
  const int first = std::ranges::min(began);
  require_within(bill, loaded, first, horizon);
  const int last = std::max(loaded.months.back().month, first - 1);
  Bill result{.name = bill.source.name, .by_month = std::vector<double>(static_cast<std::size_t>(last - first + 2), 0)};
  for (const BilledMonth& month : loaded.months)
    result.by_month[static_cast<std::size_t>(std::max(0, month.month - first + 1))] += month.amount;
  result.people = static_cast<double>(std::ranges::count_if(began, [&](int month) { return month <= last; }));
  return result;
}

void say_how_it_goes_on(const StudyBill& bill, const Study& study, Bill& placed) {
  const int horizon = study.money->horizon_months, billed = static_cast<int>(placed.by_month.size()) - 1;
  if (!bill.goes_on && billed < horizon)
    throw Error(ErrorKind::usage, {.key = bill.source.key + ".goes_on"},
                fmt::format("the bill '{}' ends in month {} of {}, and nothing says how it goes on", placed.name,
                            billed, horizon),
                R"(write "per_person", "last_month", "mean_month" or "not_at_all")");
  placed.goes_on = bill.goes_on.value_or(BillGoesOn::not_at_all);
}

// The invoice becomes what it is beyond the usage that it bills, month by month.
void reconcile(const Bill& usage, Bill& invoice) {
  if (invoice.by_month.size() != usage.by_month.size())
    throw Error(ErrorKind::data, {.key = "money.bills"},
                fmt::format("the invoice '{}' ends in month {}, and the usage '{}' in month {}", invoice.name,
                            invoice.by_month.size() - 1, usage.name, usage.by_month.size() - 1),
                "leave out with \"where\" the months that one of them does not have");
  invoice.name += " beyond " + usage.name;
  for (std::size_t m = 0; m < usage.by_month.size(); ++m) invoice.by_month[m] -= usage.by_month[m];
}

}  // namespace

std::vector<Bill> bills_of(const Study& study, const Panel& panel, const RunSettings& settings,
                           std::vector<Input>& inputs) {
  std::vector<Bill> bills;
  for (const StudyBill& bill : study.bills) {
    const std::vector<int> began = first_months(panel, bill.source.key);
    BillSource source = bill.source;
    if (!settings.trusted) source.source.confined_to = folder_of(study.path);
    const LoadedBill loaded = load_bill(source, {settings.threads, study.seed, settings.progress, settings.cancel});
    bills.push_back(placed(bill, loaded, began, study.money->horizon_months));
    say_how_it_goes_on(bill, study, bills.back());
    inputs.insert(inputs.end(), loaded.inputs.begin(), loaded.inputs.end());
  }
  const std::vector<Bill> as_billed = bills;
  for (std::size_t i = 0; i < bills.size(); ++i)
    for (const Bill& usage : as_billed)
      if (study.bills[i].reconciles == usage.name) reconcile(usage, bills[i]);
  return bills;
}

}  // namespace payoff
