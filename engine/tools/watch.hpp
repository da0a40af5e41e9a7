// payoff run --watch: again whenever a file changes.
#pragma once

#include "tools/command_line.hpp"

namespace payoff {

// Runs, waits until a study, a file that it reads or a folder that they lie in changes, and runs again; until interrupted.
int run_watching(const Arguments& arguments, int (*run)(const Arguments&));

}  // namespace payoff
