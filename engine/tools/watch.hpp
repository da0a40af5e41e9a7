// payoff run --watch: again whenever a file changes.
#pragma once

#include <atomic>
#include <functional>

#include "tools/command_line.hpp"

namespace payoff {

// Runs, waits until a study, a file that it reads or a folder that they lie in changes, and runs again; until interrupted,
// or *stop is true.
int run_watching(const Arguments& arguments, const std::function<int(const Arguments&)>& run,
                 const std::atomic<bool>* stop = nullptr);

}  // namespace payoff
