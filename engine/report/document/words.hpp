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
inline constexpr std::string_view misleads_heading = "Not evidence here, shown as a warning:";
inline constexpr std::string_view alternatives_forest_note =
    "Dot: the estimate; line: its interval; shaded: the interval of the answer. What is hollow and dashed does not "
    "answer the question.";
inline constexpr std::string_view cohorts = "Who began when";
inline constexpr std::string_view cohorts_note =
    "Each cohort's own mean over its periods with the tool. Early cohorts were followed for longer, so a difference "
    "between cohorts may be one of time in use.";
inline constexpr std::string_view sensitivity = "What if the groups would have parted anyway?";
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
inline constexpr std::string_view differences_note =
    "What else tells the two groups apart. A coding taken the wrong way round shows here.";
inline constexpr std::string_view numbers = "The numbers";
inline constexpr std::string_view contents = "Contents";
inline constexpr std::string_view rows_of_file = "rows";
inline constexpr std::string_view in_results = "in results.json";
inline constexpr std::string_view not_printed =
    "What is folded away in this section is not printed: it is in evidence.html, its numbers in results.json.";
// The pictures. With {}: filled in by the figure that shows it.
inline constexpr const char* trend_title = "{}: {} before and {} after the rollout with the tool, {} and {} without it";
inline constexpr const char* trend_title_alone = "{}: {} before and {} with the tool";
inline constexpr const char* forest_title = "{} of {} effects {} told apart from no change, each by its own interval";

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
