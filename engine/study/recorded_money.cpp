#include "study/recorded_money.hpp"

#include <algorithm>
#include <cmath>

namespace payoff {
namespace {

constexpr double any = std::numeric_limits<double>::max();

Uncertain uncertain_of(const Recorded& from, const std::string& key, double least = 0, double most = any) {
  if (!from.has(key)) return {};
  if (!from.is_object(key)) return from.number(key, least, most);
  const Recorded range = from.object(key);
  const double low = range.number("low", least, most), mode = range.number("mode", least, most),
               high = range.number("high", least, most);
  if (!(low <= mode && mode <= high)) range.refuse("mode", "between low and high");
  const Shape shape = range.has("shape") ? range.value("shape", std::span<const Shape>(all_shapes)) : Shape::triangular;
  Uncertain read(low, mode, high, shape);
  if (shape == Shape::log_normal && !(low > 0)) range.refuse("low", "more than 0");
  if (shape != Shape::sample) return read;
  read.values = range.numbers("values");
  if (read.values.empty() || !std::ranges::is_sorted(read.values)) range.refuse("values", "an ascending list");
  if (read.values.front() != low || read.values.back() != high) range.refuse("values", "a list from low to high");
  return read;
}

// Of older files: a number that is not there is what nobody could say then.
Uncertain uncertain_or(const Recorded& from, const std::string& key, double otherwise) {
  const Uncertain read = uncertain_of(from, key);
  return read.given() ? read : Uncertain(otherwise);
}

double number_or(const Recorded& from, const std::string& key, double otherwise, double least, double most) {
  return from.has(key) ? from.number(key, least, most) : otherwise;
}

std::string text_or_none(const Recorded& from, const std::string& key) {
  return from.has(key) ? from.text(key) : "";
}

Bill bill_of(const Recorded& bill) {
  Bill read{.name = bill.text("name"), .by_month = {}, .people = bill.number("people", 0)};
  read.by_month = bill.numbers("by_month");
  if (read.by_month.size() < 2) bill.refuse("by_month", "a list of at least two numbers");
  read.goes_on = bill.value("goes_on", std::span<const BillGoesOn>(all_bill_goes_on));
  if (read.goes_on == BillGoesOn::per_person && !(read.people > 0)) bill.refuse("people", "more than 0");
  read.later = uncertain_or(bill, "later", 1);
  read.currency = text_or_none(bill, "currency");
  read.counted_in = text_or_none(bill, "counted_in");
  return read;
}

Cost cost_of(const Recorded& cost, bool since_growth) {
  Cost read;
  read.name = cost.text("name");
  read.once = uncertain_of(cost, "once");
  read.per_month = uncertain_of(cost, "per_month");
  read.per_person_month = uncertain_of(cost, "per_person_month");
  read.growth_per_year = since_growth ? cost.number("growth_per_year", -1) : 0;
  read.once_per_person = uncertain_or(cost, "once_per_person", 0);
  read.hours_per_person = uncertain_or(cost, "hours_per_person", 0);
  read.hours_per_person_month = uncertain_or(cost, "hours_per_person_month", 0);
  read.currency = text_or_none(cost, "currency");
  return read;
}

Value value_of(const Recorded& value) {
  Value read{.metric = value.text("metric"), .segment = value.text("segment"), .label = value.text("label")};
  if (value.has("as")) read.as = value.value("as", std::span<const ValueAs>(all_value_as));
  if (value.has("class")) read.value_class = value.value("class", std::span<const ValueClass>(all_value_classes));
  read.people = uncertain_of(value, "people");
  read.hourly_cost = uncertain_of(value, "hourly_cost");
  read.volume_per_person_week = uncertain_of(value, "volume_per_person_week");
  read.rework_share = uncertain_of(value, "rework_share", 0, 1);
  read.realized_share = uncertain_of(value, "realized_share", 0, 1);
  read.gross_margin = uncertain_of(value, "gross_margin", 0, 1);
  read.price = uncertain_of(value, "price");
  read.counted_in = text_or_none(value, "counted_in");
  read.apart = value.text("apart");
  return read;
}

Start start_of(const Recorded& start) {
  Start read{start.number("month", 0, 240), start.number("share", 0, 1)};
  if (std::isnan(read.month)) start.refuse("month", "a number");
  return read;
}

// What was added when values came to be several.
void read_values(const Recorded& said, Assumptions& read) {
  for (const Recorded& value : said.list("values")) read.values.push_back(value_of(value));
  for (const Recorded& step : said.list("uptake"))
    read.uptake.push_back({step.number("month", 0, 240), step.number("share", 0, 1)});
  for (const Recorded& rate : said.list("exchange_rates"))
    read.exchange_rates.push_back({rate.text("currency"), rate.number("rate", 0), rate.text("on")});
  for (const Recorded& correlation : said.list("correlations")) {
    const std::vector<std::string> between = correlation.texts("between");
    if (between.size() != 2) correlation.refuse("between", "a list of two names");
    read.correlations.push_back({between[0], between[1], correlation.number("is", -1, 1)});
  }
  read.realized_share_source = said.text("realized_share_source");
  read.inflation_per_year = said.number("inflation_per_year", -1, 1);
  read.tax_rate = said.number("tax_rate", 0, 1);
  read.campaigns = said.number("campaigns", 1, 240);
}

}  // namespace

Assumptions assumptions_of(const Recorded& appraisal, const Recorded& root) {
  const Recorded said = appraisal.object("assumptions");
  Assumptions read;
  read.currency = appraisal.text("currency");
  read.people = uncertain_of(said, "people");
  read.hourly_cost = uncertain_of(said, "hourly_cost");
  read.volume_per_person_week = uncertain_of(said, "volume_per_person_week");
  read.rework_share = uncertain_of(said, "rework_share", 0, 1);
  read.realized_share = uncertain_of(said, "realized_share", 0, 1);
  read.gross_margin = uncertain_of(said, "gross_margin", 0, 1);
  read.horizon_months = static_cast<int>(appraisal.whole("horizon_months", 1, 240));
  read.discount_rate_per_year = said.number("discount_rate_per_year", 0, 1);
  read.draws = static_cast<int>(said.whole("draws", 100, 1e7));
  read.seed = static_cast<std::uint64_t>(root.object("provenance").whole("seed", 0, most_counted));
  const bool since_growth = said.has("rollout");  // what was written before was all at once, and did not grow
  for (const Recorded& cost : said.list("costs")) read.costs.push_back(cost_of(cost, since_growth));
  if (!since_growth) {
    read.rollout = {{0, 1}};
    return read;
  }
  for (const Recorded& start : said.list("rollout")) read.rollout.push_back(start_of(start));
  if (said.has("bills"))
    for (const Recorded& bill : said.list("bills")) read.bills.push_back(bill_of(bill));
  read.volume_growth_per_year = number_or(said, "volume_growth_per_year", 0, -1, 1);
  read.risk_of_benefits = number_or(said, "risk_of_benefits", 0, 0, 1);
  read.risk_of_costs = number_or(said, "risk_of_costs", 0, 0, 10);
  read.discounting = said.value("discounting", std::span<const Discounting>(all_discounting));
  if (said.has("values")) read_values(said, read);
  return read;
}

}  // namespace payoff
