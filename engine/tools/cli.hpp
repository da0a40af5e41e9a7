// The program, but for main(): it is a command of the Python package, too.
#pragma once

namespace payoff {

// Returns the exit code.
int run_command_line(int argc, char** argv);

}  // namespace payoff
