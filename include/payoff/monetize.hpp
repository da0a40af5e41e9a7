// What the effect is worth, with all of its uncertainty.
//
// From minutes to money one rung at a time: gross time saved, minus the share
// spent on rework, times the eligible people, times the share that the business
// really gets back, times what an hour costs. Revenue goes through a margin; what is counted (rework, customers kept) has a price.
// Against it stand the costs, once and recurring. Every draw of the simulation takes all that is uncertain at once and yields
// one cash flow. An effect that fades, or begins late, goes on as its path went.
//
// The tool comes to people as it came to those of the study, and a month's benefit is theirs who have it by then.
//
// Formula   NPV = sum over months m = 0 .. H of d_m (benefit - cost)_m (1 - tax)
//           d_m = (1 + r)^(-m / 12), what a spreadsheet's XNPV gives for months of a twelfth of a year; at year ends
//           (1 + r)^-ceil(m / 12), its NPV of the years with the initial cost beside it, which is Forrester's
//           ROI = (PV benefits - PV costs) / PV costs;  benefit-cost ratio = PV benefits / PV costs
//           payback = first month m > 0 in which the cumulative cash is >= 0, undiscounted or discounted
//           IRR = the r with NPV = 0 of the cash at the point estimate, (1 + r)^(-m / 12): XIRR; where there is one such r
// Source    Forrester Total Economic Impact conventions; docs/money.md for departures.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "payoff/assumptions.hpp"
#include "payoff/measure.hpp"

namespace payoff {

struct Quantity {  // summary of the draws; NaN = does not exist
  double mean = missing, p10 = missing, p50 = missing, p90 = missing;
  // Standard errors of these by the draws being so many and no more.
  double mean_error = 0, p10_error = 0, p50_error = 0, p90_error = 0;

  Quantity rounded() const;  // each to the power of ten that its error does not exceed: what may be printed
};

// How often the draws fell where: counts of bins of one width, from `low` on.
struct Histogram {
  double low = missing, width = missing;
  std::vector<std::size_t> counts;
};

// The NPV if things go so and no other way; no draws.
struct MoneyScenario {
  std::string name;      // "conservative"
  std::string assuming;  // "the low end of the interval, and the least realised share"
  double npv = missing;  // currency
  double roi = missing;
  double payback_month = missing;  // undiscounted; NaN = not within the horizon
};

// One step of the ladder, at the point estimate.
struct Rung {
  std::string name;  // "gross time saved"
  double value = 0;
  double low = missing, high = missing;  // from the effect's interval
  std::string unit;                      // "hours per person and week", "USD per year"
  std::string text;                      // how it came from the rung before: "6.2 x (1 - 0.10)"
  bool is_money = false;                 // value is currency
};

struct MonthlyCash {
  int month = 0;                                  // 0 = the day of the rollout
  double benefit = 0, cost = 0, cumulative = 0;   // currency, at the point estimate, undiscounted
  double cumulative_p10 = 0, cumulative_p90 = 0;  // currency
};

// One benefit or cost by month, at the point estimate, risk-adjusted.
struct CashLine {
  std::string name;
  bool is_cost = false;
  std::vector<double> by_month;    // (horizon_months + 1) currency, undiscounted
  double present_value = missing;  // currency
  bool counted = true;             // in the sums; what is soft is not

  double total() const;                 // currency, undiscounted
  std::vector<double> by_year() const;  // initial, year 1, 2, ...; the last may be shorter
};

// How far the NPV moves when one assumption goes from its low to its high end.
struct NpvSensitivity {
  std::string assumption;
  double low = 0, high = 0;          // of the assumption
  std::string unit;                  // "USD per hour"; of a share: "share", "share per year"
  bool share = false;                // a share of something, shown in percent
  double npv_low = 0, npv_high = 0;  // currency
};

// How much of the variance of the NPV comes from what is uncertain in one assumption, or in some that go together.
struct VarianceShare {
  std::string of;  // "realised share"
  double alone = missing, with_others = missing;
};

// A step from the gross value to what is left; a total stands still.
struct WaterfallStep {
  std::string name;
  double change = 0, total = 0;  // currency, present value at the point estimate; total after the step
  bool is_total = false;
};

// One value on its way to money.
struct ValueLadder {
  std::string metric;
  std::string segment, label;  // empty = everyone
  ValueAs as = ValueAs::time_saved;
  ValueClass value_class = ValueClass::cash;
  std::string apart;
  std::vector<Rung> ladder;
  double present_value = missing;  // currency, mean of the draws; of what is soft too, which is in no other figure
};

// All that was billed for the tool, in the currency of the money, and what of it belongs to an outcome that was measured.
struct Spend {
  std::string name;
  double billed = 0;
  double of_others = 0;  // of it, of units that are not in the study: no cost of its people
  double covered = 0;    // of it, of the people of the study, in months whose outcomes were measured
  double bought = missing, assigned = missing, used = missing;  // in the last month
  double idle = missing;                                        // paid for what was bought and not used, of all months
};

// What one outcome costs: of those with the tool, while they had it, and what it would have cost them without it.
struct OutcomeCost {
  std::string metric;             // of kind cost: "cost_per_accepted_change"
  Estimate with_tool;             // currency for one; sum over sum
  double without_tool = missing;  // with_tool less the change
  Estimate change;                // the effect; on a scale of ratios, in percent
  double outcomes = 0;            // that with_tool is of
  double billed = missing;        // currency for one: what of the bills went into it; NaN without bills
};

struct Appraisal {
  std::string currency;
  std::string metric;  // the metric that carries the money: the first value's
  int horizon_months = 0;
  bool projected = false;                            // horizon is longer than the follow-up
  bool from_last_third = false;                      // the effect fades: a year of it is told by its last third
  Assumptions assumptions{};                         // all that was assumed
  Quantity npv, roi, payback_months;                 // payback: over the draws that pay back
  Quantity discounted_payback_months;                // the same
  double pv_benefits = missing, pv_costs = missing;  // currency, discounted, mean of the draws
  double pv_tax = 0;                                 // NPV = benefits - costs - tax
  double pv_cash_released = missing;                 // of the benefits, what is cash
  double benefit_cost_ratio = missing;               // of the means
  double internal_rate = missing;  // IRR a year, of the cash at the point estimate; NaN for the reason beside it
  std::string internal_rate_reason;
  double probability_npv_positive = missing;
  double probability_pays_back = missing;
  std::vector<double> probability_pays_back_by;  // (horizon_months + 1) within so many months
  Histogram npv_histogram;
  Quantity value_of_certainty;  // mean, currency: what knowing the NPV before deciding would be worth, at most
  Quantity value_of_effects;    // of knowing the effects alone
  Quantity value_of_two_weeks;  // of two more weeks of data, at most
  std::vector<MoneyScenario> scenarios;
  double break_even_effect = missing;  // |effect| in metric units at which NPV = 0 (realised share at its mode)
  double break_even_minutes_per_person_week = missing;  // gross; time metrics
  double break_even_share = missing;  // of the benefit: so large a part of the people would do, at all of the costs
  // Currency per person and month at which NPV = 0, all other costs as they are; NaN where there are bills, which hold it.
  double break_even_price = missing;
  double cost_of_delay_per_month = missing;  // currency, present value: all begins a month later, and ends when it does
  double hours_per_person_week =
      missing;  // saved (> 0) or lost (< 0), net of rework, before the realised share; time metrics
  double hours_per_person_week_low = missing, hours_per_person_week_high = missing;
  double benefit_per_year = missing;         // currency, at the point estimate
  double cost_once = 0, cost_per_month = 0;  // currency; once all have it, before growth
  std::vector<ValueLadder> values;
  std::vector<WaterfallStep> waterfall;
  std::vector<CashLine> lines;                 // benefits, then costs, then tax
  std::vector<MonthlyCash> cash_flow;          // horizon_months + 1
  std::vector<NpvSensitivity> sensitivity;     // largest swing first
  std::vector<VarianceShare> variance_shares;  // largest first

  const std::vector<Rung>& ladder() const { return values.front().ladder; }
};

// Values the effects that assumptions.values name; where it names none, the first. Their covariances are correlations of
// "effect on <metric>" (measure: correlation_of_effects); where none is given they are drawn independently.
// Throws Error(usage) naming the assumption that is missing or out of range, and values that count something twice;
// Error(method) for an effect that may not be monetised (activity, score, not usable).
Appraisal appraise(std::span<const Effect> effects, const Assumptions& assumptions, const Context& context = {});
Appraisal appraise(const Effect& effect, const Assumptions& assumptions);

}  // namespace payoff
