// What stands on the two pages, and in which words.
#pragma once

#include "base/messages.hpp"
#include "report/document/brief.hpp"

namespace payoff {

Brief brief_of(const CaseStudy& study);

// The four answers (answers.cpp), the first of them (worth.cpp), the second, and the four figures (figures.cpp).
std::vector<Card> answers_of(const CaseStudy& study);
Card worth_of(const CaseStudy& study);
Card sure_of(const CaseStudy& study);
std::vector<Card> figures_of(const CaseStudy& study);

// Is the change the tool's? Only on grades A to C, and where one could be shown; else it is a change, and nobody's hours.
bool is_of_tool(const CaseStudy& study);

// Of the tool, and no rule forbids a figure.
bool claims_figure_in_money(const CaseStudy& study);

// "the assistant"; where the study does not name it, "the tool".
std::string name_of_tool(const CaseStudy& study);

// Of an anonymous study: that names are left out, and who is too few to be shown.
std::string anonymous_note();

}  // namespace payoff
