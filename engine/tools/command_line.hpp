// argv, understood.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace payoff {

struct Arguments {
  void (*action)(const Arguments&) = nullptr;  // of the command
  std::string input, output;                   // input: a study, or data
  bool quiet = false, json = false, force = false, untrusted = false;
  int threads = 0;
};

// A command, its one argument (null = none) and its switches (letters, see Switches).
struct Command {
  const char *name, *help, *input;
  std::string_view switches;
  void (*action)(const Arguments&);
};

// No action where help or the version was asked for, and was printed. footer: of every help. Throws Error(usage) that says what
// is wrong with the line.
Arguments parse_command_line(int argc, char** argv, std::span<const Command> commands, const char* footer);

}  // namespace payoff
