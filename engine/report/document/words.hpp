// The fixed words of a report, in English: titles, the meaning of a grade, the
// sentences around the numbers. A table's headings stand beside its columns.
// Claims and reasons are not here: those are qualify's.
#pragma once

#include <string_view>

#include "payoff/qualify.hpp"

namespace payoff::words {

inline constexpr std::string_view money = "What it is worth";

inline constexpr std::string_view projected =
    "This is a projection: the horizon is longer than the time observed, and the effect is assumed to last.";
inline constexpr std::string_view no_money_claim_long =
    "No figure in money is claimed; the claims say why. What follows is only what the assumptions would make of the "
    "estimate.";
inline constexpr std::string_view last_third =
    "The effect became less: its months are valued as it went, from the first third of the follow-up to the last, and "
    "beyond "
    "it as it was then, or, where less than half was left, fading on as fast as it did.";
inline constexpr std::string_view last_third_turned =
    "The effect turned round: its months are valued as it went, and beyond the follow-up as it was in the last third.";
inline constexpr std::string_view waterfall_note =
    "Present values at the point estimate: from what it would be worth if every hour and every sale counted in full, "
    "to "
    "what is left. The steps add up.";
inline constexpr std::string_view variance_note =
    "How much of the spread of the simulated net present values each uncertainty causes: by itself, and with what it "
    "does "
    "together with others.";
inline constexpr std::string_view cash_note =
    "Undiscounted, at the point estimate; the band holds P10 to P90 of the simulated outcomes. The net present value "
    "is "
    "discounted.";
inline constexpr std::string_view ladder_note =
    "At the point estimate. Whiskers carry the interval of the effect through; bars under one heading share a scale.";
inline constexpr std::string_view tornado_note =
    "Each bar moves one assumption from its low end (the dot) to its high end, the others staying put.";
inline constexpr std::string_view path_note =
    "Difference against the last period before adoption, which is 0 by definition. "
    "Before adoption it should lie near 0; after it, it shows the effect as it grows or fades.";
inline constexpr std::string_view path_note_other_reference =
    "Before adoption it should lie near 0; after it, it shows the effect as it grows or fades.";
inline constexpr std::string_view relative_magnitude_note =
    "At 0 trends are exactly parallel; at 1 the groups may part in each period after the rollout by as much as in the "
    "worst period before it.";
inline constexpr std::string_view smoothness_note =
    "At 0 any difference in trends is a straight line; to the right it may bend by more from one period to the next.";
inline constexpr std::string_view sensitivity_source = "Method: Rambachan and Roth (2023).";
inline constexpr std::string_view ledger_note = "Rows read are rows used, rejected and filtered, without remainder";
// The pictures. With {}: filled in by the figure that shows it.
inline constexpr const char* counterfactual_title = "{}: {} with {}, an estimated {} without it ({})";
inline constexpr const char* counterfactual_past = "{}: {} with {}, {} before it (change {}, {})";
inline constexpr const char* no_detectable_change = "No detectable change in ";
inline constexpr const char* no_claimed_change = "No change is claimed in ";
inline constexpr const char* no_interval_here = "no interval can be given";
inline constexpr const char* counterfactual_period_note =
    "Solid: those with the tool, as observed. Dashed: the same less the effect, in each period as it was there.";
inline constexpr const char* counterfactual_event_note =
    "Solid: the adopters, as observed, by the time since each began. Dashed: the same less the effect at that time. "
    "Later "
    "times are seen of the early adopters only.";
inline constexpr const char* counterfactual_past_note =
    "Solid: as observed. Dashed: what it was before, on average; that all else stayed as it was is an assumption.";
inline constexpr const char* counterfactual_bars_note =
    "Means while they had the tool, as observed, and the same less the effect.";
inline constexpr const char* counterfactual_band_note =
    " Shaded: by how much it may be more or less, the {} interval of the average effect.";
inline constexpr const char* counterfactual_bands_note =
    " Shaded: by how much it may be more or less, the {} interval of the effect at each time.";
inline constexpr const char* counterfactual_bar_note =
    " The line: by how much it may be more or less, the {} interval of the effect.";
inline constexpr const char* counterfactual_lines_description =
    "Two lines over {} periods: as observed, and from the rollout on what would have been without the tool, with its "
    "interval. The numbers are in the table that follows.";
inline constexpr const char* counterfactual_bars_description =
    "Two bars: with the tool, and without it with the interval of the estimate. The numbers are in the table that "
    "follows.";
inline constexpr const char* npv_title = "The net present value is above zero in {} of the simulated outcomes";
inline constexpr const char* npv_unclaimed =
    "Computed, not claimed: the net present value is above zero in {} of the simulated outcomes";
inline constexpr const char* npv_note =
    "Each bar: how many of the simulated outcomes fell there, all that is uncertain drawn at once. Hollow: below zero.";
inline constexpr const char* npv_description =
    "Histogram of the simulated net present values, with a line at zero. The numbers are in the table that follows.";
inline constexpr const char* waterfall_description =
    "Bars from one total to the next: dark a total, filled a gain, hollow and dashed a loss; a dotted line leads from "
    "each to "
    "the next. The numbers are in the table that follows.";
inline constexpr const char* payback_title =
    "In {} of the simulated outcomes the costs are back within {} months, in half of these by month {} (P10 to P90: "
    "{})";
inline constexpr const char* payback_rare = "The costs are back within {1} months in {0} of the simulated outcomes";
inline constexpr const char* payback_always = "payback, P10 to P90";
inline constexpr const char* payback_where_it_comes = "payback where it comes, P10 to P90";
inline constexpr const char* uptake_note =
    "Counted are the units with the tool, from the day on which the first of them began. Having the tool is not using "
    "it.";
inline constexpr const char* uptake_description =
    "A line in steps: how many had the tool by week. The numbers are in the table that follows.";
inline constexpr const char* flow_description =
    "Boxes from the rows that were read to the units in each group, and beside them what was left out. The numbers are "
    "in "
    "the table that follows.";

// Why a number is missing, after "not available: " and in results.json.
inline constexpr std::string_view no_return = "there are no costs to divide by";
inline constexpr std::string_view no_payback_within = "the costs are not back within the horizon";
inline constexpr std::string_view no_payback = "no simulated outcome pays back within the horizon";
inline constexpr std::string_view no_break_even_share = "the benefits of all people do not cover the costs";
inline constexpr std::string_view no_break_even_price = "the benefits do not cover the other costs";
inline constexpr std::string_view price_in_bills = "what is paid for each is in the bills";
inline constexpr std::string_view no_break_even = "no effect of any size breaks even";
inline constexpr std::string_view not_assumed = "not assumed";
inline constexpr std::string_view no_reason = "no reason is recorded";
inline constexpr std::string_view not_computed = "could not be computed";

constexpr std::string_view or_no_reason(std::string_view reason) {
  return reason.empty() ? no_reason : reason;
}

}  // namespace payoff::words
