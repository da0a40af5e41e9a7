// The tables and figures that more than one section shows.
#pragma once

#include <string>

#include "base/messages.hpp"
#include "report/document/document.hpp"

namespace payoff {

std::string level_unit(const Metric& metric);                                // "minutes per ticket"
std::string name_of(const Effect& effect);                                   // "handle_minutes, tenure = new"
const Effect& effect_on(const CaseStudy& study, const std::string& metric);  // the first of its metric; it is there
std::string level_text(double level);                                        // "95%"
std::string count_in_words(std::size_t n);                                   // "five", "12"; "5" in Korean
std::string degrees_of_freedom(double df);                                   // "47"; of the normal distribution, none
std::string why_missing(const Estimate& estimate);                           // "not available: why"
std::string metric_level(const Effect& effect, double level);                // "14.2", of a rate "8.2%"

// Of a change on the metric's scale, of a rate in percentage points: "−1.3 minutes (−1.8 to −0.9)", or why not.
std::string with_interval(const Effect& effect, const Estimate& absolute);
std::string percent_with_interval(const Estimate& relative);  // "−14.1% (−18.9% to −9.4%)", or why not

MessageId label_of_inference(const Effect& effect);  // "Interval made by"; where there is none, "Judged by"

std::string title_in_full(const Effect& effect);  // "Handle minutes in full"
Table diagnostics_table(const Effect& effect);
Table facts_table(const Effect& effect);  // everything about one effect that is one number or word

// path_figure.cpp: effects by period since adoption, with the band of the whole path.
Figure path_figure(const Effect& effect, const std::string& id);

// alternatives.cpp: the answer, the other defensible ways to it, and apart from them what misleads.
std::string said_method(const Effect& effect);  // "did" in the tables of English, "이중차분법"
Table alternatives_table(const Effect& effect);
Block alternatives_block(const Effect& effect, const std::string& id);  // a figure where there is something to compare

// sensitivity_figure.cpp: how far trends may part before the conclusion does.
Block sensitivity_block(const Effect& effect, const TrendSensitivity& sensitivity, const std::string& id);

// staggered.cpp: who began when and what each cohort gained; what a static two-way estimate would mix.
Block cohorts_block(const CaseStudy& study, const Effect& effect, const std::string& id);
Table decomposition_table(const Effect& effect);
std::string decomposition_text(const Effect& effect);

// All that a staggered or trend-sensitive effect has to show beyond its path; `k` keeps ids apart.
std::vector<Block> assumption_blocks(const CaseStudy& study, const Effect& effect,
                                     std::size_t k);  // staggered.cpp

// The trend of metric i of trend_metrics; svg is empty when nothing was observed.
Figure trend_figure(const CaseStudy& study, std::size_t i);

}  // namespace payoff
