// What stands on the two pages, and in which words.
#pragma once

#include "qualify/messages/messages.hpp"
#include "report/document/brief.hpp"

namespace payoff {

Brief brief_of(const CaseStudy& study);

// The four answers (answers.cpp), and the four figures (figures.cpp).
std::vector<Card> answers_of(const CaseStudy& study, const Words& words);
std::vector<Card> figures_of(const CaseStudy& study, const Words& words);

// "the assistant"; where the study does not name it, "the tool".
std::string tool_of(const CaseStudy& study);

}  // namespace payoff
