// The tables and figures that more than one section shows.
#pragma once

#include <string>

#include "report/document.hpp"

namespace payoff {

std::string level_unit(const Metric& metric);                 // "minutes per ticket"
std::string name_of(const Effect& effect);                    // "handle_minutes, tenure = new"
std::string level_text(double level);                         // "95%"
std::string with_interval(const Estimate& estimate);          // "−1.3 minutes (−1.8 to −0.9)", or why not
std::string percent_with_interval(const Estimate& relative);  // "−14.1% (−18.9% to −9.4%)", or why not

Table alternatives_table(const Effect& effect);
Table diagnostics_table(const Effect& effect);
Table facts_table(const Effect& effect);  // everything about one effect that is one number or word
Figure path_figure(const Effect& effect, const std::string& id);
// The trend of metric i of trend_metrics; svg is empty when nothing was observed.
Figure trend_figure(const CaseStudy& study, std::size_t i);

}  // namespace payoff
