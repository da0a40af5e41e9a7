// payoff mcp: the tools of payoff for assistants, by the Model Context Protocol over standard input and output.
#pragma once

#include "tools/command_line.hpp"

namespace payoff {

// Until standard input ends, and what was asked is answered; or until it is interrupted. Returns 0. Throws Error(source) where
// there is no such folder.
int mcp(const Arguments& arguments);

}  // namespace payoff
