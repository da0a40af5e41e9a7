// The fixed words of a report, in English: titles, the meaning of a grade, the
// sentences around the numbers. A table's headings stand beside its columns.
// Claims and reasons are not here: those are qualify's.
#pragma once

#include <string_view>

#include "payoff/qualify.hpp"

namespace payoff::words {

inline constexpr std::string_view no_headline = "No claim can be made from these data.";
inline constexpr std::string_view interval_guide = "An interval holds the values that fit the data.";
inline constexpr std::string_view money_guide = " P10 to P90 holds eight of ten simulated outcomes.";

inline constexpr std::string_view result = "What changed";
inline constexpr std::string_view published = "How this compares with published effects";
inline constexpr std::string_view published_note =
    "Other tools, tasks and people: a yardstick for what is plausible, no forecast. What people said of themselves, "
    "what a "
    "vendor reports and a trial that its own authors call unreliable are shown, and measure nothing.";
inline constexpr std::string_view money = "What it is worth";
inline constexpr std::string_view grade = "How sure we may be";
inline constexpr std::string_view grade_of_evidence = "Grade of the evidence";
inline constexpr std::string_view metrics = "Every metric, guardrails included";
inline constexpr std::string_view facts = "Who was in it, and what else the data show";
inline constexpr std::string_view rows = "What became of every row";
inline constexpr std::string_view coding = "How the treated rows were taken";
inline constexpr std::string_view method = "Method";
inline constexpr std::string_view provenance = "Where the numbers come from";

inline constexpr std::string_view no_grade_rule = "No rule changed the grade.";
inline constexpr std::string_view to_raise = "What would raise it";
inline constexpr std::string_view projected =
    "This is a projection: the horizon is longer than the time observed, and the effect is assumed to last.";
inline constexpr std::string_view no_money_claim = "The evidence does not carry one; the claims say why.";
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
inline constexpr std::string_view misleads_heading = "Not evidence here, shown as a warning:";
inline constexpr std::string_view alternatives_forest_note =
    "Dot: the estimate; line: its interval; shaded: the interval of the answer. What is hollow and dashed does not "
    "answer the question.";
inline constexpr std::string_view cohorts = "Who began when";
inline constexpr std::string_view cohorts_note =
    "Each cohort's own mean over its periods with the tool. Early cohorts were followed for longer, so a difference "
    "between cohorts may be one of time in use.";
inline constexpr std::string_view sensitivity = "What if the groups would have parted anyway?";
inline constexpr std::string_view relative_magnitude_note =
    "At 0 trends are exactly parallel; at 1 the groups may part in each period after the rollout by as much as in the "
    "worst period before it.";
inline constexpr std::string_view smoothness_note =
    "At 0 any difference in trends is a straight line; to the right it may bend by more from one period to the next.";
inline constexpr std::string_view sensitivity_source = "Method: Rambachan and Roth (2023).";
inline constexpr std::string_view decomposition = "Why a static two-way estimate misleads here";
inline constexpr std::string_view decomposition_note =
    "A regression with one effect for all times is a weighted mean of the comparisons below.";
inline constexpr std::string_view why_two_way_misleads =
    "they take those who already have the tool for the comparison, so that whatever the tool still adds there is "
    "subtracted as if it were a trend (Goodman-Bacon 2021).";
inline constexpr std::string_view forest_note =
    "Dot: the estimate. Line: its interval. Where the line crosses 0, no change is not ruled out.";
inline constexpr std::string_view trend_note = "What was observed, before any adjustment.";
inline constexpr std::string_view cohort_marks_note = " A dashed line upright is where another cohort begins.";
inline constexpr std::string_view alternatives_note = "The same question, answered in other defensible ways.";
inline constexpr std::string_view ledger_note = "Rows read are rows used, rejected and filtered, without remainder";
inline constexpr std::string_view differences_note =
    "What else tells the two groups apart. A coding taken the wrong way round shows here.";
inline constexpr std::string_view numbers = "The numbers";
inline constexpr std::string_view contents = "Contents";
inline constexpr std::string_view rows_of_file = "rows";
inline constexpr std::string_view in_results = "in results.json";
inline constexpr std::string_view not_printed =
    "What is folded away in this section is not printed: it is in evidence.html, its numbers in results.json.";
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
inline constexpr const char* trend_title = "{}: {} before and {} after the rollout with the tool, {} and {} without it";
inline constexpr const char* trend_title_alone = "{}: {} before and {} with the tool";
inline constexpr const char* forest_title = "{} of {} effects {} told apart from no change, each by its own interval";
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
inline constexpr const char* outcome_costs_note =
    "The interval with the tool is that of its mean; the one without it, that of the change.";
inline constexpr const char* outcome_costs_description =
    "Two bars for each outcome, with the tool and without it. The numbers are in the table that follows.";
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
inline constexpr std::string_view not_published = "not published";
inline constexpr std::string_view no_calendar = "the data have no calendar, or the method uses none";
inline constexpr std::string_view no_panel = "the data are not a panel of units by periods";
inline constexpr std::string_view no_uptake = "use of the tool was not recorded";
inline constexpr std::string_view no_volume = "not a ratio metric, or no calendar";
inline constexpr std::string_view no_pre_test = "the periods before the rollout were not tested";
inline constexpr std::string_view no_course = "the effect was not followed for three periods";
inline constexpr std::string_view no_earlier_trend = "there are not two leads to draw a line through";
inline constexpr std::string_view no_granularity = "there are too few numbers to compare their form";
inline constexpr std::string_view no_nesting = "no text column lies in the groups so";
inline constexpr std::string_view no_arm_level = "nobody of this group was seen on both sides of one rollout date";
inline constexpr std::string_view not_by_method = "not given by this method";
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

inline constexpr std::string_view imprint_note =
    "Numbers at full precision are in results.json; the same inputs, study, seed and version give the same bytes.";

constexpr std::string_view meaning_of_grade(char letter) {
  switch (letter) {
    case 'A':
      return "Very strong evidence: other causes are all but ruled out.";
    case 'B':
      return "Strong evidence: other causes are unlikely.";
    case 'C':
      return "Moderate evidence: other causes may have had a part.";
    case 'D':
      return "Weak evidence: other causes may explain much of it.";
    case 'E':
      return "Very weak evidence: the numbers say what happened, not why.";
    default:
      return "Cannot be graded: the data cannot say what the tool changed.";
  }
}

constexpr std::string_view or_no_reason(std::string_view reason) {
  return reason.empty() ? no_reason : reason;
}

// What the list of claims puts before each.
constexpr std::string_view label_of(ClaimKind kind) {
  constexpr std::string_view labels[] = {"Result", "Money", "Guardrail", "Ruled out", "Caveat", "Also"};
  return labels[static_cast<std::size_t>(kind)];
}

}  // namespace payoff::words
