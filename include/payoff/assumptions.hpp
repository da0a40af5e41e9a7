// What is assumed of the money: what a result is worth, to how many, when, and what the tool costs. Everything that can be
// uncertain may be given as a distribution; a plain number is known.
//
// Example
//     payoff::Assumptions money;
//     money.people = 420;
//     money.hourly_cost = 48;
//     money.realized_share = {0.3, 0.5, 0.7};
//     money.costs = {{.name = "licences", .per_person_month = 30}, {.name = "training", .once = 60000}};
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "payoff/estimate.hpp"

namespace payoff {

enum class Shape { fixed, triangular, pert, log_normal, sample };
inline constexpr Shape all_shapes[] = {Shape::fixed, Shape::triangular, Shape::pert, Shape::log_normal, Shape::sample};
constexpr std::string_view name(Shape shape) {
  constexpr std::string_view names[] = {"fixed", "triangular", "pert", "log_normal", "sample"};
  return names[static_cast<std::size_t>(shape)];
}

// A number that is known, or one that is drawn.
//   triangular, pert  from low to high, most likely mode (pert: beta with weight 4 on the mode, Malcolm et al. 1959)
//   log_normal        low and high are its P10 and P90, mode its median sqrt(low high)
//   sample            one of the values, each as likely
struct Uncertain {
  Shape shape = Shape::fixed;
  double low = missing, mode = missing, high = missing;
  std::vector<double> values{};  // sample only, ascending

  Uncertain() = default;
  Uncertain(double known) : low(known), mode(known), high(known) {}
  Uncertain(double least, double most_likely, double most, Shape of = Shape::triangular)
      : shape(of), low(least), mode(most_likely), high(most) {}

  static Uncertain log_normal(double p10, double p90);
  static Uncertain sample(std::vector<double> values);

  bool given() const { return mode == mode; }
  bool drawn() const { return shape != Shape::fixed && low < high; }
  double middle() const { return mode; }  // of the point estimate: most likely; median of log_normal and sample
  double mean() const;

  bool operator==(const Uncertain&) const = default;  // a missing one is like no other
};

struct Cost {
  std::string name;
  Uncertain once = 0;                // currency, at month 0
  Uncertain per_month = 0;           // currency per month
  Uncertain per_person_month = 0;    // currency per month and person who has the tool
  double growth_per_year = missing;  // of the recurring parts, in steps of a year; missing = inflation
  Uncertain once_per_person = 0;     // currency, in the month before who gets the tool has it
  // Hours of who gets the tool, at what an hour costs: to learn it, and each month with it (to review what it does).
  Uncertain hours_per_person = 0, hours_per_person_month = 0;
  std::string currency{};  // empty = that of the money
};

// What was billed, month by month as it came, and how it goes on.
enum class BillGoesOn {
  not_at_all,  // it is over
  last_month,  // as in its last month
  mean_month,  // as in the mean of its months with the tool
  per_person   // what each person with the tool cost in its last month, for each of those who have it by then
};
inline constexpr BillGoesOn all_bill_goes_on[] = {BillGoesOn::not_at_all, BillGoesOn::last_month,
                                                  BillGoesOn::mean_month, BillGoesOn::per_person};
constexpr std::string_view name(BillGoesOn goes_on) {
  constexpr std::string_view names[] = {"not_at_all", "last_month", "mean_month", "per_person"};
  return names[static_cast<std::size_t>(goes_on)];
}

struct Bill {
  std::string name;
  std::vector<double> by_month;  // currency; month 0: all from before the first month with the tool
  BillGoesOn goes_on = BillGoesOn::not_at_all;
  double people = 0;       // of the study who had the tool in its last month; per_person needs it
  Uncertain later = 1;     // of what it will be after its last month, the part that it really is
  std::string currency{};  // empty = that of the money
  // The metric that holds it already: it is reconciled and told by outcome, and costs nothing more. Empty = a cost of its own.
  std::string counted_in{};
};

// A part of the people that began together.
struct Start {
  double month = 0;  // months after the first
  double share = 1;  // of all people
};

// Of those who have the tool, who uses it from this month on.
struct Uptake {
  double month = 0;
  double share = 1;
};

enum class Discounting { months, year_ends };
inline constexpr Discounting all_discounting[] = {Discounting::months, Discounting::year_ends};
constexpr std::string_view name(Discounting discounting) {
  return discounting == Discounting::months ? "months" : "year_ends";
}

// What a measured effect is worth as.
enum class ValueAs { time_saved, throughput, quality, revenue, retention, cost_avoided };
inline constexpr ValueAs all_value_as[] = {ValueAs::time_saved, ValueAs::throughput, ValueAs::quality,
                                           ValueAs::revenue,    ValueAs::retention,  ValueAs::cost_avoided};
constexpr std::string_view name(ValueAs as) {
  constexpr std::string_view names[] = {"time_saved", "throughput", "quality", "revenue", "retention", "cost_avoided"};
  return names[static_cast<std::size_t>(as)];
}

// Where it shows: money that is no longer spent or newly earned; people free for other work; neither.
enum class ValueClass { cash, capacity, soft };
inline constexpr ValueClass all_value_classes[] = {ValueClass::cash, ValueClass::capacity, ValueClass::soft};
constexpr std::string_view name(ValueClass value_class) {
  constexpr std::string_view names[] = {"cash", "capacity", "soft"};
  return names[static_cast<std::size_t>(value_class)];
}

// One measured effect that is worth money. What is not given here is what Assumptions gives for all.
struct Value {
  std::string metric;          // its name; empty = the first effect
  std::string segment, label;  // the part of the people whose effect it is; empty = everyone
  std::optional<ValueAs> as;   // missing = by the kind of the metric
  std::optional<ValueClass>
      value_class;  // missing = cash of revenue, cost, retention, else capacity; soft is not counted
  Uncertain people, hourly_cost, volume_per_person_week, rework_share, realized_share, gross_margin;
  Uncertain price;         // currency, of one more or one less of what is counted
  std::string counted_in;  // the metric whose value holds this one already: it is priced there, and not again
  std::string apart;       // why this is not what another value counts already
};

// How much of the currency of the money one of another is.
struct ExchangeRate {
  std::string currency;
  double rate = missing;
  std::string on;  // "2025-03-31", of which day
};

// Two uncertain assumptions that go together, by their names in inputs_of(): the correlation of their normal scores.
struct Correlation {
  std::string first, second;
  double correlation = 0;
};

struct Assumptions {
  std::string currency = "USD";
  Uncertain people;                  // eligible people (or customers, for revenue) after the rollout
  Uncertain hourly_cost;             // currency per hour, loaded; time metrics need it
  Uncertain volume_per_person_week;  // of the first value, of the `per` of its metric; missing = taken from the data
  double campaigns = missing;        // so often in the horizon does what was measured happen; missing = it goes on
  Uncertain rework_share = 0;        // of the time saved, in 0 to 1
  Uncertain realized_share;          // of the net time saved that the business gets back; no default
  std::string realized_share_source;
  Uncertain gross_margin;     // of revenue, in 0 to 1; revenue metrics need it
  std::vector<Value> values;  // empty = the first effect
  std::vector<Cost> costs;
  std::vector<Bill> bills;
  std::vector<Start> rollout;         // to all people; empty = as those of the study began
  std::vector<Uptake> uptake;         // empty = as measured, which is in the effect
  double volume_growth_per_year = 0;  // of the benefits, in steps of a year
  double inflation_per_year = 0;      // of prices: benefits, and costs without a growth of their own
  double risk_of_benefits = 0;        // share taken off every benefit, in 0 to 1
  double risk_of_costs = 0;           // share added to every cost
  double tax_rate = 0;                // of benefits less costs, month by month; a loss saves tax elsewhere
  std::vector<ExchangeRate> exchange_rates;
  std::vector<Correlation> correlations;
  int horizon_months = 36;
  double discount_rate_per_year = 0.10;
  Discounting discounting = Discounting::months;
  int draws = 100000;
  std::uint64_t seed = 1;
};

// What was measured happens in campaigns, and does not go on.
inline bool in_campaigns(const Assumptions& assumptions) {
  return assumptions.campaigns == assumptions.campaigns;
}

// What one of this currency is in that of the money. Throws Error(usage) where no rate is given.
double exchange_rate(const Assumptions& assumptions, const std::string& currency);

}  // namespace payoff
