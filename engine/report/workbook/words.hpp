// The words of the workbook, in English.
#pragma once

#include <array>
#include <string_view>

namespace payoff::workbook {

inline constexpr std::string_view summary_sheet = "Summary", assumptions_sheet = "Assumptions", ladder_sheet = "Ladder",
                                  months_sheet = "Months", years_sheet = "Years";

inline constexpr std::string_view legend =
    "Blue is what was assumed, estimated or billed: change it, and everything in black follows. Black is calculated. "
    "Grey "
    "stays as it was written.";
inline constexpr std::string_view simulated =
    "P10, P50 and P90 are simulated outcomes: they were written once and do not change with the blue cells.";
inline constexpr std::string_view point =
    "The figures are those of every assumption and effect at its middle, as the scenario \"expected\" of results.json.";
inline constexpr std::string_view horizon_is_fixed = "The months are written out: their number does not change here.";
inline constexpr std::string_view not_within = "not within the horizon";

inline constexpr std::string_view inputs = "Inputs", effects = "Effects", rates = "Rates", rollout = "Who begins when",
                                  uptake = "Of those who have it, who uses it",
                                  of_values = "What one unit of an effect is", of_bills = "Bills that go on per person";
inline constexpr std::string_view discounting_note = "\"months\", or \"year_ends\": at the end of the year";
inline constexpr std::string_view pace_note = "of the effect, after every two thirds of the follow-up beyond it";
inline constexpr std::string_view direction_note = "-1: less is better";
inline constexpr std::string_view whole_follow_up = ", whole follow-up (told in the ladder only)";

inline constexpr std::string_view month_zero =
    "Month 0 is the day of the rollout; what recurs falls at the end of its month. Undiscounted, but for the two "
    "columns that "
    "say so.";

inline constexpr std::string_view waterfall = "From all of it to what is left, present value";
inline constexpr std::string_view waterfall_by_value = "The same by value: what is left after each step, present value";
// As monetize/waterfall.cpp names them.
inline constexpr std::array<std::string_view, 6> steps = {
    "if all of it counted", "review and rework", "what the business does not get back", "what is sold has cost", "risk",
    "soft: not counted"};

inline constexpr std::string_view risk_adjusted = "risk-adjusted", all_benefits = "All benefits",
                                  all_costs = "All costs", tax = "Tax", net = "Net";
inline constexpr std::string_view pv_benefits = "Benefits, present value", pv_costs = "Costs, present value",
                                  pv_tax = "Tax, present value", net_present_value = "Net present value",
                                  return_on_investment = "Return on investment",
                                  benefit_cost_ratio = "Benefit-cost ratio", payback = "Payback month",
                                  discounted_payback = "Payback month, discounted";

}  // namespace payoff::workbook
