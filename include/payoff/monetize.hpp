// What the effect is worth, with all of its uncertainty.
//
// From minutes to money one rung at a time: gross time saved, minus the share
// spent on rework, times the eligible people, times the share that the business
// really gets back, times what an hour costs. Revenue goes through a margin.
// Against it stand the costs, once and recurring. Every draw of the simulation
// takes one effect and one realised share and yields one cash flow. An effect
// that fades is valued at what was left of it in the last third of the follow-up.
//
// Formula   NPV = -once + sum over months m of (benefit - cost)_m / (1 + r)^(m / 12)
//           ROI = (PV benefits - PV costs) / PV costs
//           payback = first month in which the cumulative undiscounted cash is >= 0
// Source    Forrester Total Economic Impact conventions; see README for departures.
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
  double per_person_month = 0;  // currency per eligible person and month
};

struct Assumptions {
  std::string currency = "USD";
  double people = 0;                        // eligible people (or customers, for revenue) after the rollout
  double hourly_cost = missing;             // currency per hour, loaded; time metrics need it
  double volume_per_person_week = missing;  // of the metric's `per`; missing = taken from the data
  double rework_share = 0;                  // of the time saved, in 0 to 1
  std::optional<Range> realized_share;      // of the net time saved that the business gets back; no default
  double gross_margin = missing;            // of revenue, in 0 to 1; revenue metrics need it
  std::vector<Cost> costs;
  int horizon_months = 36;
  double discount_rate_per_year = 0.10;
  int draws = 10000;
  std::uint64_t seed = 1;
};

struct Quantity {  // summary of the draws; NaN = does not exist
  double mean = missing, p10 = missing, p50 = missing, p90 = missing;
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
  double pv_benefits = missing, pv_costs = missing;  // currency, discounted, mean of the draws: NPV is their difference
  double probability_npv_positive = missing;
  double probability_pays_back = missing;
  double break_even_effect = missing;  // |effect| in metric units at which NPV = 0 (realised share at its mode)
  double hours_per_person_week =
      missing;  // saved (> 0) or lost (< 0), net of rework, before the realised share; time metrics
  double hours_per_person_week_low = missing, hours_per_person_week_high = missing;
  double benefit_per_year = missing;         // currency, at the point estimate
  double cost_once = 0, cost_per_month = 0;  // currency
  std::vector<Rung> ladder;
  std::vector<MonthlyCash> cash_flow;       // horizon_months + 1
  std::vector<NpvSensitivity> sensitivity;  // largest swing first
};

// Values one usable effect of kind time, revenue or cost.
// Throws Error(usage) naming the assumption that is missing or out of range,
// Error(method) for an effect that may not be monetised (activity, score, not usable).
Appraisal appraise(const Effect& effect, const Assumptions& assumptions);

}  // namespace payoff
