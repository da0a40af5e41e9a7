// The draft of a study for programs.
#pragma once

#include <string>

#include "payoff/study.hpp"

namespace payoff {

// {"study", "questions", "problem"}: its text, what no file shows, and why it cannot run though nothing is asked; "" = it can.
std::string draft_json(const Draft& draft, const std::string& problem);

}  // namespace payoff
