#include "study/bills.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <cmath>
#include <optional>
#include <set>

#include "base/messages.hpp"
#include "data/calendar.hpp"
#include "ingest/sql/labels_sql.hpp"
#include "payoff/error.hpp"
#include "study/context_of.hpp"

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

// Where the bill stands in the study.
struct Setting {
  const Panel& panel;
  std::vector<int> began;       // calendar months in which those with the tool began
  int last_observed;            // calendar month of the last outcome
  std::set<std::string> units;  // those with the tool, their labels folded
};

Setting setting_of(const Panel& panel, const std::string& key) {
  Setting setting{.panel = panel, .began = first_months(panel, key), .last_observed = INT_MIN, .units = {}};
  for (const auto& points : panel.trend)
    for (const TrendPoint& point : points)
      setting.last_observed =
          std::max(setting.last_observed, period_of_day(months, panel.calendar.first_day(point.period)));
  for (const Unit& unit : panel.units)
    if (unit.treated) setting.units.insert(folded_text(unit.label));
  return setting;
}

// A bill by month of the money: what it costs the study, and all that was billed.
struct Placed {
  Bill bill;
  std::vector<double> all_by_month;
  Spend spend;
};

// Paid for what nobody used.
double idle_part(const BilledMonth& month) {
  return month.bought > 0 ? month.amount * std::max(0.0, 1 - month.used / month.bought) : 0;
}

void add_month(const StudyBill& bill, const BilledMonth& month, std::size_t place, const Setting& setting,
               Placed& placed) {
  const bool ours = bill.source.unit.empty() || setting.units.contains(folded_text(month.unit));
  placed.all_by_month[place] += month.amount;
  if (ours) placed.bill.by_month[place] += month.amount;
  Spend& spend = placed.spend;
  spend.billed += month.amount;
  if (!ours) spend.of_others += month.amount;
  if (ours && month.month <= setting.last_observed) spend.covered += month.amount;
  if (!bill.source.bought.empty() && !bill.source.used.empty())
    spend.idle = (std::isnan(spend.idle) ? 0 : spend.idle) + idle_part(month);
}

// How many there were in the last month.
void count_last(const StudyBill& bill, const LoadedBill& loaded, Spend& spend) {
  const auto last = [&](const std::string& column, double BilledMonth::* part) {
    if (column.empty()) return missing;
    double sum = 0;
    for (const BilledMonth& month : loaded.months)
      if (month.month == loaded.months.back().month) sum += month.*part;
    return sum;
  };
  spend.bought = last(bill.source.bought, &BilledMonth::bought);
  spend.assigned = last(bill.source.assigned, &BilledMonth::assigned);
  spend.used = last(bill.source.used, &BilledMonth::used);
}

// In the currency of the money.
void convert(double rate, Spend& spend) {
  for (double Spend::* part : {&Spend::billed, &Spend::of_others, &Spend::covered, &Spend::idle}) spend.*part *= rate;
}

// By month of the money; who began when is counted for the last of them.
Placed placed(const StudyBill& bill, const LoadedBill& loaded, const Setting& setting, const Assumptions& money) {
  const int first = std::ranges::min(setting.began);
  require_within(bill, loaded, first, money.horizon_months);
  const int last = std::max(loaded.months.back().month, first - 1);
  Placed result;
  result.bill.name = result.spend.name = bill.source.name;
  result.bill.by_month.assign(static_cast<std::size_t>(last - first) + 2, 0);
  result.all_by_month = result.bill.by_month;
  for (const BilledMonth& month : loaded.months)
    add_month(bill, month, static_cast<std::size_t>(std::max(0, month.month - first + 1)), setting, result);
  if (!bill.source.unit.empty() && result.spend.of_others == result.spend.billed && result.spend.billed != 0)
    throw Error(ErrorKind::data, {.key = bill.source.key + ".unit"},
                fmt::format("no row of the bill '{}' is of a unit with the tool, for example '{}'", bill.source.name,
                            loaded.months.front().unit),
                "name the column that holds what columns.unit holds, or SQL that makes it");
  count_last(bill, loaded, result.spend);
  convert(exchange_rate(money, bill.currency), result.spend);
  result.bill.people =
      static_cast<double>(std::ranges::count_if(setting.began, [&](int month) { return month <= last; }));
  return result;
}

void say_how_it_goes_on(const StudyBill& bill, const Study& study, Bill& placed) {
  const int horizon = study.money->horizon_months, billed = static_cast<int>(placed.by_month.size()) - 1;
  placed.counted_in = bill.counted_in;
  if (!bill.goes_on && billed < horizon && bill.counted_in.empty())
    throw Error(ErrorKind::usage, {.key = bill.source.key + ".goes_on"},
                fmt::format("the bill '{}' ends in month {} of {}, and nothing says how it goes on", placed.name,
                            billed, horizon),
                R"(write "per_person", "last_month", "mean_month" or "not_at_all")");
  placed.goes_on = bill.goes_on.value_or(BillGoesOn::not_at_all);
  placed.later = bill.later;
  placed.currency = bill.currency;
}

// The invoice becomes what it is beyond the usage that it bills, month by month: of nobody in particular where the usage is
// told by unit.
void reconcile(const Placed& usage, bool by_unit, Placed& invoice) {
  if (invoice.bill.by_month.size() != usage.bill.by_month.size())
    throw Error(ErrorKind::data, {.key = "money.bills"},
                fmt::format("the invoice '{}' ends in month {}, and the usage '{}' in month {}", invoice.bill.name,
                            invoice.bill.by_month.size() - 1, usage.bill.name, usage.bill.by_month.size() - 1),
                "leave out with \"where\" the months that one of them does not have");
  invoice.bill.name = say(MessageId::bill_beyond, {{"invoice", invoice.bill.name}, {"usage", usage.bill.name}});
  invoice.spend.name = invoice.bill.name;
  for (std::size_t m = 0; m < usage.all_by_month.size(); ++m)
    invoice.bill.by_month[m] -= by_unit ? usage.all_by_month[m] : usage.bill.by_month[m];
  invoice.spend.billed -= usage.spend.billed;
  invoice.spend.covered = by_unit ? 0 : invoice.spend.covered - usage.spend.covered;
}

}  // namespace

BillsOfStudy bills_of(const Study& study, const Panel& panel, const RunSettings& settings, std::vector<Input>& inputs) {
  if (study.bills.empty()) return {};
  const Setting setting = setting_of(panel, study.bills.front().source.key);
  std::vector<Placed> all;
  for (const StudyBill& bill : study.bills) {
    BillSource source = bill.source;
    if (!settings.trusted) source.source.confined_to = folder_of(study.path);
    const LoadedBill loaded = load_bill(source, context_of(study, settings));
    all.push_back(placed(bill, loaded, setting, *study.money));
    say_how_it_goes_on(bill, study, all.back().bill);
    inputs.insert(inputs.end(), loaded.inputs.begin(), loaded.inputs.end());
  }
  const std::vector<Placed> as_billed = all;
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t k = 0; k < as_billed.size(); ++k)
      if (study.bills[i].reconciles == as_billed[k].bill.name)
        reconcile(as_billed[k], !study.bills[k].source.unit.empty(), all[i]);
  BillsOfStudy result;
  for (Placed& each : all) {
    result.bills.push_back(std::move(each.bill));
    result.spend.push_back(std::move(each.spend));
  }
  return result;
}

}  // namespace payoff
