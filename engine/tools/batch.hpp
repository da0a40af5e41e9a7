// payoff run of many studies: side by side, each in a folder of its own, and what came of them all in one list.
#pragma once

#include "tools/command_line.hpp"

namespace payoff {

// Is it more than one study? Several files, a folder, or a template and what stands for its braces.
bool is_batch(const Arguments& arguments);

// Exit codes of a batch; 0 = all are done.
enum BatchExit { some_refused = 8, some_failed = 9 };

// Writes <output>/<name>/ for each, <output>/summary.json and <output>/portfolio.html. Returns the exit code.
int run_batch(const Arguments& arguments);

}  // namespace payoff
