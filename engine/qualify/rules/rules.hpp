// The rules by family; each looks at the evidence and adds its reasons.
// The numbers G01 to G25 are those of the project's table of evidence rules.
#pragma once

#include <vector>

#include "payoff/qualify.hpp"

namespace payoff::rules_of {

using Reasons = std::vector<Reason>;

// allocation.cpp: are those who are compared those who were meant to be?
void sample_ratio(const Evidence&, const Effect&, Reasons&);  // G01
void attrition(const Evidence&, const Effect&, Reasons&);     // G03
void nesting(const Evidence&, const Effect&, Reasons&);       // G06

// baseline.cpp: were the groups alike before, and does the comparison find nothing there?
void baseline_balance(const Evidence&, const Effect&, Reasons&);  // G02
void placebo(const Evidence&, const Effect&, Reasons&);           // G09

// comparability.cpp: could the times be compared at all?
void periods_before(const Evidence&, const Effect&, Reasons&);  // G04
void pre_trend(const Evidence&, const Effect&, Reasons&);       // G05
void last_window(const Evidence&, const Effect&, Reasons&);     // G10

// precision.cpp: could chance have done it?
void treated_clusters(const Evidence&, const Effect&, Reasons&);  // G06
void includes_zero(const Evidence&, const Effect&, Reasons&);     // G07
void imprecision(const Evidence&, const Effect&, Reasons&);       // G08
void several_metrics(const Evidence&, const Effect&, Reasons&);   // G17

// robustness.cpp: does it hang on one choice?
void composition(const Evidence&, const Effect&, Reasons&);  // G21
void fragility(const Evidence&, const Effect&, Reasons&);    // G22

// surroundings.cpp: what else happened at that time?
void concurrent_event(const Evidence&, const Effect&, Reasons&);    // G20
void late_effect(const Evidence&, const Effect&, Reasons&);         // G26
void measurement_change(const Evidence&, const Effect&, Reasons&);  // G27

// duration.cpp: does it last?
void fading(const Evidence&, const Effect&, Reasons&);     // G11
void follow_up(const Evidence&, const Effect&, Reasons&);  // G12

// measurement.cpp: was the right thing measured, on everyone?
void comparison_use(const Evidence&, const Effect&, Reasons&);  // G13
void uptake(const Evidence&, const Effect&, Reasons&);          // G14
void self_report(const Evidence&, const Effect&, Reasons&);     // G15
void activity(const Evidence&, const Effect&, Reasons&);        // G16
void guardrails(const Evidence&, const Effect&, Reasons&);      // G18
void missing_data(const Evidence&, const Effect&, Reasons&);    // G19
void small_segments(const Evidence&, const Effect&, Reasons&);  // G25

// support.cpp: what speaks for it, and who says so?
void support(const Evidence&, const Effect&, Reasons&);       // G23
void independence(const Evidence&, const Effect&, Reasons&);  // G24

}  // namespace payoff::rules_of
