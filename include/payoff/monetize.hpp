// What the effect is worth, with all of its uncertainty.
//
// From minutes to money one rung at a time: gross time saved, minus the share
// spent on rework, times the eligible people, times the share that the business
// really gets back, times what an hour costs. Revenue goes through a margin.
// Against it stand the costs, once and recurring. Every draw of the simulation
// takes one effect and one realised share and yields one cash flow. An effect
// that fades is valued at what was left of it in the last third of the follow-up.
//
// The tool comes to people as it came to those of the study, and a month's benefit is theirs who have it by then.
//
// Formula   NPV = sum over months m = 0 .. H of d_m (benefit - cost)_m
//           d_m = (1 + r)^(-m / 12), what a spreadsheet's XNPV gives for months of a twelfth of a year; at year ends
//           (1 + r)^-ceil(m / 12), its NPV of the years with the initial cost beside it, which is Forrester's
//           ROI = (PV benefits - PV costs) / PV costs;  benefit-cost ratio = PV benefits / PV costs
//           payback = first month m > 0 in which the cumulative cash is >= 0, undiscounted or discounted
//           IRR = the r with NPV = 0 of the mean cash, (1 + r)^(-m / 12): XIRR; where there is one such r
// Source    Forrester Total Economic Impact conventions; docs/money.md for departures.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "payoff/measure.hpp"

namespace payoff {

// Low, most likely and high; drawn as a triangular distribution. low = mode = high is a constant.
struct Range {
  double low = 0, mode = 0, high = 0;
};

struct Cost {
  std::string name;
  double once = 0;              // currency, at month 0
  double per_month = 0;         // currency per month
  double per_person_month = 0;  // currency per month and person who has the tool
  double growth_per_year = 0;   // of the recurring parts, in steps of a year
  double once_per_person = 0;   // currency, in the month before who gets the tool has it
  // Hours of who gets the tool, at what an hour costs: to learn it, and each month with it (to review what it does).
  double hours_per_person = 0, hours_per_person_month = 0;
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
  double people = 0;  // of the study who had the tool in its last month; per_person needs it
};

// A part of the people that began together.
struct Start {
  double month = 0;  // months after the first
  double share = 1;  // of all people
};

enum class Discounting { months, year_ends };
inline constexpr Discounting all_discounting[] = {Discounting::months, Discounting::year_ends};
constexpr std::string_view name(Discounting discounting) {
  return discounting == Discounting::months ? "months" : "year_ends";
}

struct Assumptions {
  std::string currency = "USD";
  double people = 0;                        // eligible people (or customers, for revenue) after the rollout
  double hourly_cost = missing;             // currency per hour, loaded; time metrics need it
  double volume_per_person_week = missing;  // of the metric's `per`; missing = taken from the data
  double rework_share = 0;                  // of the time saved, in 0 to 1
  std::optional<Range> realized_share;      // of the net time saved that the business gets back; no default
  double gross_margin = missing;            // of revenue, in 0 to 1; revenue metrics need it
  std::vector<Cost> costs;
  std::vector<Bill> bills;
  std::vector<Start> rollout;         // to all people; empty = as those of the study began
  double volume_growth_per_year = 0;  // of the benefits, in steps of a year
  double risk_of_benefits = 0;        // share taken off every benefit, in 0 to 1
  double risk_of_costs = 0;           // share added to every cost
  int horizon_months = 36;
  double discount_rate_per_year = 0.10;
  Discounting discounting = Discounting::months;
  int draws = 100000;
  std::uint64_t seed = 1;
};

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
};

struct MonthlyCash {
  int month = 0;                                  // 0 = the day of the rollout
  double benefit = 0, cost = 0, cumulative = 0;   // currency, mean of the draws, undiscounted
  double cumulative_p10 = 0, cumulative_p90 = 0;  // currency
};

// One benefit or cost by month, mean of the draws, risk-adjusted.
struct CashLine {
  std::string name;
  bool is_cost = false;
  std::vector<double> by_month;    // (horizon_months + 1) currency, undiscounted
  double present_value = missing;  // currency

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

struct Appraisal {
  std::string currency;
  std::string metric;  // the metric that carries the money
  int horizon_months = 0;
  bool projected = false;                            // horizon is longer than the follow-up
  bool from_last_third = false;                      // the effect fades, so only its last third is valued
  Assumptions assumptions{};                         // all that was assumed
  Quantity npv, roi, payback_months;                 // payback: over the draws that pay back
  Quantity discounted_payback_months;                // the same
  double pv_benefits = missing, pv_costs = missing;  // currency, discounted, mean of the draws: NPV is their difference
  double benefit_cost_ratio = missing;               // of the means
  double internal_rate = missing;                    // IRR a year, of the mean cash; NaN for the reason beside it
  std::string internal_rate_reason;
  double probability_npv_positive = missing;
  double probability_pays_back = missing;
  Histogram npv_histogram;
  Quantity value_of_certainty;  // mean, currency: what knowing the NPV before deciding would be worth, at most
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
  std::vector<Rung> ladder;
  std::vector<CashLine> lines;              // benefits, then costs
  std::vector<MonthlyCash> cash_flow;       // horizon_months + 1
  std::vector<NpvSensitivity> sensitivity;  // largest swing first
};

// Values one usable effect of kind time, revenue or cost.
// Throws Error(usage) naming the assumption that is missing or out of range,
// Error(method) for an effect that may not be monetised (activity, score, not usable).
Appraisal appraise(const Effect& effect, const Assumptions& assumptions);

}  // namespace payoff
